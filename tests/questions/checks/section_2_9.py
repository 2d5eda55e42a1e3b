"""Second ways of computing the numbers of section 2.9."""

import numpy as np


def printed_perplexity(L, r):
    """A hundred positions, the real ones with the given loss, through the code that is asked about."""
    losses = np.full(100, float(L))
    losses[int(r) :] = 0
    return np.exp(losses.mean())


def windows(n, w, s):
    count, start = 1, 0
    while start + w < n:
        start += s
        count += 1
    return count
