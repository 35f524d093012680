"""Builds northshire.xlsx and northshire.csv from northshire.txt, in the layout of a real tracker with its usual faults.

Run from the project's root:  python sample_data/build.py
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

HERE = Path(__file__).resolve().parent
HEAD = PatternFill("solid", fgColor="1F3864")
FILLS = {"complete": "92D050", "on target": "FFC000", "behind target": "FF0000", "yellow": "FFFF00"}
WORD_FILLS = {
    "complete": "complete",
    "green": "complete",
    "on target": "on target",
    "on track": "on target",
    "amber": "on target",
    "yellow": "yellow",
    "behind target": "behind target",
    "red": "behind target",
}
MONTHS = {
    m: i for i, m in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)
}
FIXED = dt.datetime(2026, 6, 1)


def source() -> tuple[list[dict], list[list[str]]]:
    """(areas with their task rows, recommendations) from the one readable source."""
    areas: list[dict] = []
    recs: list[list[str]] = []
    for line in (HERE / "northshire.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("area:"):
            areas.append({"cells": fields(line[5:], 11), "tasks": []})
        elif line.startswith("rec:"):
            recs.append(fields(line[4:], 4))
        elif line.startswith("blank"):
            areas[-1]["tasks"].append([line.split()[1]])
        else:
            areas[-1]["tasks"].append(fields(line, 9))
    return areas, recs


def fields(text: str, count: int) -> list[str]:
    found = [f.strip().replace("~", "\n") for f in text.split("|")]
    return found + [""] * (count - len(found))


def put(sheet, row: int, column: int, text: str, *, real_dates: bool = True) -> None:
    """Write a cell as a coordinator would have typed it: months and days become real dates where Excel makes them so."""
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    month = re.fullmatch(r"([A-Z][a-z]{2})-(\d\d)", text)
    day = re.fullmatch(r"(\d\d)/(\d\d)/(\d\d)", text)
    if real_dates and month:
        cell.value, cell.number_format = dt.datetime(2000 + int(month[2]), MONTHS[month[1]], 1), "mmm\\-yy"
    elif real_dates and day:
        cell.value, cell.number_format = dt.datetime(2000 + int(day[3]), int(day[2]), int(day[1])), "dd/mm/yy"
    elif text.isdigit():
        cell.value = int(text)
    elif text:
        cell.value = text


def head(sheet, row: int, texts: dict[int, str]) -> None:
    for column, text in texts.items():
        cell = sheet.cell(row, column, text)
        cell.fill, cell.font = HEAD, Font(color="FFFFFF", bold=True)


def register(book, areas: list[dict]) -> None:
    sheet = book.active
    sheet.title = "Summary"
    names = [
        "AFI/SII",
        "Pillar",
        "Areas For Improvement",
        "Owner",
        "Target End Date",
        "Progress Comments",
        "Status of Completion",
    ]
    head(sheet, 1, {**{i + 1: n for i, n in enumerate(names)}, 11: "AFI Progress"})
    head(sheet, 2, {7: "Complete", 8: "On Target", 9: "Behind Target", 10: "Yet to Start"})
    for column in "ABCDEFK":
        sheet.merge_cells(f"{column}1:{column}2")
    sheet.merge_cells("G1:J1")
    row = 3
    for area in areas:
        c = area["cells"]
        if c[0] == "SII1":
            sheet.cell(row, 1, "Total")
            for column in range(7, 11):
                sheet.cell(
                    row,
                    column,
                    sum(
                        int(a["cells"][column - 1])
                        for a in areas
                        if a["cells"][0].startswith("AFI") and "21" not in a["cells"][0] and "22" not in a["cells"][0]
                    ),
                )
            row += 1
        for column, text in enumerate([c[0], c[1], c[2], c[3], c[4], c[5]], 1):
            put(sheet, row, column, text)
        for column, text in enumerate(c[6:10], 7):
            sheet.cell(row, column, int(text or 0))
        word = WORD_FILLS.get(c[10].lower())
        if word and c[0] != "AFI11":
            sheet.cell(row, 11).fill = PatternFill("solid", fgColor=FILLS[word])
        row += 1
    first = next(i for i, a in enumerate(areas) if a["cells"][0] == "SII1") + 4
    sheet.merge_cells(start_row=first, end_row=first + 3, start_column=2, end_column=2)
    for n in (1, 2):
        sheet.cell(row, 1, f"Criteria {n}")
        sheet.cell(row, 2, "#REF!")
        row += 1
    sheet.cell(row, 1, "Totals")


def area_sheet(book, area: dict) -> None:
    c = area["cells"]
    sheet = book.create_sheet(re.sub(r"AFIs ", "AFI", c[0]))
    sheet.cell(1, 1, c[2])
    sheet.merge_cells("A1:B1")
    names = [
        "Work Assigned To",
        "Projected Completion Date",
        "Program" if c[0] == "AFI11" else "Progress",
        "Description of work needing to be done",
        "Evidence of Compliance",
        "Upload Evidence Link",
    ]
    head(
        sheet,
        1,
        {
            **{i + 3: n for i, n in enumerate(names)},
            9: "Quality Assurance by Owner",
            12: "Sampling by Business Assurance",
        },
    )
    sheet.merge_cells("I1:K1")
    sheet.merge_cells("L1:N1")
    head(
        sheet,
        2,
        dict(zip(range(9, 15), ["Date QA Actioned", "QA Actioned By", "QA Comment"] * 2, strict=True)),
    )
    sheet.cell(2, 1, f"Overall {'AFI1' if c[0].startswith('SII') else c[0]} Progress")
    sheet.merge_cells("A2:D2")
    overall = sheet.cell(2, 5, c[10])
    if word := WORD_FILLS.get(c[10].lower()):
        overall.fill = PatternFill("solid", fgColor=FILLS[word])
    for row, task in enumerate(area["tasks"], 3):
        sheet.cell(row, 1, f"Task {task[0]}")
        if len(task) == 1:
            continue
        for column, text in zip((2, 3, 4, 6, 7), (task[1], task[2], task[3], task[5], task[6]), strict=True):
            put(sheet, row, column, text, real_dates=column == 4 and c[0] not in ("AFI2", "AFI9"))
        status(sheet.cell(row, 5), task[4])
        if task[1] and task[2] and c[0] != "AFI1":
            link = sheet.cell(row, 8, "CLICK HERE to upload your evidence")
            link.hyperlink = f"#'{sheet.title}'!A1"
        for start, entry in ((9, task[7]), (12, task[8])):
            for offset, text in enumerate([*entry.split(";"), "", "", ""][:3]):
                put(sheet, row, start + offset, text.strip())


def status(cell, text: str) -> None:
    plain = text.strip("()").lower()
    if not text.startswith("("):
        cell.value = text or None
    if word := WORD_FILLS.get(plain):
        cell.fill = PatternFill("solid", fgColor=FILLS[word])


def culture(book, recs: list[list[str]]) -> None:
    sheet = book.create_sheet("Culture")
    sheet.cell(1, 1, "Appendix B")
    head(sheet, 2, {2: "Recommendation", 3: "In Progress", 4: "Complete", 5: "Not Started", 6: "Comments"})
    for row, (number, text, word, comment) in enumerate(recs, 3):
        sheet.cell(row, 1, int(number))
        sheet.cell(row, 2, text)
        sheet.cell(row, {"In Progress": 3, "Complete": 4, "Not Started": 5}[word], "Yes")
        sheet.cell(row, 6, comment or None)


def workbook(areas: list[dict], recs: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    register(book, areas)
    for area in areas:
        area_sheet(book, area)
    culture(book, recs)
    book.properties.creator = "Northshire Fire and Rescue Service"
    book.properties.created = book.properties.modified = FIXED
    book.save(HERE / "northshire.xlsx")


def flat(areas: list[dict]) -> None:
    """The same tasks as a flat CSV, one row an action."""
    with (HERE / "northshire.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(
            ["Ref", "Pillar", "Area for improvement", "Task no", "Action", "Assigned to", "Due", "Status", "Evidence"]
        )
        for area in areas:
            c = area["cells"]
            for task in area["tasks"]:
                if len(task) > 1:
                    writer.writerow(
                        [
                            c[0],
                            c[1],
                            c[2],
                            task[0],
                            task[1],
                            task[2],
                            task[3],
                            task[4].strip("()").capitalize(),
                            task[6],
                        ]
                    )


if __name__ == "__main__":
    areas, recs = source()
    workbook(areas, recs)
    flat(areas)
    tasks = sum(len(t) > 1 for a in areas for t in a["tasks"])
    print(f"{len(areas)} areas, {tasks} tasks, {len(recs)} recommendations")
