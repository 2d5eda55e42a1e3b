# verdict: failed
# mistake: in the gradient of the output weights the errors of a step are paired with the state of the step before
# targets: output_layer, time
# diagnosable: yes
"""A class that holds one fused matrix (E + H + 1, 4H); the loss is summed step by step; RMSprop."""
import numpy as np

NAMES = ["input", "forget", "output", "cell"]


class CharLSTM:
    def __init__(self, E, H, V):
        self.E, self.H, self.V = E, H, V
        self.grads = {}

    @classmethod
    def from_dict(cls, p):
        V, E = np.shape(p["embedding"])
        H = len(p["forget_gate_bias"])
        self = cls(E, H, V)
        self.emb = np.array(p["embedding"], dtype=np.float64)
        self.W = np.zeros((E + H + 1, 4 * H))
        for k, name in enumerate(NAMES):
            col = slice(k * H, (k + 1) * H)
            self.W[:E, col] = p[name + "_gate_inputs"]
            self.W[E:E + H, col] = p[name + "_gate_weights"]
            self.W[-1, col] = p[name + "_gate_bias"]
        self.Wy = np.array(p["output_weights"], dtype=np.float64)
        self.by = np.array(p["output_bias"], dtype=np.float64)
        return self

    @classmethod
    def random(cls, E, H, V, rng):
        self = cls(E, H, V)
        self.emb = 0.4 * rng.standard_normal((V, E))
        self.W = rng.standard_normal((E + H + 1, 4 * H)) / np.sqrt(E + H)
        self.W[-1] = 0
        self.W[-1, H:2 * H] = 1
        self.Wy = rng.standard_normal((H, V)) / np.sqrt(H)
        self.by = np.zeros(V)
        return self

    def to_dict(self, emb=None, W=None, Wy=None, by=None):
        if W is None:
            emb, W, Wy, by = self.emb, self.W, self.Wy, self.by
        out = {"embedding": emb.copy(), "output_weights": Wy.copy(), "output_bias": by.copy()}
        E, H = self.E, self.H
        for k, name in enumerate(NAMES):
            block = W[:, k * H:(k + 1) * H]
            out[name + "_gate_inputs"] = block[:E].copy()
            out[name + "_gate_weights"] = block[E:E + H].copy()
            out[name + "_gate_bias"] = block[-1].copy()
        return out

    def step(self, ids, h, c):
        H = self.H
        X = np.hstack([self.emb[ids], h, np.ones((len(ids), 1))])
        z = X @ self.W
        ifo = 0.5 * (1 + np.tanh(0.5 * z[:, :3 * H]))
        i, f, o = ifo[:, :H], ifo[:, H:2 * H], ifo[:, 2 * H:]
        g = np.tanh(z[:, 3 * H:])
        c_new = f * c + i * g
        tc = np.tanh(c_new)
        h_new = o * tc
        return h_new, c_new, (ids, X, i, f, o, g, c, tc)

    def scores(self, h):
        return h @ self.Wy + self.by

    def loss_and_grads(self, ids, lengths):
        N, T = ids.shape
        rows = np.arange(N)
        M = np.maximum(lengths - 1, 0).sum()
        h, c = np.zeros((N, self.H)), np.zeros((N, self.H))
        loss, cache = 0.0, []
        for t in range(T - 1):
            h_before = h
            h, c, kept = self.step(ids[:, t], h, c)
            s = self.scores(h)
            s = s - s.max(axis=1, keepdims=True)
            log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
            y = ids[:, t + 1]
            alive = t + 1 < lengths
            loss -= log_p[rows, y][alive].sum() / M
            ds = np.exp(log_p)
            ds[rows, y] -= 1
            ds = np.where(alive[:, None], ds, 0.0) / M
            cache.append((h_before, ds, kept))
        d_emb, dW = np.zeros(self.emb.shape), np.zeros(self.W.shape)
        dWy, dby = np.zeros(self.Wy.shape), np.zeros(self.by.shape)
        dh, dc = np.zeros((N, self.H)), np.zeros((N, self.H))
        for h_t, ds, (ids_t, X, i, f, o, g, c_prev, tc) in reversed(cache):
            dWy += h_t.T @ ds
            dby += ds.sum(axis=0)
            dh = dh + ds @ self.Wy.T
            dc = dc + dh * o * (1 - tc ** 2)
            dz = np.hstack([dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dh * tc * o * (1 - o), dc * i * (1 - g ** 2)])
            dW += X.T @ dz
            dX = dz @ self.W.T
            for n in range(N):
                d_emb[ids_t[n]] += dX[n, :self.E]
            dh = dX[:, self.E:self.E + self.H]
            dc = dc * f
        return loss, (d_emb, dW, dWy, dby)


def language_model_gradients(token_ids, lengths, parameters):
    model = CharLSTM.from_dict(parameters)
    loss, grads = model.loss_and_grads(np.array(token_ids), np.array(lengths))
    return loss, model.to_dict(*grads)


def perplexity(token_ids, lengths, parameters):
    return np.exp(language_model_gradients(token_ids, lengths, parameters)[0])


def sample(parameters, first_token, length, temperature, top_k, rng):
    model = CharLSTM.from_dict(parameters)
    h = c = np.zeros((1, model.H))
    result = np.zeros(length, dtype=np.int64)
    token = first_token
    for t in range(length):
        h, c, _ = model.step(np.array([token]), h, c)
        s = model.scores(h)[0]
        if temperature == 0:
            token = s.argmax()
        else:
            allowed = np.lexsort((np.arange(model.V), -s))[:top_k]
            p = np.zeros(model.V)
            p[allowed] = np.exp((s[allowed] - s.max()) / temperature)
            p /= p.sum()
            token = rng.choice(model.V, p=p)
        result[t] = token
    return result


def train_language_model(token_ids, lengths, vocab_size, rng):
    model = CharLSTM.random(16, 48, vocab_size, rng)
    params = model.to_dict()
    cache = {k: 0.0 for k in params}
    for epoch in range(20):
        lr = 0.006 * 0.9 ** epoch
        for batch in np.array_split(rng.permutation(len(token_ids)), 20):
            _, grads = language_model_gradients(token_ids[batch][:, :lengths[batch].max()], lengths[batch], params)
            for k in params:
                cache[k] = 0.95 * cache[k] + 0.05 * grads[k] ** 2
                params[k] -= lr * grads[k] / (np.sqrt(cache[k]) + 1e-6)
    return params
