"""Second ways of computing the numbers of section 2.7."""

import numpy as np


def clipped_by_norm(n, c):
    gradient = np.array([0.6, -0.8]) * n
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.linalg.norm(gradient * middle) <= c else (low, middle)
    return high


def memory_of_the_states(M, N, H):
    one_step = np.dtype([(name, np.float32, (int(N), int(H))) for name in ("f", "i", "o", "g", "c", "h")])
    free, steps = int(M) * 10**6, 0
    while free >= one_step.itemsize:
        free -= one_step.itemsize
        steps += 1
    return steps


def steps_kept_by_checkpoints(T, b):
    steps = list(range(int(T)))
    starts = steps[:: int(b)]
    return max(len(starts) + len(steps[start : start + int(b)]) for start in starts)


def k1_and_k2(a, b, T):
    computed = 0
    for step in range(1, int(T) + 1):
        if step % int(a) == 0:
            computed += len(range(max(0, step - int(b)), step))
    return computed


def central_difference(e, w):
    true = np.polyval(np.polyder([1.0, 0.0, 0.0, 0.0]), w)
    return ((w + e) ** 3 - (w - e) ** 3) / (2 * e) - true


def numbers_carried_forward(D, H):
    parameters = [np.zeros((int(D), int(H))), np.zeros((int(H), int(H))), np.zeros(int(H))]
    return sum(np.zeros(int(H)).size * array.size for array in parameters)


def left_by_truncation(w, T, k):
    """The derivative of the last state by b, carried forward; before the last k steps the state counts as given."""

    def derivative(steps):
        by_b = 0.0
        for _ in range(int(steps)):
            by_b = w * by_b + 1
        return by_b

    return 100 * derivative(k) / derivative(T)


def steps_to_one_percent(s, a):
    bound, steps = 1.0, 0
    while bound >= 0.01:
        bound *= s * a
        steps += 1
    return steps


def terms_of_the_written_sum(T, m):
    losses = list(range(1, int(T) + 1))[-int(m) :]
    return len([(loss, use) for loss in losses for use in range(1, int(T) + 1) if use <= loss])


def spread_of_the_coin(p, k):
    stops = p * (1 - p) ** np.arange(k)  # behind 0, 1, ... k - 1 steps
    chances = np.append(stops, 1 - stops.sum())
    arrives = np.zeros(k + 1)
    arrives[-1] = np.prod(np.full(k, 1 / (1 - p)))
    mean = chances @ arrives
    return float(np.sqrt(chances @ (arrives - mean) ** 2) / mean)
