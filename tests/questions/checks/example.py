"""The second way for the example bank: counting arrays, and asking NumPy."""

import numpy as np


def parameters(D, H):
    arrays = [np.zeros(shape) for _ in range(4) for shape in ((D, H), (H, H), (H,))]
    return sum(array.size for array in arrays)


def memory():
    return np.zeros(10**6, dtype=np.float32).nbytes / 10**6
