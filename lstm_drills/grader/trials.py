"""Trainings: the submission trains in its child, and what it has learnt is judged here, on texts that never went there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lstm_drills import reference
from lstm_drills.datasets.baselines import Features, Model, baseline
from lstm_drills.datasets.sources import goal
from lstm_drills.datasets.tasks import Examples, Task, story_task
from lstm_drills.grader.compare import Array, as_array, shape_text, type_of
from lstm_drills.grader.report import Score
from lstm_drills.messages import Message, message

TaskOf = Callable[[int], Task]
SECONDS = 120.0
STORIES_WANTED = 0.95
SHOWN: tuple[tuple[Model, Features], ...] = (
    ("logistic-regression", "trigrams"),
    ("logistic-regression", "last-ten-words"),
)
STORIES = "stories"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the returned parameters are worth. ``fault``: they cannot be used at all."""

    held_out: float = 0.0
    trained: float = 0.0
    finite: bool = True
    fault: Message | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a result is set against: simpler models, and the share ``wanted``, with a ``remark`` where that needs words."""

    baselines: tuple[Score, ...]
    wanted: float
    remark: Message | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One training: what the function gets, and what its result is set against."""

    function: str
    watch: str
    task: Task
    inputs: Mapping[str, Any]
    seconds: float = SECONDS

    def measure(self, seed: int) -> Measure:
        """What models without an order of words reach on the same texts, and what is to be reached."""
        rng = np.random.RandomState(seed)
        found = goal(self.task, rng)
        scores = [Score(message("training.always-the-same"), found.most_frequent)]
        scores.append(Score(message("training.naive-bayes-words"), found.naive_bayes))
        for model, features in SHOWN:
            reached = baseline(self.task.train, self.task.test, model, features, rng).accuracy
            scores.append(Score(message(f"training.{model}-{features}"), reached))
        if self.task.name.startswith(STORIES):
            return Measure(tuple(scores), STORIES_WANTED)
        remark = message("datasets.goal", naive_bayes=found.naive_bayes, goal=found.accuracy)
        return Measure(tuple(scores), found.accuracy, remark)

    def judge(self, returned: Any) -> Learnt:
        """Run the reference's model with the returned parameters."""
        fault = parameters_fault(returned, len(self.task.vocabulary), self.task.num_classes)
        if fault is not None:
            return Learnt(fault=fault)
        parameters = {name: np.asarray(returned[name], np.float64) for name in NAMES}
        finite = all(np.isfinite(array).all() for array in parameters.values())
        if not finite:
            return Learnt(finite=False)
        return Learnt(_accuracy(parameters, self.task.test), _accuracy(parameters, self.task.train))


def trial_of(function: str, seed: int, task_of: TaskOf | None) -> Trial:
    """The trial of that function, with data of that seed."""
    task = task_of(seed) if task_of else story_task(np.random.RandomState(seed), "en")
    train = task.train
    inputs = {
        "token_ids": train.token_ids, "lengths": train.lengths, "labels": train.labels,
        "num_classes": task.num_classes, "vocab_size": len(task.vocabulary), "rng": np.random.default_rng(seed),
    }  # fmt: skip
    return Trial(function, WATCHED[function], task, inputs)


# the function whose losses are watched while another trains
WATCHED = {"train_text_classifier": "text_classifier_gradients"}
GATES = ("forget", "input", "output", "cell")
LSTM_NAMES = tuple(f"{gate}_gate_{kind}" for gate in GATES for kind in ("weights", "inputs", "bias"))
NAMES = ("embedding", *LSTM_NAMES, "output_weights", "output_bias")


def parameters_fault(returned: Any, vocab_size: int, num_classes: int) -> Message | None:
    """Why these are no parameters of the classifier: a missing key, or a shape that fits no E and H."""
    if returned is None:
        return message("grader.returns-none")
    if not isinstance(returned, Mapping):
        return message("training.not-a-dict", got=type_of(returned))
    missing = [name for name in NAMES if name not in returned]
    if missing:
        return message("training.missing-keys", names=missing[:3])
    arrays = {name: as_array(returned[name]) for name in NAMES}
    strange = next((name for name, array in arrays.items() if array is None), None)
    if strange is not None:
        return message("grader.not-an-array", name=strange, got=type_of(returned[strange]))
    return _shape_fault({name: array for name, array in arrays.items() if array is not None}, vocab_size, num_classes)


def _shape_fault(arrays: Mapping[str, Array], vocab_size: int, num_classes: int) -> Message | None:
    embedding, hidden = arrays["embedding"], arrays["forget_gate_bias"]
    inputs, units = (embedding.shape[-1] if embedding.ndim else 0), hidden.size
    wanted = {"embedding": (vocab_size, inputs), "output_weights": (units, num_classes), "output_bias": (num_classes,)}
    shapes = {"weights": (units, units), "inputs": (inputs, units), "bias": (units,)}
    wanted |= {name: shapes[name.rpartition("_")[2]] for name in LSTM_NAMES}
    for name, shape in wanted.items():
        if arrays[name].shape != shape:
            parameters = {"name": name, "got": shape_text(arrays[name].shape), "expected": shape_text(shape)}
            return message("grader.wrong-shape", **parameters)
    return None


def _accuracy(parameters: Mapping[str, Array], examples: Examples) -> float:
    forward = reference.function("text_classifier_forward")
    with np.errstate(all="ignore"):
        probabilities = forward(examples.token_ids, examples.lengths, parameters)
    return float((probabilities.argmax(axis=1) == examples.labels).mean())
