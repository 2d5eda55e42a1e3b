# verdict: passed
# style: zero state prepended and indexed by lengths, embedding rows by sort and reduceat, gradients cast back to float32, AdamW and averaged weights
import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    """1 / (1 + exp(-z)), without overflow for any z.  不会溢出的 sigmoid。"""
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def gate_values(input_, prev_hidden, weights):
    """The forget, input and output gate and the candidate of one step, (N, H) each.  一步的三个门和候选状态。"""

    def total(gate):
        from_hidden = prev_hidden @ weights[f"{gate}_gate_weights"]
        return from_hidden + input_ @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]

    return sigmoid(total("forget")), sigmoid(total("input")), sigmoid(total("output")), np.tanh(total("cell"))


def initial_states(input_sequence, weights, initial_hidden, initial_cell):
    """h_0 and c_0, zeros where None was given.  没有给出时为全零。"""
    zeros = np.zeros((len(input_sequence[0]), len(weights["forget_gate_bias"])))
    return zeros if initial_hidden is None else initial_hidden, zeros if initial_cell is None else initial_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    """3.2. (T, N, D) -> hidden_sequences (T, N, H), cell_sequences (T, N, H).  整个序列的前向传播。

    Of weights only the twelve LSTM arrays are read; more keys do no harm.  只读取十二个 LSTM 数组，字典里有别的键也没关系。
    """
    hidden, cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        forget, enter, output, candidate = gate_values(input_, hidden, weights)
        cell = forget * cell + enter * candidate
        hidden = output * np.tanh(cell)
        hidden_sequences.append(hidden)
        cell_sequences.append(cell)
    return np.stack(hidden_sequences), np.stack(cell_sequences)


def lstm_backward(
    hidden_sequences,
    cell_sequences,
    input_sequence,
    weights,
    d_hidden_sequences,
    initial_hidden=None,
    initial_cell=None,
):
    """3.3. d_hidden_sequences (T, N, H) is the gradient that reaches each h_t from outside.  随时间反向传播。

    Returns a dict of gradients: the twelve LSTM arrays, "input_sequence" (T, N, D), "initial_hidden" and
    "initial_cell" (N, H).  返回梯度字典：十二个 LSTM 数组，以及这三个键。
    """
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


def _unpack(token_ids, lengths):
    """Arrays, cut behind the longest text (one column stays), with 0 written behind the ends of a copy."""
    lengths = np.asarray(lengths).astype(np.intp)
    longest = max(1, int(lengths.max()))
    ids = np.array(token_ids)[:, :longest]
    inside = np.arange(longest) < lengths[:, np.newaxis]
    return ids * inside, lengths, inside


def text_classifier_forward(token_ids, lengths, parameters):
    ids, lengths, _ = _unpack(token_ids, lengths)
    x = np.swapaxes(np.take(parameters["embedding"], ids, axis=0), 0, 1)
    h, _ = lstm_forward(x, parameters)
    states = np.concatenate([np.zeros((1,) + h.shape[1:]), h])  # states[t]: after t words
    s = np.take_along_axis(states, lengths[np.newaxis, :, np.newaxis], axis=0)[0]
    z = s.dot(parameters["output_weights"]) + parameters["output_bias"]
    z -= z.max(axis=1)[:, np.newaxis]
    np.exp(z, out=z)
    z /= z.sum(axis=1)[:, np.newaxis]
    return z


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    ids, lengths, inside = _unpack(token_ids, lengths)
    n = np.arange(len(ids))
    x = np.swapaxes(np.take(parameters["embedding"], ids, axis=0), 0, 1)
    h, c = lstm_forward(x, parameters)
    states = np.concatenate([np.zeros((1,) + h.shape[1:]), h])
    s = states[lengths, n]
    z = s.dot(parameters["output_weights"]) + parameters["output_bias"]
    z -= z.max(axis=1)[:, np.newaxis]
    e = np.exp(z)
    total = e.sum(axis=1)
    loss = float((np.log(total) - z[n, labels]).sum() / len(ids))
    p = e / total[:, np.newaxis]
    delta = p.copy()
    delta[n, labels] -= 1
    delta /= len(ids)

    d_states = np.zeros_like(states)
    d_states[lengths, n] = delta.dot(np.transpose(parameters["output_weights"]))
    result = lstm_backward(h, c, x, parameters, d_states[1:])

    # rows of the embedding: sort the words, then add up the runs of equal ones
    words = ids[inside]
    d_words = np.swapaxes(result["input_sequence"], 0, 1)[inside]
    d_embedding = np.zeros(np.shape(parameters["embedding"]))
    if len(words):
        order = np.argsort(words, kind="stable")
        names, starts = np.unique(words[order], return_index=True)
        d_embedding[names] = np.add.reduceat(d_words[order], starts, axis=0)
    result["embedding"] = d_embedding
    result["output_weights"] = s.T.dot(delta)
    result["output_bias"] = delta.sum(axis=0)

    def like(gradient, parameter):
        """float32 in, float32 out"""
        dtype = np.asarray(parameter).dtype
        return gradient.astype(dtype) if dtype.kind == "f" else gradient

    return loss, {key: like(result[key], parameters[key]) for key in parameters}


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    """AdamW in float32, and the average of the weights along the way is what is returned."""
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    E, H, f32 = 16, 36, np.float32
    p = {"embedding": rng.normal(0, 0.7, (vocab_size, E)).astype(f32)}
    for gate in GATES:
        p[f"{gate}_gate_inputs"] = rng.normal(0, E**-0.5, (E, H)).astype(f32)
        p[f"{gate}_gate_weights"] = rng.normal(0, H**-0.5, (H, H)).astype(f32)
        p[f"{gate}_gate_bias"] = np.full(H, 1.5 if gate == "forget" else 0, dtype=f32)
    p["output_weights"] = rng.normal(0, 0.1, (H, num_classes)).astype(f32)
    p["output_bias"] = np.zeros(num_classes, f32)
    m = {k: np.zeros_like(a) for k, a in p.items()}
    v = {k: np.zeros_like(a) for k, a in p.items()}
    average = {k: a.copy() for k, a in p.items()}
    t, epochs, size = 0, 40, 40
    per_epoch = -(-len(labels) // size)
    for epoch in range(epochs):
        order = rng.permutation(len(labels))
        seen = 0.0
        for j in range(per_epoch):
            pick = order[j * size : (j + 1) * size]
            loss, g = text_classifier_gradients(token_ids[pick], lengths[pick], labels[pick], p)
            seen += loss / per_epoch
            clip = min(1.0, 1.0 / (1e-9 + float(np.sqrt(sum((a * a).sum() for a in g.values())))))
            t += 1
            rate = 0.01 * 0.5 * (1 + np.cos(np.pi * t / (epochs * per_epoch)))
            for k in p:
                a = g[k] * f32(clip)
                m[k] = f32(0.9) * m[k] + f32(0.1) * a
                v[k] = f32(0.999) * v[k] + f32(0.001) * a * a
                move = (m[k] / f32(1 - 0.9**t)) / (np.sqrt(v[k] / f32(1 - 0.999**t)) + f32(1e-7))
                decay = f32(1e-4) * p[k] if p[k].ndim == 2 else f32(0)
                p[k] = p[k] - f32(rate) * (move + decay)
                average[k] += f32(0.02) * (p[k] - average[k])
        if seen < 0.004:
            break
    return average
