# mistake: The buffer of the input gradient is not cleared between the steps.
# targets: input, time
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def backward_one(xs, hs, cs, h0, c0, w, dhs):
    T = len(xs)
    g = {k: np.zeros(v.shape) for k, v in w.items()}
    dxs = [None] * T
    dx = np.zeros(len(xs[0]))
    dh_next = np.zeros(len(h0))
    dc_next = np.zeros(len(h0))
    for t in range(T - 1, -1, -1):
        x = xs[t]
        hp = hs[t - 1] if t else h0
        cp = cs[t - 1] if t else c0
        a = {k: w[k + "_gate_weights"].T @ hp + w[k + "_gate_inputs"].T @ x + w[k + "_gate_bias"] for k in ("forget", "input", "output", "cell")}
        f, i, o, n = sigmoid(a["forget"]), sigmoid(a["input"]), sigmoid(a["output"]), np.tanh(a["cell"])
        tc = np.tanh(cs[t])

        dh = dhs[t] + dh_next
        dc = dc_next + dh * o * (1 - tc * tc)
        d = {
            "forget": dc * cp * f * (1 - f),
            "input": dc * n * i * (1 - i),
            "output": dh * tc * o * (1 - o),
            "cell": dc * i * (1 - n * n),
        }
        dh_next = np.zeros(len(h0))
        for k in d:
            g[k + "_gate_weights"] += np.outer(hp, d[k])
            g[k + "_gate_inputs"] += np.outer(x, d[k])
            g[k + "_gate_bias"] += d[k]
            dx += w[k + "_gate_inputs"] @ d[k]
            dh_next += w[k + "_gate_weights"] @ d[k]
        dxs[t] = dx.copy()
        dc_next = f * dc
    return g, np.array(dxs), dh_next, dc_next


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    hs, cs, xs, dhs = (np.asarray(a) for a in (hidden_sequences, cell_sequences, input_sequence, d_hidden_sequences))
    T, N, H = hs.shape
    total = {k: np.zeros(v.shape) for k, v in weights.items()}
    dx = np.zeros(xs.shape)
    dh0 = np.zeros((N, H))
    dc0 = np.zeros((N, H))
    for n in range(N):
        h0 = np.zeros(H) if initial_hidden is None else initial_hidden[n]
        c0 = np.zeros(H) if initial_cell is None else initial_cell[n]
        g, dx[:, n], dh0[n], dc0[n] = backward_one(xs[:, n], hs[:, n], cs[:, n], h0, c0, weights, dhs[:, n])
        for k in g:
            total[k] += g[k]
    total["input_sequence"] = dx
    total["initial_hidden"] = dh0
    total["initial_cell"] = dc0
    return total
