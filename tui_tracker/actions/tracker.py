"""Tracker: a session with all use cases at hand, which is what the screens and the command line hold.

The use cases do not know it: each is given the session, and makes for itself what other use cases it needs. So nothing
imports upward, and only what a command asks for is loaded.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui_tracker.actions.session import Applied, Session, refuse_missing

if TYPE_CHECKING:
    from tui_tracker.actions.bring_in.chasing import ChaseActions
    from tui_tracker.actions.bring_in.copies import CopyActions
    from tui_tracker.actions.bring_in.imports import ImportActions
    from tui_tracker.actions.bring_in.replies import ReplyActions
    from tui_tracker.actions.bring_in.returns import ReturnActions
    from tui_tracker.actions.bring_in.stations import StationActions
    from tui_tracker.actions.evidence.checks import CheckActions
    from tui_tracker.actions.evidence.notes import NoteActions
    from tui_tracker.actions.evidence.sampling import SamplingActions
    from tui_tracker.actions.evidence.signoffs import SignOffActions
    from tui_tracker.actions.keep.backups import KeepingActions
    from tui_tracker.actions.keep.history import HistoryActions
    from tui_tracker.actions.meetings.action_log import ActionLog
    from tui_tracker.actions.meetings.meetings import MeetingActions
    from tui_tracker.actions.plan.area_life import LifeActions
    from tui_tracker.actions.plan.areas import AreaActions
    from tui_tracker.actions.plan.frameworks import FrameworkActions
    from tui_tracker.actions.plan.judgements import JudgingActions
    from tui_tracker.actions.plan.many import ManyActions
    from tui_tracker.actions.plan.people import PeopleActions
    from tui_tracker.actions.plan.plan_life import PlanLife
    from tui_tracker.actions.plan.rounds import RoundActions
    from tui_tracker.actions.plan.saved_views import SavedViewActions
    from tui_tracker.actions.plan.steps import StepActions
    from tui_tracker.actions.plan.structure import StructureActions
    from tui_tracker.actions.plan.tasks import TaskActions
    from tui_tracker.actions.plan.ties import TieActions
    from tui_tracker.actions.send_out.exports import ExportActions
    from tui_tracker.actions.send_out.papers import PaperActions
    from tui_tracker.actions.send_out.publication import PublicationActions
    from tui_tracker.actions.send_out.snapshots import SnapshotActions

__all__ = ["Applied", "Tracker", "refuse_missing"]


class Tracker(Session):
    """One line says where a use case stands; each is loaded when it is first asked for."""

    @cached_property
    def tasks(self) -> TaskActions:
        from tui_tracker.actions.plan.tasks import TaskActions

        return TaskActions(self)

    @cached_property
    def many(self) -> ManyActions:
        from tui_tracker.actions.plan.many import ManyActions

        return ManyActions(self)

    @cached_property
    def areas(self) -> AreaActions:
        from tui_tracker.actions.plan.areas import AreaActions

        return AreaActions(self)

    @cached_property
    def structure(self) -> StructureActions:
        from tui_tracker.actions.plan.structure import StructureActions

        return StructureActions(self)

    @cached_property
    def notes(self) -> NoteActions:
        from tui_tracker.actions.evidence.notes import NoteActions

        return NoteActions(self)

    @cached_property
    def signoffs(self) -> SignOffActions:
        from tui_tracker.actions.evidence.signoffs import SignOffActions

        return SignOffActions(self)

    @cached_property
    def people(self) -> PeopleActions:
        from tui_tracker.actions.plan.people import PeopleActions

        return PeopleActions(self)

    @cached_property
    def sampling(self) -> SamplingActions:
        from tui_tracker.actions.evidence.sampling import SamplingActions

        return SamplingActions(self)

    @cached_property
    def snapshots(self) -> SnapshotActions:
        from tui_tracker.actions.send_out.snapshots import SnapshotActions

        return SnapshotActions(self)

    @cached_property
    def history(self) -> HistoryActions:
        from tui_tracker.actions.keep.history import HistoryActions

        return HistoryActions(self)

    @cached_property
    def imports(self) -> ImportActions:
        from tui_tracker.actions.bring_in.imports import ImportActions

        return ImportActions(self)

    @cached_property
    def exports(self) -> ExportActions:
        from tui_tracker.actions.send_out.exports import ExportActions

        return ExportActions(self)

    @cached_property
    def checks(self) -> CheckActions:
        from tui_tracker.actions.evidence.checks import CheckActions

        return CheckActions(self)

    @cached_property
    def papers(self) -> PaperActions:
        from tui_tracker.actions.send_out.papers import PaperActions

        return PaperActions(self)

    @cached_property
    def publication(self) -> PublicationActions:
        from tui_tracker.actions.send_out.publication import PublicationActions

        return PublicationActions(self)

    @cached_property
    def keeping(self) -> KeepingActions:
        from tui_tracker.actions.keep.backups import KeepingActions

        return KeepingActions(self)

    @cached_property
    def steps(self) -> StepActions:
        from tui_tracker.actions.plan.steps import StepActions

        return StepActions(self)

    @cached_property
    def life(self) -> LifeActions:
        from tui_tracker.actions.plan.area_life import LifeActions

        return LifeActions(self)

    @cached_property
    def judging(self) -> JudgingActions:
        from tui_tracker.actions.plan.judgements import JudgingActions

        return JudgingActions(self)

    @cached_property
    def ties(self) -> TieActions:
        from tui_tracker.actions.plan.ties import TieActions

        return TieActions(self)

    @cached_property
    def plan_life(self) -> PlanLife:
        from tui_tracker.actions.plan.plan_life import PlanLife

        return PlanLife(self)

    @cached_property
    def rounds(self) -> RoundActions:
        from tui_tracker.actions.plan.rounds import RoundActions

        return RoundActions(self)

    @cached_property
    def saved_views(self) -> SavedViewActions:
        from tui_tracker.actions.plan.saved_views import SavedViewActions

        return SavedViewActions(self)

    @cached_property
    def action_log(self) -> ActionLog:
        from tui_tracker.actions.meetings.action_log import ActionLog

        return ActionLog(self)

    @cached_property
    def meetings(self) -> MeetingActions:
        from tui_tracker.actions.meetings.meetings import MeetingActions

        return MeetingActions(self)

    @cached_property
    def stations(self) -> StationActions:
        from tui_tracker.actions.bring_in.stations import StationActions

        return StationActions(self)

    @cached_property
    def returns(self) -> ReturnActions:
        from tui_tracker.actions.bring_in.returns import ReturnActions

        return ReturnActions(self)

    @cached_property
    def replies(self) -> ReplyActions:
        from tui_tracker.actions.bring_in.replies import ReplyActions

        return ReplyActions(self)

    @cached_property
    def chasing(self) -> ChaseActions:
        from tui_tracker.actions.bring_in.chasing import ChaseActions

        return ChaseActions(self)

    @cached_property
    def frameworks(self) -> FrameworkActions:
        from tui_tracker.actions.plan.frameworks import FrameworkActions

        return FrameworkActions(self)

    @cached_property
    def copies(self) -> CopyActions:
        from tui_tracker.actions.bring_in.copies import CopyActions

        return CopyActions(self)
