# mistake: there are no parameters for the initial states; right for zero states.
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
    prev_hidden = np.zeros((len(input_sequence[0]), len(weights["cell_gate_bias"])))
    prev_cell = np.zeros_like(prev_hidden)
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        prev_hidden, prev_cell = lstm_unit(input_, prev_hidden, prev_cell, weights)
        hidden_sequences.append(prev_hidden)
        cell_sequences.append(prev_cell)
    return np.array(hidden_sequences), np.array(cell_sequences)
