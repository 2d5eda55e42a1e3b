"""The trial of 3.4: a text classifier, by its accuracy on held-out texts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from lstm_drills import reference
from lstm_drills.datasets.baselines import Features, Model, baseline
from lstm_drills.datasets.sources import goal
from lstm_drills.datasets.tasks import Examples, Task, story_task
from lstm_drills.grader.compare import Array
from lstm_drills.grader.report import Score
from lstm_drills.grader.trials.kinds import Learnt, Measure, Trial
from lstm_drills.grader.trials.shapes import Shape, lstm_shapes, parameters_fault
from lstm_drills.messages import message

STORIES_WANTED = 0.95
SHOWN: tuple[tuple[Model, Features], ...] = (
    ("logistic-regression", "trigrams"),
    ("logistic-regression", "last-ten-words"),
)
STORIES = "stories"


def trial(seed: int, task_of: Callable[[int], Task] | None) -> Trial:
    """Stories of that seed, or the learner's own texts."""
    task = task_of(seed) if task_of else story_task(np.random.RandomState(seed), "en")
    train = task.train
    inputs = {
        "token_ids": train.token_ids, "lengths": train.lengths, "labels": train.labels,
        "num_classes": task.num_classes, "vocab_size": len(task.vocabulary), "rng": np.random.default_rng(seed),
    }  # fmt: skip
    return Trial(
        "train_text_classifier", "text_classifier_gradients", inputs, len(train), len(task.test),
        tuple(_shapes(task)), partial(measure, task), partial(judge, task),
    )  # fmt: skip


def measure(task: Task, seed: int) -> Measure:
    """What models without an order of words reach on the same texts, and what is to be reached."""
    rng = np.random.RandomState(seed)
    found = goal(task, rng)
    scores = [Score(message("training.always-the-same"), found.most_frequent)]
    scores.append(Score(message("training.naive-bayes-words"), found.naive_bayes))
    for model, features in SHOWN:
        reached = baseline(task.train, task.test, model, features, rng).accuracy
        scores.append(Score(message(f"training.{model}-{features}"), reached))
    if task.name.startswith(STORIES):
        return Measure(tuple(scores), STORIES_WANTED)
    remark = message("datasets.goal", naive_bayes=found.naive_bayes, goal=found.accuracy)
    return Measure(tuple(scores), found.accuracy, remark)


def judge(task: Task, returned: Any) -> Learnt:
    """Run the reference's model with the returned parameters."""
    fault = parameters_fault(returned, _shapes(task))
    if fault is not None:
        return Learnt(fault=fault)
    parameters = {name: np.asarray(returned[name], np.float64) for name in _shapes(task)}
    if not all(np.isfinite(array).all() for array in parameters.values()):
        return Learnt(finite=False)
    return Learnt(_accuracy(parameters, task.test), _accuracy(parameters, task.train))


def _shapes(task: Task) -> dict[str, Shape]:
    return {
        "embedding": (len(task.vocabulary), "E"),
        **lstm_shapes("E", "H"),
        "output_weights": ("H", task.num_classes),
        "output_bias": (task.num_classes,),
    }


def _accuracy(parameters: Mapping[str, Array], examples: Examples) -> float:
    forward = reference.function("text_classifier_forward")
    with np.errstate(all="ignore"):
        probabilities = forward(examples.token_ids, examples.lengths, parameters)
    return float((probabilities.argmax(axis=1) == examples.labels).mean())
