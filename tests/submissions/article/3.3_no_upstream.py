# mistake: there is no parameter for the upstream gradient: the gradient is that of the sum of all hidden states, from zero states.
# targets: contract, hidden_state, initial_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def net(x, h, weights, gate):
    return np.dot(h, weights[gate + "_weights"]) + np.dot(x, weights[gate + "_inputs"]) + weights[gate + "_bias"]


def unit_gradients(x, prev_hidden, prev_cell, cell, weights, d_hidden, d_cell):
    f, i, o = [sigmoid(net(x, prev_hidden, weights, k)) for k in ("forget_gate", "input_gate", "output_gate")]
    g = np.tanh(net(x, prev_hidden, weights, "cell_gate"))
    d_cell = d_cell + d_hidden * o * (1 - np.tanh(cell) ** 2)
    return {
        "forget_gate": d_cell * prev_cell * f * (1 - f),
        "input_gate": d_cell * g * i * (1 - i),
        "output_gate": d_hidden * np.tanh(cell) * o * (1 - o),
        "cell_gate": d_cell * i * (1 - g ** 2),
    }, d_cell * f


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights):
    zeros = np.zeros(np.shape(hidden_sequences[0]))
    gradients = {name: np.zeros(value.shape) for name, value in weights.items()}
    gradients["input_sequence"] = np.zeros(np.shape(input_sequence))
    d_hidden, d_cell = zeros, zeros
    for t in range(len(hidden_sequences) - 1, -1, -1):
        prev_hidden = hidden_sequences[t - 1] if t > 0 else zeros
        prev_cell = cell_sequences[t - 1] if t > 0 else zeros
        deltas, d_cell = unit_gradients(input_sequence[t], prev_hidden, prev_cell, cell_sequences[t], weights, d_hidden + 1.0, d_cell)
        d_hidden = zeros
        for gate, delta in deltas.items():
            gradients[gate + "_weights"] += np.dot(prev_hidden.T, delta)
            gradients[gate + "_inputs"] += np.dot(input_sequence[t].T, delta)
            gradients[gate + "_bias"] += delta.sum(axis=0)
            gradients["input_sequence"][t] += np.dot(delta, weights[gate + "_inputs"].T)
            d_hidden = d_hidden + np.dot(delta, weights[gate + "_weights"].T)
    gradients["initial_hidden"] = d_hidden
    gradients["initial_cell"] = d_cell
    return gradients
