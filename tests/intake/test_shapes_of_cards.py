"""Shapes of tables: answers, codes, cards and outlines."""

from __future__ import annotations

from tests.intake.test_shapes import HEAD, MUST, SHOULD, areas, line, read, sheet, tasks


def test_an_answer_of_yes_partly_or_no() -> None:
    head = [
        "Theme",
        "Rec no.",
        "National recommendation",
        "Service lead",
        "Met? (Y/P/N)",
        "Position statement and evidence",
    ]
    rows = [["Raising concerns", f"R{n}", f"By 1 June 2026, chief officers should do thing {n}", "EDI Manager", said, "Reviewed by the board in May."] for n, said in enumerate("YPYN", 1)]  # fmt: skip
    assert [t.status for t in tasks(read(sheet("Culture", head, *rows)))] == ["complete", "ongoing", "complete", None]


def test_a_lead_under_the_finding_in_its_cell_and_a_date_or_a_word_beside() -> None:
    head = ["What HMICFRS said", "What we said we would do", "What we have done", "Done or due"]
    rows = [
        [f"ES1.1\n{SHOULD}\nLead: Head of Risk", "Write it", "It was written and seen by the board.", "Done"],
        ["^", "Try it", "Two stations have begun the trial.", "March 2026"],
        [f"ES1.2\n{MUST}\nLead: Head of Crews", "Keep it", "It is kept and checked every month.", "On hold"],
    ]  # fmt: skip
    one, two = read(sheet("Plan", head, *rows)).areas
    assert (one.ref, one.title, one.owner, two.owner) == ("ES1.1", SHOULD, "Head of Risk", "Head of Crews")
    got = [(t.status, str(t.due.day)) for t in one.tasks + two.tasks]
    assert got == [("complete", "None"), (None, "2026-03-31"), ("deferred", "None")]


def test_what_an_area_is_on_the_left_and_its_tasks_on_the_right() -> None:
    rows = [
        ["Plan on a page"],
        ["", "", "", "", "", "", "", "", "Quality check", ">", ">", "Peer assurance", ">", ">"],
        ["Reference", "AFI1", "", "No", "Task", "Description", "Doing it", "Finish by", "Date", "Name", "Comment", "Date", "Name", "Comment"],
        ["Area for improvement", SHOULD, "", "1", "Write it", "How it will be written and by whom", "GM Risk", "31/03/2026", "01/04/2026", "AM Risk", "Seen and complete.", "01/05/2026", "BA", "Three drawn and right."],
        ["Accountable officer", "AM Risk", "", "2", "Try it", "How it will be tried and on which stations", "GM Crews", "30/06/2026"],
        ["To be closed by", "31/12/2026", "", "3"],
    ]  # fmt: skip
    area = read(sheet("AFI1", *rows)).areas[0]
    assert (area.ref, area.title, area.owner, str(area.target.day)) == ("AFI1", SHOULD, "AM Risk", "2026-12-31")
    assert [(t.title, t.assigned_to, t.qa.by, t.sampling.by) for t in area.tasks] == [
        ("Write it", "GM Risk", "AM Risk", "BA"),
        ("Try it", "GM Crews", None, None),
    ]


def test_numbered_updates_with_a_date_each() -> None:
    head = [
        "Ref",
        "Finding",
        "Task",
        "Owner",
        "Update 1",
        "Date 1",
        "Update 2",
        "Date 2",
        "Status at Feb 26",
        "Status now",
    ]
    row = ["AFI1", SHOULD, "Write it", "GM Risk", "A draft was seen by the board.", "01/02/2026", "It was agreed by all stations.", "01/03/2026", "Behind", "On target"]  # fmt: skip
    other = ["AFI2", MUST, "Try it", "GM Crews", "The trial began on two stations.", "05/02/2026", "", "", "On target", "Complete"]  # fmt: skip
    one, two = tasks(read(sheet("Tracker", head, row, other)))
    assert [str(n.date.due) for n in one.notes if n.date] == ["2026-02-01", "2026-03-01"]
    assert (one.status, two.status, len(two.notes)) == ("on_target", "complete", 1)


def test_an_area_that_is_led_by_a_row_called_overall() -> None:
    head = ["AFI no.", "Line", "Requirement", "Responsible", "Target date", "Status", "Evidence of delivery"]
    rows = [
        ["AFI1", "Overall", SHOULD, "AM Risk", "31/12/2026", "On target", ""], ["AFI1", "1", "Write it", "GM Risk", "31/03/2026", "Closed", "Seen by the board and agreed."],
        ["AFI1", "2", "Try it", "GM Crews", "30/06/2026", "On target", "Two stations have begun it."],
        ["AFI2", "Overall", MUST, "AM Crews", "31/12/2026", "Closed", ""], ["AFI2", "1", "Keep it", "GM Risk", "30/09/2026", "Closed", "Checked every month since May."],
    ]  # fmt: skip
    found = read(sheet("Log", head, *rows)).areas
    assert [(a.ref, a.title, a.owner, str(a.target.day), [t.title for t in a.tasks]) for a in found] == [
        ("AFI1", SHOULD, "AM Risk", "2026-12-31", ["Write it", "Try it"]),
        ("AFI2", MUST, "AM Crews", "2026-12-31", ["Keep it"]),
    ]


def test_the_rating_of_an_earlier_quarter_where_the_latest_is_blank() -> None:
    rows = [
        ["Ref", "Area for improvement", "Strategic lead", "Planned activity", "Quarter 1 (Apr-Jun 2025)", ">", "Quarter 2 (Jul-Sep 2025)", ">"],
        ["^", "^", "^", "^", "Narrative", "RAG", "Narrative", "RAG"],
        ["AFI1", SHOULD, "AM Risk", "Write it", "A draft was seen by the board.", "On track", "It was agreed by all stations.", "Complete"],
        ["^", "^", "^", "Try it", "The trial began on two stations.", "On track", "", ""],
    ]  # fmt: skip
    area = read(sheet("Effectiveness", *rows)).areas[0]
    assert [(t.title, t.status, t.assigned_to) for t in area.tasks] == [
        ("Write it", "complete", None),
        ("Try it", "on_target", None),
    ]
    assert (area.owner, area.pillar) == ("AM Risk", "Effectiveness")


def test_cards_two_abreast_with_the_reference_beside_the_finding() -> None:
    head = ["Action", "Who", "When", "RAG"]

    def pair(one: list[str], two: list[str]) -> list[str]:
        return [*one, *[""] * (5 - len(one)), *two]

    rows = [
        ["Summary cards"], [""],
        pair(["AFI1", SHOULD, ">", ">"], ["AFI2", MUST, ">", ">"]), pair(["Lead", "AM Risk", "Close by", "31/05/2026"], ["Lead", "AM Crews", "Close by", "30/06/2026"]),
        pair(head, head), pair(["Write it", "GM Risk", "31/03/2026", "Green"], ["Try it", "GM Crews", "30/06/2026", "Amber"]), [""],
        pair(["AFI3", SHOULD.replace("visits", "audits"), ">", ">"], []), pair(["Lead", "AM Audit", "Close by", "31/07/2026"], []),
        pair(head, []), pair(["Keep it", "GM Risk", "31/08/2026", "Green"], []),
    ]  # fmt: skip
    found = areas(read(sheet("Cards", *rows)))
    assert {ref: (a.owner, str(a.target.day), [t.title for t in a.tasks]) for ref, a in found.items()} == {
        "AFI1": ("AM Risk", "2026-05-31", ["Write it"]),
        "AFI2": ("AM Crews", "2026-06-30", ["Try it"]),
        "AFI3": ("AM Audit", "2026-07-31", ["Keep it"]),
    }


def test_a_table_of_sign_offs_under_each_areas_own() -> None:
    def area(ref: str, said: str, *actions: str) -> list[list[str]]:
        checks = [[str(n), kind, "AM Risk", f"0{n}/04/2026", "Seen and in order, nothing more to do."] for n in range(1, len(actions) + 1) for kind in ("Quality assurance", "Sampling")]  # fmt: skip
        return [
            [f"{ref} – {said}"], HEAD, *[line(str(n), a) for n, a in enumerate(actions, 1)], [""], [f"Sign-offs for {ref}"],
            ["Action no.", "Type of check", "Who signed", "Signed on", "What they found"], *checks, [""],
        ]  # fmt: skip

    one, two = area("AFI5", SHOULD, "Write it", "Try it"), area("AFI7", MUST, "Keep it")
    tables = [(1, 3), (6, 10), (13, 14), (17, 19)]
    found = read(sheet("Plan", *one, *two, tables=tables))
    assert {ref: [t.title for t in a.tasks] for ref, a in areas(found).items()} == {"AFI5": ["Write it", "Try it"], "AFI7": ["Keep it"]}  # fmt: skip
    assert [(str(t.qa.date.day), t.sampling.by) for t in tasks(found)] == [("2026-04-01", "AM Risk"), ("2026-04-02", "AM Risk"), ("2026-04-01", "AM Risk")]  # fmt: skip


def test_codes_of_a_database_with_their_list_at_the_bottom() -> None:
    head = [
        "AREA_REF",
        "AREA_TEXT",
        "AREA_LEAD",
        "ACTION_ID",
        "ACTION_DESC",
        "DUE_DT",
        "STATUS_CD",
        "UPDATE_NO",
        "UPDATE_TEXT",
    ]

    def row(action: str, name: str, code: str, no: str) -> list[str]:
        return [
            "ES1.1",
            SHOULD,
            "Head of Risk",
            action,
            name,
            "2026-03-31 00:00:00",
            code,
            no,
            f"Update {no} was seen by the board.",
        ]

    rows = [
        row("ES1.1-01", "Write it", "40", "1"),
        row("ES1.1-01", "Write it", "40", "2"),
        row("ES1.1-02", "Try it", "20", "1"),
    ]
    codes = [
        [""],
        ["Code list"],
        ["STATUS_CD", "MEANING"],
        ["10", "Not started"],
        ["20", "In progress"],
        ["40", "Complete"],
    ]
    found = read(sheet("Export", head, *rows, *codes)).areas
    assert [(a.ref, a.owner, [(t.title, t.status, len(t.notes)) for t in a.tasks]) for a in found] == [
        ("ES1.1", "Head of Risk", [("Write it", "complete", 2), ("Try it", "ongoing", 1)])
    ]


def test_two_heading_rows_pasted_without_their_merges() -> None:
    rows = [
        ["Improvement", "", "", "", "Action", "", "", "", "Position", "", "Quality assurance", "", ""],
        ["Ref", "Pillar", "What the inspectors said", "Lead", "#", "Action", "Who", "Quarter", "Status", "Comments", "Date", "By", "Comments"],
        ["AFI1", "People", SHOULD, "AM Risk", "1", "Write it", "GM Risk", "Q4 2025/26", "Complete", "Seen by the board.", "01/04/2026", "AM Risk", "Close."],
        ["", "", "", "", "2", "Try it", "GM Crews", "Q1 2026/27", "On track", "Begun on two stations.", "", "", ""],
        ["AFI2", "People", MUST, "AM Crews", "1", "Keep it", "GM Risk", "Q2 2026/27", "On track", "Checked every month.", "", "", ""],
    ]  # fmt: skip
    found = areas(read(sheet("Pasted", *rows)))
    assert {ref: (a.owner, [(t.no, t.title, t.assigned_to, str(t.due.day), t.qa.by) for t in a.tasks]) for ref, a in found.items()} == {
        "AFI1": ("AM Risk", [("1", "Write it", "GM Risk", "2026-03-31", "AM Risk"), ("2", "Try it", "GM Crews", "2026-06-30", None)]),
        "AFI2": ("AM Crews", [("1", "Keep it", "GM Risk", "2026-09-30", None)]),
    }  # fmt: skip


def test_a_key_of_what_will_be_finished_and_headings_as_pillars() -> None:
    key = [
        "Position: Delivered = finished and evidenced; Steady = will be finished by the date shown; Stuck = will not be finished by it."
    ]
    head = ["Audit ref", "Audit review", "Position", "Current position"]

    def group(name: str, *audits: list[str]) -> list[list[str]]:
        return [[name], head, *audits, [""]]

    one = group("Governance", ["25/2", "Procurement", "Delivered", "The report was issued to all."], ["25/3", "People plan", "Steady", "Testing has begun in all parts."])  # fmt: skip
    two = group("Internal control", ["25/4", "Key controls", "Stuck", "Waiting for the supplier to say."])
    made = sheet("Audits", key, [""], *one, *two, tables=[(3, 5), (8, 9)])
    for r in (2, 7):
        made.rows[r][0].heading = 2
    found = read(made).areas
    assert [(a.ref, a.kind, a.pillar, a.tasks[0].status) for a in found] == [
        ("25/2", "audit", "Governance", "complete"),
        ("25/3", "audit", "Governance", "on_target"),
        ("25/4", "audit", "Internal control", "behind_target"),
    ]
