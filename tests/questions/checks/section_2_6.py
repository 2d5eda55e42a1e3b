"""Second ways of computing the numbers of section 2.6."""

import numpy as np


def held_update(z, n, k):
    h = 0.0
    for _ in range(k):
        h = z * h + (1 - z) * n
    return h


def torch_gru(D, H):
    blocks = {"r": 0, "z": 0, "n": 0}
    for name in blocks:
        blocks[name] = sum(np.zeros(shape).size for shape in [(H, D), (H, H), (H,), (H,)])
    return sum(blocks.values())


def projected(D, H, P):
    weight_ih, weight_hh, weight_hr = np.zeros((4 * H, D)), np.zeros((4 * H, P)), np.zeros((P, H))
    bias_ih, bias_hh = np.zeros(4 * H), np.zeros(4 * H)
    return sum(array.size for array in (weight_ih, weight_hh, weight_hr, bias_ih, bias_hh))


def two_grus(D, H):
    """The arrays of a Keras GRU (reset_after) in each direction; merging has none."""
    one = [np.zeros((D, 3 * H)), np.zeros((H, 3 * H)), np.zeros((2, 3 * H))]
    return sum(array.size for array in one + [array.copy() for array in one])


def t_of_two_groups(n, d, s):
    """Two samples with exactly these means and deviations, then Welch's formula on the samples."""
    pattern = np.linspace(-1, 1, int(n))
    pattern = pattern / pattern.std(ddof=1) * s
    a, b = 80 + d + pattern, 80 - pattern
    return (a.mean() - b.mean()) / np.sqrt(a.var(ddof=1) / a.size + b.var(ddof=1) / b.size)
