# mistake: return stands inside the loop, after the first step.
# targets: time, contract
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def cells(input_sequence, w, h, c):
    for x in input_sequence:
        hx = np.hstack((h, x))
        f, i, o, g = (
            hx @ np.vstack((w[f"{name}_gate_weights"], w[f"{name}_gate_inputs"])) + w[f"{name}_gate_bias"]
            for name in ("forget", "input", "output", "cell")
        )
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        yield h, c


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    zeros = np.zeros((len(input_sequence[0]), len(weights["input_gate_bias"])))
    hs, cs = [], []
    for h, c in cells(input_sequence, weights,
                      zeros if initial_hidden is None else initial_hidden,
                      zeros if initial_cell is None else initial_cell):
        hs.append(h)
        cs.append(c)
        return tuple(hs), tuple(cs)
