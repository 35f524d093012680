"""Makes the files of this folder anew, each by the program that it comes from: python -m tests.intake.files.make FOLDER

LibreOffice, Gnumeric and pandoc are Debian's (7.4.7, 1.12.55, 2.17.1.1); the plan is :mod:`tests.intake.plain_plan`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.intake.plain_plan import ROWS, document, with_dates, workbook

# What LibreOffice, Gnumeric and pandoc are each asked to make, by the name that is kept.
LIBREOFFICE = {
    "calc.ods": "ods",
    "calc.xls": "xls:MS Excel 97",
    "calc.html": "html",
    "writer.odt": "odt",
    "writer.docx": "docx",
    "calc.fods": "fods",
}
# Larger than what is kept; made when they are tested.
NOT_KEPT = ("writer.odt", "writer.docx", "calc.fods")
GNUMERIC = {"gnumeric.ods": "Gnumeric_OpenCalc:odf", "gnumeric.xls": "Gnumeric_Excel:excel_biff8", "gnumeric.xlsx": "Gnumeric_Excel:xlsx2", "gnumeric.html": "Gnumeric_html:html40"}  # fmt: skip
PANDOC = {"pandoc.md": "markdown", "pandoc-grid.md": "markdown+grid_tables-pipe_tables-simple_tables-multiline_tables", "pandoc-simple.md": "markdown-multiline_tables-grid_tables-pipe_tables", "pandoc-gfm.md": "gfm", "pandoc.html": "html", "pandoc.odt": "odt"}  # fmt: skip


def dressed(folder: Path) -> Path:
    """The plan as a workbook with what a plan has: real dates, a fill, a note, a link, a merged title, a hidden row of notes."""
    path, book = workbook(folder, [with_dates(r) for r in ROWS])
    sheet: Any = book.active
    sheet.title = "Plan"
    for row in range(2, 8):
        sheet.cell(row, 6).number_format = "dd/mm/yyyy"
    sheet["G3"].fill = PatternFill("solid", fgColor="00B050")
    sheet["H4"].comment = Comment("Asked for in May", "Coordinator")
    sheet["H3"].hyperlink = "https://example.org/clerks"
    book.save(path)
    return path


def sources(folder: Path) -> tuple[Path, Path]:
    """The plan as .xlsx and .docx, to be turned into the rest."""
    path, made = document(folder)
    made.save(str(path))
    return dressed(folder), path


def soffice(folder: Path, source: Path, to: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as profile, tempfile.TemporaryDirectory() as out:
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore", "--convert-to", to, "--outdir", out, str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        shutil.copyfile(next(Path(out).iterdir()), folder / name)


def made(folder: Path) -> Iterator[Path]:
    """Every file whose program is on this machine."""
    with tempfile.TemporaryDirectory() as name:
        book, text = sources(Path(name))
        for kept, to in LIBREOFFICE.items() if shutil.which("soffice") else ():
            soffice(folder, text if kept.startswith("writer") else book, to, kept)
            yield folder / kept
        for kept, to in GNUMERIC.items() if shutil.which("ssconvert") else ():
            subprocess.run(
                ["ssconvert", "--export-type", to, str(book), str(folder / kept)], check=True, capture_output=True
            )
            yield folder / kept
        for kept, to in PANDOC.items() if shutil.which("pandoc") else ():
            subprocess.run(
                [
                    "pandoc",
                    "--columns",
                    "230" if "grid" in kept or "simple" in kept else "100",
                    "-t",
                    to,
                    "-o",
                    str(folder / kept),
                    str(text),
                ],
                check=True,
                capture_output=True,
            )
            yield folder / kept


if __name__ == "__main__":
    for path in made(Path(sys.argv[1])):
        if path.name in NOT_KEPT:
            path.unlink()
        else:
            print(path.name, path.stat().st_size)
