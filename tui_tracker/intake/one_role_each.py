"""Which column has a role that only one can have, and what the others have instead: decided over all columns of a table together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tui_tracker.intake import headings
from tui_tracker.intake.grid import Cell
from tui_tracker.intake.legend import Legend
from tui_tracker.intake.roles import Column, Contents, contents
from tui_tracker.patterns import pattern

SINGLE = ("ref", "no", "status", "statement", "action", "owner", "area_owner", "due", "original", "pillar", "work", "finding", "note_date")  # fmt: skip


class _Unknown:
    """The columns that nobody knows by name, from the left, and what their cells hold."""

    def __init__(self, columns: list[Column], cells: Mapping[int, Sequence[Cell]], legend: Legend) -> None:
        self._columns = columns
        self._left = [c for c in columns if c.role == "other" and c.score == 0 and c.name]
        self._seen = {c.index: contents(cells[c.index], legend) for c in self._left}
        self._left = [c for c in self._left if self._seen[c.index].filled]

    def has(self, *wanted: str) -> bool:
        """Whether any column of the table has one of these roles."""
        return any(c.role in wanted for c in self._columns)

    def give(self, role: str, why: str, holds: Callable[[Contents], bool], *, last: bool = False) -> None:
        """Give a role that nothing has yet to the first column (or the ``last``) whose cells hold it."""
        fits = [c for c in self._left if holds(self._seen[c.index])]
        if fits and not self.has(role):
            one = fits[-1 if last else 0]
            one.role, one.why, one.score = role, f"“{one.name}” is not known; {why}", 1.0
            self._left.remove(one)


def by_contents(columns: list[Column], cells: Mapping[int, Sequence[Cell]], legend: Legend) -> None:
    """Give the columns that nobody knows by name the roles still missing that their cells show; said as not sure."""
    left = _Unknown(columns, cells, legend)
    left.give("ref", "it holds references", lambda s: s.refs > 0.6 and s.labels < 0.6 and s.days < 0.5)
    if left.has("ref", "statement"):
        left.give("no", "it numbers the rows", lambda s: s.days < 0.5 and (s.labels > 0.6 or s.letters > 0.9))
    left.give("due", "it holds dates", lambda s: s.dates > 0.6)
    if not left.has("status", "tick"):
        left.give("status", "it holds progress words", lambda s: s.words > 0.6 and s.letters < 0.5 and s.filled > 1)
    if not left.has("area_owner"):
        left.give("owner", "it holds posts", lambda s: s.posts > 0.5 and s.dates < 0.2)
    sure = {c.role for c in columns if c.score >= 3}
    if not sure & {"due", "ref", "no", "statement", "action"}:  # a table of measures has owners and colours as well
        return
    left.give("statement", "it says what should be", lambda s: s.musts > 0.5 and s.length > 30)
    if not left.has("area_owner"):
        left.give("area_owner", "it holds posts that repeat", lambda s: s.posts > 0.5 and s.repeats > 0.3)
    left.give("action", "it holds sentences", lambda s: _is_text(s) and s.dated < 0.3 and s.posts < 0.5)
    if not left.has("update"):
        left.give("evidence", "it holds the text furthest right", _is_text, last=True)
    if any(
        c.role == "statement" and c.score == 1.0 for c in columns
    ):  # given just now, after the numbers were told apart
        _numbers(columns, {i: contents(found, legend) for i, found in cells.items()})


def _is_text(found: Contents) -> bool:
    return found.length > 15 and found.numbers < 0.3


def settle(columns: list[Column], cells: Mapping[int, Sequence[Cell]], legend: Legend) -> None:
    """Roles that only one column can have, given to the one that suits best; the others get what is left for them."""
    seen = {i: contents(c, legend) for i, c in cells.items()}
    share_done(columns, seen)
    _buckets(columns, seen)
    _numbers(columns, seen)
    _second_checks(columns)
    _only_check(columns, cells)
    _dates_of_notes(columns)
    _numbered_dates(columns, seen)
    _texts(columns, seen)
    for role in SINGLE:
        rivals = [c for c in columns if c.role == role and c.of is None]
        if len(rivals) < 2:
            continue
        keep = max(rivals, key=lambda c: (c.score, seen[c.index].filled, -c.index))
        if role == "status":
            keep = _latest(rivals, seen) or _worded(rivals, seen) or keep
        for other in rivals:
            if other is not keep:
                _demote(other, keep, columns)


_DOTTED = pattern(r"\d{1,3}[a-z]?\.\d{1,3}[a-z]?\.?$", re.IGNORECASE)
_LED = pattern(r"(?:[A-Za-z]{2,14}[ .-]?){1,3}\d{1,3}[a-z]?\b[\s:.)\u2013-]+\S")


_TASK_NO = pattern(r"^(?:task|t)?[\s.]*\d{1,3}[a-z]?[.)]?$", re.IGNORECASE)
_AREA_REF = pattern(r"^[a-z]{1,6}[\s.\-_]*\d{1,4}(?:[./]\d+)*$", re.IGNORECASE)


def under_areas(columns: Sequence[Column], cells: Mapping[int, Sequence[Cell]]) -> None:
    """Numbers that begin anew under references of areas left of them are tasks' numbers: ``AFI1 | 1``, ``AFI1 | 2``, ``AFI2 | 1``."""
    ref = next((c for c in columns if c.role == "ref"), None)
    number = next((c for c in columns if c.role == "no"), None)
    found = [c.text for c in cells[ref.index] if c.text] if ref is not None else []
    if ref is None or len(set(found)) == len(found) or not all(_TASK_NO.match(t) for t in found):
        return
    for column in columns:
        named = [c.text for c in cells[column.index] if c.text]
        of_areas = len(named) > 1 and all(_AREA_REF.match(t) and not _TASK_NO.match(t) for t in named)
        if column.index < ref.index and column.role in ("no", "other") and number in (None, column) and of_areas:
            column.role, column.why = (
                "ref",
                "the references of areas, and numbers beside them that begin anew under each",
            )
            ref.role, ref.why = "no", ref.why + "; it stands under the references of areas"
            return


def led_areas(columns: Sequence[Column], cells: Mapping[int, Sequence[Cell]]) -> None:
    """An area's reference and words in one cell over blank ones, beside rows numbered 1.1, 1.2: the numbers are the actions'."""
    numbered = next((c for c in columns if c.role == "ref"), None)
    if numbered is None or not any(c.role == "action" for c in columns) or any(c.role == "no" for c in columns):
        return
    numbers = [c.text.strip() for c in cells[numbered.index] if c.text]
    if len(numbers) < 3 or sum(bool(_DOTTED.match(n)) for n in numbers) < 0.8 * len(numbers):
        return
    for column in columns:
        said = (
            [c.text.strip() for c in cells[column.index] if c.text]
            if column.role in ("statement", "other", "finding")
            else []
        )
        if said and len(said) <= 0.7 * len(numbers) and all(_LED.match(t) and len(t) > 15 for t in said):
            column.role, column.why = "statement", f"“{column.name}” holds the areas' references with their words"
            numbered.role, numbered.why = "no", f"“{numbered.name}” numbers the actions of the areas beside it"
            return


def _buckets(columns: Sequence[Column], seen: Mapping[int, Contents]) -> None:
    """A planner's buckets that are one or two plain words are groups of tasks, not findings: each task stands by itself."""
    for column in columns:
        found = seen.get(column.index)
        if column.role == "statement" and found is not None and re.match(r"bucket\b", headings.plain(column.name)) and found.length < 18 and not found.refs and not found.musts:  # fmt: skip
            column.role, column.why = "pillar", column.why + "; its few words group the tasks"


def share_done(columns: Sequence[Column], seen: Mapping[int, Contents]) -> None:
    """How much of it is done says how it stands, where no other column does."""
    if any(c.role in ("status", "tick") for c in columns):
        return
    for column in columns:
        name = headings.plain(column.name)
        told = re.search(r"%|percent", name) and re.search(r"compl|done|progress|deliver|implement", name)
        if told and column.index in seen and seen[column.index].filled and seen[column.index].numbers > 0.8:
            column.role, column.why, column.score = (
                "status",
                "the share done; no other column says how things stand",
                4.0,
            )
            return


def _latest(rivals: Sequence[Column], seen: dict[int, Contents]) -> Column | None:
    """Of columns that say how things stood in one period each, the last one filled; None when they are no such columns."""
    dated = [c for c in rivals if c.period is not None and seen[c.index].filled]
    if len(dated) < 2:
        return None
    made = max(dated, key=lambda c: (c.period.due if c.period is not None else date.min, c.index))
    made.why += "; the latest of them"
    return made


def _worded(rivals: Sequence[Column], seen: dict[int, Contents]) -> Column | None:
    """Of a column of colours and one of words the one of words: *not started* on green is not started."""
    words = [c for c in rivals if seen[c.index].words >= 0.5 and seen[c.index].colours < 0.5]
    made = words[0] if len(words) == 1 and any(seen[c.index].colours >= 0.5 for c in rivals) else None
    if made is not None:
        made.why += "; its words say more than colours"
    return made


def _numbers(columns: list[Column], seen: dict[int, Contents]) -> None:
    """Of two columns of references the one that repeats names the area; the other numbers the task."""
    both = [c for c in columns if c.role in ("ref", "no")]
    statement = next((c for c in columns if c.role == "statement"), None)
    if len(both) == 1 and both[0].role == "ref" and statement is not None and any(c.role == "action" for c in columns):
        told, number = seen[statement.index], seen[both[0].index]
        if told.repeats > 0.2 and number.repeats == 0 and number.filled >= told.filled > 2:
            both[0].role, both[0].why = "no", both[0].why + "; it is another on each row of the same finding"
        return
    as_refs = [c for c in both if c.role == "ref"]
    if len(as_refs) < 2 or any(c.role == "no" for c in both):
        return
    area = max(
        as_refs,
        key=lambda c: (
            seen[c.index].signs > 0.6,
            seen[c.index].repeats,
            seen[c.index].refs,
            -seen[c.index].filled,
            -c.index,
        ),
    )
    for other in as_refs:
        if other is not area:
            other.role, other.why = "no", other.why + "; another column names the area"


def _second_checks(columns: list[Column]) -> None:
    """Two checks in other words than ours: the first is the QA, the second the independent sampling."""
    for part in ("date", "by", "comment"):
        found = [c for c in columns if c.role == f"qa.{part}"]
        if len(found) == 2 and not any(c.role == f"sampling.{part}" for c in columns):
            found[1].role, found[1].why = f"sampling.{part}", found[1].why + "; the second of two checks"


def _only_check(columns: list[Column], cells: Mapping[int, Sequence[Cell]]) -> None:
    """“Assurance” may be either of the two: where it is the only one, what its comments speak of tells."""
    found = [c for c in columns if c.role.startswith("sampling.")]
    named = [c for c in found if not re.search(r"sampl|assess|independent|business", headings.plain(c.name))]
    if not found or len(named) < len(found) or any(c.role.startswith("qa.") for c in columns):
        return
    said = " ".join(cell.text for c in found for cell in cells[c.index])
    owned = len(re.findall(r"\bQA\b|quality assur", said, re.IGNORECASE))
    if owned >= len(re.findall(r"\bsampl", said, re.IGNORECASE)):
        for column in found:
            column.role = column.role.replace("sampling", "qa")
            column.why += "; the only check there is, and its comments speak of no sampling"


def _dates_of_notes(columns: list[Column]) -> None:
    """A bare “Date” beside the author or the words of an update, where another column holds the due date."""
    for i, column in enumerate(columns):
        beside = {c.role for c in columns[i + 1 : i + 3]}
        others = [c for c in columns if c.role == "due" and c is not column]
        if (
            column.role == "due"
            and headings.plain(column.name) == "date"
            and others
            and beside & {"note_by", "evidence"}
        ):
            column.role, column.why = "note_date", "a bare date beside an update"


def _numbered_dates(columns: list[Column], seen: dict[int, Contents]) -> None:
    """``Date 1`` beside ``Update 1``: each dates its own."""
    numbered = re.compile(r"^(?P<base>.*?)\s*#?(?P<n>\d{1,2})$")
    updates = {
        m["n"]: c for c in columns if c.role in ("evidence", "update") and (m := numbered.match(headings.plain(c.name)))
    }
    for column in columns:
        m = numbered.match(headings.plain(column.name))
        dated = m is not None and re.search(r"\bdated?\b|\bon$|\bwhen$", m["base"]) and seen[column.index].days > 0.5
        if m is not None and dated and m["n"] in updates:
            column.role, column.of, column.score = "note_date", updates[m["n"]].index, 4.0
            column.why = f"dates “{updates[m['n']].name}”"


def _texts(columns: list[Column], seen: dict[int, Contents]) -> None:
    """Of two actions or two statements, the one further left is wider: a statement before an action, a work after it."""
    actions = [c for c in columns if c.role == "action"]
    if len(actions) >= 2 and not any(c.role == "statement" for c in columns):
        first = actions[0]
        if seen[first.index].repeats > 0.2 or seen[first.index].filled < seen[actions[1].index].filled:
            first.role, first.why = "statement", first.why + "; another column holds the actions"
    statements = [c for c in columns if c.role == "statement"]
    numbers = any(c.role == "no" and re.search(r"action|task|step", headings.plain(c.name)) for c in columns)
    if (
        len(statements) == 1
        and not actions
        and numbers
        and re.match(r"desc|detail|text|wording|title", headings.plain(statements[0].name))
    ):
        statements[0].role, statements[0].why = "action", statements[0].why + "; beside the actions' numbers"
        return
    if len(statements) == 1 and actions and not any(c.role == "work" for c in columns):
        only = statements[0]
        if (
            re.match(r"desc|detail", headings.plain(only.name))
            and only.index > actions[0].index
            and seen[only.index].repeats < 0.3
        ):
            only.role, only.why = "work", only.why + "; it describes the action beside it"
    if len(statements) >= 2 and not any(c.role == "action" for c in columns):
        often = max(statements, key=lambda c: seen[c.index].repeats)
        once = min(statements, key=lambda c: seen[c.index].repeats)
        if seen[often.index].repeats > 0.4 and seen[once.index].repeats < 0.4 * seen[often.index].repeats:
            once.role, once.why = "action", once.why + "; another column repeats, and so holds the areas"
            return
        keep = max(statements, key=lambda c: (c.score, seen[c.index].length, -c.index))
        for other in statements:
            if other is not keep and other.index > keep.index and seen[other.index].length > 20:
                other.role, other.why = "action", other.why + "; another column holds the finding"
                break


def _before_actions(one: Column, other: Column, columns: list[Column]) -> bool:
    """Whether a date stands with the finding, left of the actions, and the other one right of them: it is the area's own."""
    action = next((c.index for c in columns if c.role == "action"), None)
    statement = next((c.index for c in columns if c.role in ("statement", "ref")), None)
    return action is not None and statement is not None and statement < one.index < action < other.index


def _leads(one: Column, other: Column, columns: list[Column]) -> bool:
    """Whether the first of two owners is the area's: it stands with the finding, or before one whose name says as much."""
    return _before_actions(one, other, columns) or (other.index > one.index and one.score <= other.score)


def _demote(other: Column, keep: Column, columns: list[Column]) -> None:
    has = {c.role for c in columns}
    if other.role == "owner" and other.index < keep.index and "area_owner" not in has:
        other.role = "area_owner"
    elif other.role == "owner" and "area_owner" not in has and _leads(keep, other, columns):
        keep.role = "area_owner"
    elif other.role in ("statement", "action") and other.index > keep.index and "work" not in has:
        described = "action" in has and re.match(r"desc|detail|note", headings.plain(other.name))
        other.role = "finding" if other.role == "statement" and not described else "work"
    elif other.role in ("work", "finding"):
        other.role = "evidence" if other.role == "work" else "other"
    elif other.role == "due" and _before_actions(other, keep, columns):
        other.role = "area_due"
    elif other.role == "due" and _before_actions(keep, other, columns):
        keep.role = "area_due"
    elif other.role == "due" and "original" not in has:
        other.role = "original"
    elif other.role == "status":
        other.role = "earlier" if other.period is not None and keep.period is not None else "other"
    elif other.role == "area_owner" and "owner" not in has:
        other.role = "owner"
    else:
        other.role = "other"
    other.why += f"; “{keep.name}” suits better"
