# mistake: np.outer flattens the batch, so only a batch of one has the right shape.
# targets: batch, recurrent, input, contract
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    gates = ["forget_gate", "input_gate", "output_gate", "cell_gate"]
    zero = np.zeros_like(hidden_sequences[0])
    dh, dc = zero, zero
    grads = {k: 0 for k in weights}
    dxs = []
    for t in range(len(hidden_sequences))[::-1]:
        h_prev = hidden_sequences[t - 1] if t > 0 else (zero if initial_hidden is None else initial_hidden)
        c_prev = cell_sequences[t - 1] if t > 0 else (zero if initial_cell is None else initial_cell)
        x = input_sequence[t]
        a = [h_prev @ weights[k + "_weights"] + x @ weights[k + "_inputs"] + weights[k + "_bias"] for k in gates]
        f, i, o, g = sigmoid(a[0]), sigmoid(a[1]), sigmoid(a[2]), np.tanh(a[3])
        tc = np.tanh(cell_sequences[t])
        dh = dh + d_hidden_sequences[t]
        dc = dc + dh * o * (1 - tc**2)
        deltas = [dc * c_prev * f * (1 - f), dc * g * i * (1 - i), dh * tc * o * (1 - o), dc * i * (1 - g**2)]
        for k, d in zip(gates, deltas):
            grads[k + "_weights"] = grads[k + "_weights"] + np.outer(h_prev, d)
            grads[k + "_inputs"] = grads[k + "_inputs"] + np.outer(x, d)
            grads[k + "_bias"] = grads[k + "_bias"] + d.sum(axis=0)
        dxs.append(sum(d @ weights[k + "_inputs"].T for k, d in zip(gates, deltas)))
        dh = sum(d @ weights[k + "_weights"].T for k, d in zip(gates, deltas))
        dc = dc * f
    grads["input_sequence"] = np.array(dxs[::-1])
    grads["initial_hidden"] = dh
    grads["initial_cell"] = dc
    return grads
