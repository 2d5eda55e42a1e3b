"""Grade a model built with Keras or PyTorch. It stays in its process; what it is made of, and its outputs, are judged here."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.datasets.baselines import baseline
from lstm_drills.datasets.orders import CLASSES, VOCABULARY, orders
from lstm_drills.datasets.tasks import Examples
from lstm_drills.errors import DrillsError
from lstm_drills.grader import framework_parts as parts
from lstm_drills.grader import framework_results as results
from lstm_drills.grader.checks import raised_message
from lstm_drills.grader.endings import ended_message
from lstm_drills.grader.outcomes import Call, Ended, Raised
from lstm_drills.grader.report import Check, Diagnosis, Report, Score, Training, Verdict
from lstm_drills.grader.runner import Limits, Session
from lstm_drills.messages import Message, message

BACKENDS = ("torch", "jax", "tensorflow")
FUNCTION = "build_model"
LOADING, TRAINING = 90.0, 120.0  # seconds
TEXTS, HELD_OUT, WANTED = 640, 400, 0.95
EPOCHS = {"keras": 14, "torch": 10}
NAMES = ("built", "parts", "output", "padding", "loss", "weights", "learning", "trained")


class Failed(Exception):
    """A call raised in the submission, or took its process down."""

    def __init__(self, outcome: Raised | Ended) -> None:
        super().__init__(outcome)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class Model:
    """Where to ask. ``ask("predict", ids, lengths)`` raises Failed."""

    framework: str
    ask: Callable[..., Any]


def backend_of(framework: str) -> str:
    """What Keras runs on; "" for PyTorch itself. Raises DrillsError where something is not installed."""
    if framework == "torch":
        if importlib.util.find_spec("torch") is None:
            raise DrillsError("frameworks.missing-torch")
        return ""
    found = next((name for name in BACKENDS if importlib.util.find_spec(name) is not None), None)
    if found is None or importlib.util.find_spec("keras") is None:
        raise DrillsError("frameworks.missing-keras")
    return found


def grade_framework(exercise: Exercise, source: Path, session: Session, seed: int) -> Report:
    """Judge the file's ``build_model``. The session's child is fresh, or has begun to load the file. Raises DrillsError."""
    if not session.begun:
        session.begin_load(source, exercise.framework, backend_of(exercise.framework))
    loaded = session.load(source, LOADING)
    if isinstance(loaded, Ended):
        return _ended(exercise, seed, loaded)
    if FUNCTION not in loaded.functions:
        words = message("grader.function-missing", function=FUNCTION)
        return Report(exercise.id, "failed", seed, words, (Check("defined", _title("built"), "failed", words),))

    def ask(name: str, *arguments: Any) -> Any:
        outcome = session.call([Call(f"drive_{name}", arguments, seconds=TRAINING)])[0]
        if isinstance(outcome, (Raised, Ended)):
            raise Failed(outcome)
        return outcome[0].value

    return judge(exercise, Model(exercise.framework, ask), seed)


def judge(exercise: Exercise, model: Model, seed: int) -> Report:
    """All checks in their order; after the first that fails the others are not begun."""
    checks: list[Check] = []
    training: Training | None = None
    for name, run in _steps(model, np.random.RandomState(seed)):
        try:
            found = run()
        except Failed as failed:
            return _stopped(exercise, seed, [*checks, *_later(name)], name, failed.outcome)
        if isinstance(found, Training):
            training = found
            cause = results.too_little(model.framework, found, EPOCHS[model.framework])
        else:
            cause = found
        if cause is not None:
            checks.append(Check(name, _title(name), "failed", cause.message))
            summary = message("frameworks.failed", id=exercise.id, check=_title(name))
            return Report(
                exercise.id, "failed", seed, summary, (*checks, *_later(name)), (cause,), training=training
            )  # fmt: skip
        checks.append(Check(name, _title(name), "passed"))
    summary = message("frameworks.passed", id=exercise.id, count=len(checks))
    return Report(exercise.id, "passed", seed, summary, tuple(checks), training=training)


def _steps(
    model: Model, rng: np.random.RandomState
) -> Iterator[tuple[str, Callable[[], "Diagnosis | Training | None"]]]:
    """The checks by name. Each sees what those before it have found."""
    facts = parts.Facts(model.framework, {})

    def built() -> Diagnosis | None:
        facts.found.update(model.ask("build", *parts.SIZES))
        return parts.built(facts)

    yield "built", built
    yield "parts", lambda: parts.sizes(facts)
    yield "output", lambda: results.output(model, facts, rng)
    yield "padding", lambda: results.padding(model, facts, rng)
    if model.framework == "keras":
        yield "loss", lambda: results.loss(model, facts)
    yield "weights", lambda: results.weights(model, facts, rng)
    yield "learning", lambda: results.learning(model, facts, rng)
    yield "trained", lambda: _trained(model, rng)


def _trained(model: Model, rng: np.random.RandomState) -> Training:
    """Let it train, then ask about texts that its process has not seen before."""
    train, test = orders(rng, TEXTS), orders(rng, HELD_OUT)
    given = (train.token_ids, train.lengths, train.labels, EPOCHS[model.framework], VOCABULARY, CLASSES)
    losses = model.ask("fit", *given)
    answers = np.asarray(model.ask("predict", test.token_ids, test.lengths))
    reached = float((answers.argmax(axis=-1) == test.labels).mean())
    yours = Score(message("training.yours"), reached)
    return Training(yours, _baselines(train, test, rng), WANTED, tuple(float(loss) for loss in losses))


def _baselines(train: Examples, test: Examples, rng: np.random.RandomState) -> tuple[Score, ...]:
    words = baseline(train, test, "naive-bayes", "words", rng).accuracy
    commonest = float(max(np.bincount(test.labels)) / len(test))
    return (
        Score(message("frameworks.commonest"), commonest),
        Score(message("frameworks.bag-of-words"), words),
    )


def _stopped(exercise: Exercise, seed: int, checks: list[Check], name: str, outcome: Raised | Ended) -> Report:
    """A call raised: the learner's own error, told with its line; or one that says what is wrong."""
    if isinstance(outcome, Ended):
        return _ended(exercise, seed, outcome)
    if outcome.type_name == "NotImplementedError":
        return Report(exercise.id, "not-started", seed, message("grader.not-started", id=exercise.id))
    cause = results.told_by(outcome, name)
    words = raised_message(outcome) if cause is None else cause.message
    failed = Check(name, _title(name), "failed", words)
    passed = [check for check in checks if check.status == "passed"]
    later = [check for check in checks if check.status == "skipped"]
    summary = message("frameworks.failed", id=exercise.id, check=_title(name))
    causes = () if cause is None else (cause,)
    return Report(
        exercise.id, "failed", seed, summary, (*passed, failed, *later), causes, output=outcome.output
    )  # fmt: skip


def _later(name: str) -> tuple[Check, ...]:
    names = NAMES[NAMES.index(name) + 1 :]
    return tuple(Check(other, _title(other), "skipped", message("frameworks.later")) for other in names)


def _title(name: str) -> Message:
    return (
        message(f"frameworks.check-{name}", texts=HELD_OUT)
        if name == "trained"
        else message(f"frameworks.check-{name}")
    )


def _ended(exercise: Exercise, seed: int, ended: Ended) -> Report:
    verdict: Verdict = "error"
    if ended.reason in ("timeout", "grader-fault"):
        verdict = "timeout" if ended.reason == "timeout" else "grader-fault"
    return Report(exercise.id, verdict, seed, ended_message(ended, Limits()), output=ended.output)
