"""What files are called. A plan is known by what it holds, not by its ending; endings say what a picker lists and what is written."""

from __future__ import annotations

# What a plan may be read from: what the file picker lists.
READABLE = (
    ".xlsx", ".xlsm", ".xltx", ".xls", ".ods", ".fods", ".csv", ".tsv", ".docx", ".docm", ".dotx", ".odt", ".md", ".markdown", ".txt", ".html", ".htm",
)  # fmt: skip
# A workbook that can be written into in a service's own layout.
WORKBOOKS = (".xlsx", ".xlsm")
# The forms in which papers, plans and return forms leave.
PAPER_FORMS = ("md", "docx", "xlsx", "csv", "json", "ics")
RETURN_FORMS = ("xlsx", "txt")
# What a return form may come back as; what cannot be read of these is said.
COME_BACK_AS = (
    *RETURN_FORMS, "eml", "zip", "ods", "docx", "xlsm", "xls", "xlsb", "csv", "pdf", "msg", "rtf", "odt", "doc",
)  # fmt: skip
