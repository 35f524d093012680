#!/usr/bin/env bash
# One would guess: Gnumeric's ssconvert keeps the web links of a workbook when it turns .xlsx into .ods, .xls or .xlsx again.
# What happens: values, dates, fills and notes arrive, the links do not, and nothing says so.
# Seen with Gnumeric 1.12.55 (Debian) and openpyxl 3.1.5 on 30 November 2026.
set -euo pipefail
if ! command -v ssconvert >/dev/null; then
    echo "skipped: ssconvert (Gnumeric) is not on this machine"
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
book.active.append(["Evidence"])
book.active.append(["Minutes of the board"])
book.active["A2"].hyperlink = "https://example.org/minutes"
book.active["A2"].comment = Comment("seen", "x")
book.save(sys.argv[1])
PY
ssconvert --version 2>&1 | head -1
ssconvert --export-type Gnumeric_Excel:xlsx2 "$work/a.xlsx" "$work/b.xlsx" 2>/dev/null
"$work/venv/bin/python" - "$work/b.xlsx" <<'PY'
import sys, openpyxl
cell = openpyxl.load_workbook(sys.argv[1]).active["A2"]
print("text:", cell.value, "| link:", cell.hyperlink and cell.hyperlink.target, "| note:", cell.comment and cell.comment.text.strip())
assert cell.value == "Minutes of the board"
assert cell.comment is not None
assert cell.hyperlink is None
PY
