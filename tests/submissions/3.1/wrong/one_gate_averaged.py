# mistake: The pre-activations are divided by the number of terms.
# targets: input, recurrent
# verdict: failed
# diagnosable: no
import math

import numpy as np


def sigmoid(x):
    if x < 0:
        e = math.exp(x) if x > -700 else 0.0
        return e / (1 + e)
    return 1 / (1 + math.exp(-x))


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    x = np.asarray(input_).tolist()
    h = np.asarray(prev_hidden).tolist()
    c = np.asarray(prev_cell).tolist()
    w = {k: np.asarray(v).tolist() for k, v in weights.items()}
    n, d, hid = len(x), len(x[0]), len(h[0])

    def pre(gate, row, unit):
        total = w[gate + "_gate_bias"][unit]
        for k in range(hid):
            total += h[row][k] * w[gate + "_gate_weights"][k][unit]
        for k in range(d):
            total += x[row][k] * w[gate + "_gate_inputs"][k][unit]
        return total / (hid + d)

    new_h = [[0.0] * hid for _ in range(n)]
    new_c = [[0.0] * hid for _ in range(n)]
    for r in range(n):
        for u in range(hid):
            f = sigmoid(pre("forget", r, u))
            i = sigmoid(pre("input", r, u))
            o = sigmoid(pre("output", r, u))
            g = math.tanh(pre("cell", r, u))
            new_c[r][u] = f * c[r][u] + i * g
            new_h[r][u] = o * math.tanh(new_c[r][u])
    return np.array(new_h), np.array(new_c)
