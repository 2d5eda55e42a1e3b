# mistake: The candidate's slope has the wrong sign: g^2 - 1.
# targets: cell_gate, activation
# verdict: failed
# diagnosable: yes
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class LSTM:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
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
        h_next = o * np.tanh(c_next)
        self.cache = (x, h_prev, c_prev, i, f, g, o, c_next)
        return h_next, c_next

    def backward(self, dh_next, dc_next):
        Wx, Wh, b = self.params
        x, h_prev, c_prev, i, f, g, o, c_next = self.cache
        tanh_c_next = np.tanh(c_next)
        ds = dc_next + (dh_next * o) * (1 - tanh_c_next ** 2)
        dc_prev = ds * f

        di = ds * g
        df = ds * c_prev
        do = dh_next * tanh_c_next
        dg = ds * i

        di = di * i * (1 - i)
        df = df * f * (1 - f)
        do = do * o * (1 - o)
        dg = dg * (g ** 2 - 1)

        dA = np.hstack((df, dg, di, do))
        self.grads[0][...] = np.dot(x.T, dA)
        self.grads[1][...] = np.dot(h_prev.T, dA)
        self.grads[2][...] = dA.sum(axis=0)

        dx = np.dot(dA, Wx.T)
        dh_prev = np.dot(dA, Wh.T)
        return dx, dh_prev, dc_prev


class TimeLSTM:
    def __init__(self, Wx, Wh, b):
        self.params = [Wx, Wh, b]
        self.grads = [np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)]
        self.layers = None
        self.h, self.c = None, None
        self.dh, self.dc = None, None

    def forward(self, xs):
        T, N, D = xs.shape
        self.layers = []
        hs = []
        for t in range(T):
            layer = LSTM(*self.params)
            self.h, self.c = layer.forward(xs[t], self.h, self.c)
            hs.append(self.h)
            self.layers.append(layer)
        return np.array(hs)

    def backward(self, dhs):
        Wx, Wh, b = self.params
        T, N, H = dhs.shape
        D = Wx.shape[0]
        dxs = np.empty((T, N, D))
        dh, dc = 0, 0
        grads = [0, 0, 0]
        for t in reversed(range(T)):
            layer = self.layers[t]
            dx, dh, dc = layer.backward(dhs[t] + dh, dc)
            dxs[t] = dx
            for i, grad in enumerate(layer.grads):
                grads[i] = grads[i] + grad
        for i, grad in enumerate(grads):
            self.grads[i][...] = grad
        self.dh, self.dc = dh, dc
        return dxs


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    order = ("forget_gate", "cell_gate", "input_gate", "output_gate")
    Wx = np.hstack([weights[k + "_inputs"] for k in order])
    Wh = np.hstack([weights[k + "_weights"] for k in order])
    b = np.hstack([weights[k + "_bias"] for k in order])
    xs = np.array(input_sequence)
    H = Wh.shape[0]
    lstm = TimeLSTM(Wx, Wh, b)
    lstm.h = np.zeros((xs.shape[1], H)) if initial_hidden is None else initial_hidden
    lstm.c = np.zeros((xs.shape[1], H)) if initial_cell is None else initial_cell
    lstm.forward(xs)
    dxs = lstm.backward(np.array(d_hidden_sequences))
    result = {"input_sequence": dxs, "initial_hidden": lstm.dh, "initial_cell": lstm.dc}
    for n, k in enumerate(order):
        s = slice(n * H, (n + 1) * H)
        result[k + "_inputs"], result[k + "_weights"], result[k + "_bias"] = lstm.grads[0][:, s], lstm.grads[1][:, s], lstm.grads[2][s]
    return result
