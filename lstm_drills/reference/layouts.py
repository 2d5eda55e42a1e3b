"""The twelve arrays of ``lstm_unit`` in the layouts of PyTorch and of Keras, and back.

Ours: one array a gate and kind, the previous hidden state and the input multiplied from the right (``h @ W``, ``x @ U``).
PyTorch: gates i, f, g, o stacked in the rows, arrays transposed (``W @ h``), and two biases of which only the sum enters.
Keras: gates i, f, c, o side by side in the columns, not transposed, one bias. g and c are both our ``cell``.
"""

from collections.abc import Mapping

import numpy as np

from lstm_drills.reference.activations import Array

# PyTorch calls the third g, Keras calls it c
ORDER = ("input", "forget", "cell", "output")


def to_pytorch(weights: Mapping[str, Array]) -> dict[str, Array]:
    """``weight_ih`` (4H, D), ``weight_hh`` (4H, H), ``bias_ih`` (4H,) with all of the bias, ``bias_hh`` (4H,) zero.

    ``torch.nn.LSTM`` calls them ``weight_ih_l0`` and so on; the dtype stays.
    """
    keras = to_keras(weights)
    return {
        "weight_ih": np.ascontiguousarray(keras["kernel"].T),
        "weight_hh": np.ascontiguousarray(keras["recurrent_kernel"].T),
        "bias_ih": keras["bias"],
        "bias_hh": np.zeros_like(keras["bias"]),
    }


def from_pytorch(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Our twelve arrays, with b = b_ih + b_hh. Use it for weights: each of the two biases has the gradient of their sum."""
    return from_keras(
        {
            "kernel": arrays["weight_ih"].T,
            "recurrent_kernel": arrays["weight_hh"].T,
            "bias": arrays["bias_ih"] + arrays["bias_hh"],
        }
    )


def to_keras(weights: Mapping[str, Array]) -> dict[str, Array]:
    """``kernel`` (D, 4H), ``recurrent_kernel`` (H, 4H), ``bias`` (4H,): in this order what ``layer.set_weights`` takes."""
    kinds = {"kernel": "inputs", "recurrent_kernel": "weights", "bias": "bias"}
    return {
        name: np.concatenate([weights[f"{gate}_gate_{kind}"] for gate in ORDER], axis=-1)
        for name, kind in kinds.items()
    }


def from_keras(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Our twelve arrays, each with memory of its own."""
    weights: dict[str, Array] = {}
    for kind, name in (("weights", "recurrent_kernel"), ("inputs", "kernel"), ("bias", "bias")):
        for gate, part in zip(ORDER, np.split(arrays[name], len(ORDER), axis=-1), strict=True):
            weights[f"{gate}_gate_{kind}"] = part.copy()
    return weights
