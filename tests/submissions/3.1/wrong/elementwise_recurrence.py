# mistake: Only the diagonal of the recurrent matrices is used.
# targets: recurrent
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(v):
    return np.exp(-np.logaddexp(0, -v))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    w = weights
    hs, cs = [], []
    for x, h, c in zip(input_, prev_hidden, prev_cell):
        f = sigmoid(np.diag(w["forget_gate_weights"]) * h + w["forget_gate_inputs"].T @ x + w["forget_gate_bias"])
        i = sigmoid(np.diag(w["input_gate_weights"]) * h + w["input_gate_inputs"].T @ x + w["input_gate_bias"])
        o = sigmoid(np.diag(w["output_gate_weights"]) * h + w["output_gate_inputs"].T @ x + w["output_gate_bias"])
        g = np.tanh(np.diag(w["cell_gate_weights"]) * h + w["cell_gate_inputs"].T @ x + w["cell_gate_bias"])
        c = f * c + i * g
        hs.append(o * np.tanh(c))
        cs.append(c)
    return np.array(hs), np.array(cs)
