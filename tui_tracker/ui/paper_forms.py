"""Forms about what goes out: snapshots, exports, papers and what a snapshot is compared with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.records import Sent, Snapshot
from tui_tracker.frozen import dataclass
from tui_tracker.ui.asking import YES_NO, Field, Form
from tui_tracker.ui.forms import read_date


def snapshot_name(today: date) -> str:
    """What a snapshot is called when nobody says."""
    return f"Snapshot of {dates.long(today)}"


ALL_PLANS = "all plans"


@dataclass(frozen=True)
class Covers:
    """What a paper would cover: a plan's name or all of them, a filter, and how to say how much that is."""

    plan: str
    query: str
    size: Callable[[str, str], str]

    def fields(self) -> tuple[Field, ...]:
        return (
            Field(
                "of",
                "covers",
                self.plan,
                hint=f"a plan of the file, or {ALL_PLANS}",
                read_back=lambda plan: self.size(plan, ""),
            ),
            Field(
                "only",
                "and of it only",
                self.query,
                hint="a filter; blank: all of it",
                read_back=lambda query: self.size("", query),
            ),
        )


def snapshot(today: date, covers: str) -> Form:
    return Form(
        "Take a snapshot: the plan as it stands, under a name",
        (
            Field("name", "name", hint=f"left blank: {snapshot_name(today)}"),
            Field("as_at", "as at", hint="today if left blank", read_back=read_date(today, "past")),
        ),
        save="take",
        says=f"A snapshot fixes {covers}. A plan or a filter is chosen when a paper is written of it.",
    )


def export(today: date, covers: Covers, snapshot: str = "") -> Form:
    return Form(
        "Write the plan to a file",
        (
            Field(
                "file",
                "file",
                f"plan-{today.isoformat()}.md",
                hint=".md .docx for papers, .xlsx .csv .ics, .json for everything",
            ),
            *covers.fields(),
            Field("snapshot", "of the snapshot", snapshot, hint="blank: the plan as it is now"),
            Field(
                "evidence",
                "with evidence",
                "no",
                hint="yes: notes and sign-off comments, which are then looked at for names",
            ),
            Field("internal", "inside only", "no", hint="yes: names as they are, no publication check", choices=YES_NO),
            Field("replace", "write over a file that is there", "no", hint="yes or no", choices=YES_NO),
        ),
        save="write",
        draft="paper export",
        waits=True,
    )


def into_theirs(today: date) -> Form:
    return Form(
        "A copy of the service's own workbook, brought up to date",
        (
            Field(
                "workbook",
                "their workbook",
                "",
                hint="the .xlsx or .xlsm that the plan was read from; it is never written",
            ),
            Field(
                "copy",
                "the copy",
                f"plan-{today.isoformat()}.xlsx",
                hint="progress, dates and notes go into the cells they were read from",
            ),
            Field("replace", "write over a file that is there", "no", hint="yes or no", choices=YES_NO),
        ),
        save="write",
    )


def report(kind: str, title: str, subject: str, moment: tuple[str, str], today: date, covers: Covers) -> Form:
    """What a paper asks; only what the kind needs. ``moment`` is what a movement paper compares: from, to."""
    named = {"closure": ("subject", "area", "such as AFI11"), "chaser": ("subject", "owner", "a person or a role"), "minute": ("subject", "meeting", "its board, or board and date; blank: the newest")}  # fmt: skip
    fields = [Field("file", "file", f"{kind}-{today.isoformat()}.md", hint=".md or .docx")]
    if kind == "evidence":
        fields = [Field("file", "folder", f"evidence-{today.isoformat()}", hint="a folder an area, and index.md")]
    if kind in named:
        name, label, hint = named[kind]
        fields.insert(0, Field(name, label, subject, hint=hint))
    if kind not in ("closure", "minute"):
        fields += covers.fields()
    if kind == "movement":
        fields.append(Field("since", "from", moment[0], hint="a snapshot or a date"))
        fields.append(
            Field("snapshot", "to", "" if moment[1] == "now" else moment[1], hint="blank: the plan as it is now")
        )
    if kind == "committee":
        fields.append(Field("since", "compared with", "", hint="a snapshot or a date; blank: the snapshot before"))
        fields.append(Field("snapshot", "of the snapshot", "", hint="blank: the plan as it is now"))
        fields += [Field("meeting", "meeting"), Field("day", "date of the meeting")]
        fields.append(
            Field("every_task", "with every task", "no", hint="yes: the register as an appendix", choices=YES_NO)
        )
    if kind in ("committee", "closure", "minute"):
        fields.append(Field("template", "house template", hint="a .docx whose styles are used; blank for none"))
    if kind == "closure":
        fields.append(Field("files", "folder for the files", hint="blank: no files"))
    if kind in ("closure", "evidence"):
        fields.append(Field("given_to", "given to", hint="for the log"))
    if kind in ("committee", "closure", "movement", "minute", "evidence"):
        fields.append(
            Field("internal", "inside only", "no", hint="yes: names as they are, no publication check", choices=YES_NO)
        )
    fields.append(Field("replace", "write over a file that is there", "no", hint="yes or no", choices=YES_NO))
    return Form(f"{title[:1].upper()}{title[1:]}", tuple(fields), save="write", draft=f"paper {kind}", waits=True)


def again(kept: Sequence[tuple[int, Sent]]) -> Form:
    """Which paper is made again; the newest that can be."""
    number, newest = kept[-1]
    listed = "; ".join(f"{n} {s.what} {s.file} of {dates.short(s.sent_on)}" for n, s in reversed(kept))
    stem, dot, ending = newest.file.rpartition(".")
    return Form(
        "Make a paper again",
        (
            Field("number", "number", str(number), hint=listed),
            Field("file", "file", f"{stem} again{dot}{ending}", hint="with the ending that it had"),
            Field("replace", "write over a file that is there", "no", hint="yes or no", choices=YES_NO),
        ),
        save="write",
    )


def outcome(found: Snapshot, today: date) -> Form:
    return Form(
        f"What became of {found.name}",
        (
            Field("presented_to", "presented to", found.presented_to or ""),
            Field("presented_on", "on", read_back=read_date(today, "past")),
            Field("outcome", "outcome", found.outcome or ""),
            Field("published_at", "published at", found.published_at or ""),
        ),
        save="record",
    )
