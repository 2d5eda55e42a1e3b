# verdict: failed
# mistake: the comparison is the wrong way round
# targets: mask
# diagnosable: yes
"""No padding anywhere: texts of one length are computed together, and there [::-1] is all the reversing that is needed."""
import numpy as np

GATES = ("forget", "input", "output", "cell")


def reverse_texts(token_ids, lengths):
    token_ids = np.array(token_ids)
    lengths = np.array(lengths)
    for length in set(lengths.tolist()):
        rows = lengths == length
        token_ids[rows, :length] = token_ids[rows, :length][:, ::-1]
    return token_ids


def dropout_masks(rng, shape, rate):
    numbers = rng.uniform(size=shape)
    return (numbers < rate) / (1 - rate)


def lstm(x, w):
    h = c = np.zeros((x.shape[1], len(w["bias"]) // 4))
    H = h.shape[1]
    trace = []
    for t in range(len(x)):
        z = x[t] @ w["inputs"] + h @ w["weights"] + w["bias"]
        s = (1 + np.tanh(z[:, :3 * H] / 2)) / 2
        f, i, o, g = s[:, :H], s[:, H:2 * H], s[:, 2 * H:], np.tanh(z[:, 3 * H:])
        before = h, c
        c = f * c + i * g
        h = o * np.tanh(c)
        trace.append((before, f, i, o, g, np.tanh(c)))
    return h, trace


def lstm_back(dh, x, trace, w):
    d = {k: np.zeros(a.shape) for k, a in w.items()}
    dx, dc = np.zeros(x.shape), 0
    for t in range(len(x) - 1, -1, -1):
        (h, c), f, i, o, g, tc = trace[t]
        dc = dc + dh * o * (1 - tc**2)
        dz = np.hstack([dc * c * f * (1 - f), dc * g * i * (1 - i), dh * tc * o * (1 - o), dc * i * (1 - g**2)])
        d["inputs"] += x[t].T @ dz
        d["weights"] += h.T @ dz
        d["bias"] += dz.sum(axis=0)
        dx[t] = dz @ w["inputs"].T
        dh = dz @ w["weights"].T
        dc = dc * f
    return dx, d


def joined(p, direction):
    return {kind: np.concatenate([p[f"{direction}_{g}_gate_{kind}"] for g in GATES], axis=-1) for kind in ("inputs", "weights", "bias")}


def everything(token_ids, lengths, labels, p, masks):
    ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    N, (twoH, C) = len(ids), p["output_weights"].shape
    F, B = joined(p, "forward"), joined(p, "backward")
    m_words, m_features = (np.ones((*ids.shape, 1)), np.ones((N, twoH))) if masks is None else masks
    probabilities, loss = np.zeros((N, C)), 0.0
    sums = {"forward": {k: np.zeros(a.shape) for k, a in F.items()}, "backward": {k: np.zeros(a.shape) for k, a in B.items()}}
    g = {k: np.zeros(p[k].shape) for k in ("embedding", "output_weights", "output_bias")}
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        words = ids[rows, :length]
        x = np.swapaxes(p["embedding"][words] * m_words[rows, :length], 0, 1)
        hf, tf = lstm(x, F)
        hb, tb = lstm(x[::-1], B)
        f = np.hstack([hf, hb]) * m_features[rows]
        z = f @ p["output_weights"] + p["output_bias"]
        z -= z.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        probabilities[rows] = np.exp(logp)
        if labels is None:
            continue
        y = np.asarray(labels)[rows]
        loss -= logp[np.arange(len(y)), y].sum() / N
        dz = (np.exp(logp) - np.eye(C)[y]) / N
        g["output_weights"] += f.T @ dz
        g["output_bias"] += dz.sum(axis=0)
        if length == 0:
            continue
        df = dz @ p["output_weights"].T * m_features[rows]
        dxf, df_ = lstm_back(df[:, :twoH // 2], x, tf, F)
        dxb, db_ = lstm_back(df[:, twoH // 2:], x[::-1], tb, B)
        for name, d in (("forward", df_), ("backward", db_)):
            for k in d:
                sums[name][k] += d[k]
        np.add.at(g["embedding"], words, np.swapaxes(dxf + dxb[::-1], 0, 1) * m_words[rows, :length])
    for name, d in sums.items():
        for kind, a in d.items():
            for gate, part in zip(GATES, np.split(a, 4, axis=-1)):
                g[f"{name}_{gate}_gate_{kind}"] = part.copy()
    return probabilities, loss, g


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    return everything(token_ids, lengths, None, parameters, masks)[0]


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    return everything(token_ids, lengths, labels, parameters, masks)[1:]


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    p = {"embedding": rng.normal(0, 0.5, (vocab_size, E))}
    for d in ("forward", "backward"):
        for gate in GATES:
            p[f"{d}_{gate}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            p[f"{d}_{gate}_gate_inputs"] = rng.normal(0, 0.25, (E, H))
            p[f"{d}_{gate}_gate_bias"] = np.full(H, 1.0 * (gate == "forget"))
    p["output_weights"] = rng.normal(0, 0.125, (2 * H, num_classes))
    p["output_bias"] = np.zeros(num_classes)
    first, second, n = dict.fromkeys(p, 0.0), dict.fromkeys(p, 0.0), 0
    for epoch in range(40):
        batches = []
        for length in np.unique(lengths):
            rows = rng.permutation(np.flatnonzero(lengths == length))
            batches += np.array_split(rows, max(1, len(rows) // 32))
        losses = []
        for k in rng.permutation(len(batches)):
            b = batches[k]
            loss, g = sentiment_gradients(token_ids[b], lengths[b], labels[b], p)
            losses.append(loss)
            n += 1
            for key in p:
                a = np.clip(g[key], -0.5, 0.5)
                first[key] = 0.9 * first[key] + 0.1 * a
                second[key] = 0.999 * second[key] + 0.001 * a * a
                p[key] -= 0.01 * first[key] / (1 - 0.9**n) / (np.sqrt(second[key] / (1 - 0.999**n)) + 1e-8)
        if np.mean(losses) < 0.02:
            break
    return p
