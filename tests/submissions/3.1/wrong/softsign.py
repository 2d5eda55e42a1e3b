# mistake: softsign is used for the hidden state's squashing.
# targets: activation, hidden_state
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return (np.tanh(x * 0.5) + 1) * 0.5


class LSTM:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]

    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b = self.params
        H = h_prev.shape[1]
        A = np.dot(x, Wx) + np.dot(h_prev, Wh) + b

        # slice
        f = A[:, :H]
        g = A[:, H:2 * H]
        i = A[:, 2 * H:3 * H]
        o = A[:, 3 * H:]

        f = sigmoid(f)
        g = np.tanh(g)
        i = sigmoid(i)
        o = sigmoid(o)

        c_next = f * c_prev + g * i
        h_next = o * (c_next / (1 + np.abs(c_next)))
        return h_next, c_next


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    gates = ("forget", "cell", "input", "output")
    Wx = np.hstack([weights["%s_gate_inputs" % g] for g in gates])
    Wh = np.hstack([weights["%s_gate_weights" % g] for g in gates])
    b = np.hstack([weights["%s_gate_bias" % g] for g in gates])
    return LSTM(Wx, Wh, b).forward(input_, prev_hidden, prev_cell)
