# mistake: The candidate's slope is that of a ReLU.
# targets: cell_gate, activation
# verdict: failed
# diagnosable: yes
import numpy as np


def f32(a):
    return np.asarray(a, dtype=np.float32)


def sigmoid(x):
    return 1 / (1 + np.exp(-np.clip(x, -80, 80)))


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    hs, cs, xs, ups = f32(hidden_sequences), f32(cell_sequences), f32(input_sequence), f32(d_hidden_sequences)
    w = {k: f32(v) for k, v in weights.items()}
    T, N, H = hs.shape
    h0 = np.zeros((N, H), np.float32) if initial_hidden is None else f32(initial_hidden)
    c0 = np.zeros((N, H), np.float32) if initial_cell is None else f32(initial_cell)
    grads = {k: np.zeros_like(v) for k, v in w.items()}
    grads["input_sequence"] = np.zeros_like(xs)
    dh, dc = np.zeros((N, H), np.float32), np.zeros((N, H), np.float32)
    for t in range(T)[::-1]:
        h_prev, c_prev = (hs[t - 1], cs[t - 1]) if t else (h0, c0)
        act = {}
        for k in ("forget", "input", "output", "cell"):
            pre = h_prev @ w[f"{k}_gate_weights"] + xs[t] @ w[f"{k}_gate_inputs"] + w[f"{k}_gate_bias"]
            act[k] = np.tanh(pre) if k == "cell" else sigmoid(pre)
        tc = np.tanh(cs[t])
        dh = dh + ups[t]
        dc = dc + dh * act["output"] * (1 - tc**2)
        delta = {"forget": dc * c_prev, "input": dc * act["cell"], "output": dh * tc, "cell": dc * act["input"]}
        dc = dc * act["forget"]
        dh = np.zeros_like(dh)
        for k, d in delta.items():
            a = act[k]
            d = d * ((a > 0) if k == "cell" else a * (1 - a))
            grads[f"{k}_gate_weights"] += h_prev.T @ d
            grads[f"{k}_gate_inputs"] += xs[t].T @ d
            grads[f"{k}_gate_bias"] += d.sum(0)
            grads["input_sequence"][t] += d @ w[f"{k}_gate_inputs"].T
            dh += d @ w[f"{k}_gate_weights"].T
    grads["initial_hidden"] = dh
    grads["initial_cell"] = dc
    return grads
