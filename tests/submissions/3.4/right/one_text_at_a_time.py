# verdict: passed
"""No batch and no padding at all: every text for itself, cut to its own length."""
import numpy as np

names = ["forget", "input", "output", "cell"]


def sig(x):
    return .5 * np.tanh(.5 * x) + .5


def read(tokens, p):
    U = np.hstack([p[n + "_gate_inputs"] for n in names])
    W = np.hstack([p[n + "_gate_weights"] for n in names])
    b = np.hstack([p[n + "_gate_bias"] for n in names])
    H = len(W)
    h = np.zeros(H)
    c = np.zeros(H)
    steps = []
    from_x = p["embedding"][tokens] @ U + b
    for zx in from_x:
        z = zx + h @ W
        s = sig(z[:3 * H])
        f, i, o, g = s[:H], s[H:2 * H], s[2 * H:], np.tanh(z[3 * H:])
        c2 = f * c + i * g
        tc = np.tanh(c2)
        steps.append((h, c, f, i, o, g, tc))
        h, c = o * tc, c2
    return h, steps, U, W


def softmax(z):
    e = np.exp(z - max(z))
    return e / sum(e)


def text_classifier_forward(token_ids, lengths, parameters):
    rows = []
    for ids, n in zip(token_ids, lengths):
        h = read(np.array(ids, dtype=int)[:n], parameters)[0]
        rows.append(softmax(h @ parameters["output_weights"] + parameters["output_bias"]))
    return np.array(rows)


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p = parameters
    grads = {k: np.zeros(v.shape) for k, v in p.items()}
    loss = 0
    for ids, n, y in zip(token_ids, lengths, labels):
        tokens = np.array(ids, dtype=int)[:n]
        h, steps, U, W = read(tokens, p)
        prob = softmax(h @ p["output_weights"] + p["output_bias"])
        loss = loss - np.log(prob[y])
        d = prob
        d[y] -= 1
        grads["output_weights"] += np.outer(h, d)
        grads["output_bias"] += d
        if n == 0:
            continue
        dh, dc = p["output_weights"] @ d, 0
        dz = []
        for h_prev, c_prev, f, i, o, g, tc in reversed(steps):
            dc = dc + dh * o * (1 - tc * tc)
            dz.append(np.concatenate([dc * c_prev * f * (1 - f), dc * g * i * (1 - i), dh * tc * o * (1 - o), dc * i * (1 - g * g)]))
            dh = W @ dz[-1]
            dc = dc * f
        dz = np.array(dz[::-1])
        dW = np.array([s[0] for s in steps]).T @ dz
        dU = p["embedding"][tokens].T @ dz
        H = len(h)
        for k, name in enumerate(names):
            grads[name + "_gate_weights"] += dW[:, k * H:(k + 1) * H]
            grads[name + "_gate_inputs"] += dU[:, k * H:(k + 1) * H]
            grads[name + "_gate_bias"] += dz[:, k * H:(k + 1) * H].sum(0)
        dx = dz @ U.T
        for token, row in zip(tokens, dx):
            grads["embedding"][token] += row
    count = len(labels)
    return loss / count, {k: v / count for k, v in grads.items()}


# ---- training
def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    p = {"embedding": rng.normal(size=(vocab_size, E)) * .1, "output_weights": rng.normal(size=(H, num_classes)) / H ** .5, "output_bias": np.zeros(num_classes)}
    for n in names:
        p[n + "_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
        p[n + "_gate_inputs"] = rng.normal(size=(E, H)) / E ** .5
        p[n + "_gate_bias"] = np.zeros(H) if n != "forget" else np.ones(H)
    m, v, t = {k: np.zeros_like(a) for k, a in p.items()}, {k: np.zeros_like(a) for k, a in p.items()}, 0
    for epoch in range(9):
        lr = .007 * (1 - epoch / 9)
        total = 0
        for rows in np.array_split(rng.permutation(len(labels)), len(labels) // 16):
            loss, g = text_classifier_gradients(token_ids[rows], lengths[rows], labels[rows], p)
            total += loss
            norm = sum((a ** 2).sum() for a in g.values()) ** .5
            t += 1
            for k in p:
                a = g[k] / max(norm, 1)
                m[k] = .9 * m[k] + .1 * a
                v[k] = .999 * v[k] + .001 * a ** 2
                p[k] -= lr * (m[k] / (1 - .9 ** t)) / ((v[k] / (1 - .999 ** t)) ** .5 + 1e-8)
        if total / (len(labels) // 16) < .03:
            break
    return p
