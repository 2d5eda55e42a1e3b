# verdict: passed
"""Batch first throughout; where a text has ended np.where keeps its old state."""
import numpy as np


def sigmoid(x):
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))


def _forward(token_ids, lengths, p):
    ids = np.array(token_ids, dtype=np.int64)
    lens = np.array(lengths, dtype=np.int64)
    N, T = ids.shape
    mask = np.arange(T)[None, :] < lens[:, None]          # (N, T)
    X = p["embedding"][ids]                               # (N, T, E)
    H = p["output_weights"].shape[0]
    h, c = np.zeros((N, H)), np.zeros((N, H))
    caches = []
    for t in range(T):
        m = mask[:, t:t + 1]
        f = sigmoid(X[:, t] @ p["forget_gate_inputs"] + h @ p["forget_gate_weights"] + p["forget_gate_bias"])
        i = sigmoid(X[:, t] @ p["input_gate_inputs"] + h @ p["input_gate_weights"] + p["input_gate_bias"])
        o = sigmoid(X[:, t] @ p["output_gate_inputs"] + h @ p["output_gate_weights"] + p["output_gate_bias"])
        g = np.tanh(X[:, t] @ p["cell_gate_inputs"] + h @ p["cell_gate_weights"] + p["cell_gate_bias"])
        c_new = f * c + i * g
        h_new = o * np.tanh(c_new)
        caches.append((m, h, c, f, i, o, g, c_new))
        h = np.where(m, h_new, h)
        c = np.where(m, c_new, c)
    scores = h @ p["output_weights"] + p["output_bias"]
    scores = scores - scores.max(axis=1, keepdims=True)
    probs = np.exp(scores)
    probs /= probs.sum(axis=1, keepdims=True)
    return ids, X, caches, h, probs


def text_classifier_forward(token_ids, lengths, parameters):
    return _forward(token_ids, lengths, parameters)[-1]


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p = parameters
    ids, X, caches, h, probs = _forward(token_ids, lengths, p)
    y = np.array(labels)
    N, T = ids.shape
    loss = 0.0
    for n in range(N):
        loss -= np.log(probs[n, y[n]]) / N
    onehot = (np.arange(probs.shape[1]) == y[:, None]).astype(float)
    dscores = (probs - onehot) / N
    G = dict()
    for k in p:
        G[k] = np.zeros(np.shape(p[k]))
    G["output_weights"] = h.T @ dscores
    G["output_bias"] = np.ones(N) @ dscores
    dh = dscores @ p["output_weights"].T
    dc = np.zeros_like(dh)
    dX = np.zeros(X.shape)
    for t in range(T)[::-1]:
        m, h_prev, c_prev, f, i, o, g, c_new = caches[t]
        dh_new, dc_new = np.where(m, dh, 0), np.where(m, dc, 0)
        dh_keep, dc_keep = np.where(m, 0, dh), np.where(m, 0, dc)
        tc = np.tanh(c_new)
        dc_new = dc_new + dh_new * o * (1 - tc ** 2)
        dgates = (("forget", dc_new * c_prev * f * (1 - f)), ("input", dc_new * g * i * (1 - i)),
                  ("output", dh_new * tc * o * (1 - o)), ("cell", dc_new * i * (1 - g ** 2)))
        dh = dh_keep
        for name, d in dgates:
            G[name + "_gate_inputs"] += X[:, t].T @ d
            G[name + "_gate_weights"] += h_prev.T @ d
            G[name + "_gate_bias"] += d.sum(0)
            dX[:, t] += d @ p[name + "_gate_inputs"].T
            dh = dh + d @ p[name + "_gate_weights"].T
        dc = dc_keep + dc_new * f
    for n in range(N):
        for t in range(T):
            G["embedding"][ids[n, t]] += dX[n, t]
    return loss, G


# ---- training
def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32

    def orthogonal(n):
        q, r = np.linalg.qr(rng.normal(size=(n, n)))
        return q * np.sign(np.diag(r))

    p = {"embedding": rng.normal(scale=0.1, size=(vocab_size, E))}
    for g in ["forget", "input", "output", "cell"]:
        p[g + "_gate_inputs"] = rng.normal(scale=1 / np.sqrt(E), size=(E, H))
        p[g + "_gate_weights"] = orthogonal(H)
        p[g + "_gate_bias"] = np.zeros(H)
    p["forget_gate_bias"][:] = 1
    p["output_weights"] = rng.normal(scale=1 / np.sqrt(H), size=(H, num_classes))
    p["output_bias"] = np.zeros(num_classes)
    M = {k: [np.zeros_like(v), np.zeros_like(v)] for k, v in p.items()}
    it = 0
    for epoch in range(13):
        lr = [0.01, 0.005, 0.002][epoch // 5]
        perm = rng.permutation(len(labels))
        losses = []
        for s in range(0, len(labels), 40):
            b = perm[s:s + 40]
            cut = max(lengths[b])
            loss, g = text_classifier_gradients(token_ids[b][:, :cut], lengths[b], labels[b], p)
            losses.append(loss)
            norm = np.sqrt(sum([np.sum(np.square(v)) for v in g.values()]))
            it += 1
            for k in p:
                d = g[k] * (1 / norm if norm > 1 else 1)
                M[k][0] = 0.9 * M[k][0] + 0.1 * d
                M[k][1] = 0.999 * M[k][1] + 0.001 * d * d
                p[k] -= lr * (M[k][0] / (1 - 0.9 ** it)) / (np.sqrt(M[k][1] / (1 - 0.999 ** it)) + 1e-8)
        if np.mean(losses) < 0.01:
            break
    return p
