"""No test touches the learner's own files, nor depends on the machine's language or terminal."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def learners_own_places(tmp_path, monkeypatch):
    """The record and the workspace are in the test's own folder; English, 80 columns."""
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LSTM_DRILLS_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("LSTM_DRILLS_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)


@dataclass(frozen=True)
class Ran:
    """What a run of the program gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path) -> Run:
    """``run("check", "3.3", LSTM_DRILLS_LANG="zh")``: the program in a process of its own, in the test's folder."""

    def program(*arguments: object, cwd: Path = tmp_path, typed: str | None = None, **environment: str) -> Ran:
        settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
        command = [sys.executable, "-m", "lstm_drills", *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, cwd=cwd, env=settings, encoding="utf-8", timeout=60, check=False, input=typed
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return program


@pytest.fixture
def workspace_folder(tmp_path) -> Path:
    return tmp_path / "workspace"
