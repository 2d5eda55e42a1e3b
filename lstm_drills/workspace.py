"""The learner's own folder of started exercises: found, created, never overwritten."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills import paths
from lstm_drills.errors import DrillsError

if TYPE_CHECKING:  # where the workspace is can be said without reading YAML
    from lstm_drills.content.exercise_types import Exercise

MARKER = ".lstm-drills"
DEFAULT_NAME = "lstm-drills-workspace"
BACKUPS = ".backups"


@dataclass(frozen=True, slots=True)
class Started:
    """Where an exercise's file stands, whether it was created just now, and with it a workspace that nobody had named."""

    path: Path
    created: bool
    new_workspace: Path | None = None


def find(start: Path) -> Path | None:
    """The workspace that holds ``start`` or lies beside it: the variable's, else by walking up to a marker file."""
    override = os.environ.get(paths.WORKSPACE_VARIABLE)
    if override:
        return Path(override).expanduser().resolve()
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return folder
        if (folder / DEFAULT_NAME / MARKER).is_file():
            return folder / DEFAULT_NAME
    return None


def current() -> Path | None:
    """The workspace of the current folder, if there is one."""
    return find(_here())


def submission(exercise: "Exercise", workspace: Path) -> Path:
    """Where the learner's file of an exercise stands, or would."""
    return workspace / f"{exercise.folder.name.replace('-', '_').replace('.', '_')}.py"


def start(exercise: "Exercise") -> Started:
    """Copy the stub into the workspace, unless the learner's file is there already. Creates the workspace if there is none."""
    workspace = current() or _here() / DEFAULT_NAME
    path = submission(exercise, workspace)
    if path.exists():
        return Started(path, created=False)
    new = not (workspace / MARKER).exists() and not os.environ.get(paths.WORKSPACE_VARIABLE)
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        (workspace / MARKER).touch()
        with path.open("xb") as stream:
            stream.write(exercise.stub.read_bytes())
    except OSError as error:
        raise DrillsError("workspace.cannot-write", path=path, reason=error.strerror or str(error)) from error
    return Started(path, created=True, new_workspace=workspace if new else None)


def start_apart(exercise: "Exercise", folder: str) -> Path:
    """A fresh stub in a folder of its own in the workspace, away from the learner's file; one that is there already stays."""
    workspace = current() or _here() / DEFAULT_NAME
    path = submission(exercise, workspace / folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        (workspace / MARKER).touch()
        if not path.exists():
            path.write_bytes(exercise.stub.read_bytes())
    except OSError as error:
        raise DrillsError("workspace.cannot-write", path=path, reason=error.strerror or str(error)) from error
    return path


def started(exercise: "Exercise") -> Path | None:
    """The learner's file, if the exercise was started."""
    workspace = current()
    path = submission(exercise, workspace) if workspace else None
    return path if path is not None and path.is_file() else None


def readable(path: Path) -> Path:
    """The file that a learner names. Raises DrillsError where it is not there, no file, or cannot be read."""
    if path.is_dir():
        raise DrillsError("workspace.is-a-folder", path=path)
    if not path.exists():
        raise DrillsError("workspace.no-such-file", path=path)
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise DrillsError("workspace.cannot-read", path=path, reason=error.strerror or str(error)) from error


def reset(exercise: "Exercise", now: datetime) -> tuple[Path, Path]:
    """Put the stub in the place of the learner's file; returns the file and the backup of what was there."""
    path = started(exercise)
    if path is None:
        raise DrillsError("workspace.nothing-to-reset", id=exercise.id)
    try:
        backup = _backup(path, now)
        path.write_bytes(exercise.stub.read_bytes())
    except OSError as error:
        raise DrillsError("workspace.cannot-write", path=path, reason=error.strerror or str(error)) from error
    return path, backup


def undo_reset(exercise: "Exercise", now: datetime) -> Path:
    """Bring the newest backup back; what stands there now becomes one itself, unless it is the bare stub. The learner's file."""
    workspace = current()
    path = submission(exercise, workspace) if workspace else None
    backups = sorted((path.parent / BACKUPS).glob(f"{path.stem}.*.py")) if path else []
    if path is None or not backups:
        raise DrillsError("workspace.no-backup", id=exercise.id)
    newest = backups[-1]
    try:
        text = newest.read_bytes()
        if path.is_file() and path.read_bytes() != exercise.stub.read_bytes():
            _backup(path, now)
        path.write_bytes(text)
        newest.unlink()
    except OSError as error:
        raise DrillsError("workspace.cannot-write", path=path, reason=error.strerror or str(error)) from error
    return path


def _here() -> Path:
    """The current folder. Raises DrillsError where it was deleted."""
    try:
        return Path.cwd()
    except OSError as error:
        raise DrillsError("workspace.no-current-folder") from error


def _backup(path: Path, now: datetime) -> Path:
    """A copy under a name of its own, by the time and a number."""
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    stamp = now.strftime("%Y%m%d-%H%M%S")
    for number in range(1000):
        backup = folder / f"{path.stem}.{stamp}-{number:03d}.py"
        try:
            with backup.open("xb") as stream:
                stream.write(path.read_bytes())
        except FileExistsError:
            continue
        return backup
    raise OSError("too many backups in one second")
