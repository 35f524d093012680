"""Keeping the file: undo, history, backups, a demo."""
