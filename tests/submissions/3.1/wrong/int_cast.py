# mistake: The gates are rounded to 0 or 1.
# targets: forget_gate, input_gate, output_gate, numerics
# verdict: failed
# diagnosable: yes
"""One product for all four gates, order i, f, o, g."""
import numpy as np


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    names = ["input", "forget", "output", "cell"]
    Wx = np.concatenate([weights[n + "_gate_inputs"] for n in names], axis=1)
    Wh = np.concatenate([weights[n + "_gate_weights"] for n in names], axis=1)
    b = np.concatenate([weights[n + "_gate_bias"] for n in names])

    N, H = prev_hidden.shape
    a = input_.dot(Wx) + prev_hidden.dot(Wh) + b
    i = sigmoid(a[:, :H])
    f = sigmoid(a[:, H:2 * H])
    o = sigmoid(a[:, 2 * H:3 * H])
    g = np.tanh(a[:, 3 * H:])
    i, f, o = np.round(i), np.round(f), np.round(o)
    next_c = f * prev_cell + i * g
    next_h = o * np.tanh(next_c)
    return next_h, next_c
