"""Second ways of computing the numbers of section 2.15."""

from itertools import product

import numpy as np


def names(L):
    kinds, ends = ("weight_ih", "weight_hh", "bias_ih", "bias_hh"), ("", "_reverse")
    return len({f"{kind}_l{layer}{end}" for kind, layer, end in product(kinds, range(L), ends)})


def spread(H):
    k = H**-0.5
    draws = (np.arange(1000) + 0.5) / 1000 * 2 * k - k
    return float((draws[:, None] + draws[None, :]).std())


def total_norm(a, b):
    one = np.full(16, a / 4.0)
    other = np.full(25, b / 5.0)
    return float(np.linalg.norm(np.concatenate([one, other])))


def norm_after_clipnorm(k, c):
    gradients = [np.full(number + 2, 100.0 * number) for number in range(1, k + 1)]
    clipped = [gradient * c / np.linalg.norm(gradient) for gradient in gradients]
    return float(np.linalg.norm(np.concatenate(clipped)))


def rate_after_an_epoch(b):
    rate = 1.0
    for calls in range(1, int(b) + 1):
        rate *= 0.5 if calls % 10 == 0 else 1.0
    return rate
