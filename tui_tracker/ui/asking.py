"""What a form asks: data only, so that naming a form loads no widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace

from tui_tracker.frozen import dataclass

YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Field:
    """One field. ``read_back`` says under it what was understood, and raises TrackerError when it is not.

    ``choices`` are the only words it takes; ``offers`` gives what is known already, such as the people of the plan.
    """

    name: str
    label: str
    value: str = ""
    lines: int = 1
    hint: str = ""
    read_back: Callable[[str], str] | None = None
    choices: tuple[str, ...] = ()
    offers: Callable[[], Sequence[str]] | None = None


def keyed_form(form: Form, keyed: Callable[[str], str]) -> Form:
    """The form with keys put in where its sentences name commands; also into what a field says of what is typed."""

    def read_back(say: Callable[[str], str]) -> Callable[[str], str]:
        return lambda text: keyed(say(text))

    fields = tuple(
        replace(f, label=keyed(f.label), hint=keyed(f.hint), read_back=read_back(f.read_back) if f.read_back else None)
        for f in form.fields
    )
    return replace(form, title=keyed(form.title), says=keyed(form.says), error=keyed(form.error), fields=fields)


@dataclass(frozen=True)
class Form:
    """What a form asks. ``draft`` names its draft; ``says`` stands above the fields.

    ``waits``: what it asks for may have to be settled first; then it keeps its words until that is done.

    A form that comes back after a refusal has its ``error``, what was typed (``initial``) and the field it was saved ``at``.
    """

    title: str
    fields: tuple[Field, ...]
    save: str = "save"
    draft: str = ""
    says: str = ""
    error: str = ""
    initial: dict[str, str] = field(default_factory=dict)
    at: str = ""
    waits: bool = False

    @property
    def about(self) -> str:
        """The uid of the record that it is about, by which its draft is named; blank when it is about none."""
        return self.draft.rpartition("-")[2] if "-" in self.draft else ""
