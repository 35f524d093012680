"""Markdown: every cell comes back equal through two independent renderers, and a table that does not add up is not written."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import law, task
from tui_tracker.actions.tracker import Tracker
from tui_tracker.domain.text import clean
from tui_tracker.errors import RefusedError
from tui_tracker.reports.markdown import Column, table, text

GOLDEN = Path(__file__).parent / "golden"


class Cells(HTMLParser):
    """The text of every table cell; ``<br>`` is a newline."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._in = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._in = True
        elif tag == "br" and self._in:
            self.tables[-1][-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in = False

    def handle_data(self, data: str) -> None:
        if self._in:
            self.tables[-1][-1][-1] += data


def by_cmark(markdown: str) -> str:
    cmarkgfm = pytest.importorskip(
        "cmarkgfm", reason="cmarkgfm's compiled part cannot be loaded here", exc_type=ImportError
    )
    from cmarkgfm.cmark import Options

    return str(cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))


def by_markdown_it(markdown: str) -> str:
    from markdown_it import MarkdownIt

    return str(MarkdownIt("gfm-like", {"linkify": False, "html": True}).disable("linkify").render(markdown))


def tables_of(markdown: str, render: object) -> list[list[list[str]]]:
    cells = Cells()
    cells.feed(render(markdown))  # type: ignore[operator]  # one of the two above
    return cells.tables


HOSTILE = [
    "a|b", "\\|", "`x`", "*a*", "_b_", "__c__", "~~d~~", "[x](http://a/b)", "<b>hi</b>", "<!-- x -->", "&amp;", "&#65;", "http://a_b.c/d*e*?f=[g]&h=1",
    "https://x.y/~z", "www.example.org", "a@b.org", "mailto:a@b.org", "xmpp:a@b.org", "# h", "- x", "1. x", "> q", "---", "| --- |", " lead", "trail ",
    "two\nlines", "\n", "a\n\nb", "![i](u)", "\\", "**", "``", "<br>", "~", "[ ]", "[^1]", "F:\\dir\\*.xls", "=1+1", "tab\there", "\u00a0nbsp\u00a0", "ftp://h/x", "HTTP://H", "a<b>c", "x\\\\|y",
]  # fmt: skip


@pytest.mark.parametrize("render", [by_cmark, by_markdown_it], ids=["cmark-gfm", "markdown-it"])
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_cell_comes_back_as_it_was(value: str, render: object) -> None:
    made = table([Column("a"), Column("b")], [[value, "end"]])
    found = tables_of(made, render)
    assert found[0][1][0] == value
    assert found[0][1][1] == "end"


@law(400)
@given(st.text(max_size=40), st.text(st.sampled_from("|\\`*_[]()<>&#~!:/.@ \nwaht-+=1\"'"), max_size=25))
def test_any_text_comes_back_as_it_was(wild: str, markup: str) -> None:
    values = [clean(wild), clean(markup)]
    made = table([Column("x"), Column("y")], [values])
    for render in (by_cmark, by_markdown_it):
        assert tables_of(made, render)[0][1] == values


def test_a_url_gets_no_backslash() -> None:
    assert "\\" not in text("see http://intranet.local/a_(b)*c*?q=[1]|2")


def test_a_total_that_is_not_the_sum_is_not_written() -> None:
    columns = [Column("pillar"), Column("tasks", True, True)]
    assert "| **5** |" in table(columns, [["a", 2], ["b", 3]], ["Total", 5])
    with pytest.raises(RefusedError, match="adds up to 5 but its total says 6"):
        table(columns, [["a", 2], ["b", 3]], ["Total", 6])


def numbers(markdown: str, title: str) -> list[list[str]]:
    part = markdown.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    return tables_of(part, by_cmark)[0]


def test_the_paper_is_deterministic_and_its_tables_add_up(plan: Tracker) -> None:
    plan.notes.add(task(plan, "AFI1/T1"), "a|b\n*c*")
    first, again = plan.exports.markdown(evidence=True), plan.exports.markdown(evidence=True)
    assert first == again
    assert "\r" not in first
    assert first.endswith("\n")
    rows = numbers(first, "Progress by pillar")
    for column in range(1, 11):
        assert sum(int(r[column]) for r in rows[1:-1]) == int(rows[-1][column])
    assert plan.read.journal_head()[1] in first
    assert "As at: 1 June 2026" in first
    for render in (by_cmark, by_markdown_it):
        assert len(tables_of(first, render)) == first.count("\n| --- |")
        assert ["1 Jun 26", "SM Prevention", "a|b\n*c*"] in [row for t in tables_of(first, render) for row in t]


def test_a_figure_that_disagrees_stops_the_paper(plan: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_tracker.domain.figures import Counts

    monkeypatch.setattr(Counts, "adds_up", lambda self: False)
    with pytest.raises(RefusedError, match="do not add up; the paper was not written"):
        plan.exports.markdown()


def test_the_paper_of_a_snapshot_shows_the_plan_as_it_was(plan: Tracker) -> None:
    plan.snapshots.take("June paper")
    before = plan.exports.markdown(snapshot=plan.snapshots.find("june paper"))
    plan.tasks.set_progress([task(plan, "AFI1/T1")], "complete")
    plan.structure.add_task(plan.resolve("AFI1").uid, "Later")
    assert plan.exports.markdown(snapshot=plan.snapshots.find("June paper")) == before
    assert plan.exports.markdown() != before


def test_the_papers_wording(plan: Tracker) -> None:
    """A golden file: read it when it changes."""
    made = plan.exports.markdown(evidence=True, service="Northshire Fire and Rescue Service")
    made = re.sub(r"head [0-9a-f]{64}", "head HASH", made)
    assert made == (GOLDEN / "snapshot.md").read_text(encoding="utf-8")
    assert html.unescape(made).count("AFI1/T1") == 1
