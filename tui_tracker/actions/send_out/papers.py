"""Papers: what each is made from, the publication check on the way out, and Markdown or Word at the end."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui_tracker.actions.meetings.action_log import ActionLog
from tui_tracker.actions.meetings.meetings import MeetingActions
from tui_tracker.actions.send_out import standing_texts
from tui_tracker.actions.send_out.pictures import Moments
from tui_tracker.actions.send_out.reassigned import reassigned
from tui_tracker.actions.send_out.scope import WHOLE, Scope, within
from tui_tracker.actions.send_out.style import Made, Style, action_lines, and_then, blocked
from tui_tracker.domain import checks, dates, publication
from tui_tracker.domain.document import Block, Document, Para, passed
from tui_tracker.domain.gaps import CHECKED
from tui_tracker.domain.moments import Movement
from tui_tracker.domain.movement import compare
from tui_tracker.domain.publication import Check
from tui_tracker.domain.publication_rules import Rules
from tui_tracker.domain.records import Area, Publication, Sent, Snapshot, Task
from tui_tracker.domain.text import count_of
from tui_tracker.domain.views import AreaRow, Point, TaskView
from tui_tracker.errors import FileError, UsageError
from tui_tracker.reports import markdown
from tui_tracker.reports.common import Origin
from tui_tracker.store import journal
from tui_tracker.store.matching import KNOWN, other_than
from tui_tracker.store.moment import picture

if TYPE_CHECKING:
    from tui_tracker.actions.session import Session

Recipe = Callable[["Session"], Document]
_AT_ONCE = 400
# A plan of so many tasks is held whole: a paper asks for its tasks several times.
_HELD_WHOLE = 2_500


class PaperActions:
    """Builds papers from the plan as it stands or stood, and renders them."""

    def __init__(self, session: Session) -> None:
        self._s = session
        self._moments = Moments(session)
        self.texts = standing_texts.StandingTexts(session.places)
        self._checks: tuple[object, dict[str, list[tuple[str, str]]]] | None = None

    # -- rendering

    def make(
        self, form: str, recipe: Recipe, style: Style, *, snapshot: Snapshot | None = None, scope: Scope = WHOLE
    ) -> Made:
        """The paper in a form, md or docx, of a snapshot or of the live plan, or of the part of it that ``scope`` covers.

        Raises PublicationError when a public paper would give away what nobody has decided about.
        """
        if form != "docx" and style.template is not None:
            raise UsageError("A template is for .docx; nothing else has one.")
        with self.moment(snapshot) as t, within(t, scope) as part:
            document = recipe(part)
            if not scope.whole:
                covered = f"This paper covers {scope.words(t)}."
                document = replace(document, blocks=itertools.chain([Para(covered)], document.blocks))
            return self._rendered(form, part, document, style, snapshot)

    @contextlib.contextmanager
    def moment(self, snapshot: Snapshot | None) -> Iterator[Session]:
        """The plan as it is, or as a snapshot has it."""
        if snapshot is None:
            yield self._s
        else:
            with self._s.at(snapshot.as_at, snapshot.number) as past:
                yield past

    def _rendered(self, form: str, t: Session, document: Document, style: Style, snapshot: Snapshot | None) -> Made:
        if style.internal:
            foot = Para("Internal: this paper was not checked for publication.")
            whole = replace(document, blocks=and_then(document.blocks, lambda: [foot]))
            return Made(self._written(form, whole, style), None, snapshot)
        decided = self._s.read.all(Publication)
        check = Check(self.rules(decided, t, style.service))
        day = dates.long(style.checked_on or self._s.clock.today())

        def foot_of_check() -> Sequence[Block]:
            return [
                Para(publication.statement(decided, check.used, day), "Checked for personal information.", note=True)
            ]

        safe = replace(
            document,
            title=check.pass_through(document.title, "the title"),
            blocks=and_then(passed(document.blocks, check.pass_through), foot_of_check),
        )
        content = self._written(form, safe, style)
        found, others = check.findings(), check.others()
        if (found or others) and style.checked_on is None:  # what is made again was looked at in its day
            raise blocked(found, others)
        return Made(content, publication.statement(decided, check.used, day), snapshot)

    def _written(self, form: str, document: Document, style: Style) -> str | bytes:
        if form == "md":
            return "".join(markdown.render(document))
        try:
            from tui_tracker.reports import word
        except ImportError as error:
            raise FileError(
                "Writing .docx needs python-docx and lxml, which cannot be loaded here (a laptop's policy may block lxml); write .md instead."
            ) from error
        return word.render(document, style.template)

    def rules(self, decided: Sequence[Publication], t: Session | None = None, service: str = "") -> Rules:
        """What to look for: everyone whom the plan names, now or at the moment of the paper, but the officers of the texts.

        ``service`` is the name that stands on the paper.
        """
        known: list[str] = []
        signers: list[str] = []
        for read in {id(x): x.read for x in (self._s, t or self._s)}.values():
            persons = read.persons()
            known += [s for p in persons for s in (p.name, *p.spellings)]
            posts = {word for p in persons if p.owns + p.assigned for s in (p.name, *p.spellings) for word in s.split()}
            signing = [s for p in persons if not p.owns + p.assigned for s in (p.name, *p.spellings)]
            signers += [s for s in (*signing, *read.said_by()) if s not in posts]  # POD is the post in AM POD
        officers = self.texts.officers()
        return Rules(
            known + signers,
            [o.name for o in officers],
            decided,
            signers,
            [o.contact for o in officers],
            standing_texts.own_words(),
            service,
        )

    def check(self, t: Session, style: Style) -> Check | None:
        """A check for texts that leave beside a paper, such as file names; None for inside use."""
        return None if style.internal else Check(self.rules(self._s.read.all(Publication), t, style.service))

    def findings(
        self, recipe: Recipe | None = None, supposing: Sequence[Publication] = ()
    ) -> list[publication.Finding]:
        """What stands open in a paper, or in everything that any paper of the plan as it is could print.

        ``supposing`` are decisions not yet made, taken as made.
        """
        return self.looked_through(recipe, supposing).findings()

    def looked_through(self, recipe: Recipe | None = None, supposing: Sequence[Publication] = ()) -> Check:
        """The check, run over a paper or over everything, for both of its lists."""
        check = Check(self.rules([*self._s.read.all(Publication), *supposing]))
        for document in [recipe(self._s)] if recipe else self._everything():
            check.pass_through(document.title, "the title")
            for _ in passed(document.blocks, check.pass_through):
                pass
        return check

    def _everything(self) -> Iterator[Document]:
        """Every paper that could be published: the plan, the committee's, and a closure case for each area."""
        style = Style()
        yield self.plan(style)(self._s)
        yield self.committee(style)(self._s)
        for row in self._s.read.area_rows():
            yield self.closure(style, row.area.uid)(self._s)

    # -- what papers are made from

    def origin(self, t: Session, style: Style) -> Origin:
        """Where the numbers of a paper come from."""
        number, head = journal.last_but_sent(t.db, t.journal_at[0])
        return Origin(style.service, number, head, style.mark, t.read.later())

    def tasks_of(self, t: Session, rows: Sequence[AreaRow]) -> Callable[[AreaRow], Sequence[TaskView]]:
        """An area's standing tasks, read some hundreds at a time in the order of ``rows``; of a large plan only one such part is held."""
        held: dict[str, list[TaskView]] = {}
        order = {row.area.uid: i for i, row in enumerate(rows)}
        at_once = _HELD_WHOLE if sum(row.counts.tasks for row in rows) <= _HELD_WHOLE else _AT_ONCE

        def of(row: AreaRow) -> Sequence[TaskView]:
            if row.area.uid not in held:
                held.clear()
                wanted, count = [], 0
                start = 0 if at_once == _HELD_WHOLE else order[row.area.uid]
                for later in rows[start:]:
                    wanted.append(later.area.uid)
                    count += later.counts.tasks
                    if count >= at_once:
                        break
                held.update({uid: [] for uid in wanted})
                for view in t.read.task_views(t.read.tasks_in(wanted)):
                    held[view.task.area].append(view.as_of(t.read.today))
            return held[row.area.uid]

        return of

    # -- the papers

    def plan(self, style: Style, *, snapshot: Snapshot | None = None, evidence: bool | None = None) -> Recipe:
        """The plan as a paper, area by area. Notes and comments are printed when they are asked for, or inside only: what is not
        printed need not be cleared."""
        from tui_tracker.reports import snapshot as report

        shown = style.internal if evidence is None else evidence

        def recipe(t: Session) -> Document:
            rows = t.read.area_rows()
            return report.document(
                report.Paper(
                    title=snapshot.name if snapshot else "Improvement plan", summary=t.read.summary(), areas=rows,
                    tasks_of=self.tasks_of(t, rows), origin=self.origin(t, style), evidence=shown, lives=t.read.lives(),
                )
            )  # fmt: skip

        return recipe

    def committee(
        self,
        style: Style,
        *,
        snapshot: Snapshot | None = None,
        since: str | None = None,
        meeting: str = "",
        day: str = "",
        scope: Scope = WHOLE,
        every_task: bool = False,
    ) -> Recipe:
        """The committee paper. ``since`` names what it is compared with; the snapshot before, when not given.

        ``every_task`` prints the register as an appendix.
        """
        from tui_tracker.reports import committee as report

        def recipe(t: Session) -> Document:
            rows = t.read.area_rows()
            name = snapshot.name if snapshot else "now"
            before = self._moments.before(since, snapshot, scope, t)
            moved = compare(before, picture(t.read, name)) if before else None
            return report.document(
                report.Committee(
                    texts=self.texts.of(standing_texts.kind_for(t)), summary=t.read.summary(), areas=rows, tasks_of=self.tasks_of(t, rows),
                    origin=self.origin(t, style), lives=t.read.lives(), snapshot=snapshot.name if snapshot else "", movement=moved, meeting=meeting, day=day,
                    points=self._points(t, scope), months=t.read.due_months(), every_task=every_task,
                )
            )  # fmt: skip

        return recipe

    def _points(self, t: Session, scope: Scope) -> list[Point]:
        """Progress over time until the moment of ``t``: earlier days from the journal, which knows plans and no filters."""
        if scope.query.strip():
            return []
        today, total = t.read.today, t.read.summary().total
        due = sum(r.due is not None and r.due <= today for r in t.read.task_rows(t.read.task_ids("")))
        earlier = [p for p in self._s.read.burn_up(scope.plan) if p.day < today]
        return [*earlier, Point(today, total.tasks, total.complete, due)]

    def closure(self, style: Style, area: str, files: dict[str, str] | None = None) -> Recipe:
        """The closure case of an area (uid). ``files`` are the names its evidence files have in a folder beside."""
        from tui_tracker.reports import closure as report

        return lambda t: report.document(self.closure_case(t, style, area, files))

    def closure_case(self, t: Session, style: Style, area: str, files: dict[str, str] | None = None):  # type: ignore[no-untyped-def]  # typed by the lazily imported report
        from tui_tracker.reports import closure as report

        view = t.read.area(area)
        owned = t.read.all(Area, part_of=area, withdrawn=None, order=("position", "id"))
        found = t.read.task_views([r.uid for r in view.tasks] + t.read.tasks_in([a.uid for a in owned]))
        tasks = [v.as_of(t.read.today) for v in found if v.task.withdrawn is None]
        return report.Closure(
            view, tasks, t.read.today, self.origin(t, style), files or {}, self._checked(t, view.plan.uid)
        )

    def _checked(self, t: Session, plan: str) -> dict[str, list[tuple[str, str]]]:
        """What the plan check finds that a case for closing has to answer, by task; kept for the next case of the same moment."""
        key = (id(t), *t.journal_at, t.read.today, plan)
        if self._checks is None or self._checks[0] != key:
            found: dict[str, list[tuple[str, str]]] = {}
            for one in checks.run(t.read.check_facts(plan), tuple(CHECKED), {}):
                found.setdefault(one.uid, []).append((one.rule, one.message))
            self._checks = (key, found)
        return self._checks[1]

    def chaser(self, style: Style, owner: str) -> Recipe:
        """What is asked of one owner. Raises UsageError when nobody of that name holds a task."""
        from tui_tracker.reports import owner as report

        def recipe(t: Session) -> Document:
            register = t.read.register()
            person, persons = register.person(owner), register.people(owner)  # a cell may name two
            uids = [
                r.uid
                for r in t.read.all(Task, withdrawn=None, assigned_to=KNOWN)
                if persons & register.people(r.assigned_to)
            ]
            mine = [a for a in ActionLog(t).all(open_only=True) if persons & register.people(a.owner)]
            owned = t.read.all(Area, withdrawn=None, owner=KNOWN)
            areas = {a.uid for a in owned if persons & register.people(a.owner)}
            open_ = t.read.all(Task, withdrawn=None, progress=other_than("complete"))
            others = [r.uid for r in open_ if r.area in areas and r.uid not in uids]
            if not uids and not mine and not areas:
                raise UsageError(
                    f"“{owner}” is assigned no task and no open action, and owns no area; ⟦=People, under More,|tui-tracker people⟧ lists who is."
                )
            views = [v for v in t.read.task_views(uids) if v.area.withdrawn is None]
            names = {p.uid: p.name for p in t.read.persons()}
            shown = names.get(person) or next(
                (v.task.assigned_to or owner for v in views), mine[0].owner if mine else owner
            )
            shown = shown if register.person(shown) == person else owner
            views.sort(key=lambda v: (v.task.due or date.max, v.row.ref))
            return report.document(
                report.Chaser(
                    shown, views, t.read.today, self.origin(t, style), action_lines(t, mine),
                    sorted(t.read.task_views(others), key=lambda v: (v.task.due or date.max, v.row.ref)),
                )
            )  # fmt: skip

        return recipe

    def minute(self, style: Style, meeting: str) -> Recipe:
        """The minute of a meeting (uid)."""
        from tui_tracker.reports import minute as report

        def recipe(t: Session) -> Document:
            found = MeetingActions(t).get(meeting)
            return report.document(report.Minute(found, MeetingActions(t).decisions(meeting), self.origin(t, style)))

        return recipe

    def questions(self, style: Style) -> Recipe:
        """What the inspector would ask."""
        from tui_tracker.domain import questions
        from tui_tracker.reports import inspector as report

        def recipe(t: Session) -> Document:
            found = self._standing(t, "progress:complete")
            asked = questions.questions(found, t.read.today)
            return report.document(asked, len(found), t.read.today, self.origin(t, style))

        return recipe

    def handover(self, style: Style) -> Recipe:
        """The sheet for a successor."""
        from tui_tracker.reports import handover as report

        def recipe(t: Session) -> Document:
            left = [p for p in t.read.persons() if p.left_on is not None and p.owns + p.assigned > 0]
            leavers = [
                f"{p.name}, {'leaves' if p.left_on > t.read.today else 'left'} on {dates.long(p.left_on)}: {count_of(p.owns, 'area')}, {count_of(p.assigned, 'task')}"
                for p in left
                if p.left_on
            ]
            backups = self._s.places.backups
            newest = (
                max((p.name for p in backups.iterdir() if p.suffix == ".db"), default="") if backups.is_dir() else ""
            )
            return report.document(
                report.Handover(
                    summary=t.read.summary(), tasks=self._standing(t, ""), snapshots=t.read.snapshots(), sent=t.read.all(Sent, order=("-id",), limit=40),
                    leavers=leavers, as_at=t.read.today, origin=self.origin(t, style), plan_file=self._s.places.plan.name, backup=newest,
                    actions=action_lines(t, ActionLog(t).all(open_only=True)), reassigned=reassigned(t),
                    areas=t.read.area_rows(), lives=t.read.lives(),
                )
            )  # fmt: skip

        return recipe

    def _standing(self, t: Session, query: str) -> list[TaskView]:
        found = t.read.task_views([r.uid for r in t.read.task_rows(t.read.task_ids(query))])
        return [v.as_of(t.read.today) for v in found]

    # -- movement

    def compare(self, before: str, after: str = "now", scope: Scope = WHOLE) -> Movement:
        """What moved between two named moments. Raises UsageError when the first is the later one."""
        return self._moments.compare(before, after, scope)

    def movement(self, style: Style, moved: Movement) -> Recipe:
        """A comparison as a paper."""
        from tui_tracker.reports import movement as report

        return lambda t: report.document(moved, self.origin(t, style))
