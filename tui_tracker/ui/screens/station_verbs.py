"""Stations from anywhere: tick lists, who serves where, return forms out and in, visits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui_tracker.domain.text import first_line
from tui_tracker.errors import UsageError
from tui_tracker.files import safe_name
from tui_tracker.paths import typed
from tui_tracker.ui import station_forms
from tui_tracker.ui.screens.asks import Asks

if TYPE_CHECKING:
    from tui_tracker.packs.merge import Take


class StationVerbs(Asks):
    """What concerns stations and return forms."""

    def do_task_roll_out(self) -> None:
        uid = self._task_uid()
        form = station_forms.roll_out(self.t.tracker.tasks.ref(uid))
        self.fill_in(form, lambda v: self.done(self.t.tracker.stations.roll_out(uid, v["stations"])))

    def do_task_tick(self) -> None:
        uid = self._task_uid()
        ticks = self.t.tracker.stations.ticks(uid)
        if not ticks:
            raise UsageError(f"{self.t.tracker.tasks.ref(uid)} has no tick list; ⟦task.roll-out⟧ makes one.")
        form = station_forms.tick(self.t.tracker.tasks.ref(uid), sum(t.done_on is None for t in ticks), self.read.today)

        def submit(v: dict[str, str]) -> str:
            made = self.t.tracker.stations.tick(
                uid, v["station"], done=not v["done"].strip().lower().startswith("n"), on=v["on"], by=v["by"]
            )
            return self.done(made)

        self.fill_in(form, submit)

    def do_person_station(self) -> None:
        self.fill_in(
            station_forms.serves(), lambda v: self.done(self.t.tracker.stations.serves_at(v["name"], v["station"]))
        )

    def do_pack_make(self) -> None:
        self.fill_in(station_forms.pack("", self.read.today), self._made_pack)

    def _made_pack(self, values: dict[str, str]) -> str:
        settings = self.t.user_settings
        name, query = values["name"].strip(), values["query"].strip() or None
        file = values["file"].strip() or f"{safe_name(name or 'return form')} {self.read.today.isoformat()}.xlsx"
        made = self.t.tracker.returns.make(
            typed(file), name, query=query, marking="" if settings.marking == "none" else settings.marking,
            service=settings.service, replace_file=values["replace"].strip().lower().startswith("y"),
        )  # fmt: skip
        count = len(made.form.base)
        beside = f", with {made.chaser.name}" if made.chaser else ""
        return (
            f"Written: {made.path.resolve()} for {made.form.holder}, {count} task{'s' if count != 1 else ''}{beside}."
        )

    def do_pack_merge(self) -> None:
        from tui_tracker.ui.screens.browsing import paths_like

        self.ask(
            "form that came back, or a folder of them; the path may be pasted here",
            "",
            self._merge_typed,
            completions=paths_like,
        )

    def _merge_typed(self, text: str, done: bool) -> None:
        if done and text.strip():
            path = typed(text)
            if not path.exists():
                raise UsageError(f"There is no file or folder {path}.")
            self.go("merging", query=str(path))

    def do_visit(self) -> None:
        self.ask("with whom? a station or a person", "", self._visit_typed, completions=self._names_like)

    def _names_like(self, text: str) -> list[str]:
        """Stations and owners that begin like what is typed."""
        named = [r.name for by in ("station", "owner") for r in self.read.tally(by, "", plan=self.t.plan_uid) if r.name]
        return [n for n in named if n.casefold().startswith(text.strip().casefold())]

    def _visit_typed(self, text: str, done: bool) -> None:
        if done and text.strip():
            whose = self.t.tracker.stations.whose(text)
            self.go("visit", whose.kind, whose.name)

    # -- a second laptop

    def do_copy_merge(self) -> None:
        from tui_tracker.ui.screens.browsing import paths_like

        self.ask(
            "another copy of this plan file, such as a second laptop's; its path may be pasted here",
            "",
            self._copy_typed,
            completions=paths_like,
        )

    def _copy_typed(self, text: str, done: bool) -> None:
        if done and text.strip():
            self._merge_copy(typed(text), {})

    def _merge_copy(self, path: Path, sides: dict[tuple[str, str, str], Take]) -> None:
        """Ask about one clash after the other; then merge as one change."""
        found = self.t.tracker.copies.preview(path, sides)
        if not found.clashes:
            applied = self.t.tracker.copies.merge(found)
            self.say(
                self.done(applied) if applied is not None else "Nothing new: this plan knows all that the copy has."
            )
            return
        clash = found.clashes[0]

        def chosen(key: str) -> None:
            sides[clash.key] = "ours" if key == "<" else "theirs"
            self._merge_copy(path, sides)

        self.choose(
            f"{clash.about}: both laptops changed {clash.field.replace('_', ' ') or 'it, and one took it away'} ({len(found.clashes)} to settle)",
            {"<": f"here: {_short(clash.ours)}", ">": f"there: {_short(clash.theirs)}"},
            chosen,
            f"It was {_short(clash.base)}. Nothing is written until all are settled; ⟦back⟧ leaves everything as it was.",
        )


def _short(value: object) -> str:
    return first_line(str(value).replace("_", " "), 60) if value not in (None, "") else "nothing"
