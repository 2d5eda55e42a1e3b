# mistake: The hidden state reads the cell state before the update.
# targets: hidden_state, cell_state, time
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class LSTM:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.cache = None

    def forward(self, x, h_prev, c_prev):
        Wx, Wh, b = self.params
        N, H = h_prev.shape
        A = np.dot(x, Wx) + np.dot(h_prev, Wh) + b
        f = sigmoid(A[:, :H])
        g = np.tanh(A[:, H:2*H])
        i = sigmoid(A[:, 2*H:3*H])
        o = sigmoid(A[:, 3*H:])
        c_next = f * c_prev + g * i
        h_next = o * np.tanh(c_prev)
        self.cache = (x, h_prev, c_prev, i, f, g, o, c_next)
        return h_next, c_next


class TimeLSTM:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.layers = None
        self.h, self.c = None, None

    def set_state(self, h, c):
        self.h, self.c = h, c

    def forward(self, xs):
        Wx, Wh, b = self.params
        T, N, D = xs.shape
        H = Wh.shape[0]
        self.layers = []
        hs = np.empty((T, N, H), dtype=float)
        cs = np.empty((T, N, H), dtype=float)
        if self.h is None:
            self.h = np.zeros((N, H))
        if self.c is None:
            self.c = np.zeros((N, H))
        for t in range(T):
            layer = LSTM(*self.params)
            self.h, self.c = layer.forward(xs[t], self.h, self.c)
            hs[t] = self.h
            cs[t] = self.c
            self.layers.append(layer)
        return hs, cs


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    gates = ("forget_gate", "cell_gate", "input_gate", "output_gate")
    Wx = np.hstack([weights[g + "_inputs"] for g in gates])
    Wh = np.hstack([weights[g + "_weights"] for g in gates])
    b = np.hstack([weights[g + "_bias"] for g in gates])
    model = TimeLSTM(Wx, Wh, b)
    model.set_state(initial_hidden, initial_cell)
    return model.forward(np.asarray(input_sequence))
