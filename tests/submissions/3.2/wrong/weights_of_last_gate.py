# mistake: All gates use the cell gate's recurrent matrix.
# targets: recurrent, forget_gate, input_gate, output_gate
# verdict: failed
# diagnosable: yes
from itertools import accumulate

import numpy as np


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    sigma = lambda z: np.exp(-np.logaddexp(0.0, -z))
    pre = lambda k, x, h: x @ weights[k + "_gate_inputs"] + h @ weights["cell_gate_weights"] + weights[k + "_gate_bias"]

    def step(state, x):
        h, c = state
        c = sigma(pre("forget", x, h)) * c + sigma(pre("input", x, h)) * np.tanh(pre("cell", x, h))
        return sigma(pre("output", x, h)) * np.tanh(c), c

    zeros = np.zeros((input_sequence[0].shape[0], weights["forget_gate_bias"].shape[0]))
    start = (zeros if initial_hidden is None else initial_hidden, zeros if initial_cell is None else initial_cell)
    states = list(accumulate(input_sequence, step, initial=start))[1:]
    hs, cs = zip(*states)
    return np.array(hs), np.array(cs)
