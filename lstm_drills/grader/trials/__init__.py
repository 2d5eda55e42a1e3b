"""Trainings: the submission trains in its child, and what it has learnt is judged here, on texts that never went there.

One module for each kind of model; ``trial_of`` knows which function is judged by which.
"""

from collections.abc import Callable
from importlib import import_module

import numpy as np

from lstm_drills.datasets.tasks import Task
from lstm_drills.grader.trials.kinds import Trial

TaskOf = Callable[[int], Task]
# the function that trains -> the module that has its ``trial(seed, task_of, unseen)``
ROOMS = {
    "train_text_classifier": "classifier",
    "train_sentiment": "sentiment",
    "train_language_model": "language_model",
    "train_translation": "translation",
}


def trial_of(
    function: str, seed: int, task_of: TaskOf | None = None, unseen: np.random.RandomState | None = None
) -> Trial:
    """The trial of that function, with data of that seed. task_of: other data, where the model is one that classifies.

    unseen: what the held-out texts are drawn from, so that the seed does not lead to them; without it they are of the seed, too.
    """
    made: Trial = import_module(f"{__name__}.{ROOMS[function]}").trial(seed, task_of, unseen)
    return made
