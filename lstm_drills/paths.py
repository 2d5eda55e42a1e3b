"""Where things are. The only module that knows."""

import os
from pathlib import Path

HOME_VARIABLE = "LSTM_DRILLS_HOME"
WORKSPACE_VARIABLE = "LSTM_DRILLS_WORKSPACE"
PACKAGE = Path(__file__).resolve().parent


def content_root() -> Path:
    """The folder that holds ``questions`` and ``exercises``: inside the installed package, else the checkout."""
    installed = PACKAGE / "_content"
    return installed if installed.is_dir() else PACKAGE.parent


def exercises_folder() -> Path:
    """The authors' exercise folders; read-only."""
    return content_root() / "exercises"


def questions_folder() -> Path:
    """The authors' question banks; read-only."""
    return content_root() / "questions"


def right_submissions(exercise_id: str) -> list[Path]:
    """Files that are right in other ways than the solution: they stand in a checkout alone."""
    return sorted((content_root() / "tests" / "submissions" / exercise_id / "right").glob("*.py"))


def home() -> Path:
    """The learner's data folder; ``LSTM_DRILLS_HOME`` overrides the platform's own place. It may not exist yet."""
    override = os.environ.get(HOME_VARIABLE)
    if override:
        return Path(override).expanduser()
    import platformdirs

    return platformdirs.user_data_path("lstm-drills", appauthor=False)


def language_file() -> Path:
    """The language that the learner chose, as one word. A file of its own: help pages must not open the record."""
    return home() / "language"


def progress_file() -> Path:
    """The learner's record."""
    return home() / "progress.db"


def interviews_folder() -> Path:
    """The learner's mock interviews, a file each. It may not exist yet."""
    return home() / "interviews"
