# verdict: failed
# mistake: temperature 0 is replaced by 1e-8 and a number is drawn all the same
# targets: contract, numerics
# diagnosable: yes
# one text at a time, lists and dicts of time steps, like the well-known hundred lines of a character RNN
import numpy as np


def sig(a):
    e = np.exp(-abs(a))
    return np.where(a < 0, e / (1 + e), 1 / (1 + e))


def lossFun(inputs, targets, P, h, c):
    """inputs, targets: lists of ints. The summed loss, the gradients of the sum, the last states."""
    hs, cs, ps, gates = {-1: h}, {-1: c}, {}, {}
    loss = 0
    for t in range(len(inputs)):
        x = P["embedding"][inputs[t]]
        a = {k: hs[t - 1] @ P[k + "_gate_weights"] + x @ P[k + "_gate_inputs"] + P[k + "_gate_bias"] for k in ("forget", "input", "output", "cell")}
        f, i, o, g = sig(a["forget"]), sig(a["input"]), sig(a["output"]), np.tanh(a["cell"])
        gates[t] = f, i, o, g
        cs[t] = f * cs[t - 1] + i * g
        hs[t] = o * np.tanh(cs[t])
        y = hs[t] @ P["output_weights"] + P["output_bias"]
        y = y - np.max(y)
        ps[t] = np.exp(y) / np.sum(np.exp(y))
        loss += np.log(np.sum(np.exp(y))) - y[targets[t]]
    d = {k: np.zeros(np.shape(P[k])) for k in P}
    dhnext, dcnext = np.zeros_like(h), np.zeros_like(c)
    for t in reversed(range(len(inputs))):
        dy = np.copy(ps[t])
        dy[targets[t]] -= 1
        d["output_weights"] += np.outer(hs[t], dy)
        d["output_bias"] += dy
        dh = P["output_weights"] @ dy + dhnext
        f, i, o, g = gates[t]
        th = np.tanh(cs[t])
        dc = dh * o * (1 - th * th) + dcnext
        raw = {"forget": dc * cs[t - 1] * f * (1 - f), "input": dc * g * i * (1 - i), "output": dh * th * o * (1 - o), "cell": dc * i * (1 - g * g)}
        dhnext = np.zeros_like(h)
        x = P["embedding"][inputs[t]]
        for k, dz in raw.items():
            d[k + "_gate_weights"] += np.outer(hs[t - 1], dz)
            d[k + "_gate_inputs"] += np.outer(x, dz)
            d[k + "_gate_bias"] += dz
            d["embedding"][inputs[t]] += P[k + "_gate_inputs"] @ dz
            dhnext = dhnext + P[k + "_gate_weights"] @ dz
        dcnext = dc * f
    return loss, d, hs[len(inputs) - 1], cs[len(inputs) - 1]


def language_model_gradients(token_ids, lengths, parameters):
    H = len(parameters["output_weights"])
    total, count = 0.0, 0
    sums = {k: np.zeros(np.shape(parameters[k])) for k in parameters}
    for row, n in zip(token_ids, lengths):
        text = [int(k) for k in row[:n]]
        if len(text) < 2:
            continue
        loss, d, h, c = lossFun(text[:-1], text[1:], parameters, np.zeros(H), np.zeros(H))
        total += loss
        count += len(text) - 1
        for k in sums:
            sums[k] += d[k]
    return total / count, {k: s / count for k, s in sums.items()}


def perplexity(token_ids, lengths, parameters):
    H = len(parameters["output_weights"])
    total, count = 0.0, 0
    for row, n in zip(token_ids, lengths):
        text = list(row[:n])
        if len(text) > 1:
            total += lossFun(text[:-1], text[1:], parameters, np.zeros(H), np.zeros(H))[0]
            count += len(text) - 1
    return np.exp(total / count)


def sample(parameters, first_token, length, temperature, top_k, rng):
    P = parameters
    h, c = np.zeros(len(P["output_weights"])), np.zeros(len(P["output_weights"]))
    ix, ixes = first_token, []
    while len(ixes) < length:
        x = P["embedding"][ix]
        f, i, o = (sig(h @ P[k + "_gate_weights"] + x @ P[k + "_gate_inputs"] + P[k + "_gate_bias"]) for k in ("forget", "input", "output"))
        g = np.tanh(h @ P["cell_gate_weights"] + x @ P["cell_gate_inputs"] + P["cell_gate_bias"])
        c = f * c + i * g
        h = o * np.tanh(c)
        y = h @ P["output_weights"] + P["output_bias"]
        temperature = max(temperature, 1e-8)
        if temperature > 0:
            ranked = sorted(range(len(y)), key=lambda k: (-y[k], k))
            kept = ranked if top_k is None else ranked[:top_k]
            p = np.array([np.exp((y[k] - max(y)) / temperature) if k in kept else 0 for k in range(len(y))])
            p /= sum(p)
            u, total = rng.random(), 0
            for ix in range(len(y)):
                total += p[ix]
                if total > u:
                    break
        else:
            ix = int(np.argmax(y))
        ixes.append(ix)
    return ixes


def train_language_model(token_ids, lengths, vocab_size, rng):
    E, H = 12, 40
    P = {"embedding": rng.normal(size=(vocab_size, E)) * 0.5}
    for k in ("forget", "input", "output", "cell"):
        P[k + "_gate_weights"] = rng.normal(size=(H, H)) / H**0.5
        P[k + "_gate_inputs"] = rng.normal(size=(E, H)) / E**0.5
        P[k + "_gate_bias"] = np.zeros(H) + (k == "forget")
    P["output_weights"] = rng.normal(size=(H, vocab_size)) / H**0.5
    P["output_bias"] = np.zeros(vocab_size)
    mem = {k: np.zeros_like(P[k]) for k in P}
    for epoch in range(12):
        order = list(rng.permutation(len(token_ids)))
        while order:
            batch, order = order[:4], order[4:]
            loss, d = language_model_gradients(token_ids[batch], lengths[batch], P)
            for k in P:
                mem[k] = 0.99 * mem[k] + 0.01 * d[k] * d[k]
                P[k] -= 0.003 * (1 - epoch / 12) * d[k] / np.sqrt(mem[k] + 1e-8)
    return P
