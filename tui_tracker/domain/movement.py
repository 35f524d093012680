"""What moved between two states of the plan, and the plain sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui_tracker.domain.moments import (
    AreaState,
    FieldChange,
    Line,
    Movement,
    Picture,
    TaskState,
    in_words,
)
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.signoff import VERDICTS
from tui_tracker.domain.text import count_of


def compare(before: Picture, after: Picture) -> Movement:
    """What moved from ``before`` to ``after``. Withdrawn work is gone; work that came back is new."""
    had = {u: t for u, t in before.tasks.items() if t.withdrawn is None}
    have = {u: t for u, t in after.tasks.items() if t.withdrawn is None}
    both = [(had[u], t) for u, t in have.items() if u in had]
    areas, areas_now = _standing(before), _standing(after)
    slips, entries = _known(before)
    found = _signed(both, entries) | _progressed(both) | _redated(both, slips)
    lists = found | {
        "area_dates": tuple(
            Line(u, now.ref, said)
            for u, now in areas_now.items()
            if u in areas and (said := _area_dates(areas[u], now))
        ),
        "moved": _lines((b, f"was {a.ref}") for a, b in both if a.ref != b.ref),
        "new": _lines((b, b.fields["title"] or "") for u, b in have.items() if u not in had),
        "gone": tuple(Line(u, t.ref, _why(t, after, after.tasks.get(u))) for u, t in had.items() if u not in have),
        "new_areas": tuple(Line(u, a.ref, a.fields["title"] or "") for u, a in areas_now.items() if u not in areas),
        "gone_areas": tuple(
            Line(u, a.ref, _why(a, after, after.areas.get(u))) for u, a in areas.items() if u not in areas_now
        ),
    }
    return Movement(before, after, lists, tuple(_changed(before, after)))


_Both = Sequence[tuple[TaskState, TaskState]]


def _signed(both: _Both, entries: set[str]) -> dict[str, tuple[Line, ...]]:
    """What moved of the sign-offs; ``entries`` are those that were there before."""
    return {
        "qa": _lines((b, "") for _, b in both if set(b.qa) - entries),
        "sampled": _lines((b, "") for _, b in both if set(b.sampled) - entries),
        "sent_back": _lines((b, "") for _, b in both if set(b.sent_back) - entries),
        "revoked": _lines((b, _entries_words(gone)) for a, b in both if (gone := _gone(a, b))),
        "settled": _lines((b, _verdicts_words(new)) for a, b in both if (new := _settled(a, b))),
        "assured": _lines((b, "") for a, b in both if b.assured and not a.assured),
        "not_assured": _lines((b, "") for a, b in both if a.assured and not b.assured),
    }


def _progressed(both: _Both) -> dict[str, tuple[Line, ...]]:
    """What moved of the progress, and of what waits or lags."""
    going = [(a, b) for a, b in both if not _complete(a) and not _complete(b) and not _is(b, "deferred")]
    newly = [(a, b) for a, b in both if _is(b, "deferred") and not _is(a, "deferred")]
    return {
        "closed": _lines((b, "") for a, b in both if _complete(b) and not _complete(a)),
        "reopened": _lines((b, f"now {_word(b)}") for a, b in both if _complete(a) and not _complete(b)),
        "progress": _lines((b, f"{_word(a)} to {_word(b)}") for a, b in going if a.progress != b.progress),
        "newly_behind": _lines((b, _word(b)) for a, b in both if set(b.behind) - set(a.behind)),
        "deferred": _lines((b, f"until {b.fields['due'] or 'no date'}") for _, b in newly),
        "waiting": _lines((b, b.waiting or "") for a, b in both if b.waiting and not a.waiting),
    }


def _redated(both: _Both, slips: set[str]) -> dict[str, tuple[Line, ...]]:
    """What moved of the tasks' dates; ``slips`` are the moves that were there before."""
    later = [(a, b) for a, b in both if _moved(a, b, slips, later=True)]
    return {
        "slipped_first": _lines((b, _slip(a, b, slips)) for a, b in later if not _slipped_before(a)),
        "slipped_again": _lines((b, _slip(a, b, slips)) for a, b in later if _slipped_before(a)),
        "forward": _lines((b, _slip(a, b, slips)) for a, b in both if _moved(a, b, slips, later=False)),
        "dates": _lines((b, _date_words(a, b)) for a, b in both if _date_otherwise(a, b, slips)),
    }


def _known(picture: Picture) -> tuple[set[str], set[str]]:
    """Uids of every slip and every sign-off that the picture holds, whatever task it hangs on."""
    slips = {s.uid for t in picture.tasks.values() for s in t.slips}
    return slips, {e for t in picture.tasks.values() for e in (*t.qa, *t.sampled, *t.sent_back)}


def _standing(picture: Picture) -> dict[str, AreaState]:
    return {u: a for u, a in picture.areas.items() if a.withdrawn is None}


def _complete(task: TaskState) -> bool:
    return _is(task, Progress.COMPLETE)


def _is(task: TaskState, progress: str) -> bool:
    return task.progress == progress


def _word(task: TaskState) -> str:
    return in_words("progress", task.progress)


def _slipped_before(task: TaskState) -> bool:
    return any(s.later for s in task.slips)


def _moved(before: TaskState, after: TaskState, known: set[str], *, later: bool) -> bool:
    """Whether the date moved this way since: it stands later (or earlier) than it did, by a move made since."""
    if before.due is None or not any(s.uid not in known for s in after.slips):
        return False
    if after.due is None:
        return later
    return after.due > before.due if later else after.due < before.due


def _gone(before: TaskState, after: TaskState) -> set[str]:
    """Whole entries that were there and count no longer."""
    return set(before.verdicts) - set(after.verdicts)


def _entries_words(gone: set[str]) -> str:
    return f"{count_of(len(gone), 'entry', 'entries')} revoked or taken back"


def _settled(before: TaskState, after: TaskState) -> list[str]:
    """The verdicts that entries have now which had none or another one."""
    return [v or "none" for e, v in after.verdicts.items() if e in before.verdicts and before.verdicts[e] != v]


def _verdicts_words(verdicts: list[str]) -> str:
    return ", ".join(VERDICTS.get(v, v) for v in verdicts)


def _date_otherwise(before: TaskState, after: TaskState, known: set[str]) -> bool:
    """Whether the date changed in a way that no list of moves tells."""
    if before.fields["due"] == after.fields["due"]:
        return False
    told = _moved(before, after, known, later=True) or _moved(before, after, known, later=False)
    return not told and not (_is(after, "deferred") and not _is(before, "deferred"))


def _date_words(before: TaskState, after: TaskState) -> str:
    return f"{before.fields['due'] or 'no date'} to {after.fields['due'] or 'no date'}"


def _area_dates(before: AreaState, after: AreaState) -> str:
    """What changed of an area's own dates; blank when nothing did."""
    said = [
        f"{words} {before.fields.get(name) or 'none'} to {after.fields.get(name) or 'none'}"
        for name, words in (("target", "target"), ("deadline", "inspectorate's date"))
        if before.fields.get(name) != after.fields.get(name)
    ]
    return ", ".join(said)


def _slip(before: TaskState, after: TaskState, known: set[str]) -> str:
    said = f"from {before.fields['due']} to {after.fields['due'] or 'no date'}"
    fresh = [s for s in after.slips if s.uid not in known]
    count = sum(s.later for s in after.slips)
    if _slipped_before(before) and _moved(before, after, known, later=True):
        said += f", {_ordinal(count)} move"
    elif sum(s.later for s in fresh) > 1:
        said += f", moved {len(fresh)} times since"
    reasons = list(dict.fromkeys(s.reason for s in fresh if s.reason))
    return said + (f": {'; '.join(reasons)}" if reasons else "")


def _ordinal(number: int) -> str:
    words = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    return words[number] if number < len(words) else f"{number}th"


def _lines(found: Iterable[tuple[TaskState, str]]) -> tuple[Line, ...]:
    return tuple(Line(task.uid, task.ref, said) for task, said in found)


def _why(then: TaskState | AreaState, after: Picture, now: TaskState | AreaState | None) -> str:
    if now is not None and now.withdrawn is not None:
        return f"withdrawn: {now.withdrawn}" if now.withdrawn else "withdrawn"
    became = after.old_refs.get((then.plan, then.ref))
    return f"joined into {became}" if became and became != then.ref else "its entry was taken back"


def _changed(before: Picture, after: Picture) -> Iterable[FieldChange]:
    """Every field of every record that is in both and differs, whatever the field."""
    for old, new in ((before.tasks, after.tasks), (before.areas, after.areas)):
        for uid, now in new.items():
            was = old.get(uid)
            if was is not None:
                for name in now.fields:
                    if was.fields.get(name) != now.fields.get(name):
                        yield FieldChange(uid, now.ref, name, was.fields.get(name), now.fields.get(name))
