"""3.0: its numbers are right, and its file passes as it comes."""

import re
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.reference.cell import mix

FOLDER = Path(__file__).parents[2] / "exercises" / "3.0-first-check"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_worked_example_is_computed(language):
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    given = {name: float(value) for name, value in re.findall(r"(gate|old|new|mixed) = (-?[0-9.]+)\b", text)}
    arrays = {name: np.array([[given[name]]]) for name in ("gate", "old", "new")}
    assert mix(**arrays).item() == pytest.approx(given["mixed"], abs=5e-5)


def test_the_first_check_grades_the_file_that_it_has_just_made(run):
    ran = run("check", "3.0")
    assert ran.code == 0
    assert "3.0 passed" in ran.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("gate * new + (1 - gate) * old", "The two shares are swapped"),
        ("gate * old + new", "The new is added whole"),
        ("old * new", "multiplied"),
    ],
)
def test_what_the_stub_invites_to_try_is_named(run, workspace_folder, line, words):
    run("start", "3.0")
    (path,) = workspace_folder.glob("3_0*.py")
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace("return gate * old + (1 - gate) * new", f"return {line}"), encoding="utf-8")
    ran = run("check", "3.0")
    assert ran.code == 1
    assert words in ran.out
