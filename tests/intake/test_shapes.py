"""Layouts that are no plain table, each as the smallest grid that shows it.

A grid is lists of texts: ``>`` continues the cell to its left, ``^`` the one above, ``text #95B3D7`` has a fill.
"""

from __future__ import annotations

import re

from tui_tracker.intake.grid import Book, Cell, Sheet
from tui_tracker.intake.proposal import Proposal, ReadArea, ReadTask
from tui_tracker.intake.read import propose


def sheet(name: str, *rows: list[str], tables: list[tuple[int, int]] | None = None) -> Sheet:
    width = max(map(len, rows))
    cells = [[_cell(row[c]) if c < len(row) else Cell() for c in range(width)] for row in rows]
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (">", "^"):
                before = (r, c - 1) if text == ">" else (r - 1, c)
                top = merges.setdefault(before, before)
                merges[r, c] = top
    return Sheet(name, cells, merges, tables=tables or [])


def _cell(text: str) -> Cell:
    if text in (">", "^"):
        return Cell()
    m = re.match(r"(?P<text>.*?) ?#(?P<fill>[0-9A-F]{6})$", text)
    said, fill = (m["text"], m["fill"]) if m else (text, None)
    return Cell(said, said or None, fill=fill)


def read(*sheets: Sheet) -> Proposal:
    return propose(Book("plan.xlsx", list(sheets)))


def areas(proposal: Proposal) -> dict[str, ReadArea]:
    return {a.ref or a.title or "": a for a in proposal.areas}


def tasks(proposal: Proposal) -> list[ReadTask]:
    return [t for a in proposal.areas for t in a.tasks]


SHOULD = "The service should make sure that its visits reach those most at risk"
MUST = "The service should assure itself that risk information is current and reaches crews"
HEAD = ["No.", "Action", "Owner", "Due", "Status", "Update"]


def line(no: str, action: str, status: str = "Complete", update: str = "Seen by the board.") -> list[str]:
    return [no, action, "GM Prevention", "31/03/2026", status, update]


def test_a_broken_formula_in_a_row_takes_nothing_else_with_it() -> None:
    found = read(sheet("Log", ["Ref", "Area for improvement", *HEAD, "Link"], ["AFI1", SHOULD, *line("1", "Write it"), "#REF!"]))  # fmt: skip
    assert [(t.title, t.status) for t in tasks(found)] == [("Write it", "complete")]
    assert any(r.kind == "error_text" for r in found.remarks)


def test_two_areas_beside_each_other_and_a_key_beside_them() -> None:
    both = [*HEAD, "", *HEAD]
    found = read(sheet(
        "Page",
        [f"AFI1: {SHOULD}", *[">"] * 5, "", f"AFI2: {MUST}", *[">"] * 5, "", "Key", "Count"],
        ["Lead officer", ">", "AM Risk", ">", "Target date", "31/05/2026", "", "Lead officer", ">", "AM Crews", ">", "Target date", "", "", "Complete", "2"],
        [*both, "", "On track", "0"],
        [*line("1", "Write it"), "", *line("1", "Try it")],
        [*line("2", "Keep it"), "", *[""] * 6],
    ))  # fmt: skip
    assert {ref: [t.title for t in a.tasks] for ref, a in areas(found).items()} == {"AFI1": ["Write it", "Keep it"], "AFI2": ["Try it"]}  # fmt: skip
    one, two = areas(found).values()
    assert (one.owner, str(one.target.day), two.owner, two.target.day) == ("AM Risk", "2026-05-31", "AM Crews", None)


def test_a_card_with_two_labels_on_a_row_and_one_left_blank() -> None:
    card = [
        ["Action", "Write it", ">", ">"],
        ["Assigned to", "GM Prevention", "Completion date", "31 March 2026"],
        ["QA comment", "", "", ""],
        ["Status", "Completed", "QA by", "AM Risk"],
    ]
    other = [["Action", "Try it", ">", ">"], ["Assigned to", "GM Crews", "Completion date", "1 May 2026"], ["Status", "Behind", "QA by", ""]]  # fmt: skip
    found = read(sheet("Cards", ["AFI1: " + SHOULD], *card, [""], *other))
    got = [(t.title, t.assigned_to, str(t.due.day), t.status, t.qa.by) for t in tasks(found)]
    assert got == [
        ("Write it", "GM Prevention", "2026-03-31", "complete", "AM Risk"),
        ("Try it", "GM Crews", "2026-05-01", "behind_target", None),
    ]


def test_tables_turned_on_their_side_under_each_other() -> None:
    def turned(ref: str, statement: str, lead: str, *actions: str) -> list[list[str]]:
        across = [">"] * (len(actions) - 1)
        return [
            [ref, statement, *across],
            ["Lead for this AFI", lead, *across],
            ["Action", *actions],
            ["Assigned to", *["GM Prevention"] * len(actions)],
            ["Completion date", *["31/03/2026"] * len(actions)],
            ["RAG", *["Green"] * len(actions)],
            [""],
        ]

    found = read(sheet("Matrix", ["AFI matrix"], [""], *turned("AFI1", SHOULD, "AM Risk", "Write it", "Try it"), *turned("AFI2", MUST, "AM Crews", "Keep it", "Show it")))  # fmt: skip
    assert {ref: (a.owner, [t.title for t in a.tasks]) for ref, a in areas(found).items()} == {
        "AFI1": ("AM Risk", ["Write it", "Try it"]),
        "AFI2": ("AM Crews", ["Keep it", "Show it"]),
    }


def test_groups_of_columns_under_a_wide_heading_each() -> None:
    group = ["What", "Who", "When", "Status"]
    found = read(sheet(
        "Register",
        ["Reference", "Area for improvement", "Deadline", "Action 1", ">", ">", ">", "Action 2", ">", ">", ">"],
        ["^", "^", "^", *group, *group],
        ["AFI1", SHOULD, "31/05/2026", "Write it", "GM Risk", "31/01/2026", "Complete", "Try it", "GM Crews", "28/02/2026", "On target"],
        ["AFI2", MUST, "30/06/2026", "Keep it", "GM Risk", "31/03/2026", "Complete", "", "", "", ""],
    ))  # fmt: skip
    got = {ref: (str(a.target.day), [(t.title, str(t.due.day)) for t in a.tasks]) for ref, a in areas(found).items()}
    assert got == {
        "AFI1": ("2026-05-31", [("Write it", "2026-01-31"), ("Try it", "2026-02-28")]),
        "AFI2": ("2026-06-30", [("Keep it", "2026-03-31")]),
    }


def test_one_row_an_update_with_everything_repeated_or_left_blank() -> None:
    head = ["Action ref", "AFI / SII", "Action", "Owner", "Deadline", "Current status", "Board date", "Update to board"]
    first = ["AFI1-01", f"AFI1 – {SHOULD}", "Write it", "GM Risk", "31/03/2026", "On track", "31/01/2026", "A first draft was seen by the group."]  # fmt: skip
    blank = ["AFI1-01", "", "", "", "", "", "28/02/2026", "The second draft was agreed by all stations."]
    again = [*first[:5], "Complete", "31/03/2026", "It is issued and in use on every station."]
    other = ["AFI1-02", f"AFI1 – {SHOULD}", "Try it", "GM Risk", "30/06/2026", "On track", "31/03/2026", "Two stations have begun the trial."]  # fmt: skip
    found = tasks(read(sheet("Log", head, first, blank, again, other)))
    assert [(t.title, t.status, len(t.notes)) for t in found] == [("Write it", "complete", 3), ("Try it", "on_target", 1)]  # fmt: skip
    assert [str(n.date.due) for n in found[0].notes if n.date] == ["2026-01-31", "2026-02-28", "2026-03-31"]


def test_an_update_and_a_rating_under_each_date() -> None:
    found = read(sheet(
        "Tracker",
        ["Ref", "What HMICFRS said", "Our response", "Action manager", "Deadline", "31 October 2025", ">", "31 January 2026", ">", "QA sign-off"],
        ["^", "^", "^", "^", "^", "Update", "Rating", "Update", "Rating", "^"],
        ["AFI1", SHOULD, "Write it", "GM Risk", "31/03/2026", "A draft was seen by the group.", "Behind", "It was agreed by every station.", "On track", "Signed off 12/02/26 AM Risk – seen and in use"],
        ["AFI2", MUST, "Try it", "GM Crews", "30/06/2026", "", "Not started", "The trial has begun on two stations.", "Complete", ""],
    ))  # fmt: skip
    one, two = tasks(found)
    assert (one.status, two.status, one.assigned_to) == ("on_target", "complete", "GM Risk")
    assert (str(one.qa.date.day), one.qa.by, one.qa.comment) == ("2026-02-12", "AM Risk", "seen and in use")
    assert [str(n.date.due) for n in one.notes if n.date] == ["2025-10-31", "2026-01-31"]


def test_a_log_of_checks_on_a_sheet_of_its_own() -> None:
    plan = sheet("Actions", ["AFI", "Action ref", "Action", "Owner", "Due", "Status"], ["AFI1", "AFI1/1", "Write it", "GM Risk", "31/03/2026", "Complete"], ["AFI1", "AFI1/2", "Try it", "GM Risk", "30/06/2026", "On track"])  # fmt: skip
    register = sheet("Register", ["AFI", "Statement", "Owner", "Target date", "Note"], ["AFI1", SHOULD, "AM Risk", "31/07/2026", ""], ["AFI2", MUST, "AM Crews", "31/08/2026", "Actions to be agreed"])  # fmt: skip
    log = sheet(
        "Assurance log",
        ["Action ref", "Check", "Date", "Checked by", "Comment"],
        ["AFI1/1", "QA by owner", "01/04/2026", "AM Risk", "Evidence seen and complete."],
        ["AFI1/1", "Sampling", "01/05/2026", "BA Manager", "Three records drawn and found right."],
        ["AFI1/2", "QA by owner", "02/05/2026", "AM Risk", "Not yet enough to close."],
    )
    found = read(log, register, plan)
    assert [(t.qa.by, t.sampling.by) for t in tasks(found)] == [("AM Risk", "BA Manager"), ("AM Risk", None)]
    assert areas(found)["AFI2"].tasks == []
    assert areas(found)["AFI2"].summary == "Actions to be agreed"


def test_a_log_of_updates_on_a_sheet_of_its_own() -> None:
    plan = sheet("Actions", ["Ref", "Area for improvement", *HEAD], ["AFI1", SHOULD, *line("1.1", "Write it", "Complete", "")], ["AFI1", SHOULD, *line("1.2", "Try it", "On track", "")])  # fmt: skip
    log = sheet("Updates", ["Action no", "Date", "Update by", "Update"], ["1.1", "01/04/2026", "GM Risk", "The draft was seen by the board."], ["1.2", "02/05/2026", "GM Crews", "The trial began on two stations."], ["1.1", "03/05/2026", "GM Risk", "It was issued to all."])  # fmt: skip
    one, two = tasks(read(plan, log))
    assert [(str(n.date.due if n.date else None), n.initials, n.text) for n in one.notes] == [
        ("2026-04-01", "GM Risk", "The draft was seen by the board."),
        ("2026-05-03", "GM Risk", "It was issued to all."),
    ]
    assert two.evidence == "The trial began on two stations."


def test_a_key_of_colours_with_the_words_first_holds_for_their_tints() -> None:
    def row(no: str, fill: str) -> list[str]:
        return ["AFI1", SHOULD, no, f"Take step {no}", "GM Risk", "31/03/2026", f" #{fill}"]

    head = ["Ref", "Area for improvement", "No.", "Action", "Owner", "Due", "Status"]
    key = [["Status colours"], ["Complete and embedded", " #95B3D7"], ["On track", " #9BBB59"], ["Not started", " #B3A2C7"], ["Paused", " #BFBFBF"]]  # fmt: skip
    found = read(sheet("Plan", head, row("1", "4F81BD"), row("2", "C3D69B"), row("3", "8064A2"), row("4", "A6A6A6"), [""], *key))  # fmt: skip
    assert [t.status for t in tasks(found)] == ["complete", "on_target", "not_started", "deferred"]


def test_the_only_check_is_the_owners_unless_it_speaks_of_sampling() -> None:
    head = ["Ref", "Area for improvement", *HEAD, "Assurance date", "Assured by", "Assurance comment"]

    def one(comment: str) -> ReadTask:
        rows = [["AFI1", SHOULD, *line(str(n), f"Take step {n}"), "01/04/2026", "AM Risk", comment] for n in (1, 2)]
        return tasks(read(sheet("Plan", head, *rows)))[0]

    assert one("QA complete, close.").qa.by == "AM Risk"
    assert one("Sampled three records, all in order.").sampling.by == "AM Risk"


def test_bands_with_owner_and_date_in_a_line_of_two_cells() -> None:
    band = [f"AFI 1: {SHOULD}", *[">"] * 5]
    lead = ["Area owner: AM Risk", ">", ">", "Target end date: 31 May 2026", ">", ">"]
    concern = ["CAUSE OF CONCERN: Prevention is not a high enough priority for the service", *[">"] * 5]
    none = ["Area owner: AM Crews", ">", ">", "Target end date:", ">", ">"]
    rows = [
        ["EFFECTIVENESS", *[">"] * 5], ["", *HEAD[1:]], band, lead, line("a", "Write it"), line("b", "Try it"),
        ["Effectiveness: 2 of 2 actions complete", *[">"] * 5], ["PEOPLE", *[">"] * 5], concern, none, line("a", "Keep it"),
    ]  # fmt: skip
    one, two = read(sheet("Plan", *rows)).areas
    assert (one.ref, one.pillar, one.owner, str(one.target.day), [t.no for t in one.tasks]) == ("AFI1", "EFFECTIVENESS", "AM Risk", "2026-05-31", ["A", "B"])  # fmt: skip
    assert (two.kind, two.pillar, two.owner, two.target.day, len(two.tasks)) == ("cause_of_concern", "PEOPLE", "AM Crews", None, 1)  # fmt: skip
    assert (two.title or "").startswith("Prevention is")


def test_what_stands_above_a_heading_in_the_same_table_of_a_document() -> None:
    def table(kind: str, said: str, ref: str, lead: str) -> list[list[str]]:
        return [
            [kind, ">", said, *[">"] * 3], [f"Reference: {ref}", ">", f"SRO: {lead}", ">", "Completion date: 31 May 2026", ">"],
            HEAD, line("1", f"Mend {ref}"), [""],
        ]  # fmt: skip

    rows = [*table("Area for improvement", SHOULD, "AFI1", "AM Risk"), *table("Recommendation", "Provide clear objectives for all campaigns", "R2", "AM Crews")]  # fmt: skip
    found = areas(read(sheet("Plan", *rows, tables=[(0, 3), (5, 8)])))
    assert {ref: (a.kind, a.owner, str(a.target.day), [t.title for t in a.tasks]) for ref, a in found.items()} == {
        "AFI1": ("afi", "AM Risk", "2026-05-31", ["Mend AFI1"]),
        "R2": ("recommendation", "AM Crews", "2026-05-31", ["Mend R2"]),
    }


def test_a_line_of_pairs_without_marks_between_them() -> None:
    rows = [[f"AFI 1 – {SHOULD}"], ["Lead: AM Risk Target date: March 2026"], HEAD, line("1", "Write it")]
    area = read(sheet("Plan", *rows)).areas[0]
    assert (area.owner, str(area.target.day), area.target.text) == ("AM Risk", "2026-03-31", "March 2026")


def test_areas_and_actions_in_one_column_told_apart_by_reference() -> None:
    head = ["No.", "Area / action", "Owner", "Due", "Status", "Latest update"]
    rows = [
        ["AFI 5", SHOULD, "AM Risk", "30/09/2026", "", ""], line("5.1", "Write it"), line("5.2", "Try it", "On track"),
        ["SII 1", MUST, "AM Crews", "31/10/2026", "", ""], line("S1.1", "Keep it"),
    ]  # fmt: skip
    found = read(sheet("Plan", head, *rows)).areas
    assert [(a.ref, a.kind, a.owner, str(a.target.day), [t.title for t in a.tasks]) for a in found] == [
        ("AFI5", "afi", "AM Risk", "2026-09-30", ["Write it", "Try it"]),
        ("SII1", "sii", "AM Crews", "2026-10-31", ["Keep it"]),
    ]


def test_a_work_breakdown_of_three_levels_beside_a_calendar() -> None:
    months = ["Apr-26", "May-26", "Jun-26", "Jul-26", "Aug-26", "Sep-26", "Oct-26", "Nov-26", "Dec-26"]
    head = ["WBS", "Task name", "Owner", "Start", "Finish", "% Complete", "Health", "Comments", *months]

    def row(no: str, name: str, health: str, *marks: str) -> list[str]:
        return [no, name, "GM Risk", "01/04/2026", "30/06/2026", "50%", health, "Seen by the board and agreed." if health else "", *marks]  # fmt: skip

    key = ["Health key:", "C = complete", "G = on track", "R = behind schedule"]
    rows = [
        row("1", "EFFECTIVENESS", ""), row("1.1", f"AFI1: {SHOULD}", ""), row("1.1.1", "Write it", "C", "X", "X"), row("1.1.2", "Try it", "G", "", "X"),
        row("2", "PEOPLE", ""), row("2.1", f"AFI2: {MUST}", ""), row("2.1.1", "Keep it", "R", "", "", "X"),
    ]  # fmt: skip
    one, two = read(sheet("Plan", key, [""], head, *rows)).areas
    assert (one.ref, one.pillar, two.ref, two.pillar) == ("AFI1", "EFFECTIVENESS", "AFI2", "PEOPLE")
    assert [(t.no, t.status) for t in one.tasks + two.tasks] == [("1.1.1", "complete"), ("1.1.2", "on_target"), ("2.1.1", "behind_target")]  # fmt: skip


def test_a_share_done_tells_where_no_other_column_does() -> None:
    head = [
        "Rec. ref",
        "Recommendation",
        "Agreed action",
        "Resp. officer",
        "Tgt date",
        "Compl. %",
        "Progress / comments",
    ]

    def row(ref: str, action: str, share: str) -> list[str]:
        return [ref, SHOULD if ref else "", action, "GM Risk", "31/03/2026", share, "Seen by the board."]

    rows = [row("AFI1", "Write it", "100%"), row("AFI1 (cont.)", "Try it", "40%"), row("", "Keep it", "0%")]
    found = read(sheet("Appendix", head, *rows)).areas
    assert [(a.ref, [t.status for t in a.tasks]) for a in found] == [("AFI1", ["complete", "ongoing", "not_started"])]


def test_an_update_in_a_row_of_its_own_goes_to_the_task_above() -> None:
    head = ["#", "What we will do", "Who", "By when", "RAG"]
    band = [f"AFI 1 – {SHOULD}", ">", ">", "Lead: AM Risk\nTarget: 31 March 2026", ">"]
    rows = [
        band, head, ["1", "Write it", "GM Risk", "31 January 2026", "Green"], ["Update: A draft was seen by the board.", *[">"] * 4],
        ["2", "Try it", "GM Crews", "30 June 2026", "Amber"], ["Q2 2025/26 position", "Two stations have begun the trial.", ">", ">", ">"],
    ]  # fmt: skip
    area = read(sheet("Plan", *rows)).areas[0]
    assert [(t.title, t.evidence) for t in area.tasks] == [
        ("Write it", "A draft was seen by the board."),
        ("Try it", "Two stations have begun the trial."),
    ]
    assert [str(n.date.due) for n in area.tasks[1].notes if n.date] == ["2025-09-30"]


def test_a_band_of_a_name_and_whose_it_is_between_the_rows() -> None:
    def band(ref: str, said: str, lead: str) -> list[str]:
        return [f"{ref} – {said}", *[">"] * 3, f"Lead: {lead}\nTarget: 31 March 2026", ">"]

    rows = [HEAD, band("AFI 1", SHOULD, "AM Risk"), line("1.1", "Write it"), band("AFI 2", MUST, "AM Crews"), line("2.1", "Try it")]  # fmt: skip
    found = areas(read(sheet("Plan", *rows)))
    assert {ref: (a.owner, str(a.target.day), [t.no for t in a.tasks]) for ref, a in found.items()} == {
        "AFI1": ("AM Risk", "2026-03-31", ["1.1"]),
        "AFI2": ("AM Crews", "2026-03-31", ["2.1"]),
    }


def test_a_sheet_of_what_is_overdue_adds_no_task_again() -> None:
    head = ["Action ID", "AFI ref", "Requirement", "Action", "Lead", "Date due", "Position"]
    live = [["IP-01", "AFI1", SHOULD, "Write it", "GM Risk", "31/03/2026", "Overdue"], ["IP-02", "AFI1", SHOULD, "Try it", "GM Crews", "30/06/2026", "On track"]]  # fmt: skip
    overdue = sheet("Overdue", ["Action ID", "Action", "Lead", "Date due", "Days overdue"], ["IP-01", "Write it", "GM Risk", "31/03/2026", "91"])  # fmt: skip
    found = read(sheet("Live", head, *live), overdue)
    assert [(t.no, t.status) for t in tasks(found)] == [("IP-01", "behind_target"), ("IP-02", "on_target")]
    assert any("lists again" in r.text for r in found.remarks)


def test_signs_with_their_words_above_the_table() -> None:
    head = ["AFI", "AFI wording", "Action", "Lead dept", "Status", "Deadline"]
    rows = [["AFI1", SHOULD, f"Take step {n}", "Risk", sign, "31/03/2026"] for n, sign in enumerate("✔►■✖○")]
    key = ["Key", "✔ Done", "► Under way", "■ Paused", "✖ Overdue", "○ Not started"]
    found = tasks(read(sheet("Plan", key, [""], head, *rows)))
    assert [t.status for t in found] == ["complete", "ongoing", "deferred", "behind_target", "not_started"]


def test_a_status_with_an_arrow_a_clause_or_a_colour_before_it() -> None:
    said = ["G ↑", "On target but resources are tight", "Green – on track, no issues", "Implemented and verified", "On hold until it is agreed"]  # fmt: skip
    rows = [["AFI1", SHOULD, *line(str(n), f"Take step {n}", word)] for n, word in enumerate(said, 1)]
    found = tasks(read(sheet("Plan", ["Ref", "Area for improvement", *HEAD], *rows)))
    assert [t.status for t in found] == ["complete", "on_target", "on_target", "complete", "deferred"]


def test_the_rating_of_the_latest_quarter_under_one_heading() -> None:
    rows = [
        ["Ref", "Improvement area", "Deliverable", "Accountable manager", "Due by", "RAG status", ">", "Narrative"],
        ["^", "^", "^", "^", "^", "Q4 2024/25", "Q1 2025/26", "^"],
        ["AFI1", SHOULD, "Write it", "GM Risk", "31/03/2026", "Red", "On track", "Seen by the board and agreed."],
        ["AFI2", MUST, "Try it", "GM Crews", "30/06/2026", "On track", "Complete", "Two stations have begun it."],
    ]
    assert [t.status for t in tasks(read(sheet("Board", *rows)))] == ["on_target", "complete"]


def test_an_original_and_a_revised_date_under_one_heading() -> None:
    rows = [
        ["Ref", "Finding and recommendation", "Agreed management action", "Responsible manager", "Implementation date", ">", "Status"],
        ["^", "^", "^", "^", "Original", "Revised", "^"],
        ["20/21-01", SHOULD, "Write it", "GM Risk", "31/12/2025", "n/a", "Implemented"],
        ["20/21-02", MUST, "Try it", "GM Crews", "28/02/2026", "30/09/2026", "In progress"],
    ]  # fmt: skip
    assert [str(t.due.day) for t in tasks(read(sheet("Audit", *rows)))] == ["2025-12-31", "2026-09-30"]
