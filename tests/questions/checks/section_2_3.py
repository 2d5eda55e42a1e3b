"""Second ways of computing the numbers of section 2.3."""

import numpy as np


def gradient_of_a_forget_gate(f, c):
    def new_cell(z):
        return c / (1 + np.exp(-z))

    z, step = -np.log(1 / f - 1), 1e-5
    return float((new_cell(z + step) - new_cell(z - step)) / (2 * step))


def values_of_all_gates(H, N, T):
    return sum(np.zeros((N, H)).size for _ in range(T) for _ in ("forget", "input", "output"))


def closing_for_a_clean_slate(K):
    low, high = 0.0, 1.0
    for _ in range(100):
        middle = (low + high) / 2
        left = 1.0
        for _ in range(int(K)):
            left *= middle
        low, high = (middle, high) if left <= 0.01 else (low, middle)
    return low


def gate_by_hand(x, h):
    read, weights = np.array([x, h, 1.0]), np.array([0.8, -0.5, 1.0])
    return float((1 + np.tanh(read @ weights / 2)) / 2)
