"""A form: fields in a box, checked while they are typed. Returns what was typed, or None; it writes nothing but a draft."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea

from tui_tracker.domain.text import first_line
from tui_tracker.errors import TrackerError
from tui_tracker.ui.asking import Field, Form
from tui_tracker.ui.dialogs.dialog import Dialog
from tui_tracker.ui.dialogs.one_line import OneLine
from tui_tracker.ui.drafts import Drafts
from tui_tracker.ui.lines import plain

_AUTOSAVE_SECONDS = 1.0


class FormDialog(Dialog[dict[str, str] | None]):
    """ctrl+s gives the values back; Esc gives None, and asks first when something was typed."""

    DEFAULT_CSS = """
    FormDialog { align: center middle; background: $background 40%; }
    FormDialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 96%; background: $surface; border: solid $accent;
        padding: 0 1; overflow-y: auto; }
    FormDialog Label { width: 1fr; height: auto; color: $foreground; }
    FormDialog .label { color: $text-muted; }
    FormDialog .said { color: $text-muted; height: 1; }
    FormDialog .wrong { color: $error; height: auto; }
    FormDialog Input { border: none; height: 1; padding: 0 1; background: $panel; }
    FormDialog TextArea { border: none; padding: 0 1; background: $panel; }
    FormDialog #keys { color: $text-muted; }
    """

    def __init__(self, form: Form, drafts: Drafts | None = None, editor: str = "") -> None:
        super().__init__()
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
        # Text boxes share what the other fields leave of the screen.
        many = max(1, sum(f.lines > 1 for f in self._form.fields))
        spare = (
            self.app.size.height
            - 8
            - sum(1 if f.lines > 1 else 2 + (f.read_back is not None or bool(f.choices)) for f in self._form.fields)
        )
        with Vertical():
            yield Label(first_line(plain(self._form.title), 200), markup=False)
            if self._form.says:
                yield Label(self._form.says, classes="label", markup=False)
            if self._restored:
                yield Label("A draft from last time is back.", classes="label", markup=False)
            for f in self._form.fields:
                yield Label(f"{f.label}" + (f"  ({f.hint})" if f.hint else ""), classes="label", markup=False)
                if f.lines > 1:
                    area = TextArea(self._values[f.name], id=f"f-{f.name}", compact=True, show_line_numbers=False)
                    area.styles.height = max(2, min(f.lines, spare // many))
                    yield area
                else:
                    # What is proposed is replaced by what is typed; what somebody typed already is typed on.
                    mine = self._values[f.name] != self._start[f.name]
                    yield OneLine(self._values[f.name], id=f"f-{f.name}", compact=True, select_on_focus=not mine)
                if f.read_back is not None or f.choices:
                    yield Label("", id=f"said-{f.name}", classes="said", markup=False)
            yield Label(self._form.error, id="error", classes="wrong", markup=False)
            yield Label(self._keys(), id="keys", markup=False)

    def _keys(self) -> str:
        editor = "   ctrl+o editor" if any(f.lines > 1 for f in self._form.fields) else ""
        return f"ctrl+s {self._form.save}   tab next field   esc leave it{editor}"

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
        if f.read_back is None and not f.choices:
            return
        said = self.query_one(f"#said-{f.name}", Label)
        text = self.values()[f.name]
        wrong = False
        if f.choices:
            match = [c for c in f.choices if text.strip() and c.startswith(text.strip().lower())]
            words = match[0] if len(match) == 1 else "one of " + ", ".join(f.choices)
        else:
            assert f.read_back is not None
            try:
                words = f.read_back(text) if text.strip() else ""
            except TrackerError as error:
                words, wrong = str(error), True
        said.update(plain(words))
        said.set_class(wrong, "wrong")
        said.set_class(not wrong, "said")

    def on_input_changed(self, event: Input.Changed) -> None:
        for f in self._form.fields:
            if event.input.id == f"f-{f.name}":
                self._say(f)

    def on_one_line_joined(self, event: OneLine.Joined) -> None:
        self.query_one("#error", Label).update(f"{event.lines} pasted lines became one, for this field has one line.")

    # -- keys

    async def on_key(self, event: events.Key) -> None:
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
        elif event.key in ("up", "down") and isinstance(self.focused, Input):
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()

    def on_input_submitted(self) -> None:
        """Enter goes on to the next field, and saves from the last one."""
        last = self.query_one(f"#f-{self._form.fields[-1].name}")
        self._save() if self.focused is last else self.focus_next()

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
            self.query_one("#error", Label).update(fault)
        elif text is not None and text != area.text:
            area.replace(text, (0, 0), area.document.end)
