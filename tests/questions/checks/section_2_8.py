"""Second ways of computing the numbers of section 2.8."""

import numpy as np

from lstm_drills.content.cases import lstm_weights
from lstm_drills.reference import lstm_forward


def memory_left(b, T):
    """A whole layer: no weights, the input gate shut, a cell state of 100 at the start."""
    weights = {name: np.zeros_like(array) for name, array in lstm_weights(np.random.RandomState(0), 1, 1).items()}
    weights["forget_gate_bias"] = np.array([float(b)])
    weights["input_gate_bias"] = np.array([-800.0])
    _, cells = lstm_forward(np.zeros((T, 1, 1)), weights, np.zeros((1, 1)), np.full((1, 1), 100.0))
    return cells[-1][0, 0]


def surviving(T, p):
    left = 100.0
    for _ in range(T):
        left -= left * p
    return left


def masks_passed(L, k):
    """The fewest over all paths through the grid of layers and steps: up costs a mask, sideways costs nothing."""
    passed = np.full((L + 2, k + 1), np.inf)
    passed[0, 0] = 0  # the input is read at its own step only
    for level in range(1, L + 2):
        for step in range(k + 1):
            beside = passed[level, step - 1] if step else np.inf
            passed[level, step] = min(passed[level - 1, step] + 1, beside)
    return passed[L + 1, k]


def bias_for(tau):
    low, high = -50.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        kept = 0.5 + 0.5 * np.tanh(middle / 2)
        low, high = (middle, high) if kept < (tau - 1) / tau else (low, middle)
    return low


def lowest_smoothed_loss(s, K):
    """Found by descending, not by knowing where the lowest point is."""
    target = np.full(K, s / K)
    target[0] += 1 - s
    scores = np.zeros(K)
    for _ in range(20000):
        scores -= np.exp(scores) / np.exp(scores).sum() - target
    return float(np.log(np.exp(scores).sum()) - target @ scores)


def zoneout_in_prediction(p, a, b):
    """The mean over many masks, so many of them holding as the rate says."""
    held = (np.arange(20000) + 0.5) / 20000 < p
    return np.where(held, a, b).mean()
