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


def context_in_the_best_window(w, s):
    """The worst word of a stretch in the middle, each in its best window."""
    starts = range(0, 20 * w, s)

    def best(word):
        inside = [word - start for start in starts if start <= word < start + w]
        return max(min(place, w - 1 - place) for place in inside)

    return min(best(word) for word in range(9 * w, 9 * w + s))
