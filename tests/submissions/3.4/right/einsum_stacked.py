# verdict: passed
import numpy as np

KEYS = ("forget_gate", "input_gate", "output_gate", "cell_gate")


def stack(p):
    return (np.stack([p[k + "_weights"] for k in KEYS]), np.stack([p[k + "_inputs"] for k in KEYS]), np.stack([p[k + "_bias"] for k in KEYS]))


def act(z):
    # z (4, N, H)
    return np.concatenate([1 / (1 + np.exp(-np.maximum(z[:3], -600))), np.tanh(z[3:])])


def states(ids, lengths, p):
    W, U, b = stack(p)
    x = np.einsum("ntv,ve->tne", np.eye(len(p["embedding"]))[ids], p["embedding"], optimize=True)
    N = len(ids)
    h = np.zeros((len(x) + 1, N, W.shape[1]))
    c = np.zeros_like(h)
    a = np.zeros((len(x), 4, N, W.shape[1]))
    zx = np.einsum("tne,keh->tknh", x, U, optimize=True) + b[None, :, None, :]
    for t in range(len(x)):
        a[t] = act(zx[t] + np.einsum("nj,kjh->knh", h[t], W))
        c[t + 1] = a[t, 0] * c[t] + a[t, 1] * a[t, 3]
        h[t + 1] = a[t, 2] * np.tanh(c[t + 1])
    select = (np.arange(len(x) + 1)[:, None] == lengths[None, :]).astype(float)     # (T+1, N), one 1 for each text
    s = np.einsum("tn,tnh->nh", select, h)
    return W, U, x, h, c, a, select, s


def scores(s, p):
    z = np.einsum("nh,hc->nc", s, p["output_weights"]) + p["output_bias"]
    return z - z.max(axis=1, keepdims=True)


def text_classifier_forward(token_ids, lengths, parameters):
    s = states(np.asarray(token_ids), np.asarray(lengths), parameters)[-1]
    e = np.exp(scores(s, parameters))
    return e / np.einsum("nc->n", e)[:, None]


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p, ids, lengths, labels = parameters, np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    W, U, x, h, c, a, select, s = states(ids, lengths, p)
    z = scores(s, p)
    logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    y = np.eye(z.shape[1])[labels]
    loss = -np.einsum("nc,nc->", y, logp) / len(labels)
    dz = (np.exp(logp) - y) / len(labels)
    dh_all = np.einsum("tn,nc,hc->tnh", select, dz, p["output_weights"], optimize=True)
    T = len(x)
    d = np.zeros_like(a)
    dh, dc = np.zeros_like(s), np.zeros_like(s)
    for t in range(T - 1, -1, -1):
        f, i, o, g = a[t]
        th = np.tanh(c[t + 1])
        dh = dh + dh_all[t + 1]
        dc = dc + dh * o * (1 - th * th)
        d[t] = dc * c[t] * f * (1 - f), dc * g * i * (1 - i), dh * th * o * (1 - o), dc * i * (1 - g * g)
        dh = np.einsum("knh,kjh->nj", d[t], W)
        dc = dc * f
    dW = np.einsum("tnj,tknh->kjh", h[:-1], d, optimize=True)
    dU = np.einsum("tne,tknh->keh", x, d, optimize=True)
    db = np.einsum("tknh->kh", d)
    dx = np.einsum("tknh,keh->tne", d, U, optimize=True)
    out = {"output_weights": np.einsum("nh,nc->hc", s, dz), "output_bias": np.einsum("nc->c", dz)}
    out["embedding"] = np.einsum("ntv,tne->ve", np.eye(len(p["embedding"]))[ids], dx, optimize=True)
    for k, key in enumerate(KEYS):
        out[key + "_weights"], out[key + "_inputs"], out[key + "_bias"] = dW[k].copy(), dU[k].copy(), db[k].copy()
    return loss, out


# ---- training
def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    p = {"embedding": 0.1 * rng.normal(size=(vocab_size, E)), "output_weights": rng.normal(size=(H, num_classes)) / np.sqrt(H), "output_bias": np.zeros(num_classes)}
    for k in KEYS:
        p[k + "_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
        p[k + "_inputs"] = rng.normal(size=(E, H)) / np.sqrt(E)
        p[k + "_bias"] = np.zeros(H) + (k == "forget_gate")
    state = {k: (np.zeros(v.shape), np.zeros(v.shape)) for k, v in p.items()}
    n = 0
    for epoch in range(14):
        order, losses = rng.permutation(len(labels)), []
        for s in range(0, len(order), 32):
            j = order[s:s + 32]
            loss, g = text_classifier_gradients(token_ids[j], lengths[j], labels[j], p)
            losses.append(loss)
            norm = np.sqrt(sum(np.einsum("...,...->", v, v) if v.ndim == 0 else (v * v).sum() for v in g.values()))
            n += 1
            for k in p:
                v = g[k] * min(1.0, 1.0 / norm)
                m1, m2 = state[k]
                m1, m2 = 0.9 * m1 + 0.1 * v, 0.999 * m2 + 0.001 * v * v
                state[k] = m1, m2
                p[k] = p[k] - 0.01 * (1 - epoch / 14) * (m1 / (1 - 0.9 ** n)) / (np.sqrt(m2 / (1 - 0.999 ** n)) + 1e-8)
        if np.mean(losses) < 0.01:
            break
    return p
