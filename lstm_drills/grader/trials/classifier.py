"""The trial of 3.4: a text classifier, by its accuracy on held-out texts."""

from collections.abc import Callable, Mapping, Sequence
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
from lstm_drills.grader.trials.shapes import Shape, lstm_shapes, usable
from lstm_drills.messages import message

STORIES_WANTED = 0.95
TEXTS_AT_ONCE = 256  # what all states take in memory
SHOWN: tuple[tuple[Model, Features], ...] = (
    ("logistic-regression", "trigrams"),
    ("logistic-regression", "last-ten-words"),
)
STORIES = ("stories-en", "stories-zh")


def trial(seed: int, task_of: Callable[[int], Task] | None, unseen: np.random.RandomState | None) -> Trial:
    """Stories of that seed, the held-out ones from ``unseen``; or the learner's own texts."""
    task = task_of(seed) if task_of else story_task(np.random.RandomState(seed), "en", unseen=unseen)
    return Trial(
        "train_text_classifier", "text_classifier_gradients", inputs(task, seed), len(task.train), len(task.test),
        tuple(_shapes(task)), partial(measure, task), partial(judge, task),
    )  # fmt: skip


def inputs(task: Task, seed: int) -> Mapping[str, Any]:
    """What the training of a classifier gets."""
    train = task.train
    return {
        "token_ids": train.token_ids, "lengths": train.lengths, "labels": train.labels,
        "num_classes": task.num_classes, "vocab_size": len(task.vocabulary), "rng": np.random.default_rng(seed),
    }  # fmt: skip


def measure(task: Task, seed: int) -> Measure:
    return measured(task, seed, SHOWN, STORIES_WANTED if task.name in STORIES else None)


def measured(task: Task, seed: int, shown: Sequence[tuple[Model, Features]], wanted: float | None) -> Measure:
    """What models without an order of words reach on the same texts, and what is to be reached: on texts of the learner's own,
    where nothing is ``wanted``, about as much as naive Bayes."""
    rng = np.random.RandomState(seed)
    found = goal(task, rng)
    scores = [Score(message("training.always-the-same"), found.most_frequent)]
    scores.append(Score(message("training.naive-bayes-words"), found.naive_bayes))
    for model, features in shown:
        reached = baseline(task.train, task.test, model, features, rng).accuracy
        scores.append(Score(message(f"training.{model}-{features}"), reached))
    if wanted is not None:
        return Measure(tuple(scores), wanted)
    remark = message("datasets.goal", naive_bayes=found.naive_bayes, goal=found.accuracy)
    return Measure(tuple(scores), found.accuracy, remark)


def judge(task: Task, returned: Any) -> Learnt:
    return judged(task, returned, _shapes(task), "text_classifier_forward")


def judged(task: Task, returned: Any, shapes: Mapping[str, Shape], forward: str) -> Learnt:
    """Run the reference's model, its function ``forward``, with the returned parameters."""
    parameters = usable(returned, shapes)
    if isinstance(parameters, Learnt):
        return parameters
    return Learnt(_accuracy(parameters, task.test, forward), _accuracy(parameters, task.train, forward))


def _shapes(task: Task) -> dict[str, Shape]:
    return {
        "embedding": (len(task.vocabulary), "E"),
        **lstm_shapes("E", "H"),
        "output_weights": ("H", task.num_classes),
        "output_bias": (task.num_classes,),
    }


def _accuracy(parameters: Mapping[str, Array], examples: Examples, forward: str) -> float:
    run, right = reference.function(forward), 0
    for start in range(0, len(examples), TEXTS_AT_ONCE):
        some = slice(start, start + TEXTS_AT_ONCE)
        with np.errstate(all="ignore"):
            probabilities = run(examples.token_ids[some], examples.lengths[some], parameters)
        right += int((probabilities.argmax(axis=1) == examples.labels[some]).sum())
    return right / len(examples)
