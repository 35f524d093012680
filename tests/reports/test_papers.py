"""The papers people ask for: read the golden files when they change, as their readers would."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.conftest import task
from tests.reports.test_markdown import by_cmark, tables_of
from tui_tracker.actions.send_out.exports import Report
from tui_tracker.actions.send_out.style import Style
from tui_tracker.actions.tracker import Tracker
from tui_tracker.clock import FixedClock
from tui_tracker.domain.columns import CHART_HEADS
from tui_tracker.domain.document import Column, Table
from tui_tracker.domain.records import Attachment, Sent
from tui_tracker.errors import FileError, RefusedError, UsageError

GOLDEN = Path(__file__).parent / "golden"
STYLE = Style(service="Northshire Fire and Rescue Service")
PAPERS = {
    "committee": Report(
        "committee", since="Spring paper", meeting="Assurance Committee", day="14 July 2026", every_task=True
    ),
    "closure": Report("closure", "AFI1"),
    "chaser": Report("chaser", "HR Manager"),
    "questions": Report("questions"),
    "handover": Report("handover"),
    "movement": Report("movement", since="Spring paper"),
}


def written(tracker: Tracker, folder: Path, wanted: Report, name: str = "paper.md", style: Style = STYLE) -> str:
    tracker.exports.report(folder / name, wanted, style)
    return (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", PAPERS)
def test_the_wording_of_each_paper(kind: str, worked: Tracker, tmp_path: Path) -> None:
    made = written(worked, tmp_path, PAPERS[kind])
    made = re.sub(r"head [0-9a-f]{64}", "head HASH", made)
    made = re.sub(r"SHA-256 [0-9a-f]{16}", "SHA-256 DIGEST", made)
    golden = GOLDEN / f"{kind}.md"
    assert made == golden.read_text(encoding="utf-8")


def test_every_number_in_the_committee_papers_prose_is_a_figure_of_its_tables(worked: Tracker, tmp_path: Path) -> None:
    made = written(worked, tmp_path, PAPERS["committee"])
    summary = worked.read.summary()
    main = summary.plans[0]
    said = made.split("Where the plan stands")[1].split("**Key figures")[0]
    assert f"holds {main.counts.tasks} tasks in {main.counts.areas} areas" in said
    assert f"{main.counts.complete} are reported complete" in said
    assert f"{main.counts.overdue} tasks are past their date" in said
    rows = {r[0]: r[1:] for table in tables_of(made, by_cmark) if table[0][0] == "Pillar" for r in table}
    assert rows["Total"] == ["2", "5", "2", "1", "0", "2", "1", ""]
    assert "REC4/T1" in made.split("What moved")[1]


def test_the_standing_texts_are_kept_and_used(worked: Tracker, tmp_path: Path) -> None:
    said = worked.exports.report(tmp_path / "one.md", PAPERS["committee"], STYLE)
    texts = worked.papers.texts.file()
    assert str(texts) in said[0]
    before = texts.read_text(encoding="utf-8")
    texts.write_text(
        before.replace("note the progress", "endorse the {tasks} tasks").replace('legal = "The', 'legal = "By law the'),
        encoding="utf-8",
    )
    again = written(worked, tmp_path, PAPERS["committee"], "two.md")
    assert "asked to endorse the 5 tasks" in again
    assert " Legal.** By law the Service" in again
    assert worked.papers.texts.keep() is False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("purpose = 3", "wants a list of texts"),
        ("nonsense = 'x'", "unknown entry “nonsense”"),
        ("purpose = [", "is not valid TOML"),
        ("purpose = ['{what}']", "asks for {what}, which there is not"),
        ("[[officers]]\nrole = 'x'", "wants a name"),
        ("[implications]\nweather = 'x'", "has texts called legal"),
    ],
)
def test_wrong_texts_are_one_sentence_and_nothing_is_written(
    text: str, said: str, worked: Tracker, tmp_path: Path
) -> None:
    worked.papers.texts.keep()
    worked.papers.texts.file().write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=re.escape(said)):
        worked.exports.report(tmp_path / "x.md", PAPERS["committee"], STYLE)
    assert not (tmp_path / "x.md").exists()


def docx_of(tracker: Tracker, folder: Path, style: Style = STYLE, name: str = "paper.docx") -> bytes:
    tracker.exports.report(folder / name, PAPERS["committee"], style)
    return (folder / name).read_bytes()


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def test_the_word_paper_says_the_same_to_another_reader(worked: Tracker, tmp_path: Path) -> None:
    """Tables by another reader of Word; what Word draws as a chart, by the figures that lie in the chart."""
    import mammoth

    data = docx_of(worked, tmp_path)
    read: Any = mammoth.convert_to_html(io.BytesIO(data))
    flat = [
        [[re.sub(r"\s+", " ", c).strip() for c in row] for row in t] for t in tables_of(read.value, lambda html: html)
    ]
    markdown = tables_of(written(worked, tmp_path, PAPERS["committee"]), by_cmark)
    expected = [[[re.sub(r"\s+", " ", c).strip() for c in row] for row in t] for t in markdown]
    drawn = [t for t in expected if t[0][0] in CHART_HEADS.values()]
    assert flat == [t for t in expected if t not in drawn]
    assert len(drawn) == 3
    assert [figures_in_chart(part(data, f"word/charts/chart{n}.xml")) for n in (1, 2, 3)] == [t[1:] for t in drawn]


def figures_in_chart(xml: str) -> list[list[str]]:
    """The figures that lie in a chart's XML, a row a category."""
    name = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    columns = []
    for series in ElementTree.fromstring(xml).iter(f"{name}ser"):
        words, numbers = series.find(f"{name}cat"), series.find(f"{name}val")
        assert words is not None
        assert numbers is not None
        columns.append(
            ([v.text or "" for v in words.iter(f"{name}v")], [v.text or "" for v in numbers.iter(f"{name}v")])
        )
    return [list(row) for row in zip(columns[0][0], *(c[1] for c in columns), strict=True)]


def test_the_word_paper_is_british_landscape_where_wide_repeats_its_heads_and_names_nobody(
    worked: Tracker, tmp_path: Path
) -> None:
    data = docx_of(worked, tmp_path)
    document, core, styles = (
        part(data, "word/document.xml"),
        part(data, "docProps/core.xml"),
        part(data, "word/styles.xml"),
    )
    assert document.count("<w:tblHeader/>") == document.count("<w:tbl>") > 5
    assert document.count('w:orient="landscape"') == 1
    assert 'w:lang w:val="en-GB"' in styles
    assert "Coordinator" not in core + document
    assert re.search(r"<dc:creator>\s*</dc:creator>|<dc:creator/>", core)
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core or "<cp:lastModifiedBy/>" in core
    marks = [part(data, n) for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if re.search(r"header|footer", n)]
    assert sum("OFFICIAL" in m for m in marks) == 2
    recipe = worked.papers.committee(STYLE)
    assert worked.papers.make("docx", recipe, STYLE).content == worked.papers.make("docx", recipe, STYLE).content


def test_a_house_template_lends_its_styles_and_keeps_its_text_out(worked: Tracker, tmp_path: Path) -> None:
    import docx
    from docx.shared import RGBColor

    house = docx.Document()
    house.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x00, 0x19)
    house.add_paragraph("Old minutes that nobody should see")
    house.core_properties.author = "Somebody at the council"
    house.sections[0].header.paragraphs[0].text = "Northshire Fire Authority"
    house.save(str(tmp_path / "house.docx"))
    data = docx_of(worked, tmp_path, Style(template=tmp_path / "house.docx"))
    assert "7A0019" in part(data, "word/styles.xml")
    assert "Old minutes" not in part(data, "word/document.xml")
    assert "Somebody" not in part(data, "docProps/core.xml")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert any("Northshire Fire Authority" in part(data, n) for n in names if "header" in n)


def test_a_template_that_is_none_is_one_sentence(worked: Tracker, tmp_path: Path) -> None:
    (tmp_path / "no.docx").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(FileError, match="is no Word document"):
        docx_of(worked, tmp_path, Style(template=tmp_path / "no.docx"))
    with pytest.raises(FileError, match="cannot be read"):
        docx_of(worked, tmp_path, Style(template=tmp_path / "missing.docx"))
    with pytest.raises(UsageError, match=r"A template is for \.docx"):
        written(worked, tmp_path, PAPERS["closure"], style=Style(template=tmp_path / "no.docx"))


def test_parts_that_are_not_their_whole_stop_the_paper() -> None:
    columns = [Column("Pillar"), Column("Tasks", True, True), Column("Done", True, True), Column("Open", True, True)]
    assert Table(columns, [["a", 3, 1, 2]], ["Total", 3, 1, 2], parts=(1, (2, 3))).rows
    with pytest.raises(RefusedError, match="row “a” does not add up to its tasks"):
        Table(columns, [["a", 3, 1, 1]], parts=(1, (2, 3)))


def test_the_evidence_files_lie_beside_the_closure_case_and_a_missing_one_is_listed(
    worked: Tracker, tmp_path: Path
) -> None:
    folder = tmp_path / "to the inspectorate"
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4 x")
    worked.notes.add(task(worked, "AFI1/T2"), "Plan", files=[tmp_path / "plan.pdf"])
    lost = worked.read.all(Attachment, name="plan.pdf")[0]
    (worked.places.attachments / lost.sha256).unlink()
    said = worked.exports.report(
        tmp_path / "case.md", Report("closure", "AFI1", files=folder, given_to="HMICFRS"), STYLE
    )
    assert "1 evidence file in" in said[-1]
    assert "1 missing" in said[-1]
    assert (folder / "AFI1-T1 1 score sheet.csv").read_text(encoding="utf-8").startswith("band")
    index = (folder / "index.md").read_text(encoding="utf-8")
    assert "MISSING | plan.pdf" in index
    case = (tmp_path / "case.md").read_text(encoding="utf-8")
    assert "The attached file plan.pdf is not in the store." in case
    log = worked.read.all(Sent)
    assert [(s.what, s.given_to) for s in log[-2:]] == [
        ("evidence files of AFI1", "HMICFRS"),
        ("closure AFI1", "HMICFRS"),
    ]
    with pytest.raises(FileError, match="is there already"):
        worked.exports.report(tmp_path / "two.md", Report("closure", "AFI1", files=folder), STYLE)
    assert not (tmp_path / "two.md").exists()


def test_a_paper_about_nobody_or_nothing_is_refused(worked: Tracker, tmp_path: Path) -> None:
    for wanted, said in (
        (Report("chaser", "Nobody At All"), "is assigned no task"),
        (Report("chaser"), "wants an owner"),
        (Report("closure", "AFI99"), "names no"),
        (Report("movement"), "what to compare with"),
        (Report("movement", since="Christmas paper"), "No snapshot is called"),
    ):
        with pytest.raises(UsageError, match=said):
            worked.exports.report(tmp_path / "x.md", wanted, STYLE)
    assert not (tmp_path / "x.md").exists()


def test_the_committee_paper_reconciles_with_the_plan_it_came_from(worked: Tracker, tmp_path: Path) -> None:
    from tui_tracker.actions.send_out.reconcile import reconcile

    written(worked, tmp_path, PAPERS["committee"])
    found = reconcile(tmp_path / "paper.md", worked)
    assert len(found.tables) >= 3
    assert [d.sentence() for d in found.differences] == []
    assert found.unmatched == []


def test_a_total_may_be_that_of_the_rows_above_it(plan: Tracker, tmp_path: Path) -> None:
    from tui_tracker.actions.send_out.reconcile import reconcile

    plan.structure.add_area(plan.read.plans()[0].uid, "AFI3", "Fuel is counted", pillar="Efficiency")
    table = tmp_path / "t.csv"
    rows = "Pillar,Areas,Tasks\nEffectiveness,1,3\nPeople,1,1\n"
    for total, differ in (("Total,2,4", []), ("Total,3,4", ["column"]), ("Total,9,4", ["column", "plan"])):
        table.write_text(rows + total, encoding="utf-8")
        assert [d.kind for d in reconcile(table, plan).differences] == differ, total


def test_a_paper_shows_nothing_dated_after_its_day_and_says_how_much_there_is(worked: Tracker, tmp_path: Path) -> None:
    worked.notes.add(task(worked, "AFI1/T3"), "The July exercise went well", date="10 Jul 26")
    worked.snapshots.take("July figures")
    for kind in ("committee", "closure"):
        made = written(worked, tmp_path, Report(kind, "AFI1", snapshot="July figures"), f"{kind}.md")
        assert "July exercise" not in made
        assert "Dated after that day, and outside" in made
    assert "July exercise" not in worked.exports.markdown(snapshot=worked.snapshots.find("July figures"))


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("As at 1 June, 1 are reported complete; 1 of those carry an entry, and 1 are assured.", "As at 1 June, 1 is reported complete; 1 of those carries an entry, and 1 is assured."),
        ("1 tasks are past their date.", "1 task is past its date."),
        ("1 entries have no verdict; 21 tasks are late, 1.1 are not.", "1 entry has no verdict; 21 tasks are late, 1.1 are not."),
        ("1 areas and recommendations are late; 11 are, 2,001 are", "1 area or recommendation is late; 11 are, 2,001 are"),
    ],
)  # fmt: skip
def test_a_count_of_one_reads_as_one(many: str, one: str) -> None:
    from tui_tracker.reports.texts import of_one

    assert of_one(many) == one


def test_promises_past_their_day_and_areas_closed_early_are_exceptions(
    worked: Tracker, clock: FixedClock, tmp_path: Path
) -> None:
    """Both were found by the plan checks and left out of the paper that says what is not as it should be."""
    worked.signoffs.promise(task(worked, "AFI1/T3"), "look at the second quarter", by="1 Jul 26", who="SM Prevention")
    worked.areas.save(worked.resolve("AFI2").uid, {"closed_on": "1 May 26"})
    clock.move(days=120)
    made = written(worked, tmp_path, PAPERS["committee"])
    exceptions = made.split(". Exceptions")[1].split("\n## ")[0]
    assert "promised to be looked at again by 1 July 2026" in exceptions
    left = sum(v.task.progress != "complete" for v in map(worked.read.task, tasks_of(worked, "AFI2")))
    assert left
    assert f"- AFI2, closed on 1 May 2026: {left} of " in exceptions
    assert "AFI1, closed" not in exceptions


def tasks_of(worked: Tracker, area: str) -> list[str]:
    return worked.read.uids_of(worked.read.task_ids(f"area:{area}"))


def test_words_that_name_a_later_day_are_marked_in_a_paper_of_an_earlier_one(worked: Tracker, tmp_path: Path) -> None:
    worked.notes.add(task(worked, "AFI1/T3"), "Out for comment, now published 17/08/26", date="1 Jul 26")
    worked.notes.add(task(worked, "AFI1/T3"), "Asked for on 17/06/26", date="2 Jul 26")
    made = written(worked, tmp_path, Report("closure", "AFI1"))
    assert made.count("names 17 Aug 26, after the day of this paper") == 1
    assert "names 17 Jun 26" not in made


def test_a_task_without_a_day_shows_its_areas_and_says_so(worked: Tracker, tmp_path: Path) -> None:
    """A day of its own stands alone; ``is:overdue`` counts tasks by their own days only."""
    area = worked.resolve("AFI1").uid
    worked.areas.save(area, {"deadline": "31/3/26"})
    worked.structure.add_task(area, "Nobody has said when")
    made = written(worked, tmp_path, Report("closure", "AFI1"))
    dayless = [r for r in worked.read.task_rows(worked.read.task_ids("area:AFI1")) if not r.due_words()]
    assert len(dayless) == made.count("not stated (its area: 31 Mar 26)") == 2
    assert [r.overdue_days for r in dayless] == [0, 0]


def test_what_moved_is_told_of_the_time_between_and_never_backwards(worked: Tracker) -> None:
    worked.tasks.save(task(worked, "AFI2/T1"), {"due": "1 Sep 2026"}, reason="data came early")
    worked.snapshots.take("July paper")
    worked.tasks.save(task(worked, "AFI2/T2"), {"progress": "deferred"}, reason="the pay review comes first")
    worked.structure.join(task(worked, "AFI1/T1"), task(worked, "AFI1/T2"))
    moved = worked.papers.compare("July paper", "now")
    assert [x.ref for x in moved.lines("deferred")] == ["AFI2/T2"]
    assert moved.lines("gone")[0].said == "joined into AFI1/T1"
    assert not any(moved.lines(name) for name in ("sent_back", "qa", "sampled", "slipped_first", "slipped_again"))
    back = worked.papers.compare("Spring paper", "July paper")
    assert back.lines("slipped_first")[0].said == "from Apr-26 to 1 Sep 26: payroll extract is late; data came early"
    with pytest.raises(UsageError, match="is later than"):
        worked.papers.compare("now", "July paper")
    with pytest.raises(UsageError, match="still to come"):
        worked.papers.compare("1 Jan 2030", "now")


def test_two_plans_with_the_same_references_keep_their_own_story(worked: Tracker) -> None:
    worked.structure.new_plan("Second")
    second = worked.read.plans()[-1].uid
    worked.structure.add_area(second, "AFI1", "Another", owner="AM")
    worked.structure.add_task(worked.resolve("Second:AFI1").uid, "One")
    worked.snapshots.take("Both")
    worked.structure.join(task(worked, "Improvement:AFI1/T1"), task(worked, "Improvement:AFI1/T2"))
    worked.structure.withdraw("task", task(worked, "Second:AFI1/T1"), "not needed")
    said = sorted(x.said for x in worked.papers.compare("Both").lines("gone"))
    assert said == ["joined into AFI1/T1", "withdrawn: not needed"]


def test_names_of_evidence_files_are_checked_like_the_paper(worked: Tracker, tmp_path: Path) -> None:
    (tmp_path / "Priya Solanki statement.pdf").write_bytes(b"%PDF-1.4 x")
    worked.notes.add(task(worked, "AFI1/T3"), "Statement", files=[tmp_path / "Priya Solanki statement.pdf"])
    worked.publication.show_as("Priya Solanki", "a witness")
    folder = tmp_path / "out"
    worked.exports.report(tmp_path / "case.md", Report("closure", "AFI1", files=folder), STYLE)
    names = sorted(p.name for p in folder.iterdir())
    assert "AFI1-T3 1 A witness statement.pdf" in names
    assert not any("Solanki" in (folder / n).read_bytes().decode("utf-8", "replace") + n for n in names)
    assert "as AFI1-T3 1 A witness statement.pdf" in (tmp_path / "case.md").read_text(encoding="utf-8")


def test_a_template_brings_none_of_its_own_words(worked: Tracker, tmp_path: Path) -> None:
    import docx

    house = docx.Document()
    run = house.add_paragraph("x").add_run("y")
    house.add_comment(run, text="Ask Priya Solanki", author="John Smith", initials="JS")
    house.sections[0].different_first_page_header_footer = True
    house.sections[0].first_page_header.paragraphs[0].text = "Authority first page"
    house.save(str(tmp_path / "house.docx"))
    data = docx_of(worked, tmp_path, Style(template=tmp_path / "house.docx", marking="OFFICIAL-SENSITIVE"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(n) for n in archive.namelist())
    assert b"Priya" not in everything
    assert b"John Smith" not in everything
    made = docx.Document(io.BytesIO(data))
    first = [p.text for p in made.sections[0].first_page_header.paragraphs]
    assert first == ["Authority first page", "OFFICIAL-SENSITIVE"]


def test_a_file_never_lies_about_what_it_holds(worked: Tracker, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="would hold"):
        worked.exports.export(tmp_path / "x.csv", "xlsx", STYLE)
    with pytest.raises(UsageError, match="go with a closure case"):
        worked.exports.report(tmp_path / "x.md", Report("committee", files=tmp_path), STYLE)
    assert list(tmp_path.glob("x.*")) == []


def test_an_area_owners_chaser_holds_what_others_owe_in_their_areas(plan: Tracker, tmp_path: Path) -> None:
    written_to = tmp_path / "c.md"
    plan.exports.report(written_to, Report("chaser", "AM People"), Style(internal=True))
    text = written_to.read_text(encoding="utf-8")
    assert "In your areas, with others: past its date" in text
    assert "AFI2/T1" in text
    assert "HR Manager / Payroll" in text
    assert "AFI1/" not in text
