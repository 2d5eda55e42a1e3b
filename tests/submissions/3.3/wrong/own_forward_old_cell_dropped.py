# mistake: exact for its own wrong forward: the cell state is only i * g.
# targets: forget_gate, cell_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    f, i, o, g = _gates(input_, prev_hidden, weights)
    new_cell = i * g
    return o * np.tanh(new_cell), new_cell


def _gates(x, h, weights):
    out = []
    for gate in ["forget", "input", "output", "cell"]:
        act = np.tanh if gate == "cell" else sigmoid
        out.append(act(h @ weights[f"{gate}_gate_weights"] + x @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]))
    return out


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    h, c = _start(input_sequence, weights, initial_hidden, initial_cell)
    hs, cs = [], []
    for x in input_sequence:
        h, c = lstm_unit(x, h, c, weights)
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)


def _start(input_sequence, weights, h, c):
    shape = (input_sequence[0].shape[0], weights["forget_gate_bias"].shape[0])
    return (np.zeros(shape) if h is None else h), (np.zeros(shape) if c is None else c)


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    h0, c0 = _start(input_sequence, weights, initial_hidden, initial_cell)
    T = len(input_sequence)
    names = ["forget", "input", "output", "cell"]
    deltas = {k: [None] * T for k in names}
    prev_h = [h0] + list(hidden_sequences)[:-1]
    prev_c = [c0] + list(cell_sequences)[:-1]

    dh = np.zeros(h0.shape)
    dc = np.zeros(c0.shape)
    for t in range(T - 1, -1, -1):
        f, i, o, g = _gates(input_sequence[t], prev_h[t], weights)
        tanh_c = np.tanh(cell_sequences[t])
        dh = dh + d_hidden_sequences[t]
        dc = dc + dh * o * (1 - tanh_c**2)
        deltas["forget"][t] = np.zeros_like(f)
        deltas["input"][t] = dc * g * i * (1 - i)
        deltas["output"][t] = dh * tanh_c * o * (1 - o)
        deltas["cell"][t] = dc * i * (1 - g**2)
        dh = sum(deltas[k][t] @ weights[f"{k}_gate_weights"].T for k in names)
        dc = np.zeros_like(dc)

    gradients = {}
    for k in names:
        gradients[f"{k}_gate_weights"] = sum(prev_h[t].T @ deltas[k][t] for t in range(T))
        gradients[f"{k}_gate_inputs"] = sum(input_sequence[t].T @ deltas[k][t] for t in range(T))
        gradients[f"{k}_gate_bias"] = sum(deltas[k][t].sum(axis=0) for t in range(T))
    gradients["input_sequence"] = np.array([sum(deltas[k][t] @ weights[f"{k}_gate_inputs"].T for k in names) for t in range(T)])
    gradients["initial_hidden"] = dh
    gradients["initial_cell"] = dc
    return gradients
