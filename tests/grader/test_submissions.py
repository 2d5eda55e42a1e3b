"""Golden submissions: what is right passes in whatever style it is written, what is wrong is never accepted.

The files were written by a hand that had not read the misconceptions. Each run grades every right one and every sixth of the
wrong ones; LSTM_DRILLS_ALL_SUBMISSIONS=1 grades all of them.
"""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from lstm_drills.content.exercises import exercise
from lstm_drills.grader import runner
from lstm_drills.grader.grading import grade
from lstm_drills.grader.report import Report
from lstm_drills.grader.runner import Limits

FOLDER = Path(__file__).parents[1] / "submissions"
EVERY = 1 if os.environ.get("LSTM_DRILLS_ALL_SUBMISSIONS") else 6
LIMITS = Limits(seconds=20)  # a busy machine is no endless loop


@dataclass(frozen=True)
class Golden:
    path: Path
    exercise: str
    verdict: str
    targets: frozenset[str]
    diagnosable: bool


def golden(path: Path, exercise_id: str) -> Golden:
    header = path.read_text(encoding="utf-8")[:1500]
    verdict = re.search(r"^# verdict: (\S+)", header, re.MULTILINE)
    targets = re.findall(r"^# targets: (.*)$", header, re.MULTILINE)
    names = {name.strip() for line in targets for name in line.split(",")}
    return Golden(
        path, exercise_id, verdict[1] if verdict else "passed", frozenset(names), "diagnosable: no" not in header
    )


def submissions(kind: str) -> Iterator[Golden]:
    for exercise_id in ("3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"):
        for path in sorted((FOLDER / exercise_id / kind).glob("*.py")):
            yield golden(path, exercise_id)


def graded(one: Golden) -> Report:
    return grade(exercise(one.exercise), one.path, runner.start(LIMITS), seed=11, start=lambda: runner.start(LIMITS))


def name(one: Golden) -> str:
    return f"{one.exercise}-{one.path.stem}"


@pytest.mark.parametrize("one", list(submissions("right")), ids=name)
def test_a_right_answer_passes_in_any_style(one):
    assert graded(one).verdict == "passed"


def test_there_are_many_styles():
    assert len(list(submissions("right"))) >= 12


def test_a_wrong_answer_is_never_accepted_and_its_name_concerns_the_mistake():
    """The verdict of the header; and of those that are named, nearly all by a name that shares a target with the true mistake."""
    chosen = list(submissions("wrong"))[::EVERY]
    with ThreadPoolExecutor(2) as pool:
        reports = dict(zip(chosen, pool.map(graded, chosen), strict=True))
    accepted = [name(one) for one, report in reports.items() if report.verdict != one.verdict]
    assert not accepted
    judged = {one: report for one, report in reports.items() if one.verdict == "failed" and one.diagnosable}
    named = {one: report for one, report in judged.items() if report.diagnosis}
    silent = sorted(name(one) for one in judged if one not in named)
    assert len(named) >= 0.85 * len(judged), silent
    strange = [name(one) for one, report in named.items() if not one.targets & _targets(report)]
    assert len(strange) <= 0.08 * len(named), strange


def _targets(report: Report) -> set[str]:
    return {target for cause in report.diagnosis for target in cause.targets}


ARTICLE = sorted((FOLDER / "article").glob("*.py"))


@pytest.mark.parametrize("path", ARTICLE, ids=lambda path: path.stem)
def test_what_a_reader_of_the_tutorial_would_paste(path):
    one = golden(path, path.name.partition("_")[0])
    report = graded(one)
    assert report.verdict == one.verdict
    if one.verdict == "failed":
        assert report.diagnosis


SAID = {
    "3.1_per_gate": set(),
    "3.2_global_hidden_size": {"contract/missing-parameter", "contract/size-from-outside"},
    "3.2_hidden_size_undefined": {"contract/missing-parameter", "contract/size-from-outside"},
    "3.2_no_initial_states": {"contract/missing-parameter"},
    "3.3_no_initial_states": {"contract/missing-parameter"},
    "3.3_undefined_derivative": {"contract/missing-parameter", "contract/derivative-not-defined"},
    "3.3_weights_returned": {"contract/modifies-argument"},
}


@pytest.mark.parametrize("stem", SAID)
def test_each_of_them_is_told_its_own_sentence_and_no_other(stem):
    report = graded(golden(FOLDER / "article" / f"{stem}.py", stem.partition("_")[0]))
    assert {cause.id for cause in report.diagnosis} == SAID[stem]
