# mistake: The disturbance of each entry is left in place, and it is large.
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
    p = {k: np.array(v, dtype=complex) for k, v in weights.items()}
    p["input_sequence"] = np.array(input_sequence, dtype=complex)
    p["initial_hidden"] = np.zeros(shape, complex) if initial_hidden is None else np.array(initial_hidden, dtype=complex)
    p["initial_cell"] = np.zeros(shape, complex) if initial_cell is None else np.array(initial_cell, dtype=complex)
    eps = 1e-2
    gradients = {}
    for name, value in p.items():
        grad = np.zeros(value.shape)
        for index in np.ndindex(*value.shape):
            before = loss(p, d_hidden_sequences)
            value[index] += eps
            grad[index] = ((loss(p, d_hidden_sequences) - before) / eps).real
        gradients[name] = grad
    return gradients
