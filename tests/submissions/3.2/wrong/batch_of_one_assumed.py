# mistake: Only the first example's row is kept, shape (T, 1, H).
# targets: batch, contract
# verdict: failed
# diagnosable: yes
import math

import numpy as np


def sigmoid(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    e = math.exp(max(x, -700))
    return e / (1 + e)


def matvec(v, M):
    return [sum(v[k] * M[k][j] for k in range(len(v))) for j in range(len(M[0]))]


def step(x, h, c, w):
    z = {}
    for g in ("forget", "input", "output", "cell"):
        a = matvec(h, w[g + "_gate_weights"])
        b = matvec(x, w[g + "_gate_inputs"])
        z[g] = [p + q + r for p, q, r in zip(a, b, w[g + "_gate_bias"])]
    new_c = [sigmoid(f) * cc + sigmoid(i) * math.tanh(g) for f, i, g, cc in zip(z["forget"], z["input"], z["cell"], c)]
    new_h = [sigmoid(o) * math.tanh(cc) for o, cc in zip(z["output"], new_c)]
    return new_h, new_c


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    xs = np.array(input_sequence).tolist()
    w = {name: np.array(a).tolist() for name, a in weights.items()}
    T, N, H = len(xs), len(xs[0]), len(w["cell_gate_bias"])
    h = [[0.0] * H for _ in range(N)] if initial_hidden is None else np.array(initial_hidden).tolist()
    c = [[0.0] * H for _ in range(N)] if initial_cell is None else np.array(initial_cell).tolist()
    hs, cs = [], []
    for t in range(T):
        pairs = [step(xs[t][n], h[n], c[n], w) for n in range(1)]
        h = [p[0] for p in pairs]
        c = [p[1] for p in pairs]
        hs.append(h)
        cs.append(c)
    return np.array(hs), np.array(cs)
