"""Snapshots, exports and papers by key; what a public paper would give away is settled on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain.text import first_line
from tui_tracker.errors import PublicationError, UsageError
from tui_tracker.paths import typed
from tui_tracker.ui import forms
from tui_tracker.ui.screens.asks import Asks

if TYPE_CHECKING:
    from tui_tracker.actions.papers import Style
    from tui_tracker.actions.scope import Scope

# Papers are loaded when one is asked for: they would be a good part of what the app loads to start.
_KEYS = {
    "c": "committee",
    "k": "closure",
    "h": "chaser",
    "q": "questions",
    "o": "handover",
    "m": "movement",
    "n": "minute",
}


_MOST_LISTED = 12


def _short(text: str) -> str:
    return first_line(text, 46)


def _yes(text: str) -> bool:
    return text.strip().lower().startswith("y")


class PaperVerbs(Asks):
    """What leaves the program."""

    def do_plan_snapshot(self) -> None:
        def submit(values: dict[str, str]) -> str:
            name = values["name"].strip() or forms.snapshot_name(self.read.today)
            return self.done(self.t.tracker.snapshots.take(name, as_at=values["as_at"]))

        from tui_tracker.actions.scope import WHOLE

        self.fill_in(forms.snapshot(self.read.today, WHOLE.words(self.t.tracker)), submit)

    def do_plan_export(self) -> None:
        snapshots = self.read.snapshots()
        newest = snapshots[0].name if snapshots else ""
        self.fill_in(forms.export(newest, self.read.today, self.covers()), self.export)

    def do_plan_into(self) -> None:
        self.fill_in(forms.into_theirs(self.read.today), self.into_theirs)

    def into_theirs(self, values: dict[str, str]) -> str | None:
        """Write a copy of the service's own workbook, and show which cells changed and what was left."""
        from tui_tracker.actions.into_theirs import write_copy

        source, copy = typed(values["workbook"]), typed(values["copy"])
        made = write_copy(self.t.tracker, source, copy, replace=_yes(values["replace"]))
        lines = [f"{w.where}  {w.ref} {w.field}: {_short(w.after)}" for w in made.written[:_MOST_LISTED]]
        lines += [f"and {len(made.written) - _MOST_LISTED:,} more"] if len(made.written) > _MOST_LISTED else []
        lines += [f"left: {line}" for line in made.left[:_MOST_LISTED]]
        if lines:
            self.choose(f"{len(made.written)} cells changed in {copy.name}", {}, lambda _: None, "\n".join(lines))
        return f"Written: {copy}; {len(made.written)} cells changed, {len(made.left)} left as they were"

    def covers(self) -> forms.Covers:
        """What a file would cover that is asked for from here: the plan that is shown, and the filter of what is in view."""
        plan = next((p.name for p in self.read.plans() if p.uid == self.t.plan_uid), forms.ALL_PLANS)
        query = self.here.query if self.name_ in ("register", "tally") else ""
        return forms.Covers(plan, query, lambda plan, query: f"{self._scope(plan, query).size(self.t.tracker)}")

    def _scope(self, plan: str, query: str) -> Scope:
        from tui_tracker.actions.scope import Scope, plan_named

        named = None if plan.strip().casefold() in ("", "all", forms.ALL_PLANS) else plan
        made = Scope(plan_named(self.t.tracker, named), query.strip())
        made.refuse_empty(self.t.tracker)
        return made

    def _covered(self, values: dict[str, str]) -> Scope:
        """The scope that a form gave."""
        return self._scope(values.get("of", ""), values.get("only", ""))

    def export(self, values: dict[str, str]) -> str | None:
        """Write what the export form asks for; findings are settled first."""

        from tui_tracker.actions.scope import WHOLE

        def write(path: Path, style: Style) -> list[str]:
            form = path.suffix.lower().lstrip(".")
            scope = self._covered(values)
            self.t.tracker.exports.export(
                path, form, style, snapshot=values["snapshot"].strip() or None, scope=WHOLE if form == "json" else scope,
                evidence=_yes(values["evidence"]), replace=_yes(values["replace"]),
            )  # fmt: skip
            whole = form == "json" and not scope.whole
            return (
                ["A .json holds everything in the file, with its history."]
                if whole
                else [f"It covers {scope.words(self.t.tracker)}."]
            )

        return self._out(values, write)

    def do_plan_report(self) -> None:
        from tui_tracker.actions.exports import PAPERS

        self.choose(
            "Which paper?",
            {key: PAPERS[kind] for key, kind in _KEYS.items()},
            lambda key: self._report_form(_KEYS[key]),
        )

    def _report_form(self, kind: str) -> None:
        from tui_tracker.actions.exports import PAPERS

        snapshots = self.read.snapshots()
        newest = snapshots[0].name if snapshots else ""
        moment = (self.here.subject, self.here.query) if self.name_ == "movement" else (newest, "now")
        form = forms.report(kind, PAPERS[kind], self._subject(kind), moment, self.read.today, self.covers())
        self.fill_in(form, lambda values: self._report(kind, values))

    def _subject(self, kind: str) -> str:
        """The area or the owner that the cursor stands on, as the paper's subject."""
        found, uid = self.selected() or ("", "")
        if kind == "closure" and found:
            return str(self.t.tracker.tasks.get(uid)[1].ref if found == "task" else self.t.tracker.areas.get(uid).ref)
        if kind == "chaser" and found == "task":
            return self.t.tracker.tasks.get(uid)[0].assigned_to or ""
        return ""

    def _report(self, kind: str, values: dict[str, str]) -> str | None:
        from tui_tracker.actions.exports import Report

        folder = values.get("files", "").strip()
        wanted = Report(
            kind, values.get("subject"), files=typed(folder) if folder else None, since=values.get("since", "").strip() or None,
            meeting=values.get("meeting", "").strip(), day=values.get("day", "").strip(), snapshot=values.get("snapshot", "").strip() or None,
            given_to=values.get("given_to"), replace=_yes(values["replace"]), scope=self._covered(values),
        )  # fmt: skip
        return self._out(values, lambda path, style: self.t.tracker.exports.report(path, wanted, style))

    def _out(self, values: dict[str, str], write: Callable[[Path, Style], list[str]]) -> str | None:
        """Write a file; None when a public paper has to be settled first, which is then asked."""
        from tui_tracker.actions.papers import Style

        named = values["file"].strip()
        if not named:
            raise UsageError("Name the file to write, such as paper.md.")
        path = typed(named)
        if path.exists() and not _yes(values["replace"]):
            raise UsageError(f"{path} is there already; say yes below to write over it, or give another name.")
        template = values.get("template", "").strip()
        style = Style(
            service=self.t.user_settings.service, marking=self.t.user_settings.marking, internal=_yes(values.get("internal", "no")),
            template=typed(template) if template else None,
        )  # fmt: skip
        try:
            said = write(path, style)
        except PublicationError as error:
            self._ask_to_settle(error, lambda internal: self._again(path, style, internal, write))
            return None
        return " ".join([f"Written: {path.resolve()}", *said])

    def _again(self, path: Path, style: Style, internal: bool, write: Callable[[Path, Style], list[str]]) -> None:
        import dataclasses

        try:
            said = write(path, dataclasses.replace(style, internal=internal))
        except PublicationError as error:  # what is shown instead can itself be a thing to decide about
            self._ask_to_settle(error, lambda chosen: self._again(path, style, chosen, write))
            return
        self.say(" ".join([f"Written: {path.resolve()}", *said]))

    def _ask_to_settle(self, error: PublicationError, then: Callable[[bool], None]) -> None:
        """Show what stands open, and what each would become; one key settles it so and writes, another writes it for inside use."""
        publication = self.t.tracker.publication
        suggested = publication.suggested(error.findings)
        shown = [
            f"{line}  → {decision.shown_as or 'left out'}"
            for line, decision in zip(error.lines, suggested, strict=True)
        ]

        def chosen(key: str) -> None:
            if key == "r":
                publication.settle(suggested)
            then(key == "i")

        self.choose(
            f"{len(error.lines)} thing{'s' if len(error.lines) != 1 else ''} in this paper should not be public",
            {
                "r": "show what stands behind each arrow instead; then write it",
                "i": "write it for inside the service, unchecked",
            },
            chosen,
            "\n".join(shown),
        )
