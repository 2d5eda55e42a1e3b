"""An LSTM over a whole sequence: the same step at every time, with both states handed on."""

import numpy as np


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))  # never overflows: the exponent is at most 0
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    def total(gate):
        from_hidden = prev_hidden @ weights[f"{gate}_gate_weights"]
        return from_hidden + input_ @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]

    new_cell = sigmoid(total("forget")) * prev_cell + sigmoid(total("input")) * np.tanh(total("cell"))
    new_hidden = sigmoid(total("output")) * np.tanh(new_cell)
    return new_hidden, new_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    batch = len(input_sequence[0])
    units = len(weights["forget_gate_bias"])
    hidden = np.zeros((batch, units)) if initial_hidden is None else initial_hidden
    cell = np.zeros((batch, units)) if initial_cell is None else initial_cell

    hidden_sequences = []
    cell_sequences = []
    for input_ in input_sequence:
        new_hidden, new_cell = lstm_unit(input_, hidden, cell, weights)
        hidden_sequences.append(new_hidden)
        cell_sequences.append(new_cell)
        hidden = new_hidden
        cell = new_cell
    return np.stack(hidden_sequences), np.stack(cell_sequences)
