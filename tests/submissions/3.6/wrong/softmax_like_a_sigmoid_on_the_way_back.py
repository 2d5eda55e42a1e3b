# verdict: failed
# mistake: the softmax of the attention is differentiated as a * (1 - a), place by place
# targets: activation
# diagnosable: yes
import numpy as np


class Node:
    """A value, and what to do with a gradient that reaches it."""

    def __init__(self, value, sources=()):
        self.value, self.sources, self.grad = value, sources, None

    def take(self, gradient):
        self.grad = gradient if self.grad is None else self.grad + gradient


class Tape:
    def __init__(self):
        self.nodes = []

    def put(self, value, *sources):
        node = Node(value, sources)
        self.nodes.append(node)
        return node

    def back(self, node, gradient):
        node.take(gradient)
        for one in reversed(self.nodes):
            if one.grad is not None:
                for source, way in one.sources:
                    source.take(way(one.grad))

    def linear(self, a, w):
        return self.put(a.value @ w.value, (a, lambda g: g @ w.value.T), (w, lambda g: a.value.T @ g))

    def add(self, a, b):
        def narrowed(g):
            return g.sum(axis=0) if b.value.ndim < g.ndim else g

        return self.put(a.value + b.value, (a, lambda g: g), (b, narrowed))

    def times(self, a, b):
        return self.put(a.value * b.value, (a, lambda g: g * b.value), (b, lambda g: g * a.value))

    def tanh(self, a):
        y = np.tanh(a.value)
        return self.put(y, (a, lambda g: g * (1 - y * y)))

    def sigmoid(self, a):
        y = 0.5 + 0.5 * np.tanh(0.5 * a.value)
        return self.put(y, (a, lambda g: g * y * (1 - y)))

    def rows(self, table, ids):
        def scattered(g):
            total = np.zeros(table.value.shape)
            np.add.at(total, ids, g)
            return total

        return self.put(table.value[ids], (table, scattered))

    def columns(self, a, start, end):
        def widened(g):
            total = np.zeros(a.value.shape)
            total[:, start:end] = g
            return total

        return self.put(a.value[:, start:end], (a, widened))

    def beside(self, *parts):
        edges = np.cumsum([0] + [part.value.shape[-1] for part in parts])
        value = np.concatenate([part.value for part in parts], axis=-1)
        return self.put(value, *((part, lambda g, i=i: g[..., edges[i] : edges[i + 1]]) for i, part in enumerate(parts)))

    def stack(self, parts):
        return self.put(np.stack([part.value for part in parts]), *((part, lambda g, i=i: g[i]) for i, part in enumerate(parts)))

    def pick(self, stacked, places):
        """Row places[n] of each n of (S, N, H); zeros where that is -1."""
        n = np.flatnonzero(places >= 0)

        def back(g):
            total = np.zeros(stacked.value.shape)
            total[places[n], n] = g[n]
            return total

        value = np.zeros(stacked.value.shape[1:])
        value[n] = stacked.value[places[n], n]
        return self.put(value, (stacked, back))

    def scores(self, s, states):
        return self.put(
            np.einsum("nh,jnh->nj", s.value, states.value),
            (s, lambda g: np.einsum("nj,jnh->nh", g, states.value)), (states, lambda g: np.einsum("nj,nh->jnh", g, s.value)),
        )

    def masked_softmax(self, e, real):
        top = np.max(e.value, axis=1, keepdims=True, where=real, initial=-np.inf)
        odds = np.where(real, np.exp(np.minimum(np.where(real, e.value - np.where(np.isfinite(top), top, 0), 0), 0)), 0)
        a = odds / np.maximum(odds.sum(axis=1, keepdims=True), 1)
        return self.put(a, (e, lambda g: g * a * (1 - a)))

    def mixture(self, a, states):
        return self.put(
            np.einsum("nj,jnh->nh", a.value, states.value),
            (a, lambda g: np.einsum("nh,jnh->nj", g, states.value)), (states, lambda g: np.einsum("nj,nh->jnh", a.value, g)),
        )


class Network:
    def __init__(self, parameters):
        self.tape = Tape()
        self.p = {name: self.tape.put(np.asarray(array)) for name, array in parameters.items()}
        tape, p = self.tape, self.p
        self.fused = {
            side: [tape.beside(*(p[f"{side}_{gate}_gate_{kind}"] for gate in ("forget", "input", "output", "cell"))) for kind in ("inputs", "weights", "bias")]
            for side in ("encoder", "decoder")
        }
        self.H = len(parameters["output_weights"]) // 2

    def cell(self, side, x, h, c):
        tape, (wx, wh, b), H = self.tape, self.fused[side], self.H
        z = tape.add(tape.add(tape.linear(x, wx), tape.linear(h, wh)), b)
        gates = tape.sigmoid(tape.columns(z, 0, 3 * H))
        f, i, o = (tape.columns(gates, k * H, (k + 1) * H) for k in range(3))
        c = tape.add(tape.times(f, c), tape.times(i, tape.tanh(tape.columns(z, 3 * H, 4 * H))))
        return tape.times(o, tape.tanh(c)), c

    def read(self, ids, lengths):
        tape = self.tape
        h = c = tape.put(np.zeros((len(ids), self.H)))
        hs, cs = [], []
        for t in range(ids.shape[1]):
            h, c = self.cell("encoder", tape.rows(self.p["source_embedding"], ids[:, t]), h, c)
            hs.append(h)
            cs.append(c)
        self.states = tape.stack(hs)
        self.real = np.arange(ids.shape[1]) < lengths[:, None]
        return tape.pick(self.states, lengths - 1), tape.pick(tape.stack(cs), lengths - 1)

    def look(self, s):
        return self.tape.mixture(self.tape.masked_softmax(self.tape.scores(s, self.states), self.real), self.states)

    def write(self, tokens, h, c):
        h, c = self.cell("decoder", self.tape.rows(self.p["target_embedding"], tokens), h, c)
        both = self.tape.beside(h, self.look(h))
        return self.tape.add(self.tape.linear(both, self.p["output_weights"]), self.p["output_bias"]), h, c


def log_softmax(z):
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


def attend(decoder_state, encoder_states, source_lengths):
    tape = Tape()
    states = tape.put(np.asarray(encoder_states))
    real = np.arange(len(encoder_states)) < np.asarray(source_lengths)[:, None]
    attention = tape.masked_softmax(tape.scores(tape.put(np.asarray(decoder_state)), states), real)
    return tape.mixture(attention, states).value, attention.value


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    source_ids, target_ids = np.asarray(source_ids), np.asarray(target_ids)
    source_lengths, target_lengths = np.asarray(source_lengths), np.asarray(target_lengths)
    net = Network(parameters)
    h, c = net.read(source_ids, source_lengths)
    count = np.clip(target_lengths - 1, 0, None).sum()
    total, seeds = 0.0, []
    for t in range(max(target_lengths) - 1):
        z, h, c = net.write(target_ids[:, t], h, c)
        n = np.flatnonzero(t + 1 < target_lengths)
        log_p, right = log_softmax(z.value), target_ids[n, t + 1]
        total -= log_p[n, right].sum()
        gradient = np.zeros(z.value.shape)
        gradient[n] = np.exp(log_p[n])
        gradient[n, right] -= 1
        seeds.append((z, gradient / count))
    for z, gradient in seeds:
        z.take(gradient)
    net.tape.back(seeds[-1][0], 0.0)
    gradients = {}
    for name, node in net.p.items():
        gradients[name] = np.zeros(node.value.shape) if node.grad is None else np.array(node.grad)
    return total / count, gradients


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    net = Network(parameters)
    h, c = net.read(np.asarray(source_ids), np.asarray(source_lengths))
    tokens, over, rows = np.full(len(source_ids), start_token), np.zeros(len(source_ids), bool), []
    for _ in range(max_length):
        z, h, c = net.write(tokens, h, c)
        tokens = np.where(over, 0, z.value.argmax(axis=1))
        over |= tokens == end_token
        rows.append(tokens)
    return np.array(rows).T.copy()


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    net = Network(parameters)
    h, c = net.read(np.asarray(source_ids)[None], np.array([len(source_ids)]))
    beam, done = [((), 0.0, h, c)], []
    for _ in range(max_length):
        pool = []
        for tokens, score, h, c in beam:
            z, h, c = net.write(np.array([tokens[-1] if tokens else start_token]), h, c)
            pool += [(tokens + (k,), score + one, h, c) for k, one in enumerate(log_softmax(z.value[0]))]
        pool = sorted(pool, key=lambda hypothesis: -hypothesis[1])[:beam_size]
        done += [one for one in pool if one[0][-1] == end_token]
        beam = [one for one in pool if one[0][-1] != end_token]
        if not beam:
            break
    tokens, score, *_ = sorted(done, key=lambda hypothesis: -hypothesis[1])[0] if done else beam[0]
    return np.array(tokens), float(score)


def train_translation(source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng):
    E, H, epochs = 16, 40, 24
    shapes = {"source_embedding": (source_vocab_size, E), "target_embedding": (target_vocab_size, E), "output_weights": (2 * H, target_vocab_size), "output_bias": (target_vocab_size,)}
    for side in ("encoder", "decoder"):
        for gate in ("forget", "input", "output", "cell"):
            shapes |= {f"{side}_{gate}_gate_inputs": (E, H), f"{side}_{gate}_gate_weights": (H, H), f"{side}_{gate}_gate_bias": (H,)}
    p = {name: rng.normal(0, 0.5 if "embedding" in name else shape[0] ** -0.5, shape) if len(shape) == 2 else np.full(shape, float("forget" in name)) for name, shape in shapes.items()}
    m, v = ({name: np.zeros(shape) for name, shape in shapes.items()} for _ in range(2))
    step = 0
    for epoch in range(epochs):
        for batch in np.array_split(rng.permutation(len(source_ids)), len(source_ids) // 32):
            step += 1
            wide = source_lengths[batch].max()
            _, g = translation_gradients(source_ids[batch, :wide], source_lengths[batch], target_ids[batch], target_lengths[batch], p)
            scale = min(1.0, 1 / np.sqrt(sum((a * a).sum() for a in g.values())))
            for name in p:
                m[name] += 0.1 * (scale * g[name] - m[name])
                v[name] += 0.001 * ((scale * g[name]) ** 2 - v[name])
                rate = 0.012 * (1 - epoch / epochs)
                p[name] = p[name] - rate * m[name] / (1 - 0.9**step) / (np.sqrt(v[name] / (1 - 0.999**step)) + 1e-8)
    return p
