"""What a model without an order of words reaches: naive Bayes and logistic regression on counts of words and short runs.

NumPy alone, and as well tuned as anyone would: smoothing and regularisation are chosen on a part of the training texts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lstm_drills.datasets.tasks import Array, Examples, split
from lstm_drills.datasets.vocabulary import Words

Features = Literal["words", "bigrams", "trigrams", "last-ten-words"]
Model = Literal["naive-bayes", "logistic-regression"]
ALL_FEATURES: tuple[Features, ...] = ("words", "bigrams", "trigrams", "last-ten-words")
ALL_MODELS: tuple[Model, ...] = ("naive-bayes", "logistic-regression")
WINDOW = 10
# added to every count of naive Bayes; 1 is Laplace's
SMOOTHINGS = (3.0, 1.0, 0.3, 0.1, 0.03, 0.01)
# times half the squared weights, beside the mean cross-entropy; from the strongest, since each starts from the one before
PENALTIES = (1e-1, 1e-2, 1e-3, 1e-4)
STEPS_A_PENALTY = 50
LEARNING_RATE = 0.1
TUNING_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a model reaches on the held-out texts; ``setting`` is the smoothing or the penalty that was chosen for it."""

    model: Model
    features: Features
    setting: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Counts:
    """A sparse matrix (N, F): entry k says that text ``rows[k]`` has the feature ``columns[k]`` ``counts[k]`` times."""

    rows: Array
    columns: Array
    counts: Array
    shape: tuple[int, int]

    def times(self, weights: Array) -> Array:
        """(N, C) from weights (F, C)."""
        return self._sums(self.rows, self.columns, weights, self.shape[0])

    def transposed_times(self, values: Array) -> Array:
        """(F, C) from values (N, C)."""
        return self._sums(self.columns, self.rows, values, self.shape[1])

    def _sums(self, to: Array, of: Array, values: Array, size: int) -> Array:
        sums = [np.bincount(to, self.counts * column[of], size) for column in values.T]
        return np.stack(sums, axis=1)


def baseline(train: Examples, test: Examples, model: Model, features: Features, rng: np.random.RandomState) -> Baseline:
    """Tunes a model on a part of the training texts, trains it on all of them, and judges it on the others."""
    classes = int(train.labels.max()) + 1
    fit = _naive_bayes if model == "naive-bayes" else logistic_regression
    settings = SMOOTHINGS if model == "naive-bayes" else PENALTIES
    kept, held = split(train.texts, TUNING_SHARE, rng)
    learnt, judged = count_features([train.texts[i] for i in kept], [train.texts[i] for i in held], features)
    tried = [_accuracy(w, judged, train.labels[held]) for w in fit(learnt, train.labels[kept], classes, settings)]
    best = int(np.argmax(tried))
    learnt, judged = count_features(train.texts, test.texts, features)
    weights = fit(learnt, train.labels, classes, settings[: best + 1])[best]
    return Baseline(model, features, settings[best], _accuracy(weights, judged, test.labels))


def count_features(training: Sequence[Words], others: Sequence[Words], features: Features) -> tuple[Counts, Counts]:
    """The features of both, columns by the training texts alone; the last column is 1 for every text."""
    counted = [Counter(_features(text, features)) for text in training]
    columns: dict[object, int] = {}
    for counter in counted:
        for feature in counter:
            columns.setdefault(feature, len(columns))
    return _counts(counted, columns), _counts((Counter(_features(text, features)) for text in others), columns)


def _features(text: Words, features: Features) -> list[object]:
    if features == "last-ten-words":
        window = text[-WINDOW:]
        return [*_runs(window, 3), *((-place, word) for place, word in enumerate(reversed(window)))]
    return _runs(text, {"words": 1, "bigrams": 2, "trigrams": 3}[features])


def _runs(text: Words, longest: int) -> list[object]:
    """All runs of one to ``longest`` words."""
    return [text[i : i + n] for n in range(1, longest + 1) for i in range(len(text) - n + 1)]


def _counts(texts: Iterable[Counter[object]], columns: dict[object, int]) -> Counts:
    rows: list[int] = []
    places: list[int] = []
    counts: list[int] = []
    n = 0
    for counter in texts:
        known = [(columns[feature], count) for feature, count in counter.items() if feature in columns]
        known.append((len(columns), 1))
        rows.extend([n] * len(known))
        places.extend(place for place, _ in known)
        counts.extend(count for _, count in known)
        n += 1
    return Counts(np.array(rows), np.array(places), np.array(counts, float), (n, len(columns) + 1))


def _naive_bayes(counts: Counts, labels: Array, classes: int, smoothings: Sequence[float]) -> list[Array]:
    """Weights (F, C) for each smoothing: log P(feature | class), in the last row log P(class)."""
    ofs = np.eye(classes)[labels]
    occurrences = counts.transposed_times(ofs)[:-1]
    prior = np.log((ofs.sum(axis=0) + 1) / (len(labels) + classes))
    weights = []
    for smoothing in smoothings:
        smooth = occurrences + smoothing
        weights.append(np.vstack([np.log(smooth / smooth.sum(axis=0)), prior]))
    return weights


def logistic_regression(counts: Counts, labels: Array, classes: int, penalties: Sequence[float]) -> list[Array]:
    """Weights (F, C) for each penalty, by Adam on all texts at once."""
    one_hot = np.eye(classes)[labels]
    weights = np.zeros((counts.shape[1], classes))
    path = []
    for penalty in penalties:
        first, second = np.zeros_like(weights), np.zeros_like(weights)
        for step in range(1, STEPS_A_PENALTY + 1):
            logits = counts.times(weights)
            powers = np.exp(logits - logits.max(axis=1, keepdims=True))
            d_logits = powers / powers.sum(axis=1, keepdims=True) - one_hot
            gradient = counts.transposed_times(d_logits) / len(labels) + penalty * weights
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient**2 - second)
            rate = LEARNING_RATE * (1 - step / (STEPS_A_PENALTY + 1)) * (1 - 0.999**step) ** 0.5 / (1 - 0.9**step)
            weights = weights - rate * first / (np.sqrt(second) + 1e-8)
        path.append(weights)
    return path


def _accuracy(weights: Array, counts: Counts, labels: Array) -> float:
    return float((counts.times(weights).argmax(axis=1) == labels).mean())
