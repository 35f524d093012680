"""The floors that the app is held against: a bare Textual app, and a stock table of 76 rows."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult


class Bare(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        from textual.widgets import Static

        yield Static("READY T000001")


class Table(App[None]):
    """A DataTable of eight columns."""

    def compose(self) -> ComposeResult:
        from textual.widgets import DataTable

        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        from textual.widgets import DataTable

        table = self.query_one(DataTable)
        table.add_columns(*(f"column {n}" for n in range(8)))
        for n in range(1, 77):
            table.add_row(f"T{n:06d}", *(f"value {n} {c}" for c in range(7)))


class Counter(App[None]):
    """One Static that says how many keys were pressed: the floor for a key that brings the next item."""

    count = 0

    def compose(self) -> ComposeResult:
        from textual.widgets import Static

        yield Static("READY item 0 of", id="count")

    def on_key(self) -> None:
        from textual.widgets import Static

        self.count += 1
        self.query_one("#count", Static).update(f"item {self.count} of")


if __name__ == "__main__":
    {"bare": Bare, "table": Table, "counter": Counter}[sys.argv[1]]().run()
