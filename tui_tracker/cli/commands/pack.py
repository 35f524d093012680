"""``tui-tracker pack``: return forms for stations and people: make, check, merge, list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_tracker.cli.options import A_PATH, common, looking, my_places, writing
from tui_tracker.cli.output import done, say, show, show_json, show_table
from tui_tracker.domain.file_endings import RETURN_FORMS
from tui_tracker.domain.text import count_of
from tui_tracker.errors import TrackerError, UsageError

if TYPE_CHECKING:
    from tui_tracker.actions.bring_in.return_preview import Preview
    from tui_tracker.actions.tracker import Applied, Tracker
    from tui_tracker.packs.merge import Outcome


@click.group("pack")
def pack_command() -> None:
    """Return forms for stations and people: make, check, merge, list."""


@pack_command.command("make")
@click.option("--for", "whom", metavar="NAME", default="", help="A station or a person; with --query, whom it is for.")
@click.option("--query", help="Any filter instead: the tasks it shows.")
@click.option("--each-station", is_flag=True, help="One form for every station, into the folder that -o names.")
@click.option("--format", "form", type=click.Choice(RETURN_FORMS), help="Else by the file's ending; .xlsx.")
@click.option("--marking", metavar="MARK", help="OFFICIAL, OFFICIAL-SENSITIVE or none; else the settings say.")
@click.option("--no-chaser", is_flag=True, help="Leave out the sheet that says what is late.")
@click.option("--replace", is_flag=True, help="Write over a file that exists.")
@click.option("-o", "out", required=True, type=A_PATH, help="The file to write.")
@common
def make(
    whom: str,
    query: str | None,
    each_station: bool,
    form: str | None,
    marking: str | None,
    no_chaser: bool,
    replace: bool,
    out: Path,
) -> None:
    """Write a return form: only their tasks, with a chaser sheet beside it."""
    from tui_tracker.cli.outgoing import style
    from tui_tracker.files import safe_name
    from tui_tracker.settings import load

    if not whom.strip() and query is None and not each_station:
        raise UsageError("Whom is it for? Say --for NAME, --query FILTER, or --each-station.")
    mark, service = style(True, marking, None).mark, load(my_places().settings).service
    with writing() as tracker:
        wanted = [(whom, out)]
        if each_station:
            out.mkdir(parents=True, exist_ok=True)
            wanted = [(s, out / f"{safe_name(s)}.{form or 'xlsx'}") for s in tracker.stations.stations()]
            if not wanted:
                raise UsageError("No task, person or tick list names a station yet.")
        for name, path in wanted:
            made = tracker.returns.make(
                path,
                name,
                query=query,
                marking=mark,
                service=service,
                form=form,
                chaser=not no_chaser,
                replace_file=replace,
            )
            say(
                f"Written: {made.path} for {made.form.holder}, {count_of(len(made.form.base), 'task')}"
                + (f"; {made.chaser}" if made.chaser else "")
            )


@pack_command.command("list")
@click.option("--waiting", is_flag=True, help="Only those that nobody has answered.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def list_forms(waiting: bool, as_json: bool) -> None:
    """What went to whom, when, and who has not answered."""
    with looking() as tracker:
        found = tracker.returns.waiting() if waiting else tracker.returns.all()
        days = {f.uid: tracker.returns.days_out(f) for f in found}
    if as_json:
        show_json(
            [
                {
                    "number": f.number, "for": f.holder, "kind": f.holder_kind, "tasks": len(f.base), "file": f.file, "sent_on": f.sent_on.isoformat(),
                    "answered_on": f.answered_on.isoformat() if f.answered_on else None, "withdrawn": f.withdrawn, "days_out": days[f.uid],
                }
                for f in found
            ]
        )  # fmt: skip
        return
    rows: list[list[object]] = [["No", "for", "tasks", "file", "sent", "answer"]]
    for f in found:
        state = (
            f"answered {f.answered_on}"
            if f.answered_on
            else f"withdrawn: {f.withdrawn}"
            if f.withdrawn
            else f"out {days[f.uid]} days"
        )
        rows.append([f.number, f.holder, len(f.base), f.file, f.sent_on, state])
    show_table(rows, right=(0, 2))
    say(f"{count_of(len(found), 'form')}.")


@pack_command.command("chased")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def chased_people(as_json: bool) -> None:
    """Who was asked and has not answered, those asked most often first; asked twice is to be escalated."""
    with looking() as tracker:
        found = tracker.chasing.unanswered()
    if as_json:
        show_json(
            [
                {
                    "for": c.holder, "times": c.times, "first": c.first.isoformat(), "last": c.last.isoformat(), "forms": list(c.numbers),
                    "tasks": len(c.tasks), "escalate": c.to_escalate,
                }
                for c in found
            ]
        )  # fmt: skip
        return
    rows: list[list[object]] = [["for", "asked", "first", "last", "tasks", ""]]
    rows += [[c.holder, c.times, c.first, c.last, len(c.tasks), "to escalate" if c.to_escalate else ""] for c in found]
    show_table(rows, right=(1, 4))
    say(f"{count_of(len(found), 'person', 'people')} {'owes' if len(found) == 1 else 'owe'} an answer.")


@pack_command.command("withdraw")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why no answer is expected.")
@common
def withdraw(number: int, reason: str) -> None:
    """No answer to form NUMBER is expected any more."""
    with writing() as tracker:
        done(tracker.returns.withdraw(number, reason))


@pack_command.command("open")
@click.argument("file", type=A_PATH)
def open_pack(file: Path) -> int:
    """Fill in a form on this screen: the same questions, on the file alone, without a plan."""
    from tui_tracker.cli.app import open_form

    return open_form(file)


@pack_command.command("check")
@click.argument("what", type=A_PATH)
@common
def check(what: Path) -> int:
    """Say of a returned form, or of each in a folder, whether it can be merged and what it would bring; nothing is written."""
    from tui_tracker.actions.bring_in.returns import forms_in

    code = 0
    forms = forms_in(what) if what.is_dir() else [what]
    with looking() as tracker:
        for path in forms:
            try:
                found = tracker.returns.preview(path)
            except TrackerError as error:
                if len(forms) == 1:
                    raise
                say(_named(path, error))
                code = max(code, error.exit_code)
                continue
            sent = f"sent {found.form.sent_on}"
            show(
                f"{path.name}: return form {found.form.number} for {found.form.holder}, {sent}"
                + (f", filled in by {found.by}" if found.by else "")
            )
            _shown(found)
            for one in found.unread:
                say(f"{path.name}, {one.where} ({one.ref}): {one.message}.")
            code = max(code, 4 if found.unread else 1 if found.clashes or found.missing else 0)
    if what.is_dir():
        _rest(what)
    return code


def _show_merge(heading: str, found: Preview, applied: Applied | None) -> None:
    if heading:
        show(heading)
    _shown(found)
    if applied is not None:
        done(applied)


def _previewed(tracker: Tracker, path: Path, take: Any, also: bool, confirm: bool) -> Preview:
    """What merging a form would do; with ``confirm``, what is asked as “is it right?” is right."""
    found = tracker.returns.preview(path, take=take, also=None if also else ())
    right = {(u.ref, u.field): u.raw for u in found.unread if u.message.endswith("?")} if confirm else {}
    return tracker.returns.preview(path, take=take, also=None if also else (), settled=right) if right else found


@pack_command.command("merge")
@click.argument("what", type=A_PATH)
@click.option("--dry-run", is_flag=True, help="Show what it would bring; write nothing.")
@click.option("--take", type=click.Choice(["ours", "theirs"]), help="Which side holds where both have changed.")
@click.option("--also", is_flag=True, help="Take what else is written on it, and stands with a task, as notes.")
@click.option("--confirm", is_flag=True, help="What is asked as “is it right?” is right.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a contract.")
@common
def merge(what: Path, dry_run: bool, take: Any, also: bool, confirm: bool, as_json: bool) -> int:
    """Merge a returned form, or each form in a folder; exit 1 when both sides changed something, 4 when an answer waits that cannot be read, or words name no task.

    What cannot be read holds up nothing else; what is written besides the answers is listed, and taken as notes with --also.
    """
    from tui_tracker.actions.bring_in.returns import forms_in

    whole = what.is_dir()
    forms = forms_in(what) if whole else [what]
    code = 0
    lines = []
    answered: set[str] = set()
    with writing() as tracker:
        for path in forms:
            try:
                found = _previewed(tracker, path, take, also, confirm)
                applied = tracker.returns.merge(found) if not dry_run and not found.clashes else None
            except TrackerError as error:
                if len(forms) == 1:
                    if as_json:
                        show_json(_refused(str(error)))
                    raise
                say(_named(path, error))
                lines.append({"file": path.name, **_refused(str(error))})
                code = max(code, error.exit_code)
                continue
            if as_json:
                lines.append({"file": path.name, **_as_json(found, applied=applied is not None)})
            else:
                _show_merge(f"{path.name}: {found.form.holder}" if len(forms) > 1 else "", found, applied)
            if applied is not None or found.merged_before:
                answered.add(found.form.holder)
            code = max(code, _waits(path, found, merged=applied is not None, tried=not dry_run))
        left = [h for h in dict.fromkeys(f.holder for f in tracker.returns.waiting()) if h not in answered]
    if as_json:
        show_json(lines if whole else lines[0])
    if whole:
        _rest(what)
        _say_left([] if as_json else left)
    return code


def _say_left(holders: list[str]) -> None:
    if holders:
        say(f"No answer yet from {', '.join(holders[:12])}{' …' if len(holders) > 12 else ''}.")


def _waits(path: Path, found: Preview, *, merged: bool, tried: bool) -> int:
    """Say what of a form waits for somebody; the exit code that says so too."""
    end = "The rest was merged." if merged else "Nothing more was merged."
    for one in found.unread:
        stop = "" if one.message.endswith("?") else "."
        how = " --confirm says that it is." if one.message.endswith("is it right?") else ""
        say(f"{path.name}, {one.where} ({one.ref}): {one.message}{stop}{how} {end if tried else ''}".rstrip())
    if found.clashes:
        say(
            f"{path.name}: nothing was written; say --take ours or --take theirs, or settle it on screen, under Returns."
        )
    homeless = [one for one in found.also if not one.ref and not found.merged_before]
    if homeless:
        say(
            f"{path.name}: {count_of(len(homeless), 'line')} that {'names' if len(homeless) == 1 else 'name'} no task of this form; note by hand what is wanted of it."
        )
    return 4 if found.unread or homeless else 1 if found.clashes else 0


def _rest(folder: Path) -> None:
    """Every other file of a folder, with the reason why it was passed over."""
    from tui_tracker.actions.bring_in.returns import passed_over

    for line in passed_over(folder):
        say(f"passed over: {line}.")


def _named(path: Path, error: TrackerError) -> str:
    """A refusal with its file's name, once."""
    return str(error) if path.name in str(error) else f"{path.name}: {error}"


@pack_command.command("merge-copy")
@click.argument("file", type=A_PATH)
@click.option("--dry-run", is_flag=True, help="Show what it would bring; write nothing.")
@click.option(
    "--take", type=click.Choice(["ours", "theirs"]), help="Which side holds where both laptops changed something."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@common
def merge_copy(file: Path, dry_run: bool, take: Any, as_json: bool) -> int:
    """Merge another copy of this plan file, such as a second laptop's, by its journal; exit 1 when both changed something."""
    with writing() as tracker:
        found = tracker.copies.preview(file, take)
        applied = tracker.copies.merge(found) if not dry_run and not found.clashes else None
        if as_json:
            show_json(
                {
                    "applied": applied is not None, "entries": found.entries, "taken": len(found.taken), "nothing_new": found.nothing_new,
                    "conflicts": [{"ref": c.about, "field": c.field, "base": c.base, "ours": c.ours, "theirs": c.theirs} for c in found.clashes],
                }
            )  # fmt: skip
        else:
            show(
                f"{count_of(found.entries, 'entry', 'entries')} that this plan does not know, {count_of(len(found.taken), 'edit')} taken."
            )
            for c in found.clashes:
                show(f"{c.about}  {c.field or 'removed there'}  was {c.base}, here {c.ours}, there {c.theirs}")
            if applied is not None:
                done(applied)
    if found.clashes:
        say("Nothing was written; say --take ours or --take theirs.")
        return 1
    return 0


def _outcome(o: Outcome) -> dict[str, Any]:
    return {"ref": o.ref, "field": o.field, "base": o.base, "ours": o.ours, "theirs": o.theirs, "result": o.result}


def _refused(message: str) -> dict[str, Any]:
    return {
        "applied": False,
        "new_notes": 0,
        "changed": [],
        "conflicts": [],
        "refused": [{"line": "", "message": message}],
        "nothing_new": False,
    }


def _as_json(found: Preview, *, applied: bool) -> dict[str, Any]:
    return {
        "applied": applied, "for": found.form.holder, "new_notes": len(found.notes), "changed": [_outcome(o) for o in found.changed],
        "conflicts": [_outcome(o) for o in found.clashes],
        "proposals": [{"ref": r, "date": d, "reason": why} for r, d, why in found.proposals],
        "problems": [{"ref": r, "text": t} for r, t in found.problems], "files": [{"ref": r, "name": n} for r, n in found.files],
        "refused": [{"line": u.where, "ref": u.ref, "field": u.field, "message": u.message, "raw": u.raw} for u in found.unread],
        "repaired": list(found.repairs), "missing": found.missing, "nothing_new": found.nothing_new, "filled_in_by": found.by or None,
        "also": [{"where": e.where, "ref": e.ref or None, "text": e.text} for e in found.also], "merged_before": found.merged_before or None,
    }  # fmt: skip


def _shown(found: Preview) -> None:
    """What a merge would bring, a line each."""
    from tui_tracker.actions.bring_in.returns import value_words

    for text in found.repairs:
        say(f"Put right: {text}.")
    if found.missing:
        say(found.missing_words)
    if found.merged_before:
        show(f"Nothing new: this very file was merged on {found.merged_before}.")
        return
    if found.nothing_new:
        show("Nothing new in what came back." if found.missing else "Nothing new.")
        return
    rows: list[list[object]] = [[ref, "note", text] for ref, text in found.notes]
    rows += [[o.ref, o.field, f"{value_words(o.ours)} → {value_words(o.result)}"] for o in found.changed]
    rows += [[ref, "date asked for", f"{day}: {why}"] for ref, day, why in found.proposals]
    rows += [[ref, "problem", text] for ref, text in found.problems]
    rows += [[ref, "file", name] for ref, name in found.files]
    rows += [
        [
            o.ref,
            f"{o.field}: which?",
            f"before {value_words(o.base)}, here {value_words(o.ours)}, they say {value_words(o.theirs)}",
        ]
        for o in found.clashes
    ]
    rows += [[u.ref, f"{u.where}: cannot be read", u.raw] for u in found.unread]
    show_table(rows, limit=90)
    for extra in found.also:  # whole: what is cut cannot be decided about
        show(f"{extra.ref or '·'}  also written here, {extra.where}: {' '.join(extra.text.split())}")
