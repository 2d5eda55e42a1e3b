"""What the shells' completion offers: ids, sections, topics and the like, by each shell's own protocol."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lstm_drills import paths
from lstm_drills.content import questions
from lstm_drills.content.exercises import exercises
from lstm_drills.content.question_types import TYPES

START = "import sys; sys.argv[0] = 'lstm-drills'; from lstm_drills.cli import main; main()"


def offered(line, shell="bash"):
    """What stands for the last word of the line."""
    words = line.split(" ")
    protocol = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    done = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, encoding="utf-8", timeout=30, check=False,
        env={
            **os.environ, **protocol, "_LSTM_DRILLS_COMPLETE": f"complete_{shell}", "LSTM_DRILLS_LANG": "en",
            "PYTHONPATH": str(paths.PACKAGE.parent),
        },
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.split() if shell != "zsh" else done.stdout


CATALOGUE = questions.load()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("lstm-drills check ", [exercise.id for exercise in exercises()]),
        ("lstm-drills quiz ", list(dict.fromkeys(e.section for e in CATALOGUE.entries if not e.generated))),
        ("lstm-drills learn 2.1", ["2.1", *(f"2.1{k}" for k in range(8))]),
        ("lstm-drills quiz --topic ", list(CATALOGUE.topics)),
        ("lstm-drills quiz --type s", [name for name in TYPES if name.startswith("s")]),
        ("lstm-drills new question ", list(TYPES)),
        ("lstm-drills interview --blueprint ", ["junior", "senior", "research"]),
        ("lstm-drills lab g", ["gradients", "gates"]),
        ("lstm-drills export ", ["anki", "csv"]),
        ("lstm-drills export csv x.csv 3.", ["3.1", "3.2", "3.3", "3.4"]),
        ("lstm-drills quiz --lang ", ["en", "zh"]),
        ("lstm-drills int", ["interview"]),
    ],
)
def test_names_are_offered(line, words):
    assert [word for word in offered(line) if word in words] == words


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_offered_the_same(shell):
    found = offered("lstm-drills quiz --topic grad", shell)
    assert "gradients" in found and "gates" not in found


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="there is no bash here")
def test_bash_itself_completes_after_installing(tmp_path):
    program = tmp_path / "bin" / "lstm-drills"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom lstm_drills.cli import main\nmain()\n")
    program.chmod(0o755)
    env = {
        **os.environ, "HOME": str(tmp_path), "PATH": f"{program.parent}:{os.environ['PATH']}", "SHELL": "/bin/bash",
        "PYTHONPATH": str(paths.PACKAGE.parent), "LSTM_DRILLS_HOME": str(tmp_path / "home"), "LSTM_DRILLS_LANG": "en",
    }  # fmt: skip
    shown = subprocess.run(
        ["bash", "-c", "lstm-drills --show-completion bash"],
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    assert "_LSTM_DRILLS_COMPLETE=complete_bash" in shown.stdout, shown.stderr
    script = Path(tmp_path / "complete.sh")
    script.write_text(shown.stdout, encoding="utf-8")
    ask = (
        f"source {script}; COMP_WORDS=(lstm-drills quiz --topic grad); COMP_CWORD=3; "
        "$(complete -p lstm-drills | sed 's/.*-F \\([^ ]*\\).*/\\1/') lstm-drills; echo ${COMPREPLY[@]}"
    )
    done = subprocess.run(["bash", "-c", ask], env=env, capture_output=True, encoding="utf-8", timeout=30, check=False)
    assert done.stdout.split() == ["gradients"], done.stderr
