"""The headings of the tracker workbook, in the layout that services know: written by ``reports/workbook.py``, read by ``intake/own_layout.py``."""

from __future__ import annotations

LAYOUT = "tracker 1"
REGISTER = ("AFI/SII", "Pillar", "Areas For Improvement", "Owner", "Target End Date", "Progress Comments")
# What stands on a task's row, each with the field that it is read as; first those that a list sheet has besides.
LISTED = {"Ref": "ref", "Task": "no", "Action": "title"}
TASK = {
    "Work Assigned To": "assigned_to", "Projected Completion Date": "due", "Progress": "status", "Description of work needing to be done": "work",
    "Evidence of Compliance": "evidence", "Upload Evidence Link": "link",
}  # fmt: skip
GROUPS = ("Quality Assurance by Owner", "Sampling by Business Assurance")
SIGNED = ("Date QA Actioned", "QA Actioned By", "QA Comment")
# What a reader looks for beside the sign-offs; the importer does not need it.
BESIDE = ("QA verdict", "Sampling verdict", "Date moved")
