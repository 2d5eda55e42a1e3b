# style: one text at a time, one matrix with all gates, dictionaries of steps, backward by hand
import numpy as np

ORDER = ("input", "forget", "output", "cell")


def pack(p):
    W = np.vstack(
        [
            np.hstack([p[f"{g}_gate_inputs"] for g in ORDER]),
            np.hstack([p[f"{g}_gate_weights"] for g in ORDER]),
            np.hstack([p[f"{g}_gate_bias"] for g in ORDER])[None],
        ]
    )
    return W.astype(float)


def step(W, x, h, c, H):
    v = np.concatenate([x, h, [1.0]])
    a = v @ W
    s = 1 / (1 + np.exp(-np.clip(a[: 3 * H], -700, 700)))
    i, f, o, g = s[:H], s[H : 2 * H], s[2 * H :], np.tanh(a[3 * H :])
    c2 = f * c + i * g
    return v, i, f, o, g, c, c2, o * np.tanh(c2)


def forward(tokens, p, W):
    H = len(p["forget_gate_bias"])
    h, c, steps = np.zeros(H), np.zeros(H), []
    for t in tokens[:-1]:
        steps.append(step(W, p["embedding"][t], h, c, H))
        h, c = steps[-1][-1], steps[-1][-2]
    return steps


def say(h, p):
    z = h @ p["output_weights"] + p["output_bias"]
    z = z - z.max()
    return z - np.log(np.sum(np.exp(z)))


def texts(token_ids, lengths):
    return [list(row[:n]) for row, n in zip(token_ids, lengths) if n > 1]


def language_model_gradients(token_ids, lengths, parameters):
    p, W = parameters, pack(parameters)
    H, E = len(p["forget_gate_bias"]), p["embedding"].shape[1]
    all_texts = texts(token_ids, lengths)
    M = sum(len(t) - 1 for t in all_texts)
    dW, loss = np.zeros_like(W), 0.0
    grads = {k: np.zeros(np.shape(p[k])) for k in ("embedding", "output_weights", "output_bias")}
    for tokens in all_texts:
        steps = forward(tokens, p, W)
        dh, dc = np.zeros(H), np.zeros(H)
        for t in range(len(steps) - 1, -1, -1):
            v, i, f, o, g, c_old, c, h = steps[t]
            logp = say(h, p)
            loss -= logp[tokens[t + 1]] / M
            d = np.exp(logp)
            d[tokens[t + 1]] -= 1
            d /= M
            grads["output_weights"] += np.outer(h, d)
            grads["output_bias"] += d
            dh = dh + p["output_weights"] @ d
            tc = np.tanh(c)
            dc = dc + dh * o * (1 - tc * tc)
            da = np.concatenate(
                [dc * g * i * (1 - i), dc * c_old * f * (1 - f), dh * tc * o * (1 - o), dc * i * (1 - g * g)]
            )
            dW += np.outer(v, da)
            dv = W @ da
            grads["embedding"][tokens[t]] += dv[:E]
            dh, dc = dv[E : E + H], dc * f
    for k, gate in enumerate(ORDER):
        part = dW[:, k * H : (k + 1) * H]
        grads[f"{gate}_gate_inputs"], grads[f"{gate}_gate_weights"], grads[f"{gate}_gate_bias"] = part[:E], part[E:-1], part[-1]
    return loss, grads


def perplexity(token_ids, lengths, parameters):
    W, total, count = pack(parameters), 0.0, 0
    for tokens in texts(token_ids, lengths):
        for after, one in zip(tokens[1:], forward(tokens, parameters, W)):
            total -= say(one[-1], parameters)[after]
            count += 1
    return np.exp(total / count)


def sample(parameters, first_token, length, temperature, top_k, rng):
    W, H = pack(parameters), len(parameters["forget_gate_bias"])
    h, c, token, found = np.zeros(H), np.zeros(H), first_token, []
    for _ in range(length):
        *_, c, h = step(W, parameters["embedding"][token], h, c, H)
        z = say(h, parameters)
        if temperature == 0:
            token = int(np.argmax(z))
        else:
            ranks = np.lexsort((np.arange(len(z)), -z))
            if top_k is not None:
                z = z.copy()
                z[ranks[top_k:]] = -np.inf
            q = np.exp((z - z.max()) / temperature)
            u, token = rng.random() * q.sum(), 0
            running = q[0]
            while running <= u:
                token += 1
                running += q[token]
        found.append(token)
    return found


def train_language_model(token_ids, lengths, vocab_size, rng):
    E = H = 24
    p = {"embedding": rng.standard_normal((vocab_size, E)) * 0.5, "output_bias": np.zeros(vocab_size)}
    for gate in ORDER:
        p[gate + "_gate_inputs"] = rng.standard_normal((E, H)) * 0.2
        p[gate + "_gate_weights"] = rng.standard_normal((H, H)) * 0.2
        p[gate + "_gate_bias"] = np.ones(H) * (gate == "forget")
    p["output_weights"] = rng.standard_normal((H, vocab_size)) * 0.2
    memory = {k: np.zeros_like(a) for k, a in p.items()}
    for epoch in range(9):
        order = rng.permutation(len(lengths))
        for start in range(0, len(order), 4):
            pick = order[start : start + 4]
            _, g = language_model_gradients(token_ids[pick], lengths[pick], p)
            for k in p:  # Adagrad
                d = np.clip(g[k], -1, 1)
                memory[k] += d * d
                p[k] -= 0.1 * d / (np.sqrt(memory[k]) + 1e-8)
    return p
