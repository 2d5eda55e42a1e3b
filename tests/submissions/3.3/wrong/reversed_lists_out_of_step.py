# mistake: The steps are walked backwards but the upstream gradients forwards.
# targets: hidden_state, time
# verdict: failed
# diagnosable: yes
"""Ignores the given states, runs the forward pass again and keeps one backward function a step."""
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(x, h_prev, c_prev, w):
    def z(k):
        return h_prev @ w[k + "_weights"] + x @ w[k + "_inputs"] + w[k + "_bias"]
    f, i, o, g = sigmoid(z("forget_gate")), sigmoid(z("input_gate")), sigmoid(z("output_gate")), np.tanh(z("cell_gate"))
    c = f * c_prev + i * g
    tc = np.tanh(c)
    h = o * tc

    def back(dh, dc):
        dc = dc + dh * o * (1 - tc**2)
        dz = {
            "forget_gate": dc * c_prev * f * (1 - f),
            "input_gate": dc * g * i * (1 - i),
            "output_gate": dh * tc * o * (1 - o),
            "cell_gate": dc * i * (1 - g**2),
        }
        grads = {}
        for k, d in dz.items():
            grads[k + "_weights"] = h_prev.T @ d
            grads[k + "_inputs"] = x.T @ d
            grads[k + "_bias"] = d.sum(axis=0)
        dx = sum(d @ w[k + "_inputs"].T for k, d in dz.items())
        dh_prev = sum(d @ w[k + "_weights"].T for k, d in dz.items())
        return grads, dx, dh_prev, dc * f

    return h, c, back


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    n = np.shape(input_sequence[0])[0]
    units = weights["cell_gate_bias"].shape[0]
    h = initial_hidden if initial_hidden is not None else np.zeros((n, units))
    c = initial_cell if initial_cell is not None else np.zeros((n, units))
    tape = []
    for x in input_sequence:
        h, c, back = lstm_unit(x, h, c, weights)
        tape.append(back)

    total = {k: 0.0 for k in weights}
    dxs = []
    dh = dc = np.zeros((n, units))
    for back, up in zip(reversed(tape), list(d_hidden_sequences)):
        grads, dx, dh, dc = back(up + dh, dc)
        for k in grads:
            total[k] = total[k] + grads[k]
        dxs.insert(0, dx)
    # a list of T arrays
    total["input_sequence"] = dxs
    total["initial_hidden"] = dh
    total["initial_cell"] = dc
    return total
