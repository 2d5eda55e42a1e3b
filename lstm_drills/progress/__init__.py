"""The learner's record in SQLite: rows that are only added, each committed before the next question shows."""

from pathlib import Path

from lstm_drills.progress.log import Progress

__all__ = ["Progress", "open_progress"]


def open_progress(path: Path) -> Progress:
    """Open the record, creating it if there is none. Raises ProgressError; a damaged file is set aside and named."""
    return Progress(path)
