# mistake: The hidden state is updated before the output gate is applied, so the candidate of the next step sees tanh(c).
# targets: hidden_state, output_gate
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    T = len(input_sequence)
    N = len(input_sequence[0])
    H = len(weights["forget_gate_bias"])
    hidden = np.zeros((T, N, H))
    cell = np.zeros((T, N, H))
    for n in range(N):
        h = np.zeros(H)
        c = np.zeros(H)
        if initial_hidden is not None:
            h = initial_hidden[n]
        if initial_cell is not None:
            c = initial_cell[n]
        for t in range(T):
            x = input_sequence[t][n]
            f = sigmoid(h @ weights["forget_gate_weights"] + x @ weights["forget_gate_inputs"] + weights["forget_gate_bias"])
            i = sigmoid(h @ weights["input_gate_weights"] + x @ weights["input_gate_inputs"] + weights["input_gate_bias"])
            o = sigmoid(h @ weights["output_gate_weights"] + x @ weights["output_gate_inputs"] + weights["output_gate_bias"])
            g = np.tanh(h @ weights["cell_gate_weights"] + x @ weights["cell_gate_inputs"] + weights["cell_gate_bias"])
            c = f * c + i * g
            h = np.tanh(c)
            hidden[t, n] = o * h
            cell[t, n] = c
    return hidden, cell
