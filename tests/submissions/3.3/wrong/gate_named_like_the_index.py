# mistake: The step's index is called i, and the input gate overwrites it.
# targets: time, input_gate, contract
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    T, N, H = np.shape(hidden_sequences)
    h0 = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    c0 = np.zeros((N, H)) if initial_cell is None else initial_cell
    grads = {k: np.zeros(np.shape(v)) for k, v in weights.items()}
    dx = np.zeros(np.shape(input_sequence))
    dh, dc = np.zeros((N, H)), np.zeros((N, H))
    for i in range(T - 1, -1, -1):
        x = input_sequence[i]
        h_prev = hidden_sequences[i - 1] if i > 0 else h0
        c_prev = cell_sequences[i - 1] if i > 0 else c0
        c = cell_sequences[i]
        dh = dh + d_hidden_sequences[i]
        f = sigmoid(h_prev @ weights["forget_gate_weights"] + x @ weights["forget_gate_inputs"] + weights["forget_gate_bias"])
        i = sigmoid(h_prev @ weights["input_gate_weights"] + x @ weights["input_gate_inputs"] + weights["input_gate_bias"])
        o = sigmoid(h_prev @ weights["output_gate_weights"] + x @ weights["output_gate_inputs"] + weights["output_gate_bias"])
        g = np.tanh(h_prev @ weights["cell_gate_weights"] + x @ weights["cell_gate_inputs"] + weights["cell_gate_bias"])
        dc = dc + dh * o * (1 - np.tanh(c) ** 2)
        d = dict(forget=dc * c_prev * f * (1 - f), input=dc * g * i * (1 - i), output=dh * np.tanh(c) * o * (1 - o), cell=dc * i * (1 - g**2))
        dc = dc * f
        dh = np.zeros((N, H))
        for k in d:
            grads[k + "_gate_weights"] += h_prev.T @ d[k]
            grads[k + "_gate_inputs"] += x.T @ d[k]
            grads[k + "_gate_bias"] += d[k].sum(axis=0)
            dx[i] += d[k] @ weights[k + "_gate_inputs"].T
            dh = dh + d[k] @ weights[k + "_gate_weights"].T
    grads["input_sequence"] = dx
    grads["initial_hidden"] = dh
    grads["initial_cell"] = dc
    return grads
