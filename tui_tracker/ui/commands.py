"""The one registry of commands: id, keys, label, help. Bindings, palette, help and docs/keys.md are made from it."""

from __future__ import annotations

from dataclasses import dataclass

# Where a command works: everywhere; on a task (in a list or open); or in one screen alone, by its name, before all others.
EVERYWHERE, TASK = "everywhere", "task"
CHECKS, SITTING, RETURNS, MERGING, IMPORTING, GRID = "checks", "sitting", "returns", "merging", "importing", "grid"


@dataclass(frozen=True)
class Command:
    """``method`` is called on the screen. ``moves`` marks keys that change nothing and so need no guard against pastes."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: str
    method: str
    group: str
    moves: bool = False
    shown: bool = False


def _c(
    id: str, keys: str, label: str, help: str, where: str, group: str, *, moves: bool = False, shown: bool = False
) -> Command:
    return Command(
        id, tuple(keys.split()), label, help, where, "do_" + id.replace(".", "_").replace("-", "_"), group, moves, shown
    )


COMMANDS: tuple[Command, ...] = (
    _c("go.summary", "1", "Summary", "the pillar table and what waits for someone", EVERYWHERE, "Screens"),
    _c("go.register", "2", "Register", "every area and task", EVERYWHERE, "Screens"),
    _c("go.evidence", "3", "Evidence", "every evidence note", EVERYWHERE, "Screens"),
    _c("go.signoff", "4", "Sign-off", "what waits for QA and sampling", EVERYWHERE, "Screens"),
    _c("go.meeting", "5", "Meeting", "a board's agenda item by item, one key a decision, its minute at the end", EVERYWHERE, "Screens"),
    _c("go.checks", "6", "Checks", "what is wrong with the plan, rule by rule", EVERYWHERE, "Screens"),
    _c("go.returns", "7", "Returns", "forms that went out and came back, visits, dates asked for", EVERYWHERE, "Screens"),
    _c("go.snapshots", "8", "Snapshots", "fixed views of the plan, and papers", EVERYWHERE, "Screens"),
    _c("go.more", "9", "More", "history, people, plans, imports", EVERYWHERE, "Screens"),
    _c("go.actions", "", "Actions", "who is to do what by when, open until done", EVERYWHERE, "Screens"),
    _c("go.charts", "", "Charts", "progress over time, due dates by month, colours by pillar", EVERYWHERE, "Screens"),
    _c("move.down", "down j", "down", "the next row", EVERYWHERE, "Get about", moves=True),
    _c("move.up", "up k", "up", "the row before", EVERYWHERE, "Get about", moves=True),
    _c("move.left", "left h", "left", "the number to the left", EVERYWHERE, "Get about", moves=True),
    _c("move.right", "right l", "right", "the number to the right", EVERYWHERE, "Get about", moves=True),
    _c("move.page-down", "pagedown ctrl+d", "page down", "a page on", EVERYWHERE, "Get about", moves=True),
    _c("move.page-up", "pageup ctrl+u", "page up", "a page back", EVERYWHERE, "Get about", moves=True),
    _c("move.first", "home g", "first", "the first row", EVERYWHERE, "Get about", moves=True),
    _c("move.last", "end G", "last", "the last row", EVERYWHERE, "Get about", moves=True),
    _c("open", "enter", "open", "open what the cursor stands on", EVERYWHERE, "Get about", shown=True),
    _c("back", "escape", "back", "one step back", EVERYWHERE, "Get about"),
    _c("history.back", "[", "back", "the place before", EVERYWHERE, "Get about"),
    _c("history.forward", "]", "forward", "the place after", EVERYWHERE, "Get about"),
    _c("find.filter", "/ ctrl+f", "filter", "show only what matches", EVERYWHERE, "Get about", shown=True),
    _c("find.views", "f", "views", "filters kept under a name, a key each", EVERYWHERE, "Get about"),
    _c("find.save-view", "", "save this view", "keep the register's filter under a name", EVERYWHERE, "Get about"),
    _c("find.drop-view", "", "forget a view", "a kept filter is not needed any more", EVERYWHERE, "Get about"),
    _c("find.go-to", ": ctrl+g", "go to", "a reference, such as 11/6", EVERYWHERE, "Get about", shown=True),
    _c("view.tally", "#", "tally", "what is shown, counted by owner, pillar, progress, stage or station", EVERYWHERE, "Get about"),
    _c("view.peek", "p", "peek", "the pane that shows what the cursor stands on", EVERYWHERE, "Get about"),
    _c("view.sort", "z", "sort", "another order", EVERYWHERE, "Get about"),
    _c("view.next", "tab", "next list", "the next queue or view of this screen", EVERYWHERE, "Get about"),
    _c("view.plan", "P", "plan", "one plan of the file, or all", EVERYWHERE, "Get about"),
    _c("view.as-at", "@", "as at", "the plan as it was on a day, read-only", EVERYWHERE, "Get about"),
    _c("view.explain", "=", "explain", "why this colour or count", EVERYWHERE, "Get about"),
    _c("view.theme", "T", "theme", "dark, light, high contrast, the terminal's own", EVERYWHERE, "Get about"),
    _c("mark.toggle", "space", "mark", "mark this task and go down; a verdict is then for all that are marked", TASK, "Many at once", shown=True),
    _c("mark.range", "v", "range", "mark from here to where v is pressed again", EVERYWHERE, "Many at once"),
    _c("mark.all", "*", "mark all", "mark all tasks shown", EVERYWHERE, "Many at once"),
    _c("mark.clear", "-", "clear marks", "nothing is marked any more", EVERYWHERE, "Many at once"),
    _c("task.complete", "c", "complete", "reported complete", TASK, "This task", shown=True),
    _c("task.on-target", "t", "on target", "under way and in time", TASK, "This task", shown=True),
    _c("task.behind", "b", "behind", "behind target", TASK, "This task", shown=True),
    _c("task.ongoing", "o", "ongoing", "continuing, with no end set", TASK, "This task"),
    _c("task.not-started", "x", "not started", "nothing done yet", TASK, "This task"),
    _c("task.defer", "d", "defer", "to a later date, with a reason", TASK, "This task", shown=True),
    _c("task.wait", "w", "waiting", "on a body outside, with a day to chase it", TASK, "This task"),
    _c("task.ready", "r", "ready", "complete on somebody's word, waiting for QA", TASK, "This task", shown=True),
    _c("task.sign", "s", "sign", "record the sign-off that is due", TASK, "This task", shown=True),
    _c("promise.meet", "K", "kept", "a promise to look again was kept", TASK, "This task"),
    _c("promise.new", "", "promise", "note a promise to look again", TASK, "This task"),
    _c("task.note", "n", "note", "add an evidence note", TASK, "Say more", shown=True),
    _c("task.evidence", "V", "evidence", "a note with its kind, how long it holds, and other tasks it serves", TASK, "Say more"),
    _c("task.action", "a", "action", "an action for somebody, open until it is done", EVERYWHERE, "Say more"),
    _c("action.escalate", "", "escalate", "put a task or an area before another body", EVERYWHERE, "Say more"),
    _c("task.roll-out", "", "roll out", "a tick list of stations for this task", TASK, "Say more"),
    _c("task.tick", "", "tick a station", "this task is done at a station, or is not", TASK, "Say more"),
    _c("person.station", "", "who serves where", "the station of a person", EVERYWHERE, "Plan"),
    _c("pack.make", "", "return form", "a form for a station or a person, with only their tasks", EVERYWHERE, "Plan"),
    _c("pack.merge", "", "read a return in", "merge a form, or a folder of forms, that came back", EVERYWHERE, "Plan"),
    _c("copy.merge", "", "second laptop", "merge another copy of this plan file", EVERYWHERE, "Plan"),
    _c("visit", "", "visit", "with a person or at a station: theirs alone, said by them", EVERYWHERE, "Plan"),
    _c("task.step", "", "steps", "steps inside a task, each with a state of its own", TASK, "Say more"),
    _c("task.move-date", "m", "move date", "a new due date, with a reason", TASK, "Say more"),
    _c("record.edit", "e f2", "edit", "every field in a form", EVERYWHERE, "Say more", shown=True),
    _c("record.new", "ctrl+n", "new", "a new task here", EVERYWHERE, "Structure"),
    _c("area.new", "N", "new area", "a new area in this plan", EVERYWHERE, "Structure"),
    _c("area.story", "", "area's story", "resources, expected effect, summary, progress, headline", EVERYWHERE, "Say more"),
    _c("area.closing", "", "area's closing", "closed by a committee, told to the inspectorate, business as usual, embedded", EVERYWHERE, "Say more"),
    _c("area.problem", "", "problem", "something met on the way in this area, open until it is closed", EVERYWHERE, "Say more"),
    _c("area.milestone", "", "milestone", "letter, date set, plan sent, panel, review, revisit, discharge", EVERYWHERE, "Say more"),
    _c("area.review", "", "reviewed today", "progress of this area was reviewed today", EVERYWHERE, "Say more"),
    _c("area.opinion", "", "auditor's opinion", "full, substantial, partial, little or no assurance", EVERYWHERE, "Say more"),
    _c("area.judged", "", "question and importance", "inspection question, auditor's importance, rhythm of review, risk registers", EVERYWHERE, "Say more"),
    _c("area.colour", "", "colour by hand", "an area's RAG set by hand, for a reason that prints", EVERYWHERE, "Say more"),
    _c("record.split", "+", "split", "a second task beside this one, or some tasks off an area", EVERYWHERE, "Structure"),
    _c("record.join", "J", "join", "take another task of the area, or another area, into this one", EVERYWHERE, "Structure"),
    _c("record.move", ">", "move", "to another area or pillar", EVERYWHERE, "Structure"),
    _c("record.withdraw", "W", "withdraw", "out of every count, with a reason", EVERYWHERE, "Structure"),
    _c("edit.undo", "u ctrl+z", "undo", "take back the last change", EVERYWHERE, "Take back", shown=True),
    _c("edit.redo", "U ctrl+y", "redo", "bring back what undo took", EVERYWHERE, "Take back"),
    _c("plan.import", "i", "import", "read in a service's file", EVERYWHERE, "Plan"),
    _c("plan.export", "E", "export", "the plan as a paper, a workbook, rows, dates, or everything", EVERYWHERE, "Plan"),
    _c("plan.into", "I", "into their workbook", "a copy of the service's own workbook with today's progress, dates and notes", EVERYWHERE, "Plan"),
    _c("plan.report", "R", "paper", "committee paper, closure case, chaser, minute, questions, handover", EVERYWHERE, "Plan"),
    _c("plan.snapshot", "S", "snapshot", "fix the plan under a name", EVERYWHERE, "Plan"),
    _c("sample.draw", "", "draw a sample", "what Business Assurance looks at next, weighted to risk", EVERYWHERE, "Plan"),
    _c("check.accept", "a", "accept", "accept a finding of a check, with a reason", CHECKS, "This screen"),
    _c("proposal.agree", "y", "yes", "the date that is asked for is agreed to", RETURNS, "This screen", shown=True),
    _c("proposal.decline", "n", "no", "the date stays as it is", RETURNS, "This screen"),
    _c("merge.also", "y", "take as a note", "what is written besides the answers becomes a note of its task", MERGING, "This screen", shown=True),
    _c("merge.ours", "<", "ours", "what stands here holds", MERGING, "This screen", shown=True),
    _c("merge.theirs", ">", "theirs", "what came back holds", MERGING, "This screen", shown=True),
    _c("import.yes", "y", "yes", "the column was taken for what it is; the two spellings are one person", IMPORTING, "This screen", shown=True),
    _c("import.no", "n", "no", "the column is not used; the two spellings are two people", IMPORTING, "This screen"),
    _c("import.role", "space", "another field", "the column becomes the next field; in the preview: open or close", IMPORTING, "This screen", shown=True),
    _c("import.ours", "<", "ours", "what stands here holds", IMPORTING, "This screen"),
    _c("import.theirs", ">", "theirs", "what the file says holds", IMPORTING, "This screen"),
    _c("import.grid", "v", "cells", "the file's own cells, and what each row and column was read as", IMPORTING, "This screen", shown=True),
    _c("grid.role", "space", "column", "what the column under the cursor holds", GRID, "This screen", shown=True),
    _c("grid.head", "H", "heading", "this row is the heading of its table", GRID, "This screen", shown=True),
    _c("grid.areas", "B", "areas", "rows like this one name an area each; again: they do not", GRID, "This screen", shown=True),
    _c("grid.take", "+", "take", "this row heads one more table that is a plan", GRID, "This screen", shown=True),
    _c("grid.leave", "-", "leave", "the table under the cursor is no plan", GRID, "This screen", shown=True),
    _c("grid.ways", "w", "readings", "the whole readings of this sheet that differ, a key each", GRID, "This screen", shown=True),
    _c("grid.way-1", "1", "best reading", "the reading of this sheet that looks best", GRID, "This screen"),
    _c("grid.way-2", "2", "second reading", "the next best reading of this sheet", GRID, "This screen"),
    _c("grid.way-3", "3", "third reading", "the one after", GRID, "This screen"),
    _c("grid.way-4", "4", "fourth reading", "and the one after that", GRID, "This screen"),
    _c("meeting.skip", "space", "next undecided", "leave this item undecided and go on", SITTING, "This screen", shown=True),
    _c("meeting.later", "z", "later", "this item comes again when all others have come", SITTING, "This screen", shown=True),
    _c("meeting.previous", "[", "back", "the item before", SITTING, "This screen", moves=True),
    _c("meeting.following", "]", "on", "the item after", SITTING, "This screen", moves=True),
    _c("meeting.escalate", "E", "escalate", "put it before another body, and why", SITTING, "This screen"),
    _c("meeting.close", "C", "close area", "this board closes the area", SITTING, "This screen"),
    _c("meeting.end", "ctrl+e", "end", "end the meeting and show its minute", SITTING, "This screen", shown=True),
    _c("plan.scheme", "", "colours", "what green means in this plan", EVERYWHERE, "Plan"),
    _c("plan.grade", "", "grade", "the inspectorate's grade of a pillar or a question, this time and last", EVERYWHERE, "Plan"),
    _c("plan.grades", "", "grades", "the inspectorate's grades, this time and last", EVERYWHERE, "Plan"),
    _c("plan.round", "", "next round", "carry what is open into a new plan, with its history", EVERYWHERE, "Plan"),
    _c("plan.new", "", "new plan", "start an empty plan", EVERYWHERE, "Plan"),
    _c("plan.questions", "", "eleven questions", "start a plan with an area for each inspection question", EVERYWHERE, "Plan"),
    _c("plan.backup", "", "backup", "one zip with everything", EVERYWHERE, "Plan"),
    _c("plan.verify", "", "verify", "check that every row and entry agree", EVERYWHERE, "Plan"),
    _c("me", "", "who I am", "whose name stands on what you enter", EVERYWHERE, "Plan"),
    _c("help", "? f1", "help", "the keys of this screen", EVERYWHERE, "Help", shown=True),
    _c("palette", "ctrl+p", "every command", "find a command by its name", EVERYWHERE, "Help"),
    _c("quit", "ctrl+q", "quit", "close the app", EVERYWHERE, "Help"),
)  # fmt: skip
BY_ID = {c.id: c for c in COMMANDS}
# What is done to all marked tasks at once, wherever the cursor stands.
FOR_MARKS = frozenset(
    (
        "task.complete", "task.on-target", "task.behind", "task.ongoing", "task.not-started", "task.defer", "task.wait", "task.ready",
        "task.sign", "task.note", "task.move-date",
    )
)  # fmt: skip
SHOWN_KEYS = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "f1": "F1", "f2": "F2"}


def key_name(key: str) -> str:
    """How a key is written for people."""
    return SHOWN_KEYS.get(key, key)


def key_map(changes: dict[str, str] | None = None, screen: str = "") -> dict[str, Command]:
    """Key → command, with the user's own keys (command id → keys) in the place of ours; a screen's own keys come first."""
    made: dict[str, Command] = {}
    for command in sorted(COMMANDS, key=lambda c: c.where == screen):
        if command.where in (EVERYWHERE, TASK, screen):
            keys = changes[command.id].split() if changes and command.id in changes else command.keys
            for key in keys:
                made[key] = command
    return made


def keys_markdown() -> str:
    """docs/keys.md, made from the registry."""
    lines = ["# Keys", "", "Made from the program's registry of commands; a test holds the two equal.", ""]
    lines += [
        "Other keys of your own go into the settings file (`tui-tracker info` says where it is), by the id of the command:", "",
        "```toml", "[keys]", '"task.complete" = "f5"', '"task.defer" = "d ctrl+d"', '"move.page-down" = "pagedown"', "```", "",
        "An unknown id, a key that cannot be pressed, and one key for two commands are each refused in a sentence when the app opens.", "",
    ]  # fmt: skip
    for group in dict.fromkeys(c.group for c in COMMANDS):
        lines += [f"## {group}", "", "| key | command | what it does | id |", "|---|---|---|---|"]
        for c in COMMANDS:
            if c.group == group:
                keys = ", ".join(f"`{key_name(k)}`" for k in c.keys) or "(in the palette)"
                lines.append(f"| {keys} | {c.label} | {c.help} | `{c.id}` |")
        lines.append("")
    return "\n".join(lines)
