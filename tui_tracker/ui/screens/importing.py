"""Importing: everything is seen before anything is kept. Enter brings it in as one Change, Esc leaves the plan as it was."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_tracker.actions.bring_in import recent
from tui_tracker.actions.bring_in.import_session import Answers, Reading
from tui_tracker.actions.bring_in.imports import Preview
from tui_tracker.domain.progress import WORDS, Progress
from tui_tracker.errors import TrackerError, UsageError
from tui_tracker.ui import import_view
from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import go, plans
from tui_tracker.ui.commands.registry import THIS_SCREEN, command, own, writes
from tui_tracker.ui.desk import Host
from tui_tracker.ui.lines import Row, wrap
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen
from tui_tracker.ui.screens.imports import report_rows

if TYPE_CHECKING:
    from tui_tracker.packs.merge import Outcome

_MANY = 1_000  # tasks from which bringing them in takes more than a moment
_VIEWS = ("what was found", "preview", "account")
_SIDES = {"ours": "what stands here", "theirs": "what the file says"}


class _LeftError(Exception):
    """The user has gone elsewhere: reading stops at the next sheet."""


class ImportingScreen(TrackerScreen):
    """The proposal of one file, read in a thread so that the app stays awake."""

    name_ = "importing"
    tab = "more"
    own_commands = ("open", "import.grid", "view.next", "import.yes", "import.role", "back")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._reading: Reading | None = None
        self._preview: Preview | None = None
        self._fault = ""
        self._stage = ""
        self._at = ""
        self._view = 0
        self._opened: set[str] = set()
        self._sides: dict[tuple[str, str], Any] = {}
        self._pairs: list[tuple[str, str, str]] | None = None
        self._clashes: dict[tuple[str, str], Outcome] = {}
        self._before: list[tuple[Answers, dict[tuple[str, str], Any]]] = []

    # -- reading

    def arrive(self, place: Place) -> None:
        if place.subject != self.here.subject or self._reading is None:
            self._reading, self._preview, self._fault, self._at = None, None, "", ""
            self._view, self._opened, self._sides, self._pairs = 0, set(), {}, None
            self._clashes, self._before = {}, []
            self.stale = True
        super().arrive(place)

    def _read(self, subject: str) -> None:
        """In a thread of its own; what it finds is handed over."""
        made: Reading | None = None
        fault = ""
        try:
            made = Reading(Path(subject).expanduser(), told=lambda stage: self._told(subject, stage))
            made.told = None
            if not made.proposal.plans:
                fault = import_view.nothing(made)
        except _LeftError:
            return
        except TrackerError as error:
            fault = f"{error}  ⟦back⟧ goes back."
        except RuntimeError as error:  # a path that begins with a user whose home is not known
            fault = f"{subject} cannot be read: {error}.  ⟦back⟧ goes back."
        except (
            Exception
        ) as error:  # the boundary of this thread: the file is said to be unread, and the fault is logged
            fault = f"{Path(subject).name} could not be read ({type(error).__name__}).  ⟦back⟧ goes back."
            self.app.call_from_thread(self.host.fault, error)
        self.app.call_from_thread(self._was_read, subject, made, fault)

    def _told(self, subject: str, stage: str) -> None:
        if self._at != subject:
            raise _LeftError
        self._stage = stage
        self.app.call_from_thread(self.reload)

    def _was_read(self, subject: str, made: Reading | None, fault: str) -> None:
        if self._at == subject:
            self._reading, self._fault = made, fault
            if made is not None:
                made.recall(self.tracker)
                self._fault = "" if made.proposal.plans else import_view.nothing(made)
            self.reload()

    # -- what the grid of its cells settles

    @property
    def reading(self) -> Reading | None:
        """The file that is looked at, also one in which no plan was found."""
        return self._reading

    def keep(self) -> None:
        """Remember what has been answered, so that the answer that comes now can be taken back."""
        if self._reading is not None:
            self._before.append((self._reading.answers(), dict(self._sides)))

    def was_settled(self) -> None:
        """Something was said of the file as a whole: whether it holds a plan now."""
        if self._reading is not None:
            self._fault = "" if self._reading.proposal.plans else import_view.nothing(self._reading)
        self._pairs = None
        self.stale = True

    def take_back(self) -> None:
        """Take the last answer back; nothing of it is in the plan yet."""
        reading = self._reading
        while self._before and reading is not None:
            answers, sides = self._before.pop()
            if (answers, sides) != (reading.answers(), self._sides):
                self._sides = sides
                reading.put_back(answers)
                self.was_settled()
                return
        raise UsageError("No question has been answered yet, so there is no answer to take back.")

    @command(
        "import.grid", "v", "cells", "the file's own cells, and what each row and column was read as", where="importing", group=THIS_SCREEN,
        shown=True, works=lambda s: s._reading is not None,
    )  # fmt: skip
    def show_cells(self) -> None:
        if self._reading is None:
            raise UsageError("The file is not read yet.")
        self.go("grid", self.here.subject)

    # -- showing

    def place_name(self) -> str:
        step = (
            f"   {self._view + 1} of {len(_VIEWS)}: {_VIEWS[self._view]}" if self._reading and not self._fault else ""
        )
        return f"Import {Path(self.here.subject).name}{step}"

    def hint(self) -> str:
        if self._reading is None or self._fault:
            return ""
        return "Nothing is written yet, and the file itself is never touched. ⟦open⟧ brings it in, ⟦import.grid⟧ shows its cells and sets a reading right, ⟦view.next⟧ shows more, ⟦back⟧ leaves it."

    def build(self, width: int, height: int) -> Page:
        if self._reading is None and not self._fault:
            if self._at != self.here.subject:
                self._at = self.here.subject
                self.run_worker(lambda: self._read(self._at), thread=True, exit_on_error=False)
            said = f"  Reading {Path(self.here.subject).name}: {self._stage or 'opening it'} …  ⟦back⟧ leaves it."
            return Page(body=Rows([Row([]), Row([(said, "muted")])]))
        if self._fault or self._reading is None:
            return Page(
                body=Rows([Row([]), *(Row([("  " + line, "pastdate")]) for line in wrap(self._fault, width - 4))])
            )
        self._preview = self.tracker.imports.preview(self._reading.proposal, taking=self._sides)
        for plan in self._preview.plans:
            self._clashes.update({(o.ref, o.field): o for o in plan.open})
        clashes = list(self._clashes.values())
        questions = import_view.questions(self._reading, self._preview, self._people(), clashes, width)
        asked = self._open_questions(self._reading, self._preview)
        rows = import_view.numbers(self._reading, self._preview, asked, width, self.host.signs)
        if self._view == 1:
            rows += import_view.preview_rows(self._reading, self._opened, width)
        elif self._view == 2:
            rows += report_rows(self._reading.proposal.report()["remarks"], width)
        else:
            rows += [*import_view.plans(self._reading, self._preview), Row([]), *questions]
            rows += import_view.changes(self._preview, width) + import_view.columns(self._reading, width)
        return Page(body=Rows(rows))

    def _open_questions(self, reading: Reading, preview: Preview) -> int:
        """How many are not answered yet."""
        people = sum((a, b) not in reading.same for a, b, _ in self._people())
        return len(reading.unsure()) + len(reading.unknown_words()) + people + sum(len(p.open) for p in preview.plans)

    def _people(self) -> list[tuple[str, str, str]]:
        """Pairs that may be one; looking for them is slow among many names, so it is done once."""
        assert self._reading is not None
        if self._pairs is None:
            self._pairs = self._reading.maybe_one(self.tracker)
        return self._pairs

    # -- keys

    @own(
        "import.bring-in", "open", "bring in", "bring all this into the plan, as one change", where="importing",
        works=lambda s: writes(s) and s._reading is not None and not s._fault,
    )  # fmt: skip
    def bring_in(self) -> None:
        """What a large file takes is said before it is begun; keys wait until it is in."""
        if self._reading is None or self._preview is None or self._fault:
            return
        tasks = sum(len(a.tasks) for a in self._reading.proposal.areas)
        if tasks < _MANY:
            self._write()
            return
        self.say(f"Bringing in {tasks:,} tasks, as one change; this takes a while.")
        self.after_drawing(self._write)

    def _write(self) -> None:
        assert self._reading is not None
        assert self._preview is not None
        path = Path(self.here.subject).expanduser()
        outcome = self.tracker.imports.bring_in(
            self._preview, path, one_person=self._reading.one_person(), learned=self._reading.learned()
        )
        recent.remember(self.tracker.places, path)
        left = sum(len(p.open) for p in self._preview.plans)
        kept = f" {left} that both have changed were left as they are here." if left else ""
        self._reading, self._at = None, ""
        self.host.go_from((self.name_, "browsing"), Place("summary"))
        if outcome.applied is None:
            self.host.say(f"Nothing new in the file; the plan is unchanged.{kept}")
            return
        self.host.say(
            f"{outcome.added_areas} areas and {outcome.added_tasks} tasks brought in.{kept}  ⟦edit.undo⟧ takes it back"
        )
        plans.ask_schemes(self.host.screen_for("summary"))

    def open(self, target: object) -> None:
        """A click on a line of the preview opens it; elsewhere it only stands there."""
        if isinstance(target, tuple) and target[0] == "item":
            self._toggle(str(target[1]))

    def next_list(self) -> None:
        self._view = (self._view + 1) % len(_VIEWS)
        self.canvas.cursor, self.canvas.top = -1, 0
        self.reload()

    @command(
        "import.yes",
        "y",
        "yes",
        "the column was taken for what it is; the two spellings are one person",
        where="importing",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._asks_yes_or_no(),
    )
    def answer_yes(self) -> None:
        reading = self._needed()
        self.keep()
        if (column := self._under("column")) is not None:
            reading.right(column)
            self._said_of(f"“{column.name or 'The column'}” is {import_view.ROLES[column.role]}.")
        elif (pair := self._under("people")) is not None:
            reading.say_same(*pair, same=True)
            self._said_of(f"{pair[0]} and {pair[1]} are one person, once this is brought in.")
            self.canvas.move(1)
        else:
            raise UsageError("⟦import.yes⟧ answers a question about a column or about two spellings; stand on one.")

    @command(
        "import.no",
        "n",
        "no",
        "the column is not used; the two spellings are two people",
        where="importing",
        group=THIS_SCREEN,
        works=lambda s: s._asks_yes_or_no(),
    )
    def answer_no(self) -> None:
        reading = self._needed()
        self.keep()
        if (pair := self._under("people")) is not None:
            reading.say_same(*pair, same=False)
            self._said_of(f"{pair[0]} and {pair[1]} stay two.")
            self.canvas.move(1)
        elif (column := self._under("column")) is not None:
            reading.give(column, "other")
            self._said_of(f"“{column.name or 'The column'}” is not used.")
        else:
            raise UsageError("⟦import.no⟧ answers a question about a column or about two spellings; stand on one.")

    @command(
        "import.role",
        "space",
        "another field",
        "the column becomes the next field; in the preview: open or close",
        where="importing",
        group=THIS_SCREEN,
        shown=True,
        works=lambda s: s._under("item" if s._view == 1 else "column") is not None,
    )
    def another_role(self) -> None:
        if self._view == 1:
            item = self._under("item")
            if item is not None:
                self._toggle(item)
            return
        column = self._under("column")
        if column is None:
            raise UsageError("⟦import.role⟧ gives a column another field; stand on a column.")
        self.keep()
        role = self._needed().another(column)
        self._said_of(
            f"“{column.name or 'The column'}” becomes {import_view.ROLES[role]}; ⟦import.role⟧ gives the next."
        )

    @command("import.ours", "<", "ours", "what stands here holds", where="importing", group=THIS_SCREEN)
    def take_ours(self) -> None:
        self._side("ours")

    @command("import.theirs", ">", "theirs", "what the file says holds", where="importing", group=THIS_SCREEN)
    def take_theirs(self) -> None:
        self._side("theirs")

    def _side(self, side: str) -> None:
        clash = self._under("clash")
        if clash is None:
            raise UsageError("⟦import.ours⟧ and ⟦import.theirs⟧ settle what both have changed; stand on such a line.")
        self.keep()
        self._sides[clash.ref, clash.field] = side
        self._said_of(f"{clash.ref} {clash.field}: {_SIDES[side]} holds.")

    @own(
        "import.undo",
        "edit.undo",
        "take back",
        "take the last answer back",
        where="importing",
        works=lambda s: bool(s._before),
    )
    def undo_answer(self) -> None:
        self.take_back()
        self.reload()
        self.say("The last answer is taken back.")

    def means(self, progress: Progress) -> None:
        word = self._under("word")
        if word is None:
            raise UsageError("This key says what an unknown word means; stand on one.")
        self.keep()
        self._needed().means(word, progress.value)
        self._said_of(f"“{word}” is {WORDS[progress].word}.")

    @own("import.leave", "back", "back", "leave, and bring nothing in", where="importing")
    def leave_off(self) -> None:
        self._reading, self._at = None, ""
        go.back(self)
        self.host.say("Nothing was brought in; everything is as it was.")

    # -- helpers

    def _needed(self) -> Reading:
        if self._reading is None or self._fault:
            raise UsageError("The file is not read yet.")
        return self._reading

    def _asks_yes_or_no(self) -> bool:
        return self._under("column") is not None or self._under("people") is not None

    def _under(self, kind: str) -> Any:
        row = self.canvas.current()
        target = row.doors[0].target if row is not None and row.doors else None
        return target[1] if isinstance(target, tuple) and target[0] == kind else None

    def _toggle(self, key: str) -> None:
        self._opened ^= {key}
        self.reload()

    def _said_of(self, sentence: str) -> None:
        self.reload()
        self.say(f"{sentence} ⟦edit.undo⟧ takes it back; nothing is written until ⟦open⟧.")


def _on_word(screen: ImportingScreen) -> bool:
    return screen._under("word") is not None


def _means(progress: Progress, screen: ImportingScreen) -> None:
    screen.means(progress)


for _progress, _like in (
    (Progress.COMPLETE, "task.complete"), (Progress.ON_TARGET, "task.on-target"), (Progress.BEHIND_TARGET, "task.behind"),
    (Progress.ONGOING, "task.ongoing"), (Progress.NOT_STARTED, "task.not-started"), (Progress.DEFERRED, "task.defer"),
    (Progress.UNKNOWN, "mark.clear"),
):  # fmt: skip
    _word = WORDS[_progress].word
    own(f"import.{_word.replace(' ', '-')}", _like, f"means {_word}", f"the word under the cursor means {_word}", where="importing", works=_on_word)(
        partial(_means, _progress)
    )  # fmt: skip

SCREEN = ImportingScreen
