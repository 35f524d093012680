"""A form: fields in a box, checked while they are typed. Returns what was typed, or None; it writes nothing but a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea

from tui_tracker.domain.text import first_line
from tui_tracker.errors import TrackerError
from tui_tracker.ui.asking import YES_NO, Field, Form
from tui_tracker.ui.dialogs import evidence
from tui_tracker.ui.dialogs.dialog import Dialog
from tui_tracker.ui.dialogs.one_line import OneLine, YesOrNo
from tui_tracker.ui.drafts import Drafts
from tui_tracker.ui.lines import plain
from tui_tracker.ui.palette import Paint

_AUTOSAVE_SECONDS = 1.0


class FormDialog(Dialog[dict[str, str] | None]):
    """ctrl+s gives the values back; Esc gives None, and asks first when something was typed."""

    DEFAULT_CSS = """
    FormDialog { align: center middle; background: $background 40%; }
    FormDialog .box { width: 76; max-width: 96%; height: auto; max-height: 96%; background: $surface; border: solid $accent;
        padding: 0 1; overflow-y: auto; }
    FormDialog Label { width: 1fr; height: auto; color: $foreground; }
    FormDialog .title { text-style: bold; }
    FormDialog .label { color: $text-muted; }
    FormDialog .said { color: $text-muted; height: auto; }
    FormDialog .label.on { color: $accent; text-style: bold; }
    FormDialog .wrong { color: $error; height: auto; }
    FormDialog Input, FormDialog TextArea { border: none; padding: 0 1; background: $panel; }
    FormDialog Input { height: 1; }
    FormDialog Input.-textual-compact { padding: 0 1; }
    FormDialog Input, FormDialog TextArea { outline-left: outer $border; }
    FormDialog Input:focus, FormDialog TextArea:focus { outline-left: outer $accent; }
    FormDialog #keys { color: $text-muted; }
    FormDialog .line { height: auto; }
    FormDialog .line .label { width: 16; }
    FormDialog .line Input { width: 1fr; }
    FormDialog .line .said { width: 28; padding: 0 0 0 1; }
    """ + evidence.CSS.format(name="FormDialog")

    def __init__(
        self,
        form: Form,
        drafts: Drafts | None = None,
        editor: str = "",
        beside: evidence.Beside | None = None,
        paint: Paint | None = None,
    ) -> None:
        super().__init__()
        self._beside = beside
        self._paint = paint
        self._compact = False
        self._form = form
        self._drafts = drafts
        self._editor = editor
        self._asking = False
        self._was_on: Widget | None = None
        self.saved_at = ""
        found = drafts.load(form.draft) if drafts is not None and form.draft else {}
        self._restored = bool(found) and not form.initial
        start = {f.name: f.value for f in form.fields}
        self._start = start
        self._values = {
            **start,
            **({} if form.initial else {k: v for k, v in found.items() if k in start}),
            **form.initial,
        }

    def compose(self) -> ComposeResult:
        tall = 8 + sum(f.lines + 1 if f.lines > 1 else 2 + (f.read_back is not None) for f in self._form.fields)
        small = self._beside is not None or tall > self.app.size.height
        self._compact = small and (self.app.size.width < evidence.WIDE or tall > self.app.size.height)
        yield from evidence.around(Vertical(classes="box"), self._beside, self.app.size.width, self._parts())

    def _parts(self) -> Iterator[Widget]:
        # Text boxes share what the other fields leave of the screen.
        many = max(1, sum(f.lines > 1 for f in self._form.fields))
        spare = (
            evidence.room_for_form(self.app.size.width, self.app.size.height, self._beside)
            - 8
            - sum(1 if f.lines > 1 or self._compact else 2 + (f.read_back is not None) for f in self._form.fields)
        )
        yield Label(first_line(plain(self._form.title), 200), markup=False, classes="title")
        error = Label(self._form.error, id="error", classes="wrong", markup=False)
        error.display = bool(self._form.error)
        yield error
        if self._form.says:
            yield Label(self._form.says, classes="label", markup=False)
        if self._restored:
            yield Label("A draft from last time is back.", classes="label", markup=False)
        for f in self._form.fields:
            box = self._box(f, max(2, min(2 if self._compact else f.lines, spare // many)))
            label = Label(self._label(f), id=f"label-{f.name}", classes="label", markup=False)
            said = Label("", id=f"said-{f.name}", classes="said", markup=False)
            if self._compact and f.lines == 1:
                yield Horizontal(label, box, said, classes="line")
            else:
                yield label
                yield box
                yield said
        yield Label(self._keys(), id="keys", markup=False)

    @staticmethod
    def _known(f: Field) -> list[str]:
        """What a field may hold, as far as it is known."""
        return list(f.choices or (f.offers() if f.offers is not None else ()))

    def _field(self) -> Field | None:
        """The field that is typed into."""
        return next((f for f in self._form.fields if f.name == self.at), None)

    def on_descendant_focus(self) -> None:
        """The field that is typed into stands out by its name too; what can be done in it is said."""
        if not self.is_mounted or self._asking:
            return
        for f in self._form.fields:
            self.query_one(f"#label-{f.name}").set_class(f.name == self.at, "on")
        self.query_one("#keys", Label).update(self._keys())

    def _label(self, f: Field) -> str:
        return f.label + (f"  ({f.hint})" if f.hint and not (self._compact and f.lines == 1) else "")

    def _box(self, f: Field, lines: int) -> Widget:
        """Where a field is typed."""
        if f.lines > 1:
            area = TextArea(self._values[f.name], id=f"f-{f.name}", compact=True, show_line_numbers=False)
            area.styles.height = lines
            return area
        # What is proposed is replaced by what is typed; what somebody typed already is typed on.
        mine = self._values[f.name] != self._start[f.name]
        known = self._known(f)
        kind = YesOrNo if f.choices == YES_NO else OneLine
        return kind(
            self._values[f.name],
            id=f"f-{f.name}",
            compact=True,
            select_on_focus=not mine,
            suggester=SuggestFromList(known, case_sensitive=False) if known else None,
        )

    def _keys(self) -> str:
        field = self._field()
        editor = "   ctrl+o editor" if field is not None and field.lines > 1 else ""
        if field is not None and self._known(field):
            editor = "   space yes or no" if field.choices == YES_NO else "   ctrl+l choose"
        beside = evidence.SAID if self._beside is not None else ""
        return f"ctrl+s {self._form.save}   tab next field   esc leave it{editor}{beside}"

    def on_mount(self) -> None:
        first = self.query_one(f"#f-{self._form.at or self._form.fields[0].name}")
        if isinstance(first, TextArea):
            first.move_cursor(first.document.end)
        first.focus()
        for f in self._form.fields:
            self._say(f)
        if self._drafts is not None and self._form.draft:
            self.set_interval(_AUTOSAVE_SECONDS, self.keep_draft)

    # -- values

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        made = {}
        for f in self._form.fields:
            widget = self.query_one(f"#f-{f.name}")
            made[f.name] = (
                widget.text if isinstance(widget, TextArea) else widget.value if isinstance(widget, Input) else ""
            )
        return made

    @property
    def at(self) -> str:
        """The name of the field that is typed into."""
        on = self.focused.id if self.focused is not None else None
        return on.removeprefix("f-") if on else ""

    def _changed(self) -> bool:
        return self.values() != self._start

    def keep_draft(self) -> None:
        """Put what is typed on the disk, when it has changed since it was last there."""
        values = self.values()
        if self._drafts is not None and self._form.draft and values != self._values and values != self._start:
            self._drafts.keep(self._form.draft, values)
            self._values = values

    def _say(self, f: Field) -> None:
        """What was understood, what is wrong, or what may be typed; a line that says nothing takes no room."""
        said = self.query_one(f"#said-{f.name}", Label)
        text = self.values()[f.name]
        wrong = False
        words = ""
        if f.choices and f.choices != YES_NO:
            match = [c for c in f.choices if text.strip() and c.startswith(text.strip().lower())]
            words = match[0] if len(match) == 1 else "one of " + ", ".join(f.choices)
        elif f.read_back is not None:
            try:
                words = f.read_back(text) if text.strip() else ""
            except TrackerError as error:
                words, wrong = str(error), True
        if words.casefold() == text.strip().casefold():
            words = ""  # it says what stands there already
        if not words and self._compact and f.lines == 1:
            words = f.hint
        said.update(plain(words))
        said.display = bool(words) or (self._compact and f.lines == 1)
        said.set_class(wrong, "wrong")
        said.set_class(not wrong, "said")

    def _error(self, sentence: str) -> None:
        """Say what is wrong with the form as a whole; nothing takes no room."""
        label = self.query_one("#error", Label)
        label.update(sentence)
        label.display = bool(sentence)

    def on_input_changed(self, event: Input.Changed) -> None:
        name = (event.input.id or "").removeprefix("f-")
        if self._form.error and event.input.value != self._values.get(name):
            self._error("")  # what was wrong is being mended
        for f in self._form.fields:
            if event.input.id == f"f-{f.name}":
                self._say(f)

    def on_one_line_joined(self, event: OneLine.Joined) -> None:
        self._error(f"{event.lines} pasted lines became one, for this field has one line.")

    # -- keys

    async def on_key(self, event: events.Key) -> None:
        if self._beside is not None and not self._asking:
            on = self.focused
            goes_on = isinstance(on, TextArea) and on.virtual_size.height > on.size.height
            if self.query_one(evidence.EvidencePane).take(event, text_goes_on=goes_on):
                return
        if self._asking:
            event.stop()
            event.prevent_default()
            self._answer(event.key)
        elif event.key == "ctrl+s":
            event.stop()
            self._save()
        elif event.key == "escape":
            event.stop()
            self._leave()
        elif event.key == "ctrl+o":
            event.stop()
            self._edit_outside()
        elif event.key in ("ctrl+l", "f4"):
            event.stop()
            self._choose()
        elif event.key in ("up", "down") and isinstance(self.focused, Input):
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()

    def on_input_submitted(self) -> None:
        """Enter goes on to the next field, and saves from the last one."""
        last = self.query_one(f"#f-{self._form.fields[-1].name}")
        self._save() if self.focused is last else self.focus_next()

    def _choose(self) -> None:
        """Choose what the field may hold from a list."""
        field = self._field()
        known = self._known(field) if field is not None else []
        if field is None or not known or self._paint is None:
            return
        from tui_tracker.ui.dialogs.picker import Picker
        from tui_tracker.ui.offered import Offer

        box = self.query_one(f"#f-{field.name}", OneLine)

        def taken(found: str | None) -> None:
            if found is not None:
                box.value = found
                box.action_end()

        picker = Picker(field.label, [Offer(k, k) for k in known], self._paint)
        app: Any = self.app
        picker.when_up = app.keys_in_order.pause().end
        self.app.push_screen(picker, taken)

    def _save(self) -> None:
        values = self.values()
        self.saved_at = self.at
        for f in self._form.fields:
            if f.choices and values[f.name].strip():
                match = [c for c in f.choices if c.startswith(values[f.name].strip().lower())]
                values[f.name] = match[0] if match else values[f.name]
        self.dismiss(values)

    def _leave(self) -> None:
        if not self._changed():
            self.dismiss(None)
            return
        self._asking = True
        self._was_on = self.focused
        self.set_focus(None)  # else the field would take the answer as text
        self.query_one("#keys", Label).update(
            "You typed something:  k keep as a draft  x throw away  any other key goes on"
        )

    def _answer(self, key: str) -> None:
        self._asking = False
        if key == "k" and self._drafts is not None and self._form.draft:
            self._drafts.keep(self._form.draft, self.values())
            self.dismiss(None)
        elif key in ("x", "k"):
            if self._drafts is not None and self._form.draft:
                self._drafts.drop(self._form.draft)
            self.dismiss(None)
        else:
            self.query_one("#keys", Label).update(self._keys())
            self.set_focus(self._was_on)

    def _edit_outside(self) -> None:
        """Hand the focused text to the user's own editor."""
        from tui_tracker.ui import editor

        area = self.focused
        if not isinstance(area, TextArea):
            return
        text, fault = editor.edit(self.app, area.text, self._editor)
        if fault:
            self._error(fault)
        elif text is not None and text != area.text:
            area.replace(text, (0, 0), area.document.end)
