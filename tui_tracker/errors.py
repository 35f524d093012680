"""The refusals a user can meet: one sentence each, and the exit code the command line gives for it."""

from typing import Any


class TrackerError(Exception):
    """Something was refused; ``str()`` is the sentence that the user reads."""

    exit_code = 3


class UsageError(TrackerError):
    """The request names nothing, or more than one thing."""

    exit_code = 2


class RefusedError(TrackerError):
    """A rule of the field or of the plan bars it."""

    exit_code = 3


class NothingToChangeError(RefusedError):
    """What was asked for is so already."""


class StaleError(RefusedError):
    """The record has changed since it was read; nothing was written."""


class FileError(TrackerError):
    """A given file cannot be read or written; the sentence says where in it."""

    exit_code = 4


class PlanFileError(TrackerError):
    """The plan file itself cannot be used: locked, newer, damaged, no permission."""

    exit_code = 5


class PublicationError(RefusedError):
    """A public paper would give away what nobody has decided about. ``lines`` say what, how often and where.

    ``findings`` are the same as domain.publication.Finding, for deciding about them; ``others`` the words that nobody has looked at
    (domain.publication.Other).
    """

    def __init__(self, sentence: str, lines: list[str], findings: list[Any], others: list[Any]) -> None:
        super().__init__(sentence)
        self.lines = lines
        self.findings = findings
        self.others = others
