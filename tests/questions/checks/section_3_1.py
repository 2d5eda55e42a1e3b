"""Second ways of computing the numbers of section 3.1."""

import numpy as np

from lstm_drills.reference.cell import lstm_unit


def parameters(D, H):
    arrays = [np.zeros(shape) for _ in ("forget", "input", "output", "cell") for shape in ((H, H), (D, H), (H,))]
    return sum(array.size for array in arrays)


def new_cell(f, i, g, c):
    """A whole step whose biases are chosen so that its gates have these values."""
    names = {"forget": np.log(f / (1 - f)), "input": np.log(i / (1 - i)), "output": 0.0, "cell": np.arctanh(g)}
    weights = {f"{gate}_gate_bias": np.array([bias]) for gate, bias in names.items()}
    for gate in names:
        weights |= {f"{gate}_gate_weights": np.zeros((1, 1)), f"{gate}_gate_inputs": np.zeros((1, 1))}
    return lstm_unit(np.zeros((1, 1)), np.zeros((1, 1)), np.array([[c]]), weights)[1][0, 0]


def new_hidden(zf, zo, zg, c):
    weights = {}
    for gate, total in {"forget": zf, "input": 0.0, "output": zo, "cell": zg}.items():
        weights[f"{gate}_gate_bias"] = np.array([total])
        weights |= {f"{gate}_gate_weights": np.zeros((1, 1)), f"{gate}_gate_inputs": np.zeros((1, 1))}
    return lstm_unit(np.zeros((1, 1)), np.zeros((1, 1)), np.array([[c]]), weights)[0][0, 0]


def first_nan():
    """Tried out, number by number."""
    with np.errstate(all="ignore"):
        z = np.arange(0, 20, 0.0078125).astype(np.float16)
        gate = np.exp(z) / (np.float16(1) + np.exp(z))
    return float(z[np.isnan(gate)][0])
