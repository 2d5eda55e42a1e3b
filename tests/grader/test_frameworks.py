"""Models of Keras and PyTorch: what is right passes, every mistake gets its name, and the process is confined as any other.

Most are judged in this process, where the frameworks are loaded once; some go the whole way through a child.
"""

import importlib.util
import re
import types
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.content.exercises import exercise
from lstm_drills.datasets.orders import LONGEST, MARKS, orders
from lstm_drills.errors import DrillsError
from lstm_drills.grader import framework_results as results
from lstm_drills.grader import frameworks, runner
from lstm_drills.grader.child.frameworks import drivers, prepare
from lstm_drills.grader.framework_parts import Facts
from lstm_drills.grader.frameworks import Failed, Model, backend_of, judge
from lstm_drills.grader.grading import grade
from lstm_drills.grader.outcomes import Raised

FOLDER = Path(__file__).parents[1] / "submissions"
IDS = {"keras": "3.4.1", "torch": "3.4.2"}
HERE = {name for name in IDS if importlib.util.find_spec(name) and importlib.util.find_spec("torch")}


def files(kind):
    for framework, exercise_id in IDS.items():
        missing = pytest.mark.skipif(
            framework not in HERE, reason=f"{framework} is not installed: its track is not tried"
        )
        for path in sorted((FOLDER / exercise_id / kind).glob("*.py")):
            yield pytest.param(framework, path, id=f"{framework}-{path.stem}", marks=missing)


def judged(framework, source, tmp_path, name="<model>"):
    """As a child would have it, in this process."""
    prepare(tmp_path, "torch")
    module = types.ModuleType("model")
    exec(compile(source, name, "exec"), module.__dict__)
    driver = drivers(framework, module)

    def ask(what, *arguments):
        try:
            return driver[f"drive_{what}"](*arguments)
        except Exception as error:
            raise Failed(Raised(type(error).__name__, str(error))) from error

    return judge(exercise(IDS[framework]), Model(framework, ask), seed=11)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("framework", "path"), list(files("right")))
def test_a_right_model_passes_in_any_style(framework, path, tmp_path):
    report = judged(framework, path.read_text(encoding="utf-8"), tmp_path)
    assert report.verdict == "passed", report.diagnosis
    assert report.training.reached.value >= 0.95 > max(score.value for score in report.training.baselines)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("framework", "path"), list(files("wrong")))
def test_a_wrong_model_is_named(framework, path, tmp_path):
    source = path.read_text(encoding="utf-8")
    wanted = re.search(r"^# diagnosis: (\S+)", source, re.MULTILINE)[1]
    report = judged(framework, source, tmp_path)
    assert report.verdict == "failed"
    assert [cause.id for cause in report.diagnosis] == [wanted]
    assert [check.status for check in report.checks].count("failed") == 1


@pytest.mark.parametrize(
    ("of_the_probabilities", "wanted"),
    [
        (lambda p: -np.log(p), None),
        (lambda p: -np.log(p + 1e-7), None),
        (np.log, "frameworks/other-loss"),
        (lambda p: 1 - p, "frameworks/other-loss"),
        (lambda p: np.full_like(p, np.nan), "frameworks/other-loss"),
    ],
    ids=["cross-entropy", "with-a-constant", "sign", "linear", "nan"],
)
def test_a_loss_of_ones_own_is_judged_by_its_numbers(of_the_probabilities, wanted):
    def ask(name, probabilities, labels):
        assert name == "loss_of"
        return float(of_the_probabilities(probabilities[np.arange(len(labels)), labels]).mean())

    cause = results.loss(Model("keras", ask), Facts("keras", {"loss": "mine", "from_logits": None}))
    assert (cause and cause.id) == wanted


def test_a_loss_of_ones_own_that_takes_logits_is_named():
    def ask(_, probabilities, labels):
        powers = np.exp(probabilities)
        return float(-np.log(powers[np.arange(len(labels)), labels] / powers.sum(axis=1)).mean())

    cause = results.loss(Model("keras", ask), Facts("keras", {"loss": "mine", "from_logits": None}))
    assert cause.id == "frameworks/from-logits"


def test_many_styles_and_mistakes_are_there():
    for exercise_id in IDS.values():
        assert len(list((FOLDER / exercise_id / "right").glob("*.py"))) >= 3
        assert len(list((FOLDER / exercise_id / "wrong").glob("*.py"))) >= 10


# --- through a child --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("framework", sorted(IDS))
@pytest.mark.parametrize("which", ["solution", "stub", "wrong"])
def test_a_child_builds_and_trains_it(framework, which):
    if framework not in HERE:
        pytest.skip(f"{framework} is not installed: its track is not tried")
    drill = exercise(IDS[framework])
    wrong = {"keras": "no_mask", "torch": "lengths_ignored"}[framework]
    path = {"wrong": FOLDER / drill.id / "wrong" / f"{wrong}.py"}.get(which) or getattr(drill, which)
    report = grade(drill, path, runner.start(), seed=5)
    assert report.verdict == {"solution": "passed", "stub": "not-started", "wrong": "failed"}[which], report.summary
    if which == "wrong":
        assert report.diagnosis[0].id == "frameworks/padding-is-read"


@pytest.mark.skipif("torch" not in HERE, reason="torch is not installed: its track is not tried")
@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("import torch\ndef build_model(*sizes):\n    raise ValueError('mine')\n", "failed"),
        ("import torch\nimport os\ndef build_model(*sizes):\n    os._exit(0)\n", "error"),
        ("import torch\nimport lstm_drills\n", "error"),
        ("x = 1\n", "failed"),
        ("def build_model(:\n", "error"),
    ],
    ids=["raises", "exits", "looks", "empty", "syntax"],
)
def test_what_goes_wrong_on_the_way_is_said(tmp_path, source, verdict):
    path = tmp_path / "mine.py"
    path.write_text(source, encoding="utf-8")
    report = grade(exercise("3.4.2"), path, runner.start(), seed=5)
    assert report.verdict == verdict


@pytest.mark.parametrize("framework", sorted(IDS))
def test_without_the_package_one_sentence_says_what_to_install(framework, monkeypatch):
    monkeypatch.setattr(frameworks.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DrillsError) as raised:
        backend_of(framework)
    assert raised.value.message_id == f"frameworks.missing-{framework}"


# --- the texts --------------------------------------------------------------------------------------------------------
def test_only_the_order_of_the_marks_decides():
    examples = orders(np.random.RandomState(3), 300)
    assert examples.token_ids.shape == (300, LONGEST)
    assert list(np.bincount(examples.labels)) == [150, 150]
    for ids, length, label in zip(examples.token_ids, examples.lengths, examples.labels, strict=True):
        assert (ids[:length] > 0).all() and not ids[length:].any()
        places = [int(np.flatnonzero(ids == mark)[0]) for mark in MARKS]
        assert (places[0] > places[1]) == label
        assert all((ids == mark).sum() == 1 for mark in MARKS)
