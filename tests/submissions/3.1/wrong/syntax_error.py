# mistake: A parenthesis is missing.
# targets: contract
# verdict: error
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    # forget gate
    f = sigmoid(np.dot(prev_hidden, weights["forget_gate_weights"]) + np.dot(input_, weights["forget_gate_inputs"]) + weights["forget_gate_bias"])
    # input gate
    i = sigmoid(np.dot(prev_hidden, weights["input_gate_weights"]) + np.dot(input_, weights["input_gate_inputs"]) + weights["input_gate_bias"])
    # output gate
    o = sigmoid(np.dot(prev_hidden, weights["output_gate_weights"]) + np.dot(input_, weights["output_gate_inputs"]) + weights["output_gate_bias"])
    # candidate
    g = np.tanh(np.dot(prev_hidden, weights["cell_gate_weights"]) + np.dot(input_, weights["cell_gate_inputs"]) + weights["cell_gate_bias"])
    new_cell = f * prev_cell + i * g
    new_hidden = o * np.tanh(new_cell
    return new_hidden, new_cell
