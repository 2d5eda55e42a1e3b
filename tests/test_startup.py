"""Start-up is guarded by what is loaded, not by a timer."""

import json
import os
import subprocess
import sys

import pytest

HEAVY = {"numpy", "rich", "sqlite3", "fsrs"}
PROGRAM = """
import json, os, sys
os._exit = sys.exit
sys.argv = ["lstm-drills", *json.loads(sys.argv[1])]
from lstm_drills.cli import main
try:
    main()
except SystemExit as ended:
    code = ended.code
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def loaded(*arguments: str, **environment: str) -> set[str]:
    """The top-level modules at the end of a run that ends well."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(arguments)], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, **environment}, timeout=60,
    )  # fmt: skip
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert not code, done.stderr
    return set(modules)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", ["--help", "check --help", "quiz --help", "--version", "where"])
def test_what_needs_no_content_loads_none(command, language):
    assert not loaded(*command.split(), "--lang", language) & {*HEAVY, "yaml"}


def test_completion_loads_no_content():
    line = {"COMP_WORDS": "lstm-drills check 3", "COMP_CWORD": "2", "_LSTM_DRILLS_COMPLETE": "complete_bash"}
    assert not loaded(**line) & {*HEAVY, "yaml"}


@pytest.mark.parametrize("command", ["list", "show 3.3"])
def test_content_is_read_without_numpy_and_record(command):
    assert not loaded(*command.split()) & HEAVY


def test_bare_home_does_not_load_numpy_nor_the_record():
    assert not loaded() & HEAVY
