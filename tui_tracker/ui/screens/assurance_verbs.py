"""What assurance keeps beside progress: kinds of evidence, steps, problems, milestones, opinions, grades, colours, rounds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_tracker.domain.inspection import GRADES, MILESTONES, OPINIONS, subject_words
from tui_tracker.domain.rag import SCHEMES
from tui_tracker.domain.records import Plan
from tui_tracker.errors import UsageError
from tui_tracker.paths import is_there, typed
from tui_tracker.ui import assurance_forms as forms
from tui_tracker.ui.screens.structure_verbs import StructureVerbs

_STATES = {"1": "complete", "2": "on target", "3": "behind", "4": "ongoing", "5": "not started"}


class AssuranceVerbs(StructureVerbs):
    """Each acts on the task, area or plan that the cursor stands on."""

    # -- evidence and steps of a task

    def proof(self, text: str) -> tuple[list[str], list[Path]]:
        """The links and the files that a field names, one a line."""
        named = [w.strip() for w in text.split("\n") if w.strip()]
        found = [(w, typed(w)) for w in named]
        files = [p for _, p in found if is_there(p) and p.is_file()]
        return [w for w, p in found if p not in files], files

    def do_task_evidence(self) -> None:
        uid = self._task_uid()
        task, area = self.t.tracker.tasks.get(uid)
        points = area.sensitive or self.t.user_settings.attachments == "reference"

        def submit(values: dict[str, str]) -> str:
            links, files = self.proof(values["proof"])
            also = [
                self.t.tracker.resolve(w, kind="task", plan=area.plan).uid
                for w in values["also"].replace(",", " ").split()
            ]
            applied = self.t.tracker.notes.add(
                uid, values["text"], date=values["date"], said_by=values["said_by"], links=links, files=files, kind=values["kind"],
                expires=values["expires"], also=also, reference=points,
            )  # fmt: skip
            return self.done(applied)

        self.fill_in(forms.evidence(task, area, self.read.today, points=points), submit)

    def do_task_step(self) -> None:
        uid = self._task_uid()
        form = forms.steps(self.t.tracker.tasks.ref(uid))
        self.fill_in(form, lambda v: self.done(self.t.tracker.steps.add(uid, v["text"], v["progress"])))

    def step_here(self, uid: str, number: int) -> None:
        """One key says where a step stands."""
        step = self.t.tracker.steps.of(uid)[number - 1]
        self.choose(
            f"Step {number}: {step.text}",
            {**_STATES, "6": "other words for it"},
            lambda key: (
                self._reword(uid, number, step.text)
                if key == "6"
                else self.say(self.done(self.t.tracker.steps.set(uid, number, _STATES[key])))
            ),
        )

    def _reword(self, uid: str, number: int, text: str) -> None:
        form = forms.reword(number, text)
        self.fill_in(form, lambda v: self.done(self.t.tracker.steps.reword(uid, number, v["text"])))

    # -- an area's life

    def do_area_problem(self) -> None:
        uid = self._area_here()
        form = forms.problem(self.t.tracker.areas.get(uid).ref, self.read.today)
        self.fill_in(form, lambda v: self.done(self.t.tracker.life.raise_problem(uid, v["text"], on=v["on"])))

    def close_problem(self, uid: str, number: int) -> None:
        """Ask what became of a problem."""
        found = self.t.tracker.life.of("problem", uid)[number - 1]
        if found.closed_on is not None:
            self.say("That problem is closed; what became of it stands beside it.")
            return
        form = forms.close_problem(found, self.read.today)
        self.fill_in(form, lambda v: self.done(self.t.tracker.life.close_problem(uid, number, v["how"], on=v["on"])))

    def do_area_milestone(self) -> None:
        uid = self._area_here()
        named = dict(zip("12345678", MILESTONES, strict=True))

        def chosen(key: str) -> None:
            what = named[key]
            form = forms.milestone(self.t.tracker.areas.get(uid).ref, what, self.read.today)
            self.fill_in(
                form, lambda v: self.done(self.t.tracker.life.milestone(uid, what, due=v["due"], done=v["done"], text=v["text"]))
            )  # fmt: skip

        self.choose(
            f"A milestone of {self.t.tracker.areas.get(uid).ref}", {k: MILESTONES[w] for k, w in named.items()}, chosen
        )

    def reach_milestone(self, uid: str, number: int) -> None:
        """Ask on which day a milestone was reached."""
        found = self.t.tracker.life.of("milestone", uid)[number - 1]
        if found.done_on is not None:
            self.say("That milestone is reached; its day stands beside it.")
            return
        form = forms.reached(found, self.read.today)
        self.fill_in(form, lambda v: self.done(self.t.tracker.life.reach(uid, number, on=v["on"])))

    def do_area_review(self) -> None:
        """Progress was reviewed today: one key in a meeting's wake."""
        self.say(self.done(self.t.tracker.life.milestone(self._area_here(), "review", done="today")))

    def do_area_opinion(self) -> None:
        uid = self._area_here()
        named = dict(zip("1234", OPINIONS, strict=True))

        def chosen(key: str) -> None:
            form = forms.opinion(self.t.tracker.areas.get(uid).ref, OPINIONS[named[key]], self.read.today)
            self.fill_in(
                form, lambda v: self.done(self.t.tracker.life.opinion(uid, named[key], on=v["on"], text=v["text"]))
            )

        self.choose(
            f"The auditor's opinion on {self.t.tracker.areas.get(uid).ref}", {k: OPINIONS[w] for k, w in named.items()}, chosen
        )  # fmt: skip

    def do_area_judged(self) -> None:
        uid = self._area_here()
        form = forms.judged(self.t.tracker.areas.get(uid))
        self.fill_in(form, lambda v: self._saved(self.t.tracker.areas.save, uid, dict(v)))

    def do_area_colour(self) -> None:
        uid = self._area_here()
        area = self.t.tracker.areas.get(uid)
        letters = {"1": "red", "2": "amber", "3": "green", "4": "blue"}

        def chosen(key: str) -> None:
            if key == "5":
                self.say(self.done(self.t.tracker.judging.colour(uid, "", None)))
                return
            form = forms.colour(area.ref, letters[key])
            self.fill_in(form, lambda v: self.done(self.t.tracker.judging.colour(uid, letters[key], v["reason"])))

        again = {"5": "back to the colour worked out"} if area.rag_letter else {}
        self.choose(f"The colour of {area.ref}, by hand", letters | again, chosen)

    # -- a plan

    def _plan_here(self) -> Plan:
        """The plan shown; the first when all are shown and the cursor stands on none."""
        plans = self.read.plans()
        if not plans:
            raise UsageError("There is no plan yet; ⟦plan.import⟧ reads one in.")
        kind, uid = self.selected() or ("", "")
        mine = self.t.tracker.areas.get(self._area_here()).plan if kind and uid else self.t.plan_uid
        return next((p for p in plans if p.uid == mine), plans[0])

    def do_plan_scheme(self) -> None:
        self.ask_scheme(self._plan_here())

    def ask_scheme(self, plan: Plan, then: Callable[[], None] | None = None) -> None:
        """Ask in plain words what green means in a plan."""
        named = dict(zip("123", SCHEMES.values(), strict=True))

        def chosen(key: str) -> None:
            self.t.say(self.done(self.t.tracker.judging.scheme(plan.uid, named[key].id)))
            if then is not None:
                then()

        self.choose(
            f"What does green mean in {plan.name}?",
            {key: scheme.green for key, scheme in named.items()},
            chosen,
            "It is asked once and printed as the key of every report; ⟦plan.scheme⟧ changes it.",
        )

    def ask_schemes(self) -> None:
        """Ask of each plan of which nobody has said what green means, one after the other."""
        plans = self.t.tracker.judging.unasked()
        if plans:
            self.ask_scheme(plans[0], self.ask_schemes)

    def do_plan_grade(self) -> None:
        plan = self._plan_here()
        form = forms.grade(plan.name, GRADES)

        def submit(values: dict[str, str]) -> str:
            made = self.t.tracker.judging.grade(
                plan.uid, values["subject"], values["grade"], before=values["before"], inspected=values["inspected"],
                inspected_before=values["inspected_before"],
            )  # fmt: skip
            return self.done(made)

        self.fill_in(form, submit)

    def do_plan_grades(self) -> None:
        """The grades, this time and last, in a line each."""
        plan = self._plan_here()
        grades = self.read.summary(plan.uid).grades
        if not grades:
            raise UsageError(f"No grade is noted for {plan.name}; ⟦plan.grade⟧ notes one.")
        areas = [r.area for r in self.read.area_rows(plan.uid)]
        lines = []
        for g in grades:
            before = f", {g.inspected_before or 'before'}: {g.before}" if g.before else ""
            refs = ", ".join(a.ref for a in areas if a.question == g.subject)
            lines.append(f"{subject_words(g.subject)}: {g.grade}{before}" + (f"  ({refs})" if refs else ""))
        self.choose(f"Grades of {plan.name}", {}, lambda _: None, "\n".join(lines))

    def do_plan_round(self) -> None:
        plan = self._plan_here()
        carried = self.t.tracker.rounds.preview(plan.uid)
        form = forms.next_round(
            plan.name, [a.ref for a in carried.goes], [a.ref for a in carried.stays], self.read.today
        )
        self.fill_in(form, lambda v: self.done(self.t.tracker.rounds.begin(plan.uid, v["name"], starts=v["starts"])))
