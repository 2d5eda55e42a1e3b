# mistake: The body of the loop is not indented.
# targets: contract
# verdict: error
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    f = sigmoid(prev_hidden @ weights["forget_gate_weights"] + input_ @ weights["forget_gate_inputs"] + weights["forget_gate_bias"])
    i = sigmoid(prev_hidden @ weights["input_gate_weights"] + input_ @ weights["input_gate_inputs"] + weights["input_gate_bias"])
    o = sigmoid(prev_hidden @ weights["output_gate_weights"] + input_ @ weights["output_gate_inputs"] + weights["output_gate_bias"])
    g = np.tanh(prev_hidden @ weights["cell_gate_weights"] + input_ @ weights["cell_gate_inputs"] + weights["cell_gate_bias"])
    new_cell = f * prev_cell + i * g
    new_hidden = o * np.tanh(new_cell)
    return new_hidden, new_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    batch = input_sequence[0].shape[0]
    hidden_size = weights["forget_gate_bias"].shape[0]
    prev_hidden = np.zeros((batch, hidden_size)) if initial_hidden is None else initial_hidden
    prev_cell = np.zeros((batch, hidden_size)) if initial_cell is None else initial_cell

    hidden_sequences = []
    cell_sequences = []
    for input_ in input_sequence:
    new_hidden, new_cell = lstm_unit(input_, prev_hidden, prev_cell, weights)
        hidden_sequences.append(new_hidden)
        cell_sequences.append(new_cell)
        prev_hidden = new_hidden
        prev_cell = new_cell
    return np.array(hidden_sequences), np.array(cell_sequences)
