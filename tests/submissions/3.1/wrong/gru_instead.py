# mistake: A GRU: update and reset gates, cell state passed through.
# targets: cell_state, hidden_state, forget_gate, input_gate, output_gate
# verdict: failed
# diagnosable: no
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    update = sigmoid(prev_hidden @ weights["input_gate_weights"] + input_ @ weights["input_gate_inputs"] + weights["input_gate_bias"])
    reset = sigmoid(prev_hidden @ weights["forget_gate_weights"] + input_ @ weights["forget_gate_inputs"] + weights["forget_gate_bias"])
    candidate = np.tanh((reset * prev_hidden) @ weights["cell_gate_weights"] + input_ @ weights["cell_gate_inputs"] + weights["cell_gate_bias"])
    new_hidden = (1 - update) * prev_hidden + update * candidate
    return new_hidden, new_hidden
