# verdict: failed
# mistake: text_classifier_gradients sends p - y once more through the derivative of the softmax, although p - y is already the gradient of the logits
# targets: loss, activation
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


def softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum(axis=1, keepdims=True)


def text_classifier_forward(token_ids, lengths, parameters):
    token_ids = np.asarray(token_ids)
    lengths = np.asarray(lengths)
    x = np.asarray(parameters["embedding"])[token_ids].transpose(1, 0, 2)
    h, _ = lstm_forward(x, parameters)
    rows = np.arange(len(lengths))
    s = h[lengths - 1, rows]
    s = np.where(lengths[:, None] > 0, s, 0.0)
    logits = s @ parameters["output_weights"] + parameters["output_bias"]
    return softmax(logits)


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    token_ids = np.asarray(token_ids)
    lengths = np.asarray(lengths)
    labels = np.asarray(labels)
    N = len(lengths)
    rows = np.arange(N)
    x = np.asarray(parameters["embedding"])[token_ids].transpose(1, 0, 2)
    h, c = lstm_forward(x, parameters)
    nonempty = (lengths > 0)[:, None]
    s = np.where(nonempty, h[lengths - 1, rows], 0.0)
    logits = s @ parameters["output_weights"] + parameters["output_bias"]

    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[rows, labels].mean()

    dz = np.exp(log_p)
    p = np.exp(log_p)
    dz[rows, labels] -= 1.0
    dz = p * (dz - (dz * p).sum(axis=1, keepdims=True)) / N

    ds = np.where(nonempty, dz @ parameters["output_weights"].T, 0.0)
    dh = np.zeros(h.shape)
    dh[lengths - 1, rows] = ds
    back = lstm_backward(h, c, x, parameters, dh)

    gradients = {key: back[key] for key in parameters if "gate" in key}
    gradients["output_weights"] = s.T @ dz
    gradients["output_bias"] = dz.sum(axis=0)
    d_embedding = np.zeros(np.shape(parameters["embedding"]))
    np.add.at(d_embedding, token_ids, back["input_sequence"].transpose(1, 0, 2))
    gradients["embedding"] = d_embedding
    return loss, gradients


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    E, H = 16, 32
    parameters = {"embedding": rng.normal(0, 0.5, (vocab_size, E))}
    for gate in GATES:
        parameters[f"{gate}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0] * 0.7
        parameters[f"{gate}_gate_inputs"] = rng.normal(0, 1 / np.sqrt(E), (E, H))
        parameters[f"{gate}_gate_bias"] = np.full(H, 2.0 if gate == "forget" else 0.0)
    parameters["output_weights"] = rng.normal(0, 0.1, (H, num_classes))
    parameters["output_bias"] = np.zeros(num_classes)

    m = {k: np.zeros_like(v) for k, v in parameters.items()}
    v = {k: np.zeros_like(p) for k, p in parameters.items()}
    step, batch, epochs = 0, 40, 40
    for epoch in range(epochs):
        rate = 0.01 if epoch < 0.7 * epochs else 0.003
        order = rng.permutation(len(labels))
        total = 0.0
        for i in range(0, len(order), batch):
            b = order[i : i + batch]
            loss, g = text_classifier_gradients(token_ids[b], lengths[b], labels[b], parameters)
            total += loss * len(b)
            norm = np.sqrt(sum((a**2).sum() for a in g.values()))
            scale = min(1.0, 1.0 / (norm + 1e-12))
            step += 1
            for k in parameters:
                gk = g[k] * scale
                m[k] = 0.9 * m[k] + 0.1 * gk
                v[k] = 0.999 * v[k] + 0.001 * gk * gk
                mhat = m[k] / (1 - 0.9**step)
                vhat = v[k] / (1 - 0.999**step)
                parameters[k] = parameters[k] - rate * mhat / (np.sqrt(vhat) + 1e-8)
        if total / len(order) < 0.005:
            break
    return parameters
