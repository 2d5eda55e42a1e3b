# mistake: The input is divided by its norm.
# targets: input
# verdict: failed
# diagnosable: no
import numpy as np


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    x = np.asarray(input_, dtype=np.float32)
    x = x / np.linalg.norm(x)
    h = np.asarray(prev_hidden, dtype=np.float32)
    c = np.asarray(prev_cell, dtype=np.float32)
    p = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}

    def gate(name):
        return h @ p[name + "_weights"] + x @ p[name + "_inputs"] + p[name + "_bias"]

    def expit(v):
        return 1 / (1 + np.exp(-np.clip(v, -60, 60)))

    c = expit(gate("forget_gate")) * c + expit(gate("input_gate")) * np.tanh(gate("cell_gate"))
    h = expit(gate("output_gate")) * np.tanh(c)
    return h, c
