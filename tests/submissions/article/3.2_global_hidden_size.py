# mistake: hidden_size is a global that happens to be 4, so other hidden sizes raise.
# mistake: there are no parameters for the initial states.
# targets: contract, initial_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    f, i, o, g = [np.dot(prev_hidden, weights[k + "_weights"]) + np.dot(input_, weights[k + "_inputs"]) + weights[k + "_bias"]
                  for k in ("forget_gate", "input_gate", "output_gate", "cell_gate")]
    new_cell = sigmoid(f) * prev_cell + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(new_cell), new_cell


hidden_size = 4


def lstm_forward(input_sequence, weights):
    h = np.zeros((1, hidden_size))
    c = np.zeros((1, hidden_size))
    hidden_sequences = []
    cell_sequences = []
    for input_ in input_sequence:
        h, c = lstm_unit(input_, h, c, weights)
        hidden_sequences.append(h)
        cell_sequences.append(c)
    return hidden_sequences, cell_sequences
