"""History kept and steps taken back: undo, redo, redact, verify, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from tui_tracker.cli.options import A_PATH, common, looking, my_places, writing
from tui_tracker.cli.output import counted, say, show


@click.command("undo")
@click.argument("change", required=False)
@common
def undo_command(change: str | None) -> None:
    """Take back the newest change, or the one named by its number."""
    with writing() as tracker:
        applied = tracker.history.undo(change)
    show(f"{applied.change.verb} {applied.change.subject}")


@click.command("redo")
@common
def redo_command() -> None:
    """Bring back what the last undo took."""
    with writing() as tracker:
        applied = tracker.history.redo()
    show(f"{applied.change.verb} {applied.change.subject}")


@click.command("redact")
@click.argument("text", required=False)
@click.option("--person", metavar="NAME", help="A person, with every spelling of the register.")
@click.option("--reason", required=True, help="Why; it is kept.")
@common
def redact_command(text: str | None, person: str | None, reason: str) -> None:
    """Erase a text or a person everywhere. This cannot be undone."""
    with writing() as tracker:
        applied, _, backups = tracker.history.redact(text, person=person, reason=reason)
    show(f"redacted {applied.change.subject} (change {applied.number})")
    for name in backups:
        show(f"still held by the backup {name}; delete it when you may: {my_places().backups / name}")


@click.command("verify")
@click.option("--against", metavar="HASH", help="A head hash printed on a paper.")
@common
def verify_command(against: str | None) -> int:
    """Check that every row and every journal entry agree. Exit 1 when they do not."""
    with looking() as tracker:
        found = tracker.history.verify(against)
    for fault in found.faults:
        show(f"FAULT: {fault}")
    for line in found.redactions:
        show(f"1 redaction, {line}")
    for line in found.pointed:
        show(f"look at: {line}")
    if found.against is not None:
        show(f"The hash is that of journal entry {found.against}.")
    if found.faults:
        say(f"{counted(len(found.faults), 'fault')}; restore a backup, or keep this file for whoever looks into it.")
        return 1
    show(f"{counted(found.entries, 'entry', 'entries')}, every row agrees. Head {found.head}")
    return 0


@click.command("backup")
@click.option("-o", "out", type=A_PATH, help="The zip to write.")
@click.option("--replace", is_flag=True, help="Write over a file that exists.")
@common
def backup_command(out: Path | None, replace: bool) -> int:
    """One zip with the plan, its attachments, the settings and the templates. Exit 1 when the plan in it is not sound."""
    with looking() as tracker:
        target = out or Path.cwd() / f"tui_tracker-backup-{tracker.clock.today().isoformat()}.zip"
        faults = tracker.keeping.damage()
        tracker.keeping.backup(target, replace=replace)
    show(str(target))
    if faults:
        say(
            f"It was written, but the plan in it is not sound: {faults[0]}" + (f", and {len(faults) - 1} more" if len(faults) > 1 else "")
            + ". Keep the older backups, and restore the newest that is sound: tui-tracker info lists where they are."
        )  # fmt: skip
        return 1
    return 0


@click.command("restore")
@click.argument("file", type=A_PATH)
@common
def restore_command(file: Path) -> None:
    """Put a backup in the plan's place; what was there is kept."""
    from tui_tracker.actions.keep.backups import restore

    kept = restore(file, my_places())
    show(f"Restored {my_places().plan} from {file}." + (f" What was there is kept as {kept}." if kept else ""))
