# mistake: The state before the step is saved instead of the state after it.
# targets: time, initial_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(x, h, c, w):
    def z(name):
        return np.dot(h, w[name + "_gate_weights"]) + np.dot(x, w[name + "_gate_inputs"]) + w[name + "_gate_bias"]

    c = sigmoid(z("forget")) * c + sigmoid(z("input")) * np.tanh(z("cell"))
    return sigmoid(z("output")) * np.tanh(c), c


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    h, c = initial_hidden, initial_cell
    shape = (len(input_sequence[0]), len(weights["cell_gate_bias"]))
    if h is None:
        h = np.zeros(shape)
    if c is None:
        c = np.zeros(shape)
    hidden_sequences, cell_sequences = [], []
    for t in range(len(input_sequence)):
        hidden_sequences.append(h)
        cell_sequences.append(c)
        h, c = lstm_unit(input_sequence[t], h, c, weights)
    return hidden_sequences, cell_sequences
