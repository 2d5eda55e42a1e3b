# mistake: The sigmoid's slope is y (y - 1).
# targets: activation, forget_gate, input_gate, output_gate
# verdict: failed
# diagnosable: yes
"""Small layers, each with forward and backward."""
import numpy as np


class Affine:
    def __init__(self, W, U, b):
        self.W, self.U, self.b = W, U, b
        self.dW, self.dU, self.db = np.zeros(W.shape), np.zeros(U.shape), np.zeros(b.shape)
        self.saved = []

    def forward(self, h, x):
        self.saved.append((h, x))
        return h @ self.W + x @ self.U + self.b

    def backward(self, dz):
        h, x = self.saved.pop()
        self.dW += h.T @ dz
        self.dU += x.T @ dz
        self.db += dz.sum(axis=0)
        return dz @ self.W.T, dz @ self.U.T


class Sigmoid:
    def __init__(self):
        self.saved = []

    def forward(self, z):
        y = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
        self.saved.append(y)
        return y

    def backward(self, dy):
        y = self.saved.pop()
        return dy * y * (y - 1)


class Tanh:
    def __init__(self):
        self.saved = []

    def forward(self, z):
        y = np.tanh(z)
        self.saved.append(y)
        return y

    def backward(self, dy):
        y = self.saved.pop()
        return dy * (1 - y ** 2)


class Mul:
    def __init__(self):
        self.saved = []

    def forward(self, a, b):
        self.saved.append((a, b))
        return a * b

    def backward(self, dy):
        a, b = self.saved.pop()
        return dy * b, dy * a


class LSTMCell:
    gates = ("forget_gate", "input_gate", "output_gate", "cell_gate")

    def __init__(self, weights):
        self.affine = {g: Affine(weights[g + "_weights"], weights[g + "_inputs"], weights[g + "_bias"]) for g in self.gates}
        self.act = {g: Tanh() if g == "cell_gate" else Sigmoid() for g in self.gates}
        self.keep, self.write, self.show, self.squash = Mul(), Mul(), Mul(), Tanh()

    def forward(self, x, h, c):
        f, i, o, g = (self.act[k].forward(self.affine[k].forward(h, x)) for k in self.gates)
        c = self.keep.forward(f, c) + self.write.forward(i, g)
        return self.show.forward(o, self.squash.forward(c)), c

    def backward(self, dh, dc):
        do, dtc = self.show.backward(dh)
        dc = dc + self.squash.backward(dtc)
        di, dg = self.write.backward(dc)
        df, dc_prev = self.keep.backward(dc)
        dh_prev, dx = 0, 0
        for k, d in zip(self.gates, (df, di, do, dg)):
            a, b = self.affine[k].backward(self.act[k].backward(d))
            dh_prev = dh_prev + a
            dx = dx + b
        return dx, dh_prev, dc_prev


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    cell = LSTMCell(weights)
    N, H = hidden_sequences[0].shape
    h = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    c = np.zeros((N, H)) if initial_cell is None else initial_cell
    for x in input_sequence:
        h, c = cell.forward(x, h, c)
    T = len(input_sequence)
    dx = [None] * T
    dh, dc = np.zeros((N, H)), np.zeros((N, H))
    for t in range(T - 1, -1, -1):
        dx[t], dh, dc = cell.backward(d_hidden_sequences[t] + dh, dc)
    gradients = {"input_sequence": np.stack(dx), "initial_hidden": dh, "initial_cell": dc}
    for g, layer in cell.affine.items():
        gradients[g + "_weights"] = layer.dW
        gradients[g + "_inputs"] = layer.dU
        gradients[g + "_bias"] = layer.db
    return gradients
