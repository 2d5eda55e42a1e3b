"""Second ways of computing the numbers of section 2.10."""

from itertools import pairwise, product

import numpy as np


def stack_parameters(D, H, L):
    shapes, width = [], D
    for _ in range(L):
        for _ in ("forward", "backward"):
            shapes += [(4 * H, width), (4 * H, H), (4 * H,), (4 * H,)]
        width = H + H
    return sum(int(np.prod(shape)) for shape in shapes)


def width_of_two_layers(D, W):
    def weights(*sizes):
        return sum(4 * units * (inputs + units) for inputs, units in pairwise(sizes))

    low, high = 0.0, float(W)
    for _ in range(80):
        middle = (low + high) / 2
        if weights(D, middle, middle) < weights(D, W):
            low = middle
        else:
            high = middle
    return low


def path_probability(a, b, p):
    words, step = np.array([[a, 0.0], [0.0, b]]), np.array([[0.0, -p], [0.0, 0.0]])
    scores = {path: words[0, path[0]] + words[1, path[1]] + step[path] for path in product(range(2), repeat=2)}
    largest = max(scores.values())
    weights = {path: np.exp(score - largest) for path, score in scores.items()}
    return float(weights[0, 1] / sum(weights.values()))


def wait_of_the_first_frame(C, R):
    arrivals = np.arange(0, 10 * (C + R + 1), 10)
    block, ahead = arrivals[:C], arrivals[C : C + R]
    return int(ahead[-1] - block[0])


def paths_of_three_layers(T):
    ways = np.zeros((3, T), dtype=np.int64)
    for layer, step in product(range(3), range(T)):
        before = (ways[layer - 1, step] if layer else 0) + (ways[layer, step - 1] if step else 0)
        ways[layer, step] = before or 1
    return int(ways[-1, -1])
