# mistake: The biases are popped out of the caller's dictionary.
# targets: contract, bias
# verdict: failed
# diagnosable: yes
"""Everything in one matrix, biases are its first row."""
import numpy as np


def build_WLSTM(weights):
    cols = []
    for name in ("input", "forget", "output", "cell"):
        bias = np.asarray(weights.pop(name + "_gate_bias")).reshape(1, -1)
        cols.append(np.vstack([bias, weights[name + "_gate_inputs"], weights[name + "_gate_weights"]]))
    return np.hstack(cols)


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    WLSTM = build_WLSTM(weights)
    b, d = prev_hidden.shape
    input_size = input_.shape[1]

    Hin = np.zeros((b, WLSTM.shape[0]))
    Hin[:, 0] = 1
    Hin[:, 1:1 + input_size] = input_
    Hin[:, 1 + input_size:] = prev_hidden

    IFOG = Hin.dot(WLSTM)
    IFOGf = np.zeros_like(IFOG)
    IFOGf[:, :3 * d] = 1.0 / (1.0 + np.exp(-IFOG[:, :3 * d]))
    IFOGf[:, 3 * d:] = np.tanh(IFOG[:, 3 * d:])

    C = IFOGf[:, :d] * IFOGf[:, 3 * d:] + IFOGf[:, d:2 * d] * prev_cell
    Hout = IFOGf[:, 2 * d:3 * d] * np.tanh(C)
    return Hout, C
