"""Second ways of computing the numbers of section 3.7."""

import numpy as np


def accuracy_with_pairs(P, S, a):
    """A pair gets one answer; its labels are 0 and 1."""
    rng = np.random.RandomState(P)
    answers = np.repeat(rng.randint(2, size=P), 2)
    hits = np.count_nonzero(answers == np.tile([0, 1], P))
    return (hits + S * a / 100) / (len(answers) + S) * 100


def bidirectional_classifier(V, E, H, C):
    arrays = [np.zeros((V, E)), np.zeros((H + H, C)), np.zeros(C)]
    for _ in ("forward", "backward"):
        for _ in "ifgo":
            arrays += [np.zeros((E, H)), np.zeros((H, H)), np.zeros(H)]
    return sum(array.size for array in arrays)


def share_of_three_stars(s, b, c):
    """The score with logistic noise falls between the borders: its density, added up in narrow strips."""
    edges = np.linspace(b, c, 20001)
    middles = (edges[1:] + edges[:-1]) / 2
    density = 1 / (4 * np.cosh((middles - s) / 2) ** 2)
    return 100 * float(density.sum() * (edges[1] - edges[0]))


def kappa(a, d, b):
    """From the two lists of labels; chance agreement is that of all pairs of one's labels with the other's."""
    first = np.repeat([1, 1, 0, 0], [a, b, 100 - a - b - d, d])
    second = np.repeat([1, 0, 1, 0], [a, b, 100 - a - b - d, d])
    observed, expected = np.mean(first == second), np.mean(first[:, None] == second)
    return float(1 - (1 - observed) / (1 - expected))
