# verdict: failed
# mistake: scores are multiplied by the mask before the softmax: a score of 0 is not a weight of 0
# targets: mask
# diagnosable: yes
import numpy as np

NAMES = "forget", "input", "output", "cell"


class LSTM:
    """A cell with a clock: where `runs` is 0, h and c stay what they were."""

    def __init__(self, parameters, side):
        self.side = side
        self.p = {(g, k): np.asarray(parameters[f"{side}_{g}_gate_{k}"]) for g in NAMES for k in ("weights", "inputs", "bias")}
        self.d = {name: np.zeros(a.shape) for name, a in self.p.items()}
        self.tape = []

    def __call__(self, x, h, c, runs):
        z = {g: x @ self.p[g, "inputs"] + h @ self.p[g, "weights"] + self.p[g, "bias"] for g in NAMES}
        a = {g: np.tanh(z[g]) if g == "cell" else (1 + np.tanh(z[g] / 2)) / 2 for g in NAMES}
        new_c = a["forget"] * c + a["input"] * a["cell"]
        new_h = a["output"] * np.tanh(new_c)
        m = runs[:, None]
        self.tape.append((x, h, c, a, new_c, m))
        return m * new_h + (1 - m) * h, m * new_c + (1 - m) * c

    def back(self, dh, dc):
        x, h, c, a, new_c, m = self.tape.pop()
        through_h, through_c = (1 - m) * dh, (1 - m) * dc
        dh, dc = m * dh, m * dc
        tanh_c = np.tanh(new_c)
        dc = dc + dh * a["output"] * (1 - tanh_c**2)
        da = {"forget": dc * c, "input": dc * a["cell"], "output": dh * tanh_c, "cell": dc * a["input"]}
        dx = 0
        for g in NAMES:
            dz = da[g] * ((1 - a[g] ** 2) if g == "cell" else a[g] * (1 - a[g]))
            self.d[g, "weights"] += h.T @ dz
            self.d[g, "inputs"] += x.T @ dz
            self.d[g, "bias"] += dz.sum(0)
            dx = dx + dz @ self.p[g, "inputs"].T
            through_h = through_h + dz @ self.p[g, "weights"].T
        return dx, through_h, through_c + dc * a["forget"]

    def gradients(self):
        return {f"{self.side}_{g}_gate_{k}": array for (g, k), array in self.d.items()}


def attend(decoder_state, encoder_states, source_lengths):
    places = np.arange(len(encoder_states))[:, None]
    real = places < np.asarray(source_lengths)[None, :]  # (S, N)
    scores = (encoder_states * decoder_state).sum(-1) * real
    odds = np.exp(scores - scores.max(0))
    attention = odds / odds.sum(0)
    return (attention[:, :, None] * encoder_states).sum(0), attention.T.copy()


class Model:
    def __init__(self, parameters):
        self.p = parameters
        self.encoder, self.decoder = LSTM(parameters, "encoder"), LSTM(parameters, "decoder")
        self.H = len(parameters["encoder_forget_gate_bias"])

    def read(self, ids, lengths):
        h = c = np.zeros((len(ids), self.H))
        self.states = []
        for t in range(ids.shape[1]):
            h, c = self.encoder(self.p["source_embedding"][ids[:, t]], h, c, (t < lengths) * 1.0)
            self.states.append(h)
        self.states, self.lengths = np.array(self.states), lengths
        return h, c

    def write(self, tokens, h, c, runs):
        h, c = self.decoder(self.p["target_embedding"][tokens], h, c, runs)
        context, attention = attend(h, self.states, self.lengths)
        both = np.hstack((h, context))
        z = both @ self.p["output_weights"] + self.p["output_bias"]
        z = z - z.max(1, keepdims=True)
        return z - np.log(np.exp(z).sum(1, keepdims=True)), h, c, both, attention


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    source_ids, source_lengths, target_ids, target_lengths = map(
        np.asarray, (source_ids, source_lengths, target_ids, target_lengths)
    )
    model, N = Model(parameters), len(source_ids)
    h, c = model.read(source_ids, source_lengths)
    M = np.maximum(target_lengths - 1, 0).sum()
    loss, steps = 0.0, []
    for t in range(target_ids.shape[1] - 1):
        counts = (t + 1 < target_lengths) * 1.0
        log_p, h, c, both, attention = model.write(target_ids[:, t], h, c, counts)
        right = target_ids[:, t + 1]
        loss -= np.where(counts > 0, log_p[np.arange(N), right], 0.0).sum() / M
        dz = (np.exp(log_p) - np.eye(log_p.shape[1])[right]) * counts[:, None] / M
        steps.append((dz, h, both, attention))

    g = {k: np.zeros(np.shape(parameters[k])) for k in ("source_embedding", "target_embedding", "output_weights", "output_bias")}
    dh, dc, d_states = np.zeros(h.shape), np.zeros(c.shape), np.zeros(model.states.shape)
    for t in reversed(range(len(steps))):
        dz, s, both, attention = steps[t]
        g["output_weights"] += both.T @ dz
        g["output_bias"] += dz.sum(0)
        d_both = dz @ parameters["output_weights"].T
        d_context = d_both[:, model.H :]
        d_attention = (model.states * d_context).sum(-1).T
        d_scores = attention * (d_attention - (attention * d_attention).sum(1, keepdims=True))
        d_states += attention.T[:, :, None] * d_context + d_scores.T[:, :, None] * s
        dh = dh + d_both[:, : model.H] + (d_scores.T[:, :, None] * model.states).sum(0)
        dx, dh, dc = model.decoder.back(dh, dc)
        np.add.at(g["target_embedding"], target_ids[:, t], dx)
    for t in reversed(range(source_ids.shape[1])):
        dx, dh, dc = model.encoder.back(dh + d_states[t], dc)
        np.add.at(g["source_embedding"], source_ids[:, t], dx)
    return loss, {**g, **model.encoder.gradients(), **model.decoder.gradients()}


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    model = Model(parameters)
    h, c = model.read(np.asarray(source_ids), np.asarray(source_lengths))
    N = len(h)
    tokens, alive, columns = np.full(N, start_token), np.ones(N, bool), []
    while len(columns) < max_length:
        log_p, h, c, _, _ = model.write(tokens, h, c, np.ones(N))
        tokens = log_p.argmax(1) * alive
        columns.append(tokens)
        alive &= tokens != end_token
    return np.stack(columns, 1)


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    model = Model(parameters)
    h, c = model.read(np.asarray(source_ids)[None], np.array([len(source_ids)]))
    beam, finished = [([start_token], 0.0, h, c)], {}
    for _ in range(max_length):
        every = []
        for tokens, total, h, c in beam:
            log_p, h, c, _, _ = model.write(np.array(tokens[-1:]), h, c, np.ones(1))
            every.extend((tokens + [k], total + log_p[0, k], h, c) for k in range(log_p.shape[1]))
        totals = np.array([one[1] for one in every])
        kept = [every[i] for i in np.argsort(-totals, kind="stable")[:beam_size]]
        for one in kept:
            if one[0][-1] == end_token:
                finished[tuple(one[0][1:])] = one[1]
        beam = [one for one in kept if one[0][-1] != end_token]
        if not beam:
            break
    if not finished:
        return beam[0][0][1:], beam[0][1]
    best = max(finished, key=finished.get)
    return list(best), finished[best]


def train_translation(source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng):
    E, H = 20, 44
    p = {"output_weights": rng.uniform(-1, 1, (2 * H, target_vocab_size)) * np.sqrt(3 / H) / 2, "output_bias": np.zeros(target_vocab_size),
         "source_embedding": rng.uniform(-1, 1, (source_vocab_size, E)), "target_embedding": rng.uniform(-1, 1, (target_vocab_size, E))}
    for side in ("encoder", "decoder"):
        for g in NAMES:
            p[f"{side}_{g}_gate_weights"] = rng.uniform(-1, 1, (H, H)) * np.sqrt(3 / H)
            p[f"{side}_{g}_gate_inputs"] = rng.uniform(-1, 1, (E, H)) * np.sqrt(3 / E)
            p[f"{side}_{g}_gate_bias"] = np.zeros(H) + (g == "forget")
    speed, size, epochs, batch = {k: 0.0 * v for k, v in p.items()}, {k: 0.0 * v for k, v in p.items()}, 22, 25
    for epoch in range(epochs):
        order = rng.permutation(len(source_ids))
        order = order[np.argsort(source_lengths[order], kind="stable")]
        for start in rng.permutation(np.arange(0, len(order), batch)):
            rows = order[start : start + batch]
            S = source_lengths[rows].max()
            _, g = translation_gradients(source_ids[rows, :S], source_lengths[rows], target_ids[rows], target_lengths[rows], p)
            norm = np.sqrt(sum((a**2).sum() for a in g.values()))
            for k in p:  # RMSprop with momentum
                d = g[k] / max(norm, 1.0)
                size[k] = 0.99 * size[k] + 0.01 * d**2
                speed[k] = 0.9 * speed[k] - 0.001 * (1 - epoch / epochs) * d / (np.sqrt(size[k]) + 1e-6)
                p[k] = p[k] + speed[k]
    return p
