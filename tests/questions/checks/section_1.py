"""Second ways of computing the numbers of section 1."""

import numpy as np


def plain_rnn(D, H, K, T):
    weights = {"U": np.zeros((D, H)), "W": np.zeros((H, H)), "b": np.zeros(H), "V": np.zeros((H, K)), "c": np.zeros(K)}
    used = {name for _ in range(T) for name in weights}
    return sum(weights[name].size for name in used)


def updates(N, B, E):
    done = 0
    for _ in range(E):
        left = N
        while left > 0:
            left -= B
            done += 1
    return done


def dilated_layers(T):
    oldest, layers = 0, 0
    while oldest < T - 1:
        oldest += 1 << layers
        layers += 1
    return layers
