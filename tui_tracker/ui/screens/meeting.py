"""Meeting: which agenda, for which board; the meetings that were; the way to the actions they left."""

from __future__ import annotations

from tui_tracker.actions.meetings.agenda import Agendas, Offer
from tui_tracker.actions.meetings.meetings import label
from tui_tracker.domain.meeting import Item, outcomes
from tui_tracker.errors import UsageError
from tui_tracker.ui import meeting_forms
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.lines import Builder, Row, fit, pad, plain
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

# What an agenda is called of tasks that have no owner, pillar or station.
_NONE = {"owner": "nobody's", "pillar": "no pillar", "station": "no station"}
_CHOICES = "123456789abcdefghijklmnopqrstuvwxyz"


class MeetingScreen(TrackerScreen):
    """Enter on an agenda begins a meeting; on a meeting that was, shows its minute."""

    name_ = "meeting"
    tab = "meeting"
    own_commands = ("open", "task.action", "back")

    def place_name(self) -> str:
        return "Meeting"

    def hint(self) -> str:
        if self.tracker.meetings.running():
            return "⟦open⟧ goes on where the meeting stands; ⟦go.meeting⟧ does so from anywhere."
        return "⟦open⟧ begins; every decision then is one key, and the next item comes by itself."

    def _board(self) -> str:
        meetings = self.tracker.meetings.all()
        return meetings[0].board if meetings else "Improvement board"

    def build(self, width: int, height: int) -> Page:
        if not self.read.plans():
            return Page(
                body=Rows(
                    [
                        Row([]),
                        Row([("  No plan here yet: ⟦plan.import⟧ reads one in, and a board can look at it.", "muted")]),
                    ]
                )
            )
        rows = [
            Row([]),
            *self._under_way(width),
            *self._offers(width),
            *self._others(width),
            *self._meetings_held(width),
        ]
        return Page(body=Rows(rows))

    def _under_way(self, width: int) -> list[Row]:
        running = self.tracker.meetings.running()
        if running is None:
            return []
        decided = len(outcomes(self.tracker.meetings.decisions(running.uid)))
        made = Builder().add("  ").add("go on", "accent bold", door=Place("sitting", running.uid))
        made.add(f"   {plain(label(running))}: {decided} of {len(running.agenda)} decided", "foreground")
        return [Row([("  A meeting has begun", "foreground bold")]), made.row(key="running"), Row([])]

    def _offers(self, width: int) -> list[Row]:
        if self.tracker.meetings.running() is not None:
            return []
        self._agendas = Agendas(self.tracker, self._board(), self.host.plan_uid)
        rows = [Row([(f"  Begin a meeting of {self._board()}, or another board", "foreground bold")])]
        for offer in self._agendas.offers():
            made = Builder().add("  ").add(pad(offer.name, 26), "foreground", door=lambda o=offer: self._begin(o))
            rows.append(made.add(fit(offer.words, max(10, width - 30)), "muted").row(key=f"offer-{offer.id}"))
        for name, ask in (
            ("one owner's tasks", "owner"),
            ("one pillar's tasks", "pillar"),
            ("one station's tasks", "station"),
        ):
            made = Builder().add("  ").add(pad(name, 26), "foreground", door=lambda by=ask: self._choose(by))
            rows.append(made.add("open tasks only", "muted").row(key=f"by-{ask}"))
        return [*rows, Row([])]

    def _others(self, width: int) -> list[Row]:
        found = self.tracker.action_log.all(open_only=True)
        late = len(self.tracker.action_log.overdue())
        words = f"{len(found)} open" + (f", {late} past date" if late else "") if found else "none open"
        made = Builder().add("  ").add(pad("Actions", 26), "foreground bold", door=Place("actions"))
        return [made.add(words, "pastdate" if late else "muted").row(key="actions"), Row([])]

    def _meetings_held(self, width: int) -> list[Row]:
        held = [m for m in self.tracker.meetings.all() if m.ended_at is not None]
        if not held:
            return []
        rows = [Row([("  Meetings held", "foreground bold")])]
        for m in held[:40]:
            decided = len(m.agenda) - len(m.left)
            made = (
                Builder()
                .add("  ")
                .add(pad(self.tracker.meetings.name(m), 40), "foreground", door=Place("minute", m.uid))
            )
            rows.append(made.add(f"{decided} of {len(m.agenda)} decided", "muted").row(key=m.uid))
        return rows

    # -- beginning

    def _choose(self, by: str) -> None:
        """One owner, pillar or station, a key each, those with most open tasks first."""
        found = [r for r in self.read.tally(by, "is:open", plan=self.host.plan_uid) if r.counts.tasks]
        if not found:
            raise UsageError(f"No open task has {'an' if by == 'owner' else 'a'} {by}.")
        keys = dict(zip(_CHOICES, found, strict=False))
        self.choose(
            f"Whose tasks? {by.capitalize()}",
            {k: f"{r.name or _NONE[by]}  ({r.counts.tasks})" for k, r in keys.items()},
            lambda key: self._begin(self._of(by, keys[key].name or _NONE[by], keys[key].query)),
            "" if len(found) <= len(keys) else "The register's filter, kept as a view, makes an agenda of any others.",
        )

    def _of(self, by: str, name: str, query: str) -> Offer:
        return Offer(f"query:{query}", f"{by}: {name}", query, lambda: self._agendas.query(query))

    def _begin(self, offer: Offer) -> None:
        found = offer.make()
        if not found:
            raise UsageError(f"Nothing is on that agenda ({offer.words}); choose another.")
        meetings = self.tracker.meetings.all()
        place = meetings[0].place or "" if meetings else ""
        form = meeting_forms.begin(self._board(), offer.name, len(found), place, self.read.today)
        self.fill_in(form, lambda v: self._begun(offer, found, v))

    def _begun(self, offer: Offer, found: list[Item], values: dict[str, str]) -> str:
        board = values["board"]
        if offer.id == "board" and board.strip() != self._board():  # what is newly late depends on the board
            found = Agendas(self.tracker, board, self.host.plan_uid).standard()
        self.tracker.meetings.begin(
            board, found, offer.name, on=values["date"], place=values["place"], present=values["present"], minutes=values["minutes"]
        )  # fmt: skip
        self.go("sitting")
        return ""


SCREEN = MeetingScreen
