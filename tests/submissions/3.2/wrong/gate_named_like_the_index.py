# mistake: The step's index is called i, and the input gate overwrites it.
# targets: time, input_gate, contract
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    T, N = len(input_sequence), len(input_sequence[0])
    H = len(weights["forget_gate_bias"])
    h = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    c = np.zeros((N, H)) if initial_cell is None else initial_cell
    hidden_sequences = np.zeros((T, N, H))
    cell_sequences = np.zeros((T, N, H))
    for i in range(T):
        x = input_sequence[i]
        f = sigmoid(h @ weights["forget_gate_weights"] + x @ weights["forget_gate_inputs"] + weights["forget_gate_bias"])
        i = sigmoid(h @ weights["input_gate_weights"] + x @ weights["input_gate_inputs"] + weights["input_gate_bias"])
        o = sigmoid(h @ weights["output_gate_weights"] + x @ weights["output_gate_inputs"] + weights["output_gate_bias"])
        g = np.tanh(h @ weights["cell_gate_weights"] + x @ weights["cell_gate_inputs"] + weights["cell_gate_bias"])
        c = f * c + i * g
        h = o * np.tanh(c)
        hidden_sequences[i] = h
        cell_sequences[i] = c
    return hidden_sequences, cell_sequences
