"""Second ways of computing the numbers of section 2.5."""

from itertools import groupby, product

import numpy as np


def perplexity(L):
    bits = L / np.log(2)
    return 2.0**bits


def tagger_parameters(H, K):
    both_directions = np.concatenate([np.zeros(H), np.zeros(H)])
    dense = [np.zeros((both_directions.size, K)), np.zeros(K)]
    crf = [np.zeros((K, K)), np.zeros(K), np.zeros(K)]
    return sum(array.size for array in dense + crf)


def grown_transitions(K):
    bio = {"O", *(f"{part}-{kind}" for part in "BI" for kind in range(K))}
    bioes = {"O", *(f"{part}-{kind}" for part in "BIES" for kind in range(K))}
    return sum(1 for _ in product(bioes, bioes)) - sum(1 for _ in product(bio, bio))


def ctc_of_two_frames(p, q):
    """The sum over all paths that collapse to one letter."""
    frames = [{"a": p, "-": 1 - p}, {"a": q, "-": 1 - q}]
    total = 0.0
    for path in product("a-", repeat=2):
        written = "".join(label for label, _ in groupby(path) if label != "-")
        total += frames[0][path[0]] * frames[1][path[1]] * (written == "a")
    return total
