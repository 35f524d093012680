#!/usr/bin/env bash
# One would guess: a chart that openpyxl writes holds its figures and names, as one that Excel saved does, so that its part can be moved into
# a Word document or read by another program.
# What happens: the part holds only where the figures lie (c:f), and no cache of them; whoever does not work the sheet out again has no figures.
# The classes for a cache are there (NumData, StrData) and have to be filled by hand.
# Seen with openpyxl 3.1.5 on 30 November 2026.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q openpyxl==3.1.5
cat >"$work/try.py" <<'PY'
import sys, zipfile
import openpyxl
from openpyxl.chart import LineChart, Reference
from openpyxl.chart.data_source import NumData, NumVal

path = sys.argv[1]


def part(fill: bool) -> str:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Month", "Complete"], ["Jan", 3], ["Feb", 7]):
        sheet.append(row)
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=3))
    if fill:
        chart.series[0].val.numRef.numCache = NumData(ptCount=2, pt=[NumVal(idx=0, v=3), NumVal(idx=1, v=7)])
    sheet.add_chart(chart, "D2")
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/charts/chart1.xml").decode()


plain, filled = part(False), part(True)
print("openpyxl", openpyxl.__version__)
print("references to cells:", plain.count("<f>"), "· caches of figures:", plain.count("numCache"), "· of names:", plain.count("strCache"))
print("figures in it when the cache is filled by hand:", filled.count("<v>"))
assert plain.count("<f>") == 3
assert "numCache" not in plain and "strCache" not in plain and "<v>" not in plain
assert filled.count("<v>") == 2
PY
"$work/venv/bin/python" "$work/try.py" "$work/book.xlsx"
