# mistake: dh_prev is overwritten gate by gate, only the last gate's part remains.
# targets: recurrent, hidden_state
# verdict: failed
# diagnosable: yes
import math

import numpy as np


def sig(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    e = math.exp(max(x, -700))
    return e / (1 + e)


def zeros(*shape):
    if len(shape) == 1:
        return [0.0] * shape[0]
    return [zeros(*shape[1:]) for _ in range(shape[0])]


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    hs = np.array(hidden_sequences).tolist()
    cs = np.array(cell_sequences).tolist()
    xs = np.array(input_sequence).tolist()
    up = np.array(d_hidden_sequences).tolist()
    w = {k: np.array(v).tolist() for k, v in weights.items()}
    T, N, H, D = len(hs), len(hs[0]), len(hs[0][0]), len(xs[0][0])
    h0 = zeros(N, H) if initial_hidden is None else np.array(initial_hidden).tolist()
    c0 = zeros(N, H) if initial_cell is None else np.array(initial_cell).tolist()
    gates = ["forget", "input", "output", "cell"]

    grads = {}
    for g in gates:
        grads[g + "_gate_weights"] = zeros(H, H)
        grads[g + "_gate_inputs"] = zeros(D, H)
        grads[g + "_gate_bias"] = zeros(H)
    dx = zeros(T, N, D)
    dh_next = zeros(N, H)
    dc_next = zeros(N, H)

    for t in range(T - 1, -1, -1):
        h_prev = hs[t - 1] if t > 0 else h0
        c_prev = cs[t - 1] if t > 0 else c0
        dh_prev = zeros(N, H)
        dc_prev = zeros(N, H)
        for n in range(N):
            for j in range(H):
                z = {}
                for g in gates:
                    s = w[g + "_gate_bias"][j]
                    for k in range(H):
                        s += h_prev[n][k] * w[g + "_gate_weights"][k][j]
                    for k in range(D):
                        s += xs[t][n][k] * w[g + "_gate_inputs"][k][j]
                    z[g] = s
                f, i, o, a = sig(z["forget"]), sig(z["input"]), sig(z["output"]), math.tanh(z["cell"])
                tc = math.tanh(cs[t][n][j])
                dh = up[t][n][j] + dh_next[n][j]
                dc = dc_next[n][j] + dh * o * (1 - tc * tc)
                d = {
                    "forget": dc * c_prev[n][j] * f * (1 - f),
                    "input": dc * a * i * (1 - i),
                    "output": dh * tc * o * (1 - o),
                    "cell": dc * i * (1 - a * a),
                }
                for g in gates:
                    for k in range(H):
                        grads[g + "_gate_weights"][k][j] += h_prev[n][k] * d[g]
                        dh_prev[n][k] = w[g + "_gate_weights"][k][j] * d[g]
                    for k in range(D):
                        grads[g + "_gate_inputs"][k][j] += xs[t][n][k] * d[g]
                        dx[t][n][k] += w[g + "_gate_inputs"][k][j] * d[g]
                    grads[g + "_gate_bias"][j] += d[g]
                dc_prev[n][j] = dc * f
        dh_next, dc_next = dh_prev, dc_prev

    grads["input_sequence"] = dx
    grads["initial_hidden"] = dh_next
    grads["initial_cell"] = dc_next
    return {k: np.array(v) for k, v in grads.items()}
