# verdict: failed
# mistake: text_classifier_gradients leaves the empty texts out of the loss and of N, although they are classified from the zero state like any other text
# targets: loss, mask, batch
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


def _softmax_rows(z):
    """Works on a copy."""
    out = np.empty_like(z)
    for n in range(z.shape[0]):
        row = np.exp(z[n] - z[n].max())
        out[n] = row / row.sum()
    return out


def _by_length(lengths):
    """length -> indices of the texts which have that length"""
    groups = {}
    for n, length in enumerate(lengths):
        groups.setdefault(int(length), []).append(n)
    return groups


def text_classifier_forward(token_ids, lengths, parameters):
    ids = np.array(token_ids)
    W, b = parameters["output_weights"], parameters["output_bias"]
    logits = np.zeros((len(ids), len(b)))
    for length, members in _by_length(lengths).items():
        if length == 0:
            logits[members] = b
            continue
        x = parameters["embedding"][ids[members, :length].T]  # (length, n, E): no padding is ever seen
        hidden, _ = lstm_forward(x, parameters)
        logits[members] = hidden[-1] @ W + b
    return _softmax_rows(logits)


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    ids = np.array(token_ids)
    N = max(1, int(np.sum(np.asarray(lengths) > 0)))
    W, b = parameters["output_weights"], parameters["output_bias"]
    grads = {name: np.zeros(np.shape(value)) for name, value in parameters.items()}
    loss = 0.0
    for length, members in _by_length(lengths).items():
        n = len(members)
        if length == 0:
            continue  # nothing to learn from
        words = ids[members, :length].T
        x = parameters["embedding"][words]
        hidden, cell = lstm_forward(x, parameters)
        state = hidden[-1]
        z = state @ W + b
        dz = _softmax_rows(z)
        for k, member in enumerate(members):
            y = int(labels[member])
            top = z[k].max()
            loss += (top + np.log(np.exp(z[k] - top).sum()) - z[k, y]) / N
            dz[k, y] -= 1.0
        dz = dz / N
        grads["output_weights"] += state.T @ dz
        grads["output_bias"] += dz.sum(axis=0)
        dh = np.zeros_like(hidden)
        dh[-1] = dz @ W.T
        through = lstm_backward(hidden, cell, x, parameters, dh)
        for name in grads:
            if "_gate_" in name:
                grads[name] += through[name]
        for t in range(length):
            for k in range(n):
                grads["embedding"][words[t, k]] += through["input_sequence"][t, k]
    return loss, grads


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    ids, lengths, labels = np.array(token_ids), np.array(lengths), np.array(labels)
    E, H = 12, 32
    p = {"embedding": rng.uniform(-1, 1, (vocab_size, E))}
    for gate in GATES:
        p[gate + "_gate_weights"] = rng.uniform(-1, 1, (H, H)) / np.sqrt(H)
        p[gate + "_gate_inputs"] = rng.uniform(-1, 1, (E, H)) / np.sqrt(E)
        p[gate + "_gate_bias"] = np.zeros(H)
    p["forget_gate_bias"] += 2.0
    p["output_weights"] = rng.uniform(-1, 1, (H, num_classes)) / H
    p["output_bias"] = np.zeros(num_classes)

    first = {k: 0.0 for k in p}
    second = {k: 0.0 for k in p}
    steps = 0
    for epoch in range(50):
        # neighbours in length share a batch; ties and the batches themselves come in random order
        order = rng.permutation(len(ids))
        order = order[np.argsort(lengths[order], kind="stable")]
        batches = [order[i : i + 30] for i in range(0, len(order), 30)]
        losses = []
        for j in rng.permutation(len(batches)):
            pick = batches[j]
            loss, g = text_classifier_gradients(ids[pick], lengths[pick], labels[pick], p)
            losses.append(loss)
            steps += 1
            size = np.sqrt(sum(np.sum(a * a) for a in g.values()))
            shrink = 1.0 if size < 1 else 1.0 / size
            for k in p:
                gk = shrink * g[k]
                first[k] = 0.9 * first[k] + 0.1 * gk
                second[k] = 0.99 * second[k] + 0.01 * gk**2
                p[k] = p[k] - 0.008 * (first[k] / (1 - 0.9**steps)) / (np.sqrt(second[k] / (1 - 0.99**steps)) + 1e-8)
        if np.mean(losses) < 0.01:
            break
    return p
