"""Checks: what is wrong with the plan, grouped by rule, the weightiest first; enter goes to the very record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from tui_tracker.actions.evidence.checks import Since, counted
from tui_tracker.domain.checks import ERROR, RULES, SEVERITIES, WARNING, Finding, Rule
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.signoff import SIGN_STAGES
from tui_tracker.domain.views import TaskView
from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.asking import Form
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.columns import Cell, Column, Columns, flexible, held, rows
from tui_tracker.ui.commands.records import area_form
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own, writes
from tui_tracker.ui.commands.when import on_door
from tui_tracker.ui.desk import Host
from tui_tracker.ui.letters import large
from tui_tracker.ui.lines import Builder, Line, Row, number, pad, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_NAMES = ("wrong", "look at", "note", "accepted")
_MANY_TASKS = 2_000
_TASK_FIELDS = ("title", "assigned_to", "due", "progress", "work", "station")
_AREA_FIELDS = ("title", "owner", "target", "deadline", "finding")


class ChecksScreen(TrackerScreen):
    """Without a query the rules that found something; with a rule's id its findings."""

    name_ = "checks"
    of_plans = True
    tab = "checks"
    peeks = True
    own_commands = ("open", "check.accept", "view.explain", "edit.undo", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._found: list[Finding] = []
        self._known: tuple[object, ...] = ()
        self._since: Since | None = None

    def place_name(self) -> str:
        rule = RULES.get(self.here.query)
        return rule.title if rule else "Checks"

    def selected(self) -> tuple[str, str] | None:
        finding = self._finding()
        return (finding.kind, finding.uid) if finding is not None and finding.kind in ("task", "area") else None

    # -- what there is

    def _run(self) -> None:
        """Run the rules once for each state of the plan."""
        state = (self.read.journal_head(), self.read.today, self.host.plan_uid)
        if state == self._known:
            return
        self._found = self.tracker.checks.run(self.host.plan_uid)
        snapshots = self.read.snapshots()
        small = self.read.summary(self.host.plan_uid).total.tasks <= _MANY_TASKS
        self._since = (
            self.tracker.checks.since(snapshots[0]) if snapshots and small and self.host.past_day is None else None
        )
        self._known = state

    def build(self, width: int, height: int) -> Page:
        self._run()
        rule = RULES.get(self.here.query)
        shown = self._findings(rule, width) if rule else self._rules(width)
        return Page(
            head=self._head(),
            body=Rows(shown or [Row([("  Nothing is wrong with this plan that a rule could find.", "muted")])]),
        )

    def _head(self) -> list[Line]:
        shown = [f for f in self._found if self.here.query in ("", f.rule)]
        counts = counted(shown)
        numbers = [*counts.values(), sum(f.accepted is not None for f in shown)]
        styles = ("behind", "ontarget", "foreground", "muted")
        lines: list[Builder] = [Builder().add("  ") for _ in range(4)]
        for count, name, style in zip(numbers, _NAMES, styles, strict=True):
            cells = max(14, len(large(str(count), self.host.signs)[1]) + 3)
            for line, text in zip(lines, large(str(count), self.host.signs), strict=False):
                line.add(pad(text, cells), style if count else "faint")
            lines[3].add(pad(name, cells), "muted")
        return [[], *[b.line for b in lines], []]

    def _rules(self, width: int) -> list[Row]:
        fresh = {f.key for f in self._since.new} if self._since else set()
        by_rule: dict[str, list[Finding]] = {}
        for f in self._found:
            by_rule.setdefault(f.rule, []).append(f)
        listed = []
        for name, mine in by_rule.items():
            rule, open_ = RULES[name], [f for f in mine if f.accepted is None]
            text = "foreground" if open_ else "faint"
            worst = min(
                (f.severity for f in open_ or mine), key=SEVERITIES.index
            )  # a rule may judge one case less hard
            cells = [
                Cell(_sign(worst), _style(worst) if open_ else "faint"),
                Cell(number(len(open_) or len(mine)), text),
                Cell(rule.title, text, Place("checks", "", name)),
                Cell("new" if any(f.key in fresh for f in mine) else "", "accent"),
                Cell(_named(open_ or mine), "muted"),
            ]
            listed.append((f"rule:{name}", cells))
        layout = Columns(
            [
                Column("", 1),
                held("times", (c[1].text for _, c in listed), 5, right=True, turn=1),
                held("what is wrong", (c[2].text for _, c in listed), 30, turn=2),
                held("", (c[3].text for _, c in listed), 0, turn=1),
                flexible("where", 10, give_up=1),
            ],
            width,
        )
        return [Row(layout.heading()), *rows(layout, listed)] if listed else []

    def _findings(self, rule: Rule, width: int) -> list[Row]:
        made = [Row([("  " + line, "muted")]) for line in wrap(f"{rule.id}  {rule.why}", max(30, width - 4))]
        made.append(Row([]))
        mine = [x for x in self._found if x.rule == rule.id]
        refs = max((len(f.subject) for f in mine), default=6)
        layout = Columns([Column("", min(12, refs), ((1, min(40, refs)),), is_ref=True), flexible("", 10)], width)
        for i, f in enumerate(mine):
            style = "faint" if f.accepted else "foreground"
            target = partial(self._jump, f) if f.kind in ("task", "area") else self._explain
            told = wrap(f.message + (f"   accepted: {f.accepted}" if f.accepted else ""), max(10, layout.widths[1]))
            cells = [Cell(f.subject, style + " bold", target), Cell(told[0], style)]
            made += rows(layout, [(f"f:{i}:{f.uid or f.subject}", cells)])
            made += [Row([(" " * layout.start(1) + line, style)]) for line in told[1:]]
        return made

    def _jump(self, finding: Finding) -> None:
        """Go to the very field: a form that stands on it, or the note, sign-off or step on its page."""
        if finding.kind == "task":
            view = self.read.task(finding.uid)
            self.go("task", finding.uid, key=_row_of(view, finding.field))
            if finding.field in _TASK_FIELDS:
                form = forms.edit_task(view.task, view.area, self.read.today)
                self._edit(form, finding.field, partial(self.saved, self.tracker.tasks.save, finding.uid))
        else:
            area = self.read.area(finding.uid)
            records = {"milestone": area.life.milestones, "problem": area.life.problems}.get(finding.field, ())
            self.go("area", finding.uid, key=records[0].uid if records else "")
            if finding.field in _AREA_FIELDS:
                form = area_form(self, area.row.area)
                self._edit(form, finding.field, partial(self.saved, self.tracker.areas.save, finding.uid))

    def _edit(self, form: Form, at: str, save: Callable[[dict[str, str]], str]) -> None:
        """A form whose cursor stands in the field at fault; what it saves is said on the screen that is shown by then."""
        if not self.tracker.may_write:
            return

        def submit(values: dict[str, str]) -> None:
            self.host.say(save(values))

        self.fill_in(replace(form, at=at), submit)

    def _finding(self) -> Finding | None:
        """The finding under the cursor, when the list is one of findings."""
        row = self.canvas.current() if self.is_mounted else None
        if row is None or not row.key.startswith("f:"):
            return None
        index = int(row.key.split(":")[1])
        mine = [f for f in self._found if f.rule == self.here.query]
        return mine[index] if index < len(mine) else None

    # -- beside

    def beside(self, width: int) -> list[Line]:
        row = self.canvas.current()
        name = self.here.query or (row.key[5:] if row is not None and row.key.startswith("rule:") else "")
        rule = RULES.get(name)
        if rule is not None and self.here.query and self.selected() is not None:
            return super().beside(width)  # the why stands above the findings
        return self._about_rule(rule, width - 2) if rule else []

    def _about_rule(self, rule: Rule, width: int) -> list[Line]:
        lines: list[Line] = [[(f"  {rule.title}", "foreground bold")], []]
        lines += [[("  " + part, "muted")] for part in wrap(rule.why, width - 2)]
        lines.append([])
        for f in [x for x in self._found if x.rule == rule.id]:
            told = wrap(f.message, max(10, width - 14))
            lines.append([("  " + pad(f.subject, 11) + " ", "foreground"), (told[0], "muted")])
            lines += [[(" " * 14 + line, "muted")] for line in told[1:]]
        return lines

    def hint(self) -> str:
        if self._since is not None and not self.here.query:
            accepted = sum(f.accepted is not None for f in self._found)
            return f"Since “{self._since.snapshot}”: {len(self._since.fixed)} set right, {len(self._since.new)} new, {accepted} accepted with a reason."
        return (
            "⟦open⟧ goes to it, ⟦check.accept⟧ accepts it with a reason, ⟦view.explain⟧ says why."
            if self.here.query
            else "⟦open⟧ shows the findings of a rule."
        )

    # -- keys

    @own(
        "checks.explain",
        "view.explain",
        "explain",
        "why this rule finds fault, and which key mends it",
        where="checks",
        works=on_door,
    )
    def explain(self) -> None:
        self._explain()

    def _explain(self) -> None:
        finding, row = self._finding(), self.canvas.current()
        name = self.here.query or (row.key[5:] if row is not None and row.key.startswith("rule:") else "")
        if name not in RULES:
            raise UsageError("Stand on a rule or a finding.")
        rule = RULES[name]
        doubt = " It reads wording, so a person may judge otherwise." if rule.heuristic else ""
        said = f"{finding.subject}: {finding.message}. " if finding else ""
        of_area = finding is not None and finding.kind == "area" and rule.mend.startswith("task.")
        mend = "record.edit" if of_area else rule.mend
        self.say(f"{said}{rule.id}: {rule.why}{doubt} ⟦{mend}⟧ puts it right.")

    @command(
        "check.accept",
        "a",
        "accept",
        "accept a finding of a check, with a reason",
        where="checks",
        group=THIS_SCREEN,
        works=lambda s: writes(s) and s._finding() is not None,
    )
    def accept(self) -> None:
        finding = self._finding()
        if finding is None:
            raise UsageError("Open a rule and stand on one of its findings to accept it.")
        form = forms.one_line(f"Accept {finding.rule} at {finding.subject}", "reason", "why it may stand", "accept")

        def submit(values: dict[str, str]) -> str:
            return self.done(self.tracker.checks.accept(finding.rule, finding.uid or finding.subject, values["reason"]))

        self.fill_in(form, submit)


def _row_of(view: TaskView, field: str) -> str:
    """The row of a task's page that a finding speaks of: its newest note, the last entry of a stage, its first open step."""
    stage = field.partition(".")[0]
    if stage in SIGN_STAGES:
        mine = [e.uid for e in view.signoffs if e.stage == stage and e.revoked is None]
        return mine[-1] if mine else ""
    if field in ("evidence", "link"):
        notes = sorted(view.standing_notes(), key=lambda n: (n.date or date.min, n.position))
        return notes[-1].uid if notes else ""
    if field == "steps":
        return next((s.uid for s in view.steps if s.progress != Progress.COMPLETE), "")
    return ""


def _sign(severity: str) -> str:
    return {ERROR: "■", WARNING: "▪"}.get(severity, "·")


def _style(severity: str) -> str:
    return {ERROR: "behind_target", WARNING: "on_target"}.get(severity, "muted")


def _named(found: list[Finding]) -> str:
    """The first subjects, and how many more."""
    subjects = list(dict.fromkeys(f.subject for f in found))
    return "  ".join(subjects[:3]) + (f"  and {len(subjects) - 3} more" if len(subjects) > 3 else "")


SCREEN = ChecksScreen
