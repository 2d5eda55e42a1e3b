# mistake: hidden_size is a global that is defined nowhere, so every call raises NameError.
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


def lstm_forward(input_sequence, weights):
    states = [(np.zeros((1, hidden_size)), np.zeros((1, hidden_size)))]
    for input_ in input_sequence:
        states.append(lstm_unit(input_, *states[-1], weights))
    hidden_sequences = [h for h, _ in states[1:]]
    cell_sequences = [c for _, c in states[1:]]
    return hidden_sequences, cell_sequences
