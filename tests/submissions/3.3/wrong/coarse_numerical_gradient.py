# mistake: A one-sided difference with a step of 0.1 instead of a derivative.
# targets: numerics
# verdict: failed
# diagnosable: no
import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def loss(p, up):
    h, c = p["initial_hidden"], p["initial_cell"]
    total = 0
    for x, d in zip(p["input_sequence"], up):
        f, i, o, g = (h @ p[k + "_gate_weights"] + x @ p[k + "_gate_inputs"] + p[k + "_gate_bias"] for k in ("forget", "input", "output", "cell"))
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        total = total + (h * d).sum()
    return total


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    shape = np.shape(hidden_sequences[0])
    p = {k: np.array(v, dtype=float) for k, v in weights.items()}
    p["input_sequence"] = np.array(input_sequence, dtype=float)
    p["initial_hidden"] = np.zeros(shape, float) if initial_hidden is None else np.array(initial_hidden, dtype=float)
    p["initial_cell"] = np.zeros(shape, float) if initial_cell is None else np.array(initial_cell, dtype=float)
    eps = 0.1
    gradients = {}
    for name, value in p.items():
        grad = np.zeros(value.shape)
        for index in np.ndindex(*value.shape):
            before = loss(p, d_hidden_sequences)
            value[index] += eps
            grad[index] = (loss(p, d_hidden_sequences) - before) / eps
            value[index] -= eps
        gradients[name] = grad
    return gradients
