# mistake: The sigmoid is applied to all four blocks, the candidate too.
# targets: cell_gate, activation
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

    a = input_.dot(Wx) + prev_hidden.dot(Wh) + b
    i, f, o, g = np.split(sigmoid(a), 4, axis=1)
    next_c = f * prev_cell + i * g
    next_h = o * np.tanh(next_c)
    return next_h, next_c
