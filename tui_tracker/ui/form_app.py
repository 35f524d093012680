"""``pack open FILE``: a return form on this screen, on the file alone; the same questions as in Excel or Notepad."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.screen import Screen

from tui_tracker.actions.bring_in.form_file import ASKED, LONG, PROGRESS_WORDS, Asked, FormFile
from tui_tracker.clock import SystemClock
from tui_tracker.errors import TrackerError
from tui_tracker.settings import Settings
from tui_tracker.ui.asking import Field, Form
from tui_tracker.ui.boundary import Bounded
from tui_tracker.ui.canvas import Canvas, Page, Rows
from tui_tracker.ui.drafts import Drafts
from tui_tracker.ui.in_order import InOrder, KeyQueue
from tui_tracker.ui.leaving import on_end_of_session
from tui_tracker.ui.lines import Builder, Row, fit, pad, wrap
from tui_tracker.ui.marks import Marks, marks
from tui_tracker.ui.palette import Paint, textual_theme

_MOVES = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10}


class FormScreen(Bounded, Screen[None]):
    """The tasks of a form; enter answers one, and the next comes by itself."""

    BINDINGS: ClassVar = []
    AUTO_FOCUS = "Canvas"

    def __init__(self, file: FormFile, paint: Paint, signs: Marks, today: date) -> None:
        super().__init__()
        self._file, self._signs, self._today = file, signs, today
        self._canvas = Canvas(paint, signs.bar)
        self._said_last = ""

    def compose(self) -> ComposeResult:
        yield self._canvas

    def on_mount(self) -> None:
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Draw the form as it stands."""
        width = self.size.width
        if not width:
            return
        row = self._canvas.current()
        rows = [Row([])]
        for asked in self._file.asked:
            rows += self._asked_lines(asked, width)
        answered = sum(any(v.strip() for v in a.values.values()) for a in self._file.asked)
        page = Page(body=Rows(rows))
        page.title = Row(
            [
                (pad(f"  Return form  {self._file.holder}", width - 16), "foreground bold"),
                (f"{answered} of {len(self._file.asked)} answered ", "muted"),
            ]
        )
        said = (
            self._said_last
            or "enter answers; what you keep is in the file at once. Send the file back when you are through."
        )
        page.message = [[("  " + line, "muted")] for line in wrap(said, max(20, width - 3))[:2]]
        page.footer = Row([("  enter ", "accent"), ("answer ", "muted"), (" ctrl+q ", "accent"), ("done", "muted")])
        self._canvas.show(page, keep=row.key if row else "")

    def _asked_lines(self, asked: Asked, width: int) -> list[Row]:
        told = dict(asked.told)
        filled = {k: v for k, v in asked.values.items() if v.strip()}
        mark = self._signs.bullet if filled else " "
        made = Builder().add(f" {mark} ", "accent bold").add(pad(asked.ref, 10) + " ", "muted", door=asked.ref)
        made.add(fit(told.get("What", ""), max(10, width - 40)), "foreground bold").add(
            "  " + told.get("Due", ""), "muted"
        )
        rows = [made.row(key=asked.ref)]
        rows += [
            Row([(" " * 14 + fit(f"{ASKED[k]} {' '.join(v.split())}", width - 16), "complete")])
            for k, v in filled.items()
        ]
        return rows

    def on_key(self, event: events.Key) -> None:
        key = event.character if event.character and event.character.isprintable() else event.key
        if key in _MOVES:
            self._canvas.move(_MOVES[key])
        elif event.key in ("enter", "n", "e"):
            event.stop()
            self.answer()
        elif event.key in ("ctrl+q", "escape", "q"):
            event.stop()
            app: Any = self.app
            app.leave(0)

    def on_canvas_opened(self) -> None:
        self.answer()

    def answer(self) -> None:
        """Ask about the task under the cursor."""
        row = self._canvas.current()
        asked = next((a for a in self._file.asked if row is not None and a.ref == row.key), None)
        if asked is not None:
            self.run_worker(self._answer(asked), exclusive=False)

    async def _answer(self, asked: Asked) -> None:
        import dataclasses

        from tui_tracker.ui.dialogs.form import FormDialog

        app: Any = self.app
        form = dataclasses.replace(_form(asked), draft=self._file.draft_name(asked.ref))
        while True:
            dialog = FormDialog(form, app.drafts)
            values = await self.app.push_screen_wait(dialog)
            if values is None:
                return
            try:
                self._file.keep(asked.ref, values, self._today)
            except TrackerError as error:
                form = dataclasses.replace(form, error=str(error), initial=values, at=dialog.saved_at)
                continue
            if app.drafts is not None:
                app.drafts.drop(form.draft)
            self._said_last = f"{asked.ref} is in the file."
            self.show()
            self._canvas.move(1)
            return


def _form(asked: Asked) -> Form:
    told = dict(asked.told)
    says = f"Due {told.get('Due', 'not stated')}; we have it as {told.get('We have it', told.get('We have it as', ''))}. {told.get('Last word', '')}"
    fields = tuple(
        Field(
            name, ASKED[name], asked.values.get(name, ""), lines=3 if name in LONG else 1, choices=PROGRESS_WORDS if name == "progress" else ()
        )
        for name in asked.fields
    )  # fmt: skip
    return Form(f"{asked.ref}  {told.get('What', '')[:60]}", fields, save="keep", says=says[:200])


class FormApp(Bounded, InOrder, App[int]):
    """One form file, and nothing else."""

    TITLE = "tui_tracker return form"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = []
    CSS = "Screen { background: $background; }"

    def __init__(self, file: FormFile, settings: Settings, today: date, drafts: Path | None = None) -> None:
        super().__init__()
        self._file, self._settings, self._today = file, settings, today
        self.keys_in_order = KeyQueue(self)
        self.drafts = Drafts(drafts) if drafts is not None else None

    def on_mount(self) -> None:
        self.register_theme(textual_theme(self._settings.theme))
        self.theme = f"tracker-{self._settings.theme}"
        self.animation_level = "none"
        on_end_of_session(self.leave)
        self.push_screen(FormScreen(self._file, Paint(self._settings.theme), marks(self._settings.glyphs), self._today))

    async def action_quit(self) -> None:
        self.leave(0)

    def action_help_quit(self) -> None:
        """ctrl+c is no way out here; the foot says which key is."""

    def leave(self, code: int) -> None:
        """Close; an answer that is being typed is kept as a draft and is back the next time."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                keep()
        self.exit(code, return_code=code)

    def fault(self, error: Exception) -> None:
        """What was kept is in the file; the fault is said when the screen is gone."""
        self.exit(
            1,
            return_code=1,
            message=f"Something went wrong inside the program ({type(error).__name__}); what was kept is in the file.",
        )


def _stamps(folder: Path) -> dict[str, int]:
    """The drafts in a folder and when each was written."""
    return {p.name: p.stat().st_mtime_ns for p in folder.glob("*.json")} if folder.is_dir() else {}


def run_form(path: Path) -> int:
    """Fill in a form on the screen and give the exit code. Raises FileError when the file is no form."""
    from tui_tracker.paths import places

    file = FormFile(path)
    drafts = places().state / "form-drafts"
    before = _stamps(drafts)
    app = FormApp(file, Settings(), SystemClock().today(), drafts)
    app.run()
    waiting = any(before.get(name) != at for name, at in _stamps(drafts).items())
    said = (
        "an answer was not kept in it: it waits as a draft on this machine. Open the form again before you send it"
        if waiting
        else "ready to be sent back"
    )
    print(f"{path}: {said}.", file=sys.stderr)
    return int(app.return_code or 0)
