"""Finding: the filter, views kept under a name, and going to a reference."""

from __future__ import annotations

from tui_tracker.errors import UsageError
from tui_tracker.ui import forms
from tui_tracker.ui.screens.asks import Asks


class FindVerbs(Asks):
    """A filter is the register's; a view is a filter with a name."""

    def do_find_filter(self) -> None:
        self.go("register")
        from tui_tracker.ui.screens.register import RegisterScreen

        screen = self.t.screen_for("register")
        assert isinstance(screen, RegisterScreen)
        screen.ask_filter(come_for_it=True)

    def do_find_views(self) -> None:
        views = self.t.tracker.saved_views.all()
        if not views:
            raise UsageError("No view is kept yet: filter the register (⟦find.filter⟧), then ⟦find.save-view⟧.")
        keys = dict(zip("123456789abcdefghij", views, strict=False))
        self.choose(
            "Show which view?",
            {key: f"{v.name}   / {v.query or 'no filter'}" for key, v in keys.items()},
            lambda key: self.go("register", query=keys[key].query),
        )

    def do_find_save_view(self) -> None:
        if self.name_ not in ("register", "tally"):
            raise UsageError(
                "A view is the register's filter: go to the register (⟦go.register⟧), set one with ⟦find.filter⟧, then save it."
            )
        text = self.here.query
        form = forms.one_line(
            f"Keep this view: / {text or 'no filter'}", "name", "its name, such as Ours and late", "keep"
        )
        self.fill_in(form, lambda v: self.done(self.t.tracker.saved_views.save(v["name"], text)))

    def do_find_drop_view(self) -> None:
        keys = dict(zip("123456789abcdefghij", self.t.tracker.saved_views.all(), strict=False))
        self.choose(
            "Forget which view?",
            {key: v.name for key, v in keys.items()},
            lambda key: self.say(self.done(self.t.tracker.saved_views.drop(keys[key].name))),
        )

    def do_find_go_to(self) -> None:
        self.ask("go to: 11/6, SII2, culture:9", "", self._go_to_typed, completions=self._refs_like)

    def _refs_like(self, text: str) -> list[str]:
        """References that begin like what is typed."""
        from tui_tracker.domain.refs import normal_area

        area, slash, task = text.partition("/")
        start = normal_area(area) + (f"/{task.upper()}" if slash else "")
        return [
            r for r in self.read.all_refs(self.t.plan_uid, tasks=bool(slash)) if r.upper().startswith(start.upper())
        ]

    def _go_to_typed(self, text: str, done: bool) -> None:
        if not done or not text.strip():
            return
        found = self.t.tracker.resolve(text, plan=self.t.plan_uid)
        self.go(found.kind, found.uid)
