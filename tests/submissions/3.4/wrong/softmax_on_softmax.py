# mistake: The softmax goes over its own result.
# targets: output_layer, loss
# verdict: failed
# diagnosable: yes
"""Layers with forward and backward, as in a small framework."""
import numpy as np


class Embedding:
    def __init__(self, table):
        self.table = table

    def forward(self, ids):
        self.ids = ids
        return np.take(self.table, ids, axis=0)

    def backward(self, dout):
        self.grad = np.zeros(self.table.shape)
        flat, rows = self.ids.reshape(-1), dout.reshape(-1, dout.shape[-1])
        for e in range(rows.shape[1]):
            self.grad[:, e] = np.bincount(flat, weights=rows[:, e], minlength=len(self.grad))


class LSTM:
    order = ("forget", "cell", "input", "output")

    def __init__(self, p):
        self.Wx = np.concatenate([p[f"{g}_gate_inputs"] for g in self.order], axis=1)
        self.Wh = np.concatenate([p[f"{g}_gate_weights"] for g in self.order], axis=1)
        self.b = np.concatenate([p[f"{g}_gate_bias"] for g in self.order])
        self.H = self.Wh.shape[0]

    @staticmethod
    def sigmoid(x):
        return 1 / (1 + np.exp(-np.clip(x, -500, 500)))

    def forward(self, xs):
        # xs (N, T, D) -> hs (N, T, H)
        N, T, _ = xs.shape
        H = self.H
        h = c = np.zeros((N, H))
        self.xs, self.memory = xs, []
        hs = np.empty((N, T, H))
        for t in range(T):
            A = xs[:, t] @ self.Wx + h @ self.Wh + self.b
            f, g, i, o = self.sigmoid(A[:, :H]), np.tanh(A[:, H:2 * H]), self.sigmoid(A[:, 2 * H:3 * H]), self.sigmoid(A[:, 3 * H:])
            c_next = f * c + g * i
            self.memory.append((h, c, f, g, i, o, c_next))
            h, c = o * np.tanh(c_next), c_next
            hs[:, t] = h
        return hs

    def backward(self, dhs):
        N, T, H = dhs.shape
        dxs = np.empty(self.xs.shape)
        dh, dc = 0, 0
        self.dWx, self.dWh, self.db = 0, 0, 0
        for t in reversed(range(T)):
            h_prev, c_prev, f, g, i, o, c = self.memory[t]
            dh = dhs[:, t] + dh
            tanh_c = np.tanh(c)
            ds = dc + dh * o * (1 - tanh_c ** 2)
            dA = np.hstack((ds * c_prev * f * (1 - f), ds * i * (1 - g ** 2), ds * g * i * (1 - i), dh * tanh_c * o * (1 - o)))
            self.dWh = self.dWh + h_prev.T @ dA
            self.dWx = self.dWx + self.xs[:, t].T @ dA
            self.db = self.db + dA.sum(axis=0)
            dxs[:, t] = dA @ self.Wx.T
            dh = dA @ self.Wh.T
            dc = ds * f
        return dxs

    def grads(self):
        H = self.H
        for j, g in enumerate(self.order):
            s = slice(j * H, (j + 1) * H)
            yield f"{g}_gate_inputs", self.dWx[:, s].copy()
            yield f"{g}_gate_weights", self.dWh[:, s].copy()
            yield f"{g}_gate_bias", self.db[s].copy()


class LastState:
    def forward(self, hs, lengths):
        self.shape, self.lengths = hs.shape, lengths
        out = np.zeros((len(lengths), hs.shape[2]))
        for n, length in enumerate(lengths):
            if length:
                out[n] = hs[n, length - 1]
        return out

    def backward(self, dout):
        dhs = np.zeros(self.shape)
        for n, length in enumerate(self.lengths):
            if length:
                dhs[n, length - 1] = dout[n]
        return dhs


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return dout @ self.W.T


class SoftmaxWithLoss:
    def softmax(self, z):
        z = (z.T - z.max(axis=1)).T
        e = np.exp(z)
        y = (e.T / e.sum(axis=1)).T
        return np.exp(y) / np.exp(y).sum(axis=1)[:, None]

    def forward(self, z, t):
        self.y, self.t = self.softmax(z), t
        return -np.sum(np.log(self.y[np.arange(len(t)), t])) / len(t)

    def backward(self):
        dx = self.y.copy()
        dx[np.arange(len(self.t)), self.t] -= 1
        return dx / len(self.t)


class Model:
    def __init__(self, p):
        self.embedding, self.lstm, self.last = Embedding(p["embedding"]), LSTM(p), LastState()
        self.affine, self.loss = Affine(p["output_weights"], p["output_bias"]), SoftmaxWithLoss()

    def scores(self, ids, lengths):
        return self.affine.forward(self.last.forward(self.lstm.forward(self.embedding.forward(ids)), lengths))

    def gradients(self):
        self.embedding.backward(self.lstm.backward(self.last.backward(self.affine.backward(self.loss.backward()))))
        return dict(self.lstm.grads(), embedding=self.embedding.grad, output_weights=self.affine.dW, output_bias=self.affine.db)


def text_classifier_forward(token_ids, lengths, parameters):
    model = Model(parameters)
    return model.loss.softmax(model.scores(np.asarray(token_ids), lengths))


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    model = Model(parameters)
    loss = model.loss.forward(model.scores(np.asarray(token_ids), lengths), np.asarray(labels))
    return loss, model.gradients()


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    raise NotImplementedError
