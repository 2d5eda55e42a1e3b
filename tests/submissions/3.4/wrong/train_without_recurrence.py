# mistake: The recurrent matrices start at 0 and are never updated, and the forget gate stays nearly shut: a model of the last words.
# targets: recurrent, time
# verdict: failed
# diagnosable: yes
import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def gate_values(input_, prev_hidden, weights):
    def total(gate):
        from_hidden = prev_hidden @ weights[f"{gate}_gate_weights"]
        return from_hidden + input_ @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]

    return sigmoid(total("forget")), sigmoid(total("input")), sigmoid(total("output")), np.tanh(total("cell"))


def initial_states(input_sequence, weights, initial_hidden, initial_cell):
    zeros = np.zeros((len(input_sequence[0]), len(weights["forget_gate_bias"])))
    return zeros if initial_hidden is None else initial_hidden, zeros if initial_cell is None else initial_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    hidden, cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        forget, enter, output, candidate = gate_values(input_, hidden, weights)
        cell = forget * cell + enter * candidate
        hidden = output * np.tanh(cell)
        hidden_sequences.append(hidden)
        cell_sequences.append(cell)
    return np.stack(hidden_sequences), np.stack(cell_sequences)


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    first_hidden, first_cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    gradients = {"input_sequence": np.zeros(np.shape(input_sequence))}
    for gate in GATES:
        for kind in ("weights", "inputs", "bias"):
            gradients[f"{gate}_gate_{kind}"] = np.zeros(np.shape(weights[f"{gate}_gate_{kind}"]))
    dh_next, dc_next = np.zeros(np.shape(first_hidden)), np.zeros(np.shape(first_cell))
    for t in reversed(range(len(input_sequence))):
        prev_hidden = hidden_sequences[t - 1] if t > 0 else first_hidden
        prev_cell = cell_sequences[t - 1] if t > 0 else first_cell
        forget, enter, output, candidate = gate_values(input_sequence[t], prev_hidden, weights)
        tanh_cell = np.tanh(cell_sequences[t])
        dh = d_hidden_sequences[t] + dh_next
        dc = dc_next + dh * output * (1 - tanh_cell**2)
        dz = {
            "forget": dc * prev_cell * forget * (1 - forget),
            "input": dc * candidate * enter * (1 - enter),
            "output": dh * tanh_cell * output * (1 - output),
            "cell": dc * enter * (1 - candidate**2),
        }
        for gate in GATES:
            gradients[f"{gate}_gate_weights"] += prev_hidden.T @ dz[gate]
            gradients[f"{gate}_gate_inputs"] += input_sequence[t].T @ dz[gate]
            gradients[f"{gate}_gate_bias"] += dz[gate].sum(axis=0)
            gradients["input_sequence"][t] += dz[gate] @ weights[f"{gate}_gate_inputs"].T
        dh_next = sum(dz[gate] @ weights[f"{gate}_gate_weights"].T for gate in GATES)
        dc_next = dc * forget
    gradients["initial_hidden"], gradients["initial_cell"] = dh_next, dc_next
    return gradients


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def text_classifier_forward(token_ids, lengths, parameters):
    return softmax(_run(token_ids, lengths, parameters)[-1])


def _run(token_ids, lengths, p):
    ids = np.array(token_ids)
    L = np.array(lengths)
    x = np.swapaxes(p["embedding"][ids], 0, 1)
    hs, cs = lstm_forward(x, p)
    # a step 0 in front: the zero state, so that lengths are the index
    hs0 = np.concatenate([np.zeros((1,) + hs.shape[1:]), hs])
    s = hs0[L, np.arange(len(L))]
    return x, hs, cs, s, s @ p["output_weights"] + p["output_bias"]


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p = parameters
    ids, L, y = np.array(token_ids), np.array(lengths), np.array(labels)
    n = len(y)
    x, hs, cs, s, z = _run(ids, L, p)
    probs = softmax(z)
    loss = -np.mean(np.log(probs[np.arange(n), y]))
    dz = probs.copy()
    dz[np.arange(n), y] -= 1
    dz /= n
    grads = {"output_weights": s.T @ dz, "output_bias": dz.sum(0)}
    dh0 = np.zeros((len(hs) + 1,) + hs.shape[1:])
    dh0[L, np.arange(n)] = dz @ p["output_weights"].T
    back = lstm_backward(hs, cs, x, p, dh0[1:])
    for k in p:
        if "_gate_" in k:
            grads[k] = back[k]
    grads["embedding"] = np.zeros(p["embedding"].shape)
    np.add.at(grads["embedding"], ids, back["input_sequence"].swapaxes(0, 1))
    return loss, grads


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    s = 1 / np.sqrt(H)
    p = {"embedding": rng.normal(0, 0.1, (vocab_size, E)), "output_weights": rng.uniform(-s, s, (H, num_classes)), "output_bias": np.zeros(num_classes)}
    for g in GATES:
        q = np.zeros((H, H))
        p[g + "_gate_weights"] = q
        p[g + "_gate_inputs"] = rng.normal(0, 1 / np.sqrt(E), (E, H))
        p[g + "_gate_bias"] = -6 * np.ones(H) if g == "forget" else np.zeros(H)
    m = {k: 0 * v for k, v in p.items()}
    v = {k: 0 * x for k, x in p.items()}
    step = 0
    for epoch in range(14):
        lr = 0.01 * (1 - epoch / 14)
        perm = rng.permutation(len(labels))
        total = 0
        for batch in np.array_split(perm, len(perm) // 32):
            T = lengths[batch].max()
            loss, g = text_classifier_gradients(token_ids[batch, :T], lengths[batch], labels[batch], p)
            total += loss * len(batch)
            norm = np.sqrt(sum(np.sum(a * a) for a in g.values()))
            step += 1
            for k in p:
                if k.endswith("_weights") and "_gate_" in k or k.startswith("forget"):
                    continue
                a = g[k] if norm < 1 else g[k] / norm
                m[k] = 0.9 * m[k] + 0.1 * a
                v[k] = 0.999 * v[k] + 0.001 * a * a
                p[k] = p[k] - lr * (m[k] / (1 - 0.9**step)) / (np.sqrt(v[k] / (1 - 0.999**step)) + 1e-8)
        if total / len(labels) < 0.01:
            break
    return p
