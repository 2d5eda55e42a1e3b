"""Second ways of computing the numbers of section 3.6."""

import numpy as np


def weight_percent(n, d):
    scores = np.full(30, -np.inf)
    scores[:n] = 0.7
    scores[n // 2] += d
    odds = np.exp(scores)
    return float(odds.max() / odds.sum()) * 100


def exact_match_percent(p):
    matched = 100.0
    for _ in "2024-11-25$":
        matched -= matched * (100 - p) / 100
    return matched


def scored_continuations(k, W, n):
    """A beam is run over tokens that differ in nothing but their ids."""
    beam, scored = [()], 0
    for _ in range(n):
        grown = [(*text, token) for text in beam for token in range(W)]
        scored += len(grown)
        beam = grown[:k]
    return scored


def score_gradient(a, u, v, g):
    """A central difference of g times the context."""
    states = np.array([u, v])

    def loss(first_score):
        odds = np.exp([first_score, np.log(1 - a)])
        return g * float(odds / odds.sum() @ states)

    step = 1e-5
    return (loss(np.log(a) + step) - loss(np.log(a) - step)) / (2 * step)
