# mistake: The input matrices in the weights are scaled in place.
# targets: contract, input
# verdict: failed
# diagnosable: yes
import numpy as np


def expit(z):
    return 1 / (1 + np.exp(-np.clip(z, -709, 709)))


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    X = np.stack(input_sequence)
    T, N, D = X.shape
    for k in ("forget", "input", "cell", "output"):
        weights[f"{k}_gate_inputs"] *= 1.0 / np.sqrt(D)
    order = ("forget", "input", "cell", "output")
    U = np.concatenate([weights[f"{k}_gate_inputs"] for k in order], axis=1)
    W = np.concatenate([weights[f"{k}_gate_weights"] for k in order], axis=1)
    b = np.concatenate([weights[f"{k}_gate_bias"] for k in order])

    # input part of every step in one go
    XU = (X.reshape(T * N, D) @ U + b).reshape(T, N, -1)
    H = W.shape[0]
    h = np.zeros((N, H)) if initial_hidden is None else np.array(initial_hidden)
    c = np.zeros((N, H)) if initial_cell is None else np.array(initial_cell)
    hs = np.empty((T, N, H))
    cs = np.empty((T, N, H))
    for t in range(T):
        z = XU[t] + h @ W
        f, i, g, o = np.split(z, 4, axis=-1)
        c = expit(f) * c + expit(i) * np.tanh(g)
        h = expit(o) * np.tanh(c)
        hs[t] = h
        cs[t] = c
    return hs, cs
