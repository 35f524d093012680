"""Snapshots, exports and papers by key; what a public paper would give away is settled on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain.text import count_of, first_line
from tui_tracker.errors import PublicationError, UsageError
from tui_tracker.paths import typed
from tui_tracker.ui import paper_forms
from tui_tracker.ui.commands.registry import PLAN, command, writes
from tui_tracker.ui.commands.when import has_plan

if TYPE_CHECKING:
    from tui_tracker.actions.send_out.scope import Scope
    from tui_tracker.actions.send_out.style import Style
    from tui_tracker.ui.desk import Desk


# Papers are loaded when one is asked for: they would be a good part of what the app loads to start.
_KEYS = {
    "c": "committee",
    "k": "closure",
    "h": "chaser",
    "q": "questions",
    "o": "handover",
    "m": "movement",
    "n": "minute",
    "v": "evidence",
}
_MOST_LISTED = 12
_MOST_AGAIN = 8


def _short(text: str) -> str:
    return first_line(text, 46)


def _yes(text: str) -> bool:
    return text.strip().lower().startswith("y")


@command(
    "plan.export",
    "E",
    "export",
    "the plan as a paper, a workbook, rows, dates, or everything",
    group=PLAN,
    works=has_plan,
)
def plan_export(desk: Desk) -> None:
    desk.fill_in(paper_forms.export(desk.read.today, covers(desk)), partial(export, desk))


def export(desk: Desk, values: dict[str, str]) -> str | None:
    """Write what the export form asks for; findings are settled first."""

    from tui_tracker.actions.send_out.scope import WHOLE

    def write(path: Path, style: Style) -> list[str]:
        form = path.suffix.lower().lstrip(".")
        scope = _covered(desk, values)
        desk.tracker.exports.export(
            path, form, style, snapshot=values["snapshot"].strip() or None, scope=WHOLE if form == "json" else scope,
            evidence=_yes(values["evidence"]), replace=_yes(values["replace"]),
        )  # fmt: skip
        whole = form == "json" and not scope.whole
        return (
            ["A .json holds everything in the file, with its history."]
            if whole
            else [f"It covers {scope.words(desk.tracker)}."]
        )

    return _out(desk, values, write)


@command(
    "plan.into",
    "I",
    "into their workbook",
    "a copy of the service's own workbook with today's progress, dates and notes",
    group=PLAN,
)
def plan_into(desk: Desk) -> None:
    desk.fill_in(paper_forms.into_theirs(desk.read.today), partial(into_theirs, desk))


def into_theirs(desk: Desk, values: dict[str, str]) -> str | None:
    """Write a copy of the service's own workbook, and show which cells changed and what was left."""
    from tui_tracker.actions.send_out.into_theirs import write_copy

    source, copy = typed(values["workbook"]), typed(values["copy"])
    made = write_copy(desk.tracker, source, copy, replace=_yes(values["replace"]))
    lines = [f"{w.where}  {w.ref} {w.field}: {_short(w.after)}" for w in made.written[:_MOST_LISTED]]
    lines += [f"and {len(made.written) - _MOST_LISTED:,} more"] if len(made.written) > _MOST_LISTED else []
    lines += [f"left: {line}" for line in made.left[:_MOST_LISTED]]
    if lines:
        desk.choose(
            f"{count_of(len(made.written), 'cell')} changed in {copy.name}", {}, lambda _: None, "\n".join(lines)
        )
    return f"{desk.wrote(copy)}; {count_of(len(made.written), 'cell')} changed, {len(made.left)} left as they were"


def covers(desk: Desk) -> paper_forms.Covers:
    """What a file would cover that is asked for from here: the plan that is shown, and the filter of what is in view."""
    plan = next((p.name for p in desk.read.plans() if p.uid == desk.host.plan_uid), paper_forms.ALL_PLANS)
    query = desk.here.query if desk.name_ in ("register", "tally") else ""
    return paper_forms.Covers(plan, query, lambda plan, query: f"{_scope(desk, plan, query).size(desk.tracker)}")


def _scope(desk: Desk, plan: str, query: str) -> Scope:
    from tui_tracker.actions.send_out.scope import Scope, plan_named

    named = None if plan.strip().casefold() in ("", "all", paper_forms.ALL_PLANS) else plan
    made = Scope(plan_named(desk.tracker, named), query.strip())
    made.refuse_empty(desk.tracker)
    return made


def _covered(desk: Desk, values: dict[str, str]) -> Scope:
    """The scope that a form gave."""
    return _scope(desk, values.get("of", ""), values.get("only", ""))


@command(
    "plan.report",
    "R",
    "paper",
    "committee paper, closure case, chaser, minute, questions, handover",
    group=PLAN,
    works=has_plan,
)
def plan_report(desk: Desk) -> None:
    from tui_tracker.actions.send_out.exports import PAPERS

    desk.choose(
        "Which paper?",
        {key: PAPERS[kind] for key, kind in _KEYS.items()},
        lambda key: report_form(desk, _KEYS[key]),
    )


def report_form(desk: Desk, kind: str, subject: str | None = None) -> None:
    """Ask for the file and the rest of a paper; its subject is what the cursor stands on unless it is given."""
    from tui_tracker.actions.send_out.exports import PAPERS

    snapshots = desk.read.snapshots()
    newest = snapshots[0].name if snapshots else ""
    moment = (desk.here.subject, desk.here.query) if desk.name_ == "movement" else (newest, "now")
    form = paper_forms.report(
        kind, PAPERS[kind], _subject(desk, kind) if subject is None else subject, moment, desk.read.today, covers(desk)
    )
    desk.fill_in(form, lambda values: _report(desk, kind, values))


def _subject(desk: Desk, kind: str) -> str:
    """The area or the owner that the cursor stands on, as the paper's subject."""
    found, uid = desk.selected() or ("", "")
    if kind == "closure" and found:
        return str(desk.tracker.tasks.get(uid)[1].ref if found == "task" else desk.tracker.areas.get(uid).ref)
    if kind == "chaser" and found == "task":
        return desk.tracker.tasks.get(uid)[0].assigned_to or ""
    return ""


def _report(desk: Desk, kind: str, values: dict[str, str]) -> str | None:
    from tui_tracker.actions.send_out.exports import Report

    folder = values.get("files", "").strip()
    wanted = Report(
        kind, values.get("subject"), files=typed(folder) if folder else None, since=values.get("since", "").strip() or None,
        meeting=values.get("meeting", "").strip(), day=values.get("day", "").strip(), snapshot=values.get("snapshot", "").strip() or None,
        given_to=values.get("given_to"), replace=_yes(values["replace"]), scope=_covered(desk, values),
        every_task=_yes(values.get("every_task", "no")),
    )  # fmt: skip
    return _out(desk, values, lambda path, style: desk.tracker.exports.report(path, wanted, style), f"paper {kind}")


def _out(
    desk: Desk, values: dict[str, str], write: Callable[[Path, Style], list[str]], draft: str = "paper export"
) -> str | None:
    """Write a file; None when a public paper has to be settled first, which is then asked."""
    from tui_tracker.actions.send_out.style import Style

    named = values["file"].strip()
    if not named:
        raise UsageError("Name the file to write, such as paper.md.")
    path = typed(named)
    if path.exists() and not _yes(values["replace"]):
        raise UsageError(f"{path} is there already; say yes below to write over it, or give another name.")
    template = values.get("template", "").strip()
    style = Style(
        service=desk.host.user_settings.service, marking=desk.host.user_settings.marking, internal=_yes(values.get("internal", "no")),
        template=typed(template) if template else None,
    )  # fmt: skip
    try:
        said = write(path, style)
    except PublicationError as error:
        _ask_to_settle(desk, error, lambda internal: _again(desk, path, style, internal, write, draft))
        return None
    return " ".join([f"{desk.wrote(path)}.", *said, "⟦file.open⟧ opens it, ⟦row.copy⟧ copies its path."])


def _again(
    desk: Desk, path: Path, style: Style, internal: bool, write: Callable[[Path, Style], list[str]], draft: str
) -> None:
    import dataclasses

    try:
        said = write(path, dataclasses.replace(style, internal=internal))
    except PublicationError as error:  # what is shown instead can itself be a thing to decide about
        _ask_to_settle(desk, error, lambda chosen: _again(desk, path, style, chosen, write, draft))
        return
    desk.host.drafts.drop(draft)
    desk.say(" ".join([f"{desk.wrote(path)}.", *said, "⟦file.open⟧ opens it, ⟦row.copy⟧ copies its path."]))


@command("publication.decide", "", "publication decisions", "what public papers would give away, decided one by one", group=PLAN)  # fmt: skip
def publication_decide(desk: Desk) -> None:
    desk.go("publication")


def _ask_to_look(desk: Desk, error: PublicationError, then: Callable[[bool], None]) -> None:
    """Show the words that nobody has looked at, with their sentences; one key takes them all as nobody."""

    def chosen(key: str) -> None:
        if key == "d":
            desk.go("publication")
            return
        if key == "a":
            desk.tracker.publication.accept([o.found for o in error.others])
        then(key == "i")

    count = len(error.others)
    desk.choose(
        f"{count} word{'s' if count != 1 else ''} in this paper that nobody has looked at: is one of them somebody?",
        {
            "a": "none of them is: write it, and do not ask about them again",
            "d": "decide about them one by one first",
            "i": "write it for inside the service, unchecked",
        },
        chosen,
        "\n".join(error.lines),
    )


def _ask_to_settle(desk: Desk, error: PublicationError, then: Callable[[bool], None]) -> None:
    """Show what stands open, and what each would become; one key settles it so and writes, another writes it for inside use."""
    if not error.findings:
        _ask_to_look(desk, error, then)
        return
    publication = desk.tracker.publication
    suggested = publication.suggested(error.findings)
    shown = [
        f"{line}  → {decision.shown_as or 'left out'}" for line, decision in zip(error.lines, suggested, strict=True)
    ]

    def chosen(key: str) -> None:
        if key == "d":
            desk.go("publication")
            desk.host.say("Decide here; the paper's form keeps what you typed (⟦plan.report⟧ or ⟦plan.export⟧ again).")
            return
        if key in ("r", "a"):
            publication.settle(suggested)
        if key == "a":
            publication.accept([o.found for o in error.others])
        then(key == "i")

    both = {}
    if others := error.others:
        words = "the other word is" if len(others) == 1 else f"the {len(others)} other words are"
        shown += ["", "Besides, nobody has looked at:", *(f"“{o.found}”: {o.sentence}" for o in others)]
        both = {"a": f"the same, and {words} nobody's; then write it"}
    desk.choose(
        f"{len(error.lines)} thing{'s' if len(error.lines) != 1 else ''} in this paper should not be public",
        {
            "r": "show what stands behind each arrow instead"
            + ("; then ask about the others" if both else "; then write it"),
            **both,
            "d": "decide about each by itself first",
            "i": "write it for inside the service, unchecked",
        },
        chosen,
        "\n".join(shown),
    )


@command(
    "paper.again", "", "paper again", "a paper that went out, made again: the same bytes, or what differs", group=PLAN
)
def paper_again(desk: Desk) -> None:
    from tui_tracker.domain.records import Sent

    kept = [(n, s) for n, s in enumerate(desk.read.all(Sent, order=("id",)), 1) if s.asked and s.digest]
    if not kept:
        raise UsageError("No paper has left that could be made again.")
    desk.fill_in(paper_forms.again(kept[-_MOST_AGAIN:]), partial(_again_paper, desk))


def _again_paper(desk: Desk, values: dict[str, str]) -> str:
    from tui_tracker.actions.send_out.again import Again

    if not values["number"].strip().isdigit():
        raise UsageError("Which one? Give its number from the list.")
    path = typed(values["file"].strip() or "again.md")
    said = Again(desk.tracker).write(int(values["number"]), path, replace=_yes(values["replace"]))
    return f"{desk.wrote(path)}. {said}"


@command(
    "plan.snapshot",
    "S",
    "snapshot",
    "fix the plan under a name",
    group=PLAN,
    works=lambda desk: writes(desk) and has_plan(desk),
)
def snapshot(desk: Desk) -> None:
    def submit(values: dict[str, str]) -> str:
        name = values["name"].strip() or paper_forms.snapshot_name(desk.read.today)
        return desk.done(desk.tracker.snapshots.take(name, as_at=values["as_at"]))

    from tui_tracker.actions.send_out.scope import WHOLE

    desk.fill_in(paper_forms.snapshot(desk.read.today, WHOLE.words(desk.tracker)), submit)
