#!/usr/bin/env bash
# One would guess: a cell that holds nothing and lies under a hyperlink is read as None.
# What happens: openpyxl puts the link's address (or its place in the workbook) into the cell's value while it reads, so that a
# column of blank cells under one link reads as a column of addresses.
# Seen with openpyxl 3.1.5 on 30 November 2026.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q openpyxl==3.1.5
cat >"$work/try.py" <<'PY'
import sys, zipfile, openpyxl
from openpyxl.worksheet.hyperlink import Hyperlink
book = openpyxl.Workbook()
book.active.append(["Evidence", "Owner"])
book.active.append([None, "HR"])
book.active.append([None, "ICT"])
path = sys.argv[1]
book.save(path)
parts = {}
with zipfile.ZipFile(path) as z:
    parts = {n: z.read(n) for n in z.namelist()}
name = "xl/worksheets/sheet1.xml"
link = b'<hyperlinks><hyperlink ref="A2:A3" location="Sheet!B1"/></hyperlinks><pageMargins'
parts[name] = parts[name].replace(b"<pageMargins", link)
with zipfile.ZipFile(path, "w") as z:
    for n, data in parts.items():
        z.writestr(n, data)
read = openpyxl.load_workbook(path).active
print("openpyxl", openpyxl.__version__)
print("A2 and A3 hold nothing in the file; read as", repr(read["A2"].value), repr(read["A3"].value))
assert (read["A2"].value, read["A3"].value) == ("Sheet!B1", "Sheet!B1")
PY
"$work/venv/bin/python" "$work/try.py" "$work/book.xlsx"
