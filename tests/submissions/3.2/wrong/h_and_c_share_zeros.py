# mistake: h and c start as one and the same array that is changed in place.
# targets: initial_state, hidden_state, cell_state
# verdict: failed
# diagnosable: yes
import numpy as np


def expit(z):
    return 1 / (1 + np.exp(-np.clip(z, -709, 709)))


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    X = np.stack(input_sequence)
    T, N, D = X.shape
    order = ("forget", "input", "cell", "output")
    U = np.concatenate([weights[f"{k}_gate_inputs"] for k in order], axis=1)
    W = np.concatenate([weights[f"{k}_gate_weights"] for k in order], axis=1)
    b = np.concatenate([weights[f"{k}_gate_bias"] for k in order])

    # input part of every step in one go
    XU = (X.reshape(T * N, D) @ U + b).reshape(T, N, -1)
    H = W.shape[0]
    h = c = np.zeros((N, H))
    if initial_hidden is not None:
        h = np.array(initial_hidden)
    if initial_cell is not None:
        c = np.array(initial_cell)
    hs = np.empty((T, N, H))
    cs = np.empty((T, N, H))
    for t in range(T):
        z = XU[t] + h @ W
        f, i, g, o = np.split(z, 4, axis=-1)
        c *= expit(f)
        c += expit(i) * np.tanh(g)
        h[:] = expit(o) * np.tanh(c)
        hs[t] = h
        cs[t] = c
    return hs, cs
