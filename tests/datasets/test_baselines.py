"""The baselines are right where counts decide: else their chance on stories would say nothing."""

import numpy as np
import pytest

from lstm_drills.datasets.baselines import ALL_FEATURES, ALL_MODELS, baseline, count_features
from lstm_drills.datasets.tasks import task
from lstm_drills.messages import Text

NAMES = (Text("no", "否"), Text("yes", "是"))
FILLERS = tuple("abcdefgh")


def task_of(marks, place):
    """Texts of 20 random words, in which two words, equally often in both classes, stand in the label's order."""
    rng = np.random.RandomState(1)
    texts, labels = [], []
    for n in range(400):
        words = [FILLERS[i] for i in rng.randint(len(FILLERS), size=20)]
        words[place : place + len(marks[0])] = marks[n % 2]
        texts.append(tuple(words))
        labels.append(n % 2)
    return task("marks", texts, labels, NAMES, rng, test_share=0.5)


CASES = [
    ("words", ["x"], ["y"], 2),
    ("bigrams", ["x", "y"], ["y", "x"], 2),
    ("trigrams", ["x", "x", "y", "x", "y", "y", "z"], ["x", "y", "y", "x", "x", "y", "z"], 2),
    ("last-ten-words", ["x", "a", "y"], ["y", "a", "x"], 15),
]


@pytest.mark.parametrize("model", ALL_MODELS)
@pytest.mark.parametrize(("features", "no", "yes", "place"), CASES)
def test_each_finds_what_it_can_see(model, features, no, yes, place):
    made = task_of([no, yes], place)
    found = baseline(made.train, made.test, model, features, np.random.RandomState(0))
    assert found.accuracy >= 0.95, found


@pytest.mark.parametrize("model", ALL_MODELS)
def test_none_finds_what_it_cannot_see(model):
    made = task_of([["x", "y"], ["y", "x"]], 2)
    for features in ("words", "last-ten-words"):
        assert baseline(made.train, made.test, model, features, np.random.RandomState(0)).accuracy < 0.65


def test_counts_are_products_with_the_matrix_that_they_stand_for():
    texts = [("a", "b", "a"), ("b",), ()]
    for features in ALL_FEATURES:
        counts, others = count_features(texts, [("a", "b"), ("z", "z")], features)
        dense = np.zeros(counts.shape)
        np.add.at(dense, (counts.rows, counts.columns), counts.counts)
        rng = np.random.RandomState(0)
        weights, values = rng.normal(size=(counts.shape[1], 2)), rng.normal(size=(3, 2))
        np.testing.assert_allclose(counts.times(weights), dense @ weights)
        np.testing.assert_allclose(counts.transposed_times(values), dense.T @ values)
        assert (dense[:, -1] == 1).all()
        assert others.shape == (2, counts.shape[1])
    assert count_features(texts, [], "words")[0].counts.tolist() == [2, 1, 1, 1, 1, 1]
