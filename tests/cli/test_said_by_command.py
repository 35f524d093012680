"""What a form asks, a command refuses without; what a form reads back, a command says: names, days, people who have left."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Run, data


def run_of(filled: Run, *words: str) -> str:
    code, out, err = filled(*words)
    assert code == 0, (words, out, err)
    return out


def refused(filled: Run, *words: str) -> str:
    code, out, err = filled(*words)
    assert code in (2, 3), (words, code, out)
    return err


def test_on_target_by_command_wants_the_names_first(filled: Run) -> None:
    run_of(filled, "add", "task", "AFI1", "Ask")
    said = refused(filled, "set", "AFI1/T3", "progress", "amber")
    assert "AFI1/T3 wants somebody who does it still." in said
    assert "set REF assigned_to NAME" in said
    assert "AFI1/T3 wants" in refused(filled, "set", "--where", "area:AFI1", "progress", "on target", "--yes")
    assert "on_target" not in run_of(filled, "tasks", "--json")
    assert "progress: “amber” is on target" in run_of(filled, "set", "AFI1/T1", "progress", "amber")
    run_of(filled, "set", "AFI1/T3", "assigned_to", "HR Manager")
    assert "progress:" not in run_of(filled, "set", "AFI1/T3", "progress", "on target")
    run_of(filled, "set", "AFI1", "owner", "")
    assert "AFI1/T2 wants an owner of AFI1 still." in refused(filled, "set", "AFI1/T2", "progress", "on target")


def test_a_typed_date_is_read_back_by_command_as_a_form_does(filled: Run) -> None:
    said = run_of(filled, "set", "AFI1/T1", "due", "5/6", "--reason", "moved")
    assert re.search(r"^due: \w+day 5 June 20\d\d, (?:in \d+ days?|today)$", said, re.MULTILINE)
    assert re.search(
        r"^target: the whole month: \w+day 31 March 2031",
        run_of(filled, "set", "AFI1", "target", "Mar-31"),
        re.MULTILINE,
    )
    assert re.search(
        r"^due: \w+day 1 June 2031", run_of(filled, "add", "task", "AFI1", "Ask again", "--due", "1/6/31"), re.MULTILINE
    )
    assert re.search(
        r"^due: \w+day 1 June 2031",
        run_of(filled, "action", "add", "HR Manager", "Ask", "--due", "1/6/31"),
        re.MULTILINE,
    )
    assert "due:" not in run_of(filled, "add", "task", "AFI1", "Ask once more")


@pytest.mark.parametrize(
    "new_work",
    [
        ("add", "task", "AFI1", "Ask", "--owner", "P Marlow"), ("add", "area", "AFI99", "Ask", "--owner", "P Marlow"), ("set", "AFI1/T2", "assigned_to", "P Marlow"),
        ("set", "AFI1", "owner", "P Marlow"), ("action", "add", "P Marlow", "Ask"),
    ],
)  # fmt: skip
def test_whoever_has_left_gets_no_new_work_in_any_way(filled: Run, new_work: tuple[str, ...]) -> None:
    run_of(filled, "set", "AFI1/T1", "assigned_to", "P Marlow")
    run_of(filled, "people", "handover", "P Marlow", "J Frost", "--from", "1/1/26")
    assert "P Marlow left on 1 January 2026" in refused(filled, *new_work)
    run_of(filled, *new_work, "--reason", "comes back for it")
    assert "comes back for it" in run_of(filled, "history")


def test_waiting_wants_the_day_on_which_they_are_chased_however_it_is_said(filled: Run) -> None:
    assert "wants the day on which the council is chased" in refused(
        filled, "set", "AFI1/T1", "waiting_on", "the council"
    )
    run_of(filled, "wait", "AFI1/T1", "the council", "--chase", "1/6/31")
    run_of(filled, "set", "AFI1/T1", "waiting_on", "the county council")
    run_of(filled, "wait", "AFI1/T1")


def test_a_note_tells_the_day_on_which_it_was_typed_where_that_is_another(filled: Run) -> None:
    run_of(filled, "note", "AFI1/T1", "Seen at the station", "--date", "1 Mar 26", "--by", "SM Prevention")
    run_of(filled, "note", "AFI1/T1", "Seen today", "--by", "SM Prevention")
    said = run_of(filled, "show", "AFI1/T1")
    assert re.search(r"1 Mar 26  said by SM Prevention, entered \d+ \w+ \d\d$", said, re.MULTILINE)
    assert len(re.findall("entered", said)) == 1


def test_the_owner_of_an_area_does_not_sample_it_whether_or_not_the_register_knows_them(filled: Run) -> None:
    run_of(filled, "set", "AFI1/T1", "progress", "complete")
    run_of(filled, "sign", "AFI1/T1", "qa", "close", "--by", "GM Prevention")
    assert "is the area's owner" in refused(filled, "sign", "AFI1/T1", "sampling", "close", "--by", "am  prevention")
    run_of(filled, "sign", "AFI1/T1", "sampling", "close", "--by", "Business Assurance")


@pytest.mark.parametrize(
    "link", ["CLICK HERE", "#", "<insert link>", "tbc", "http://", "[link]", "https://", "link to evidence", "n/a", "-"]
)
def test_a_link_that_somebody_typed_and_that_leads_nowhere_is_found(filled: Run, link: str) -> None:
    run_of(filled, "note", "AFI1/T1", "Seen", "--link", link)
    assert "leads nowhere" in filled("check")[1]


@pytest.mark.parametrize(
    "link", ["https://example.org/click-here", "minutes of tbc.docx", r"F:\plans\link.docx", "here.pdf"]
)
def test_a_link_that_leads_somewhere_is_not(filled: Run, link: str) -> None:
    run_of(filled, "note", "AFI1/T1", "Seen", "--link", link)
    assert "leads nowhere" not in filled("check")[1]


def test_a_reference_is_found_however_it_is_written_and_also_once_withdrawn(filled: Run) -> None:
    run_of(filled, "add", "area", "ES1.4", "Learning is shared", "--pillar", "People")
    run_of(filled, "add", "task", "ES1.4", "Share it, see 3.2 of the review")
    run_of(filled, "add", "area", "ES1.40", "Other")
    run_of(filled, "add", "task", "ES1.40", "Nothing")
    for asked in ("ES1.4", "3.2"):
        said = run_of(filled, "tasks", asked)
        assert (said.count("ES1.4/T1"), said.count("ES1.40/T1")) == (1, 0)
    run_of(filled, "withdraw", "AFI1/T2", "--reason", "double")
    said = filled("tasks", "AFI1/T2")
    assert "1 withdrawn task would be shown by: AFI1/T2 is:withdrawn" in said[1] + said[2]
    assert "AFI1/T2" in run_of(filled, "tasks", "AFI1/T2 is:withdrawn")


def test_a_cause_of_concern_is_not_withdrawn_from_over_its_recommendations(filled: Run) -> None:
    run_of(filled, "add", "area", "COC1", "Too few checks", "--kind", "cause_of_concern")
    run_of(filled, "set", "AFI1", "part_of", "COC1")
    assert "COC1 owns AFI1" in refused(filled, "withdraw", "COC1", "--reason", "done")
    run_of(filled, "set", "AFI1", "part_of", "")
    run_of(filled, "withdraw", "COC1", "--reason", "done")


def test_a_lead_is_named_by_command(filled: Run) -> None:
    run_of(filled, "set", "AFI1/T1", "assigned_to", "SM Prevention / HR Manager")
    run_of(filled, "set", "AFI1/T1", "lead", "HR Manager")
    assert "HR Manager (lead) / SM Prevention" in run_of(filled, "show", "AFI1/T1")
    assert "is not one of those who have AFI1/T1" in refused(filled, "set", "AFI1/T1", "lead", "Control")


def test_a_reason_that_no_rule_asked_for_is_said_to_be_left_out(filled: Run) -> None:
    run_of(filled, "set", "AFI1/T1", "progress", "complete")
    said = run_of(filled, "sign", "AFI1/T1", "qa", "close", "--by", "AM Prevention", "--override", "away")
    assert "the reason of --override was not kept" in said
    run_of(filled, "set", "AFI1/T2", "progress", "complete")
    assert "not kept" not in run_of(
        filled, "sign", "AFI1/T2", "qa", "close", "--by", "SM Prevention", "--override", "away"
    )


def test_the_heading_of_findings_says_their_own_weight(filled: Run) -> None:
    for line in filled("check")[1].splitlines():
        assert not re.search(r"\b1 (?:errors|warnings|notes|findings|tasks|promises)\b", line)


def test_a_note_that_points_elsewhere_offers_a_tie(filled: Run) -> None:
    run_of(filled, "add", "area", "AFI2", "Other")
    said = run_of(filled, "note", "AFI1/T1", "See AFI2 for the proof")
    assert "It points to AFI2: tui-tracker tie add AFI1/T1 captured AFI2 ties them." in said
    run_of(filled, "tie", "add", "AFI1/T1", "captured", "AFI2")
    assert "points to" not in run_of(filled, "note", "AFI1/T1", "see AFI2 again, and AFI1/T1")


def test_show_tells_the_tick_list_of_a_task_and_which_sampling_was_a_retest(filled: Run) -> None:
    run_of(filled, "station", "roll-out", "AFI1/T1", "Station 1-3")
    run_of(filled, "station", "tick", "AFI1/T1", "Station 02")
    assert "1 of 3 stations done; left: Station 01, Station 03" in run_of(filled, "show", "AFI1/T1")
    assert [s["station"] for s in data(filled, "show", "AFI1/T1")["stations"] if s["done_on"]] == ["Station 02"]
    run_of(filled, "set", "AFI1/T2", "progress", "complete")
    run_of(filled, "sign", "AFI1/T2", "qa", "close", "--by", "AM Prevention")
    run_of(filled, "sign", "AFI1/T2", "sampling", "close", "--by", "Business Assurance", "--retest")
    assert "sampling (re-test)  " in run_of(filled, "show", "AFI1/T2")


def test_a_station_is_one_however_its_number_is_written(filled: Run) -> None:
    run_of(filled, "station", "roll-out", "AFI1/T1", "Station 1-3")
    run_of(filled, "station", "serves", "GM Prevention", "Station 2")
    listed = run_of(filled, "station", "list")
    assert listed.count("Station 02") == 1
    assert "Station 2 " not in listed
    assert "AFI1/T1" in run_of(filled, "tasks", 'station:"Station 02"')
    assert "is not there" in filled("pack", "check", "nowhere.txt")[2]
