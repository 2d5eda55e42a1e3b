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


def spread_of_scores(d, v):
    """With entries that are plus or minus sqrt(v): the score is v times heads minus tails of d throws."""
    heads = np.arange(d + 1)
    ways = np.cumsum(np.log([1.0, *((d - k) / (k + 1) for k in range(d))])) - d * np.log(2)
    chances, scores = np.exp(ways), v * (2 * heads - d)
    return float(np.sqrt(np.sum(chances * scores**2) - np.sum(chances * scores) ** 2))


def gradient_of_the_sampled_word(r, b, p):
    def loss(logit):
        return (b - r) * (logit - np.logaddexp(logit, 0.0))

    logit, step = np.log(p) - np.log1p(-p), 1e-5
    return float((loss(logit + step) - loss(logit - step)) / (2 * step))
