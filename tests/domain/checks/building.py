"""Small plans by hand for the rules: one attribute of interest at a time."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tui_tracker.domain import checks, date_grammar
from tui_tracker.domain.checks.facts import PlanFacts, area_facts
from tui_tracker.domain.people import Register
from tui_tracker.domain.rag import Colour
from tui_tracker.domain.records import (
    Action,
    Alias,
    Area,
    Link,
    Milestone,
    Note,
    Person,
    Plan,
    Problem,
    Promise,
    ReturnForm,
    SignOff,
    Slip,
    Source,
    Stated,
    Step,
    Task,
)
from tui_tracker.domain.signoff import Stage
from tui_tracker.domain.text import fold
from tui_tracker.domain.views import Life, TaskRow, TaskView

AS_AT = date(2024, 6, 1)
_IDS = itertools.count(1)


def uid() -> str:
    return f"u{next(_IDS):015d}"


def day(text: str) -> date:
    made = date_grammar.read_cell(text).date
    assert made is not None
    return made.due


def sign(text: str, by: str = "AM Prevention", comment: str = "All of it was seen.", **more: Any) -> dict[str, Any]:
    """An imported sign-off entry: its date cell, name and comment."""
    read = date_grammar.read_cell(text)
    when = read.others[-1].due if read.others else read.date.due if read.date else None
    return {
        "date": when,
        "date_text": text or None,
        "by": by or None,
        "by_text": by or None,
        "comment": comment or None,
        "imported": True,
        **more,
    }


def typed(when: str, text: str = "done at two stations", by: str = "SM") -> dict[str, Any]:
    return {"date": day(when), "said_by": by, "text": text}


class Build:
    """A plan of areas and tasks; ``task`` adds to the last area."""

    def __init__(self, **plan: Any) -> None:
        self.plan = Plan(uid=uid(), name="Plan", **plan)
        self.areas: list[tuple[Area, str, list[TaskView], list[Stated]]] = []
        self.lives: dict[str, Life] = {}
        self.aliases: list[Alias] = []
        self.persons: list[Person] = []
        self.file_findings: list[Mapping[str, str]] = []
        self.forms: list[ReturnForm] = []
        self.actions: list[Action] = []
        self.lost: list[tuple[str, str, str]] = []

    def area(
        self, ref: str = "", *, pillar: str = "People", stated: Mapping[str, str] | None = None, **fields: Any
    ) -> Build:
        target = fields.pop("target", "Dec-24")
        made = {
            "title": f"The service should mend matter {len(self.areas)}",
            "owner": "AM Prevention",
            "ref": ref or f"AFI{len(self.areas) + 1}",
        }
        read = date_grammar.read_cell(target)
        made |= {
            "target": read.date.due if read.date else None,
            "target_text": target or None,
            "target_precision": read.date.precision if read.date else None,
        }
        area = Area(uid=uid(), plan=self.plan.uid, **{**made, **fields})
        said = [
            Stated(uid=uid(), plan=self.plan.uid, area=area.uid, what=w, stated=s) for w, s in (stated or {}).items()
        ]
        self.areas.append((area, pillar, [], said))
        return self

    def task(
        self, *, qa: Any = None, sampling: Any = None, notes: Sequence[dict[str, Any]] = (), links: Sequence[tuple[str | None, str]] = (),
        slips: int = 0, changed: tuple[str, ...] = (), promises: Sequence[dict[str, Any]] = (), cells: Mapping[str, str] | None = None,
        steps: Sequence[str] = (), **fields: Any,
    ) -> Build:  # fmt: skip
        if not self.areas:
            self.area()
        area, pillar, views, _ = self.areas[-1]
        no = fields.pop("no", str(len(views) + 1))
        due = fields.pop("due", "Dec-24")
        read = date_grammar.read_cell(due)
        base: dict[str, Any] = {
            "title": f"Mend part {next(_IDS)} of it",
            "work": f"Write and try way {next(_IDS)}",
            "assigned_to": "SM Prevention",
        }
        base |= {
            "evidence_text": f"12/01/24 - step {next(_IDS)} seen at two stations",
            "progress": "on_target",
            "progress_from": "word",
        }
        base |= {
            "due": read.date.due if read.date else None,
            "due_text": due or None,
            "due_precision": read.date.precision if read.date else None,
        }
        task = Task(uid=uid(), area=area.uid, no=no, **{**base, **fields})
        entries = [
            SignOff(uid=uid(), task=task.uid, stage=stage, position=i, **one)
            for i, (stage, one) in enumerate(
                (s, e)
                for s, given in (("qa", qa), ("sampling", sampling))
                for e in (given if isinstance(given, list) else [given] if given else [])
            )
        ]
        made_notes = [
            Note(uid=uid(), task=task.uid, position=i, **({"origin": "typed"} | n)) for i, n in enumerate(notes)
        ]
        source = Source(uid=uid(), subject=task.uid, cells=[{"field": k, "text": v} for k, v in (cells or {}).items()])
        row = TaskRow(
            row=1, uid=task.uid, ref=f"{area.ref}/T{no}", area_uid=area.uid, area=area.ref, area_title=area.title, plan="Plan", pillar=pillar,
            title=task.title or "", assigned_to=task.assigned_to, due=task.due, due_text=task.due_text, due_precision=task.due_precision,
            progress=task.progress, overdue_days=0, stage=Stage.OPEN, slips=slips, note_count=0, qa="", sampling="", changed=changed, station=None, withdrawn=None,
        )  # fmt: skip
        views.append(
            TaskView(
                row=row, task=task, area=area, plan=self.plan, pillar=pillar, colour=Colour("A", "amber", ""), notes=tuple(made_notes), corrected=frozenset(),
                links=tuple(Link(uid=uid(), task=task.uid, target=a, label=b) for a, b in links), attachments=(), signoffs=tuple(entries),
                slips=tuple(Slip(uid=uid(), task=task.uid, before=AS_AT, before_text="Jun-24" if i else "Mar-24", moved_on=AS_AT, position=i) for i in range(slips)),
                promises=tuple(Promise(uid=uid(), task=task.uid, **p) for p in promises), sources=(source,), old_refs=(),
                steps=tuple(Step(uid=uid(), task=task.uid, position=i, text="part", progress=p) for i, p in enumerate(steps)), as_at=AS_AT,
            )
        )  # fmt: skip
        return self

    def milestone(self, what: str = "other", **fields: Any) -> Build:
        """A milestone of the last area."""
        return self._live("milestones", Milestone(uid=uid(), area=self._last(), what=what, **fields))

    def problem(self, raised_on: date, **fields: Any) -> Build:
        return self._live(
            "problems", Problem(uid=uid(), area=self._last(), raised_on=raised_on, text="no van", **fields)
        )

    def form(self, sent_on: date, **fields: Any) -> Build:
        """A return form that went out."""
        number = len(self.forms) + 1
        self.forms.append(
            ReturnForm(
                uid=uid(),
                number=number,
                holder=f"Station {number:02d}",
                holder_kind="station",
                sent_on=sent_on,
                journal=1,
                **fields,
            )
        )
        return self

    def action(self, due_on: date | None, **fields: Any) -> Build:
        """An action for somebody."""
        number = len(self.actions) + 1
        self.actions.append(
            Action(
                uid=uid(),
                number=number,
                owner="GM Training",
                text="Book it",
                raised_on=date(2024, 1, 1),
                due_on=due_on,
                **fields,
            )
        )
        return self

    def lost_proof(self, ref: str, what: str) -> Build:
        """A file or a link of a task that is not what was noted."""
        self.lost.append((uid(), ref, what))
        return self

    def _last(self) -> str:
        if not self.areas:
            self.area()
        return self.areas[-1][0].uid

    def _live(self, name: str, record: Any) -> Build:
        life = self.lives.get(record.area, Life())
        self.lives[record.area] = replace(life, **{name: (*getattr(life, name), record)})
        return self

    def person(self, name: str, *spellings: str, **fields: Any) -> Build:
        made = Person(uid=uid(), name=name, **fields)
        self.persons.append(made)
        self.aliases += [Alias(uid=uid(), person=made.uid, spelling=s, folded=fold(s)) for s in (name, *spellings)]
        return self

    def found_in_file(self, rule: str, subject: str) -> Build:
        self.file_findings.append({"rule": rule, "subject": subject, "message": "as found", "severity": ""})
        return self

    def facts(self, as_at: date = AS_AT) -> PlanFacts:
        made = [area_facts(a, self.plan, p, v, s, self.lives.get(a.uid)) for a, p, v, s in self.areas]
        return PlanFacts(
            as_at,
            made,
            [self.plan],
            Register(self.aliases),
            self.persons,
            self.file_findings,
            forms=self.forms,
            actions=self.actions,
            lost=self.lost,
        )

    def hits(self, rule: str, as_at: date = AS_AT) -> set[str]:
        """The subjects of one rule."""
        return {f.subject for f in checks.run(self.facts(as_at), [rule])}
