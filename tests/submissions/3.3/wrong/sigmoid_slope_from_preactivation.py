# mistake: dsigmoid expects the gate's value but is given the pre-activation.
# targets: activation, forget_gate, input_gate, output_gate
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def dsigmoid(s):
    return s * (1 - s)


GATES = ("forget_gate", "input_gate", "output_gate", "cell_gate")


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    T = len(hidden_sequences)
    zero = np.zeros(np.shape(hidden_sequences[0]))
    h_all = [zero if initial_hidden is None else initial_hidden] + [h for h in hidden_sequences]
    c_all = [zero if initial_cell is None else initial_cell] + [c for c in cell_sequences]
    grads = {k: np.zeros(v.shape) for k, v in weights.items()}
    dx = [0] * T
    dh_next, dc_next = zero, zero
    for t in range(T, 0, -1):
        x = input_sequence[t - 1]
        zf, zi, zo, zg = [h_all[t - 1] @ weights[k + "_weights"] + x @ weights[k + "_inputs"] + weights[k + "_bias"] for k in GATES]
        dh = d_hidden_sequences[t - 1] + dh_next
        dc = dc_next + dh * sigmoid(zo) * (1 - np.tanh(c_all[t]) ** 2)
        deltas = [
            dc * c_all[t - 1] * dsigmoid(zf),
            dc * np.tanh(zg) * dsigmoid(zi),
            dh * np.tanh(c_all[t]) * dsigmoid(zo),
            dc * sigmoid(zi) * (1 - np.tanh(zg) ** 2),
        ]
        dh_next = zero
        for k, d in zip(GATES, deltas):
            grads[k + "_weights"] += h_all[t - 1].T @ d
            grads[k + "_inputs"] += x.T @ d
            grads[k + "_bias"] += d.sum(0)
            dx[t - 1] = dx[t - 1] + d @ weights[k + "_inputs"].T
            dh_next = dh_next + d @ weights[k + "_weights"].T
        dc_next = dc * sigmoid(zf)
    grads["input_sequence"] = np.array(dx)
    grads["initial_hidden"] = dh_next
    grads["initial_cell"] = dc_next
    return grads
