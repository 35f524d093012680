"""Everybody chased at once: who is asked, what is written, what comes back, and who did not answer."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.conftest import task
from tests.packs.filling import fill
from tui_tracker.actions.meetings.agenda import Agendas
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.records import ReturnForm
from tui_tracker.errors import FileError, UsageError
from tui_tracker.reports import owner


@pytest.fixture
def late(plan: Tracker) -> Tracker:
    """``plan`` with more owners, one of whom has left and one of whom has nothing late."""
    area = plan.resolve("AFI2").uid
    plan.structure.add_task(area, "Count leave", assigned_to="Crewing Lead", due="1 May 26")
    plan.structure.add_task(area, "Plan ahead", assigned_to="Station 5 / Crewing Lead", due="+20")
    plan.structure.add_task(area, "Far away", assigned_to="Welfare Lead", due="1 Dec 27")
    plan.structure.add_task(area, "Left behind", assigned_to="Old Hand", due="1 May 26")
    plan.people.handover("Old Hand", "Fleet Lead", "1 May 26")
    plan.structure.add_task(
        area, "Still theirs by mistake", assigned_to="Old Hand", due="1 May 26", reason="typed by mistake"
    )
    return plan


def asked_of(t: Tracker) -> set[str]:
    """Who has something on a chaser sheet of their own, by the sheet itself."""
    found = set()
    for person in t.read.persons():
        if person.assigned and person.left_on is None:
            uids = t.stations.tasks_of(t.stations.whose(person.name))
            views = t.read.task_views(uids)
            sheet = owner.Chaser(person.name, views, t.read.today, t.papers.origin(t, Style(internal=True)))
            if any(tasks for _, tasks in owner.groups(sheet, sheet.tasks)):
                found.add(person.name)
    return found


def test_everybody_whose_sheet_says_anything_is_asked_and_nobody_else(late: Tracker, tmp_path: Path) -> None:
    letters = late.chasing.each(tmp_path / "out")
    names = {x.owed.name for x in letters}
    assert names == asked_of(late)
    assert "Crewing Lead" in names
    assert "Old Hand" not in names
    assert "HR Manager" in names
    written = {p.name for p in (tmp_path / "out").iterdir()}
    assert written == {p.name for x in letters for p in (x.text, x.message, x.form)} | {"who was asked.md"}


def test_a_draft_opens_as_a_message_with_its_form_and_names_no_sender(late: Tracker, tmp_path: Path) -> None:
    letter = next(x for x in late.chasing.each(tmp_path / "out") if x.owed.name == "Crewing Lead")
    message = email.message_from_bytes(letter.message.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert {k.lower() for k in message} == {"subject", "x-unsent", "mime-version", "content-type"}
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == letter.text.read_text(encoding="utf-8")
    attached = [(a.get_filename(), a.get_payload(decode=True)) for a in message.iter_attachments()]
    assert attached == [(letter.form.name, letter.form.read_bytes())]
    assert "Count leave" in body.get_content()
    assert "Far away" not in body.get_content()


@pytest.mark.parametrize("form", ["txt", "xlsx"])
def test_the_form_in_a_message_comes_back_and_is_an_answer(
    form: str, late: Tracker, clock: FixedClock, tmp_path: Path
) -> None:
    letters = late.chasing.each(tmp_path / "out", form=form)
    letter = next(x for x in letters if x.owed.name == "Crewing Lead")
    uid = late.resolve("AFI2/T2").uid
    fill(letter.form, {"AFI2/T2": {"note": "All counted now."}})
    clock.move(days=3)
    assert {c.holder for c in late.chasing.unanswered()} == {x.owed.name for x in letters}
    late.returns.merge(late.returns.preview(letter.form))
    assert [n.text for n in late.read.task(uid).standing_notes()] == ["All counted now."]
    assert "Crewing Lead" not in {c.holder for c in late.chasing.unanswered()}


def test_who_was_asked_on_two_days_without_an_answer_is_to_be_escalated(
    late: Tracker, clock: FixedClock, tmp_path: Path
) -> None:
    late.chasing.each(tmp_path / "one")
    late.chasing.each(tmp_path / "again the same day")
    assert not any(c.to_escalate for c in late.chasing.unanswered()), "twice on one day is once"
    clock.move(days=10)
    letters = late.chasing.each(tmp_path / "two")
    text = next(x for x in letters if x.owed.name == "Crewing Lead").text.read_text(encoding="utf-8")
    assert "You were asked once, on 1 Jun 26, no answer." in text
    found = {c.holder: c for c in late.chasing.unanswered()}
    assert found["Crewing Lead"].times == 2
    assert found["Crewing Lead"].to_escalate
    parts = dict(Agendas(late, "Board").parts())
    said = {i.uid: i.why for i in parts["asked twice, no answer"]}
    assert said[late.resolve("AFI2/T2").uid] == "Crewing Lead, asked twice, first on 1 Jun 26, no answer"

    for number in found["Crewing Lead"].numbers:
        late.returns.withdraw(number, "spoke to them")
    assert "Crewing Lead" not in {c.holder for c in late.chasing.unanswered()}


def test_all_go_out_as_one_change_and_come_back_with_one_undo(late: Tracker, tmp_path: Path) -> None:
    before = late.read.journal_head()[0]
    letters = late.chasing.each(tmp_path / "out")
    assert late.read.journal_head()[0] == before + 1
    assert [f.number for f in late.read.all(ReturnForm, order=("number",))] == list(range(1, len(letters) + 1))


def test_nothing_is_written_where_a_file_is_in_the_way(late: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    late.chasing.each(folder)
    (folder / "Crewing Lead.eml").rename(tmp_path / "kept.eml")
    number = late.read.journal_head()[0]
    with pytest.raises(FileError, match=r"is there already|exists"):
        late.chasing.each(folder)
    assert not (folder / "Crewing Lead.eml").exists()
    assert late.read.journal_head()[0] == number
    late.chasing.each(folder, replace_file=True)
    assert (folder / "Crewing Lead.eml").exists()
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    with pytest.raises(FileError, match="is a file"):
        late.chasing.each(tmp_path / "a file")


def test_a_plan_in_which_nothing_is_late_says_so(plan: Tracker, tmp_path: Path) -> None:
    for ref in ("AFI1/T1", "AFI1/T2", "AFI1/T3", "AFI2/T1"):
        plan.tasks.set_progress([task(plan, ref)], "complete")
    with pytest.raises(UsageError, match="nobody is asked"):
        plan.chasing.each(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_names_that_one_file_system_takes_for_the_same_have_files_of_their_own() -> None:
    from tui_tracker.actions.bring_in.chasing import _file_names

    names = _file_names(["AM POD", "am pod", "AM/POD", "CON"])
    assert len({n.casefold() for n in names.values()}) == 4
    assert not {"con"} & {n.casefold() for n in names.values()}
