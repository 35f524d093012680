"""The refusals a user can meet: one sentence each, and the exit code the command line gives for it."""


class TrackerError(Exception):
    """Something was refused; ``str()`` is the sentence that the user reads."""

    exit_code = 3


class UsageError(TrackerError):
    """The request names nothing, or more than one thing."""

    exit_code = 2


class RefusedError(TrackerError):
    """A rule of the field or of the plan bars it."""

    exit_code = 3


class StaleError(RefusedError):
    """The record has changed since it was read; nothing was written."""


class FileError(TrackerError):
    """A given file cannot be read or written; the sentence says where in it."""

    exit_code = 4


class PlanFileError(TrackerError):
    """The plan file itself cannot be used: locked, newer, damaged, no permission."""

    exit_code = 5
