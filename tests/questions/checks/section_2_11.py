"""Second ways of computing the numbers of section 2.11."""

import numpy as np


def alpha_of_a_tie(a, b):
    def short_wins(alpha):
        return -a / 4**alpha > -b / 12**alpha

    low, high = 0.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if short_wins(middle) else (low, middle)
    return low


def context(s, u, v):
    states = np.array([[u], [v]])
    scores = states @ np.array([s])
    weights = np.exp(scores - np.logaddexp.reduce(scores))
    return float(weights @ states[:, 0])


def final_probability(g, p, a, b):
    """The chance that the word is written, over what may happen: generate or copy, then which position."""
    outcomes = [(g, p)] + [(1 - g, attention) for attention in (a, b)]
    return float(np.sum(np.prod(outcomes, axis=1)))
