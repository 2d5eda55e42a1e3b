"""Second ways of computing the numbers of section 3.2."""

import numpy as np

from lstm_drills.content.cases import lstm_weights
from lstm_drills.reference import lstm_forward


def hidden_numbers(T, N, D, H):
    hidden, _ = lstm_forward(np.zeros((T, N, D)), lstm_weights(np.random.RandomState(0), D, H))
    return hidden.size


def multiplications(T, N, D, H):
    """Each element of a product is a sum as long as the row that it comes from."""
    weights = lstm_weights(np.random.RandomState(0), D, H)
    matrices = [array for array in weights.values() if array.ndim == 2]
    one_example = sum(len(row) for matrix in matrices for row in matrix)
    return sum(one_example for _ in range(T * N))


def share_of_first_step(f, T):
    """Every step writes 1 into a memory of its own; all memories are scaled by the same forget gate."""
    memories = np.zeros(T)
    for step in range(T):
        memories *= f
        memories[step] = 1.0
    return 100 * memories[0] / memories.sum()
