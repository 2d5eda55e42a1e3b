"""The trial of 3.7: sentiment, by the accuracy on held-out pairs of reviews, without dropout."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from lstm_drills.datasets.baselines import Features, Model
from lstm_drills.datasets.reviews import review_task
from lstm_drills.datasets.tasks import Task
from lstm_drills.grader.compare import as_array
from lstm_drills.grader.trials.classifier import inputs, judged, measured
from lstm_drills.grader.trials.kinds import Learnt, Measure, Trial
from lstm_drills.grader.trials.shapes import Shape, lstm_shapes

REVIEWS_WANTED = 0.92
SHOWN: tuple[tuple[Model, Features], ...] = (
    ("logistic-regression", "bigrams"),
    ("logistic-regression", "trigrams"),
)
REVIEWS = ("reviews-en", "reviews-zh")


def trial(seed: int, task_of: Callable[[int], Task] | None, unseen: np.random.RandomState | None) -> Trial:
    """Reviews of that seed, the held-out ones from ``unseen``; or the learner's own texts."""
    task = task_of(seed) if task_of else review_task(np.random.RandomState(seed), "en", unseen=unseen)
    return Trial(
        "train_sentiment", "sentiment_gradients", inputs(task, seed), len(task.train), len(task.test),
        tuple(_shapes(task)), partial(measure, task), partial(judge, task),
    )  # fmt: skip


def measure(task: Task, seed: int) -> Measure:
    return measured(task, seed, SHOWN, REVIEWS_WANTED if task.name in REVIEWS else None)


def judge(task: Task, returned: Any) -> Learnt:
    """The output layer must have as many rows as the states of both directions have numbers."""
    bias = as_array(returned.get("forward_forget_gate_bias")) if isinstance(returned, Mapping) else None
    units = None if bias is None or bias.ndim != 1 else len(bias)
    return judged(task, returned, _shapes(task, units), "sentiment_forward")


def _shapes(task: Task, units: int | None = None) -> dict[str, Shape]:
    """Both directions are of one size, since the output layer takes their states apart in the middle."""
    return {
        "embedding": (len(task.vocabulary), "E"),
        **lstm_shapes("E", "H", "forward_"),
        **lstm_shapes("E", "H", "backward_"),
        "output_weights": ("2H" if units is None else 2 * units, task.num_classes),
        "output_bias": (task.num_classes,),
    }
