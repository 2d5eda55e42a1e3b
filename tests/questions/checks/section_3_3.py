"""Second ways of computing the numbers of section 3.3."""

import numpy as np

from lstm_drills.content.cases import lstm_weights
from lstm_drills.reference import lstm_backward


def gradient_of_forget_sum(dh, dn, o, c, f, cp):
    """The change of the loss when the sum before the sigmoid is moved up and down."""
    sum_of_forget = np.log(f) - np.log1p(-f)
    written = c - f * cp

    def loss(z):
        cell = cp / (1 + np.exp(-z)) + written
        return dh * o * np.tanh(cell) + dn * cell

    return (loss(sum_of_forget + 1e-5) - loss(sum_of_forget - 1e-5)) / 2e-5


def numbers_handed_back(T, N, D, H):
    weights = lstm_weights(np.random.RandomState(0), D, H)
    states = np.zeros((T, N, H))
    gradients = lstm_backward(states, states, np.zeros((T, N, D)), weights, states)
    return sum(gradient.size for gradient in gradients.values())


def gradient_of_update_sum(z, n, p, d):
    """By differences: the loss is d times the new state."""
    total = np.log(z) - np.log1p(-z)

    def loss(s):
        gate = 0.5 * (1 + np.tanh(s / 2))
        return d * (n + gate * (p - n))

    return (loss(total + 1e-5) - loss(total - 1e-5)) / 2e-5
