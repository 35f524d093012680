"""More: the doors to history, people, plans, imports, and where everything is."""

from __future__ import annotations

from functools import partial

from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import keep
from tui_tracker.ui.lines import Builder, Row, fit
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen

_FILES = ("plan_file", "settings_file", "attachments", "log_file", "version", "sqlite")


class MoreScreen(TrackerScreen):
    """A short menu."""

    name_ = "more"
    tab = "more"

    def build(self, width: int, height: int) -> Page:
        rows = [Row([])]
        for name, words, target in (
            ("History", "every change: who, when, what and why", Place("history")),
            ("People", "everyone the plan names, and the spellings that mean one person", Place("people")),
            ("Plans", "the plans of this file, with their totals", Place("plans")),
            ("Imports", "what was read in, and what the files left unclear", Place("imports")),
            ("Charts", "progress over time, due dates by month, colours by pillar", Place("charts")),
            ("Actions", "who is to do what by when, open until done", Place("actions")),
            ("Publication", "what public papers would give away, and what was decided about it", Place("publication")),
            ("Who I am", self.tracker.me or "not said yet", partial(keep.who_i_am, self)),
            ("Back up", "one zip with plan, attachments and settings", partial(keep.backup, self)),
            ("Verify", "check that every row and every entry agree", partial(keep.verify, self)),
        ):
            rows.append(
                Builder()
                .add("  ")
                .add(f"{name:<12}", "foreground bold", door=target)
                .add(fit(words, max(10, width - 16)), "muted")
                .row(key=name)
            )
        return Page(body=Rows([*rows, Row([]), *self._files(width)]))

    def _files(self, width: int) -> list[Row]:
        """Where everything is."""
        info = self.tracker.keeping.info()
        facts = [(name.replace("_", " "), str(info[name])) for name in _FILES]
        facts.append(("backups", f"{len(info['backups'])} dated copies beside the plan"))
        facts.append(("journal", f"{info['journal_entries']:,} entries, head {info['head'][:16]}…"))
        room = max(10, width - 19)
        lines = (Row([(f"  {name:<15}", "muted"), (fit(text, room), "foreground")]) for name, text in facts)
        return [Row([("  Where everything is", "foreground bold")]), *lines]


SCREEN = MoreScreen
