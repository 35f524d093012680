"""Keeps a fire and rescue service's improvement plan: one coordinator, one local file."""

__version__ = "1.0.0"
