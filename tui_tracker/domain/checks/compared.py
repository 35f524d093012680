"""What a rule that compares areas reads of each: while none of it changes, neither does what the rule finds."""

from __future__ import annotations

from tui_tracker.domain.checks.facts import AreaFacts


def statements(a: AreaFacts) -> object:
    """The area's statement, and its tasks' titles and descriptions."""
    return a.ref, a.area.title, a.area.finding, [(t.ref, t.uid, t.view.task.title, t.view.task.work) for t in a.tasks]


def texts(a: AreaFacts) -> object:
    """Every text of the area and its tasks."""
    return a.ref, a.area.title, [(t.ref, t.uid, t.texts) for t in a.tasks]


def signatures(a: AreaFacts) -> object:
    """Who signed, when, with which words."""
    return [(t.ref, t.uid, t.view.signoffs) for t in a.tasks]


def closings(a: AreaFacts) -> object:
    """Whether it is closed, whose recommendation it is, and how far its tasks are signed."""
    return a.ref, a.area.uid, a.area.closed_on, a.area.part_of, [(t.progress, t.view.signoffs) for t in a.tasks]


def assignees(a: AreaFacts) -> object:
    return [t.view.task.assigned_to for t in a.tasks]


def schedule(a: AreaFacts) -> object:
    """Dates and progress."""
    return [(t.view.task.due, t.progress) for t in a.tasks]


def cells(a: AreaFacts) -> object:
    """The cells that its tasks were read from."""
    return [(t.ref, t.uid, t.view.sources) for t in a.tasks]


def names(a: AreaFacts) -> object:
    """Its reference and identity."""
    return a.ref, a.area.uid
