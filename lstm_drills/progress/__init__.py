"""The learner's record in SQLite: rows that are only added, each committed before the next question shows."""

from pathlib import Path

from lstm_drills.progress.log import Imported, Progress

__all__ = ["Imported", "Progress", "open_progress"]


def open_progress(path: Path) -> Progress:
    """Open the record, creating it if there is none. Raises ProgressError; a damaged file is set aside and named."""
    return Progress(path)
