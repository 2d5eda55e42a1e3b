"""Second ways of computing the numbers of section 2.17: by arrays and by trying."""

import numpy as np


def uniform_loss(K):
    logits = np.zeros(K)
    likely = np.exp(logits) / np.exp(logits).sum()
    return float(-np.log(likely[0]))


def loss_of_the_shares(p):
    labels = np.arange(10_000) < 100 * p
    constants = np.linspace(0.001, 0.999, 999)
    losses = [-np.where(labels, np.log(constant), np.log1p(-constant)).mean() for constant in constants]
    return float(min(losses))


def piled_up(n):
    held = moved = 0.0
    for _ in range(n):
        held += 1.0
        moved += held
    return moved / n


def factor(k, n):
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if middle**n < float(f"1e-{k}") else (low, middle)
    return low


def too_high(n, m, b):
    batches = [np.full(32, 0.4)] * n + [np.full(m, b)]
    return float(np.mean([batch.mean() for batch in batches]) - np.concatenate(batches).mean())


def calibration_error(m, a, n):
    confidence = np.repeat([0.95, 0.70], [m, n])
    right = np.repeat([a / 100, 0.68], [m, n])
    gaps = [abs(confidence[of].mean() - right[of].mean()) * of.mean() for of in (confidence > 0.9, confidence < 0.9)]
    return 100 * sum(gaps)


def standard_error(p, n):
    outcomes = np.arange(100) < p
    return float(100 * outcomes.std() / np.sqrt(n))
