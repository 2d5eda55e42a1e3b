"""The activations of an LSTM and of the layer above it, written so that no input overflows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)) by way of tanh, which cannot overflow; any shape, the dtype of ``z``."""
    half = z.dtype.type(0.5)
    return np.asarray(half * (np.tanh(half * z) + z.dtype.type(1)))


def softmax(z: Array) -> Array:
    """exp(z) / sum(exp(z)) over the last axis; the largest entry of each row is taken off first, so that 1e4 is fine."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
