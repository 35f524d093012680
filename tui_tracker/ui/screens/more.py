"""More: the doors to history, people, plans, imports, and where everything is."""

from __future__ import annotations

from functools import partial

from tui_tracker.ui.canvas import Page, Rows
from tui_tracker.ui.commands import keep
from tui_tracker.ui.lines import Builder, Row, fit
from tui_tracker.ui.place import Place
from tui_tracker.ui.screens.base import TrackerScreen


class MoreScreen(TrackerScreen):
    """A short menu."""

    name_ = "more"
    tab = "more"

    def build(self, width: int, height: int) -> Page:
        info = self.tracker.keeping.info()
        rows = [Row([])]
        for name, words, target in (
            ("History", "every change: who, when, what and why", Place("history")),
            ("People", "everyone the plan names, and the spellings that mean one person", Place("people")),
            ("Plans", "the plans of this file, with their totals", Place("plans")),
            ("Imports", "what was read in, and what the files left unclear", Place("imports")),
            ("Charts", "progress over time, due dates by month, colours by pillar", Place("charts")),
            ("Actions", "who is to do what by when, open until done", Place("actions")),
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
        rows += [Row([]), Row([("  Where everything is", "foreground bold")])]
        for name in ("plan_file", "settings_file", "attachments", "log_file", "version", "sqlite"):
            rows.append(
                Row(
                    [
                        (f"  {name.replace('_', ' '):<15}", "muted"),
                        (fit(str(info[name]), max(10, width - 19)), "foreground"),
                    ]
                )
            )
        rows.append(
            Row(
                [("  backups        ", "muted"), (f"{len(info['backups'])} dated copies beside the plan", "foreground")]
            )
        )
        rows.append(
            Row(
                [
                    ("  journal        ", "muted"),
                    (f"{info['journal_entries']:,} entries, head {info['head'][:16]}…", "foreground"),
                ]
            )
        )
        return Page(body=Rows(rows))


SCREEN = MoreScreen
