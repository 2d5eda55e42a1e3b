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
