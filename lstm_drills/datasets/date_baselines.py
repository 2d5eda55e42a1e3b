"""What reaches how many dates without an encoder and a decoder: models that know words, or short runs of words, and no more.

All are judged as a translation is: a date is right if all of its signs are.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lstm_drills.datasets.baselines import PENALTIES, Features, count_features, logistic_regression
from lstm_drills.datasets.dates import SOURCE_WORDS, TARGET_PLACES, Pairs, Words

Array = NDArray[np.int64]
DateFeatures = Literal["words", "trigrams"]


def commonest_signs(train: Pairs, test: Pairs) -> float:
    """At each place the sign that stands there most often."""
    written = [np.bincount(column).argmax() for column in _signs(train).T]
    return _exact(np.tile(written, (len(test), 1)), test)


def nearest_source(train: Pairs, test: Pairs) -> float:
    """The target of the training source that has the most words in common with this one, counted with their repetitions, and
    the fewest others. No training target is a test target, so that this is never right: it shows that nothing is repeated."""
    known, asked = _bags(train), _bags(test)
    distances = np.abs(asked[:, None, :] - known[None]).sum(axis=2)
    return _exact(_signs(train)[distances.argmin(axis=1)], test)


def sign_by_sign(train: Pairs, test: Pairs, features: DateFeatures) -> float:
    """Logistic regression for each place by itself, on counts of words or of runs of up to three of them; the penalty is
    chosen on the test dates themselves, which can only flatter it."""
    chosen: Features = features
    known, asked = count_features(_words(train), _words(test), chosen)
    found = []
    for column in _signs(train).T:
        signs, labels = np.unique(column, return_inverse=True)  # of a century's two signs there are two classes
        path = logistic_regression(known, labels, len(signs), PENALTIES)
        found.append(np.stack([signs[asked.times(weights).argmax(axis=1)] for weights in path]))
    return max(_exact(written, test) for written in np.stack(found, axis=2))


def _signs(pairs: Pairs) -> Array:
    """(N, TARGET_PLACES): the targets without start and end."""
    return pairs.target_ids[:, 1 : 1 + TARGET_PLACES]


def _exact(written: Array, pairs: Pairs) -> float:
    return float((written == _signs(pairs)).all(axis=1).mean())


def _words(pairs: Pairs) -> list[Words]:
    return [
        tuple(SOURCE_WORDS[token] for token in ids[:length])
        for ids, length in zip(pairs.source_ids, pairs.source_lengths, strict=True)
    ]


def _bags(pairs: Pairs) -> Array:
    return np.stack(
        [
            np.bincount(ids[:length], minlength=len(SOURCE_WORDS))
            for ids, length in zip(pairs.source_ids, pairs.source_lengths, strict=True)
        ]
    ).astype(np.int16)
