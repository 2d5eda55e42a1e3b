"""Second ways of computing the numbers of section 2.12."""

import numpy as np


def word_perplexity(b, c):
    nats_a_character = b * np.log(2)
    return float(np.exp(nats_a_character * c))


def saved_percent(V, H):
    embedding, output, bias = np.zeros((V, H), bool), np.zeros((H, V), bool), np.zeros(V, bool)
    gates = [np.zeros(shape, bool) for _ in "ifgo" for shape in ((H, H), (H, H), (H,))]
    shared = sum(array.size for array in [embedding, bias, *gates])
    apart = shared + output.size
    return 100 * (1 - shared / apart)


def updates(M, N, T):
    length = 0
    while (length + 1) * N <= M:
        length += 1
    starts = range(0, length, T)
    return sum(start + T < length for start in starts)


def scores_per_target(V, a, q):
    """Over one hundred targets, of which q lie in the tail."""
    counts = np.full(100, a + 1)
    counts[:q] += V - a
    return float(counts.mean())


def perplexity_over_words(n, L):
    losses = np.full((3, n + 1), L)  # three sentences, the last column is <eos>
    return float(np.prod(np.exp(losses[0])) ** (1 / losses[0, :-1].size))


def kneser_ney(C, c, n, B, M):
    discount = 3 / 4
    followers = np.full(n, (C - c) / (n - 1))
    followers[0] = c
    kept = (followers - discount) / followers.sum()
    continuations = np.zeros(M)
    continuations[:B] = 1
    return float(kept[0] + (1 - kept.sum()) * continuations.mean())
