# mistake: The recursion adds the upstream gradient to the wrong step: to what it returns.
# targets: hidden_state, time
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 0.5 + 0.5 * np.tanh(x / 2)


def add(a, b):
    return {k: a[k] + b[k] for k in a}


def down(t, xs, ups, w, h_prev, c_prev):
    """Gradient of everything from step t on: (weights, inputs, dh_prev, dc_prev)."""
    if t == len(xs):
        return {k: np.zeros(v.shape) for k, v in w.items()}, [], np.zeros(h_prev.shape), np.zeros(c_prev.shape)
    x = xs[t]
    pre = lambda k: h_prev @ w[k + "_gate_weights"] + x @ w[k + "_gate_inputs"] + w[k + "_gate_bias"]
    f, i, o, g = sigmoid(pre("forget")), sigmoid(pre("input")), sigmoid(pre("output")), np.tanh(pre("cell"))
    c = f * c_prev + i * g
    h = o * np.tanh(c)
    later, dxs, dh, dc = down(t + 1, xs, ups, w, h, c)

    dc = dc + dh * o * (1 - np.tanh(c) ** 2)
    d = dict(forget=dc * c_prev * f * (1 - f), input=dc * g * i * (1 - i), output=dh * np.tanh(c) * o * (1 - o), cell=dc * i * (1 - g * g))
    here = {}
    dx, dh_prev = 0, 0
    for k, dk in d.items():
        here[k + "_gate_weights"] = h_prev.T @ dk
        here[k + "_gate_inputs"] = x.T @ dk
        here[k + "_gate_bias"] = dk.sum(0)
        dx = dx + dk @ w[k + "_gate_inputs"].T
        dh_prev = dh_prev + dk @ w[k + "_gate_weights"].T
    return add(later, here), [dx] + dxs, dh_prev + ups[t], dc * f


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    shape = np.shape(hidden_sequences)[1:]
    h0 = np.zeros(shape) if initial_hidden is None else initial_hidden
    c0 = np.zeros(shape) if initial_cell is None else initial_cell
    grads, dxs, dh0, dc0 = down(0, input_sequence, d_hidden_sequences, weights, h0, c0)
    grads.update(input_sequence=np.array(dxs), initial_hidden=dh0, initial_cell=dc0)
    return grads
