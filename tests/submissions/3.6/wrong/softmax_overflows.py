# verdict: failed
# mistake: the softmax of the scores subtracts no maximum, so that large scores overflow
# targets: numerics
# diagnosable: yes
import numpy as np

ORDER = ["input", "forget", "output", "cell"]


def sigma(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def fused(parameters, side):
    stack = lambda kind: np.concatenate([parameters[f"{side}_{g}_gate_{kind}"] for g in ORDER], axis=-1).astype(float)
    return stack("inputs"), stack("weights"), stack("bias")


def run(xs, lstm, h, c):
    """xs (T, E) -> tape of steps and the states (T, H)."""
    Wx, Wh, b = lstm
    H = len(h)
    zx = xs @ Wx + b
    tape, hs = [], []
    for z in zx:
        z = z + h @ Wh
        ifo, g = sigma(z[: 3 * H]), np.tanh(z[3 * H :])
        i, f, o = ifo[:H], ifo[H : 2 * H], ifo[2 * H :]
        c_new = f * c + i * g
        tc = np.tanh(c_new)
        tape.append((h, c, i, f, o, g, tc))
        h, c = o * tc, c_new
        hs.append(h)
    return tape, np.array(hs).reshape(-1, H), h, c


def run_back(xs, lstm, tape, dhs, dh, dc):
    """dh, dc: what reaches the states after the last step; dhs (T, H): what reaches each hidden state besides."""
    Wx, Wh, _ = lstm
    dz = np.zeros((len(tape), Wh.shape[1]))
    for t in range(len(tape) - 1, -1, -1):
        h0, c0, i, f, o, g, tc = tape[t]
        dh = dh + dhs[t]
        dc = dc + dh * o * (1 - tc * tc)
        dz[t] = np.concatenate([dc * g * i * (1 - i), dc * c0 * f * (1 - f), dh * tc * o * (1 - o), dc * i * (1 - g * g)])
        dh, dc = Wh @ dz[t], dc * f
    before = np.array([step[0] for step in tape]).reshape(len(tape), -1)
    return xs.T @ dz, before.T @ dz, dz.sum(axis=0), dz @ Wx.T, dh, dc


def look(states, s):
    if len(states) == 0:
        return np.zeros(len(s)), np.zeros(0)
    e = states @ s
    e = np.exp(e)
    a = e / e.sum()
    return a @ states, a


def attend(decoder_state, encoder_states, source_lengths):
    contexts, rows = [], []
    for n, length in enumerate(source_lengths):
        context, a = look(encoder_states[:length, n], decoder_state[n])
        contexts.append(context)
        rows.append(np.concatenate([a, np.zeros(len(encoder_states) - length)]))
    return np.array(contexts), np.array(rows)


def log_soft(z):
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def one_pair(source, target, p, enc, dec, grads, M):
    """Adds this pair's gradients; returns its share of the loss."""
    H = len(p["output_weights"]) // 2
    zero = np.zeros(H)
    xs = p["source_embedding"][source]
    tape_e, states, h, c = run(xs, enc, zero, zero)
    xt = p["target_embedding"][target[:-1]]
    tape_d, written, _, _ = run(xt, dec, h, c)
    if len(source):
        e = written @ states.T
        e = np.exp(e)
        a = e / e.sum(axis=1, keepdims=True)
        feats = np.hstack([written, a @ states])
    else:
        feats = np.hstack([written, np.zeros(written.shape)])
    lp = log_soft(feats @ p["output_weights"] + p["output_bias"])
    where = np.arange(len(lp)), target[1:]
    dlog = np.exp(lp)
    dlog[where] -= 1
    dlog /= M
    grads["output_weights"] += feats.T @ dlog
    grads["output_bias"] += dlog.sum(axis=0)
    dfeats = dlog @ p["output_weights"].T
    dwritten, dctx = dfeats[:, :H].copy(), dfeats[:, H:]
    dstates = np.zeros((len(source), H))
    if len(source):
        da = dctx @ states.T
        de = a * (da - (a * da).sum(axis=1, keepdims=True))
        dwritten += de @ states
        dstates += a.T @ dctx + de.T @ written
    *into, dxt, dh, dc = run_back(xt, dec, tape_d, dwritten, zero, zero)
    keep(grads, "decoder", into, H)
    np.add.at(grads["target_embedding"], target[:-1], dxt)
    if len(source):
        *into, dxs, _, _ = run_back(xs, enc, tape_e, dstates, dh, dc)
        keep(grads, "encoder", into, H)
        np.add.at(grads["source_embedding"], source, dxs)
    return -lp[where].sum() / M


def keep(grads, side, into, H):
    for kind, array in zip(["inputs", "weights", "bias"], into):
        for k, g in enumerate(ORDER):
            grads[f"{side}_{g}_gate_{kind}"] += array[..., k * H : (k + 1) * H]


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    grads = {k: np.zeros(np.shape(v)) for k, v in parameters.items()}
    M = sum(max(int(n) - 1, 0) for n in target_lengths)
    enc, dec = fused(parameters, "encoder"), fused(parameters, "decoder")
    loss = 0.0
    for ids, n, out, m in zip(source_ids, source_lengths, target_ids, target_lengths):
        if m > 1:
            source, target = np.array(ids[:n], dtype=int), np.array(out[:m], dtype=int)
            loss += one_pair(source, target, parameters, enc, dec, grads, M)
    return loss, grads


class Writer:
    def __init__(self, source, parameters):
        self.p, self.dec = parameters, fused(parameters, "decoder")
        zero = np.zeros(len(parameters["output_weights"]) // 2)
        _, self.states, self.h, self.c = run(
            parameters["source_embedding"][np.array(source, dtype=int)], fused(parameters, "encoder"), zero, zero
        )

    def say(self, token, h, c):
        _, _, h, c = run(self.p["target_embedding"][[token]], self.dec, h, c)
        context, _ = look(self.states, h)
        return log_soft(np.concatenate([h, context]) @ self.p["output_weights"] + self.p["output_bias"]), h, c


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    rows = []
    for ids, n in zip(source_ids, source_lengths):
        writer = Writer(ids[:n], parameters)
        token, h, c, row = start_token, writer.h, writer.c, []
        while len(row) < max_length and token != end_token or not row:
            lp, h, c = writer.say(token, h, c)
            token = int(np.argmax(lp))
            row.append(token)
        rows.append(row + [0] * (max_length - len(row)))
    return np.array(rows)


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    writer = Writer(source_ids, parameters)
    beam, finished = [(0.0, (), writer.h, writer.c)], []
    for _ in range(max_length):
        grown = []
        for total, tokens, h, c in beam:
            lp, h, c = writer.say((start_token, *tokens)[-1], h, c)
            grown += [(total + float(x), (*tokens, k), h, c) for k, x in enumerate(lp)]
        grown = sorted(grown, key=lambda one: one[0], reverse=True)[:beam_size]
        finished += [one for one in grown if one[1][-1] == end_token]
        beam = [one for one in grown if one[1][-1] != end_token]
        if not beam:
            break
    found = max(finished, key=lambda one: one[0]) if finished else beam[0]
    return np.array(found[1]), found[0]


def train_translation(source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng):
    E, H, epochs = 16, 40, 11
    p = {"source_embedding": rng.normal(0, 0.5, (source_vocab_size, E)),
         "target_embedding": rng.normal(0, 0.5, (target_vocab_size, E)),
         "output_weights": rng.normal(0, (2 * H) ** -0.5, (2 * H, target_vocab_size)),
         "output_bias": np.zeros(target_vocab_size)}
    for side in ("encoder", "decoder"):
        for g in ORDER:
            p[f"{side}_{g}_gate_inputs"] = rng.normal(0, E**-0.5, (E, H))
            p[f"{side}_{g}_gate_weights"] = rng.normal(0, H**-0.5, (H, H))
            p[f"{side}_{g}_gate_bias"] = np.full(H, float(g == "forget"))
    mean, square, t = {k: 0 * v for k, v in p.items()}, {k: 0 * v for k, v in p.items()}, 0
    for epoch in range(epochs):
        order = rng.permutation(len(source_ids))
        for batch in np.array_split(order, len(order) // 10):
            t += 1
            _, grads = translation_gradients(source_ids[batch], source_lengths[batch], target_ids[batch], target_lengths[batch], p)
            norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
            for k, g in grads.items():
                g = g * min(1, 1 / norm)
                mean[k] += 0.1 * (g - mean[k])
                square[k] += 0.001 * (g * g - square[k])
                rate = 0.007 * (1 - epoch / epochs) * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
                p[k] -= rate * mean[k] / (np.sqrt(square[k]) + 1e-8)
    return p
