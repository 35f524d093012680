#!/usr/bin/env bash
# One would guess: when LibreOffice saves a sheet as HTML, a cell's note becomes an attribute or is left out.
# What happens: it is written as an element <comment> of no HTML standard inside the cell, before the cell's text, so that a browser
# and a reader of tables take the note for words of the cell.
# Seen with LibreOffice 7.4.7 (Debian) and openpyxl 3.1.5 on 30 November 2026.
set -euo pipefail
if ! command -v soffice >/dev/null; then
    echo "skipped: LibreOffice (soffice) is not on this machine"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q openpyxl==3.1.5
"$work/venv/bin/python" - "$work/a.xlsx" <<'PY'
import sys, openpyxl
from openpyxl.comments import Comment
book = openpyxl.Workbook()
book.active.append(["Complete"])
book.active["A1"].comment = Comment("asked for in May", "x")
book.save(sys.argv[1])
PY
soffice --version
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to html --outdir "$work" "$work/a.xlsx" >/dev/null 2>&1
grep -o "<td.*" "$work/a.html" | head -3
tr -d '\n' <"$work/a.html" | grep -q "<comment>asked for in May</comment>" || { echo "the note is written otherwise: this has changed"; exit 1; }
