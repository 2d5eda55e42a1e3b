# mistake: The negative branch of the stable sigmoid divides by 1 + exp(-z) instead of 1 + exp(z).
# targets: activation, numerics
# verdict: failed
# diagnosable: yes
import numpy as np

ORDER = ("input_gate", "forget_gate", "cell_gate", "output_gate")


def _sigmoid(z):
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    out[~pos] = e / (1.0 + np.exp(-z[~pos]))
    return out


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    w_ih = np.hstack([weights[f"{k}_inputs"] for k in ORDER])
    w_hh = np.hstack([weights[f"{k}_weights"] for k in ORDER])
    bias = np.hstack([weights[f"{k}_bias"] for k in ORDER])
    z = input_ @ w_ih + prev_hidden @ w_hh + bias
    zi, zf, zg, zo = np.split(z, 4, axis=1)
    i, f, g, o = _sigmoid(zi), _sigmoid(zf), np.tanh(zg), _sigmoid(zo)
    c = f * prev_cell + i * g
    h = o * np.tanh(c)
    return h, c
