# mistake: The biases' gradient is summed over the units, axis 1.
# targets: bias, batch, contract
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences,
                  initial_hidden=None, initial_cell=None):
    T = len(input_sequence)
    N, H = hidden_sequences[0].shape
    if initial_hidden is None:
        initial_hidden = np.zeros((N, H))
    if initial_cell is None:
        initial_cell = np.zeros((N, H))

    grads = {name: np.zeros(value.shape) for name, value in weights.items()}
    d_inputs = np.zeros((T, N, input_sequence[0].shape[1]))
    dh_next = np.zeros((N, H))
    dc_next = np.zeros((N, H))

    for t in range(T - 1, -1, -1):
        x = input_sequence[t]
        h_prev = hidden_sequences[t - 1] if t > 0 else initial_hidden
        c_prev = cell_sequences[t - 1] if t > 0 else initial_cell
        c = cell_sequences[t]

        # recompute the gates of this step
        f = sigmoid(h_prev @ weights["forget_gate_weights"] + x @ weights["forget_gate_inputs"] + weights["forget_gate_bias"])
        i = sigmoid(h_prev @ weights["input_gate_weights"] + x @ weights["input_gate_inputs"] + weights["input_gate_bias"])
        o = sigmoid(h_prev @ weights["output_gate_weights"] + x @ weights["output_gate_inputs"] + weights["output_gate_bias"])
        g = np.tanh(h_prev @ weights["cell_gate_weights"] + x @ weights["cell_gate_inputs"] + weights["cell_gate_bias"])

        dh = d_hidden_sequences[t] + dh_next
        dc = dh * o * (1 - np.tanh(c) ** 2) + dc_next

        do = dh * np.tanh(c) * o * (1 - o)
        df = dc * c_prev * f * (1 - f)
        di = dc * g * i * (1 - i)
        dg = dc * i * (1 - g ** 2)

        grads["forget_gate_weights"] += h_prev.T @ df
        grads["forget_gate_inputs"] += x.T @ df
        grads["forget_gate_bias"] += df.sum(axis=1)
        grads["input_gate_weights"] += h_prev.T @ di
        grads["input_gate_inputs"] += x.T @ di
        grads["input_gate_bias"] += di.sum(axis=1)
        grads["output_gate_weights"] += h_prev.T @ do
        grads["output_gate_inputs"] += x.T @ do
        grads["output_gate_bias"] += do.sum(axis=1)
        grads["cell_gate_weights"] += h_prev.T @ dg
        grads["cell_gate_inputs"] += x.T @ dg
        grads["cell_gate_bias"] += dg.sum(axis=1)

        d_inputs[t] = (df @ weights["forget_gate_inputs"].T + di @ weights["input_gate_inputs"].T
                       + do @ weights["output_gate_inputs"].T + dg @ weights["cell_gate_inputs"].T)
        dh_next = (df @ weights["forget_gate_weights"].T + di @ weights["input_gate_weights"].T
                   + do @ weights["output_gate_weights"].T + dg @ weights["cell_gate_weights"].T)
        dc_next = dc * f

    grads["input_sequence"] = d_inputs
    grads["initial_hidden"] = dh_next
    grads["initial_cell"] = dc_next
    return grads
