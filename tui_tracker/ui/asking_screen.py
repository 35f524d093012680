"""A screen that asks: a line under the page, a form over it, a choice; keys wait until the question is up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import Screen

from tui_tracker.errors import TrackerError
from tui_tracker.ui.asked_line import AskedLine
from tui_tracker.ui.asking import keyed_form
from tui_tracker.ui.boundary import Bounded
from tui_tracker.ui.desk import Desk

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui_tracker.ui.asking import Form
    from tui_tracker.ui.dialogs.dialog import Dialog
    from tui_tracker.ui.dialogs.evidence import Beside
    from tui_tracker.ui.dialogs.one_line import OneLine
    from tui_tracker.ui.in_order import Pause
    from tui_tracker.ui.lines import Line
    from tui_tracker.ui.offered import Offer


_DRAWN_SECONDS = 0.1


class AskingScreen(Bounded, Desk, Screen[None]):
    """What a command asks for, and how the answer comes back."""

    asked: AskedLine
    _said: tuple[str, str]

    def _show_said(self) -> None:
        """Draw the line above the footer anew. The page is the screen's own."""
        raise NotImplementedError

    def _show_footer(self) -> None:
        """Draw the keys that work here anew."""
        raise NotImplementedError

    def ask(
        self,
        label: str,
        value: str,
        on_text: Callable[[str, bool], None],
        *,
        completions: Callable[[str], Sequence[str]] | None = None,
        on_leave: Callable[[], None] | None = None,
    ) -> None:
        """One line of typing at the foot: ``on_text(text, done)`` at each letter, and once at Enter with ``done``.

        Tab completes to what all ``completions`` of the text have in common, and stays in the line. Esc calls ``on_leave``.
        """
        self._said = (self.keyed(label), "muted")
        when_up = self.host.keys_in_order.pause().end
        field = self.asked.begin(value, on_text, completions, on_leave, when_up)
        self.mount(field)
        field.focus()
        self._show_said()
        self._show_footer()

    def _asked_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            left = self._end_asking()
            if left is not None:
                left()
        elif event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self._said = (self.asked.complete(), "muted")
            self._show_said()

    def on_one_line_joined(self, event: OneLine.Joined) -> None:
        self.say(f"{event.lines} pasted lines became one, for there is one line here.")

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.asked.on_text is not None and event.input is self.asked.field:
            self._typed(self.asked.on_text, event.value, done=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.asked.on_text is not None:
            on_text, value = self.asked.on_text, event.value
            self._end_asking()
            self._typed(on_text, value, done=True)

    def _typed(self, on_text: Callable[[str, bool], None], text: str, *, done: bool) -> None:
        try:
            on_text(text, done)
        except TrackerError as error:
            self.say(str(error), bad=True)

    def _end_asking(self) -> Callable[[], None] | None:
        left = self.asked.end()
        self._said = ("", "")
        self._show_said()
        self.canvas.focus()
        return left

    def fill_in(self, form: Form, submit: Callable[[dict[str, str]], str | None]) -> None:
        """Show a form until what it gives is accepted or it is left. A refused save keeps every word."""
        from tui_tracker.ui.known import with_offers

        asked = with_offers(keyed_form(form, self.keyed), self.tracker)
        self._work(lambda pause: self._fill_in(asked, submit, pause))

    def _work(self, work: Callable[[Pause], Coroutine[Any, Any, None]]) -> None:
        """Do something that asks: no key is looked at until the question is there, and none before the answer is dealt with."""
        pause = self.host.keys_in_order.pause()

        async def run() -> None:
            try:
                await work(pause)
            except TrackerError as error:
                self.host.say(str(error), bad=True)
            except Exception as error:  # the boundary of this worker
                self.host.fault(error)
            finally:
                pause.end()

        self.run_worker(run(), exclusive=False)

    def after_drawing(self, work: Callable[[], None]) -> None:
        """Do something that takes long once what was said of it is drawn.

        No key is looked at meanwhile, and those that were pressed are forgotten: they would answer what comes up unseen.
        """
        pause = self.host.keys_in_order.pause()

        def run() -> None:
            try:
                work()
            finally:
                self.host.keys_in_order.forget()
                pause.end()

        # The screen is drawn by a timer of its own, so the refresh that has been asked for may not have been seen yet.
        self.call_after_refresh(self.set_timer, _DRAWN_SECONDS, run)

    async def _answer(self, dialog: Dialog[Any], pause: Pause) -> Any:
        """What a dialog gives. Keys go to it while it is up, and wait again from the one that closes it."""
        dialog.when_up, dialog.when_closing = pause.end, pause.again
        return await self.app.push_screen_wait(dialog)

    async def _fill_in(self, form: Form, submit: Callable[[dict[str, str]], str | None], pause: Pause) -> None:
        from tui_tracker.ui.dialogs.form import FormDialog

        while True:
            dialog = FormDialog(
                form, self.host.drafts, self.host.user_settings.editor, self._record_beside(form.about), self.host.paint
            )
            values = await self._answer(dialog, pause)
            if values is None:
                return
            try:
                said = submit(values)
            except TrackerError as error:
                at = "reason" if "reason" in str(error) and values.get("reason") == "" else dialog.saved_at
                form = dataclasses.replace(form, error=self.keyed(str(error)), initial=values, at=at)
                continue
            except Exception as error:  # the typing is kept as a draft
                self.host.drafts.keep(form.draft or "form", values)
                raise error
            if form.draft and form.waits and said is None:
                self.host.drafts.keep(form.draft, values)
            elif form.draft:
                self.host.drafts.drop(form.draft)
            if said:
                self.host.say(said)
            return

    def _record_beside(self, uid: str) -> Beside | None:
        """The task or area of that uid, to be looked at while a form about it is filled in; None when it is neither."""
        from tui_tracker.ui import detail
        from tui_tracker.ui.dialogs.evidence import Beside

        signs = self.host.signs

        def keyed(lines: list[Line]) -> list[Line]:
            return [[(self.keyed(text), style) for text, style in line] for line in lines]

        if uid and self.read.row_key("task", uid) is not None:
            view = self.read.task(uid)
            return Beside(lambda width: keyed(detail.judged_task(view, width, signs)), self.host.paint)
        if uid and self.read.row_key("area", uid) is not None:
            row = self.read.area(uid).row
            return Beside(lambda width: keyed(detail.peek_area(row, width, signs)), self.host.paint)
        return None

    def pick(
        self,
        title: str,
        offers: Sequence[Offer],
        on_pick: Callable[[str], None],
        *,
        recent: Sequence[str] = (),
        foot: str = "enter take it",
    ) -> None:
        """Ask for one of many things by a part of its name."""

        async def run(pause: Pause) -> None:
            from tui_tracker.ui.dialogs.picker import Picker

            found = await self._answer(
                Picker(self.keyed(title), offers, self.host.paint, recent=recent, foot=foot), pause
            )
            if found is not None:
                on_pick(found)

        self._work(run)

    def choose(
        self,
        title: str,
        choices: Mapping[str, str],
        on_choice: Callable[[str], None],
        text: str = "",
        *,
        about: str = "",
    ) -> None:
        """Ask for one of a few answers, a key each; ``about`` is the uid of the record that is shown beside."""

        async def run(pause: Pause) -> None:
            from tui_tracker.ui.dialogs.choice import ChoiceDialog

            keyed = self.keyed
            dialog = ChoiceDialog(
                keyed(title), {k: keyed(v) for k, v in choices.items()}, keyed(text), self._record_beside(about)
            )
            found = await self._answer(dialog, pause)
            if found is not None:
                on_choice(found)

        self._work(run)

    def show(self, dialog: Dialog[Any]) -> None:
        """Show a dialog that gives nothing back."""

        async def run(pause: Pause) -> None:
            await self._answer(dialog, pause)

        self._work(run)
