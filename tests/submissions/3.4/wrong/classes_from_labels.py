# verdict: failed
# mistake: text_classifier_gradients takes the number of classes from the largest label of the batch: it raises when no text has the last class
# targets: output_layer, batch, contract
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


def _one_hot(indices, depth):
    return (np.asarray(indices)[..., None] == np.arange(depth)).astype(float)


def text_classifier_forward(token_ids, lengths, parameters):
    V = len(parameters["embedding"])
    T = np.shape(token_ids)[1]
    words = _one_hot(token_ids, V)  # (N, T, V)
    x = np.einsum("ntv,ve->tne", words, parameters["embedding"])
    h, _ = lstm_forward(x, parameters)
    # selector[n, t] is 1 at the text's own last token; an empty text has -1, which is nowhere: the zero state
    selector = _one_hot(np.asarray(lengths) - 1, T)
    s = np.einsum("nt,tnh->nh", selector, h)
    z = np.einsum("nh,hc->nc", s, parameters["output_weights"]) + parameters["output_bias"]
    # p_k = 1 / sum_j exp(z_j - z_k)
    with np.errstate(over="ignore"):
        return 1.0 / np.exp(z[:, None, :] - z[:, :, None]).sum(axis=2)


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    V = len(parameters["embedding"])
    N, T = np.shape(token_ids)
    words = _one_hot(token_ids, V)
    x = np.einsum("ntv,ve->tne", words, parameters["embedding"])
    h, c = lstm_forward(x, parameters)
    selector = _one_hot(np.asarray(lengths) - 1, T)
    s = np.einsum("nt,tnh->nh", selector, h)
    z = np.einsum("nh,hc->nc", s, parameters["output_weights"]) + parameters["output_bias"]
    truth = _one_hot(labels, max(labels) + 1)

    log_total = np.logaddexp.reduce(z, axis=1)
    loss = np.mean(log_total - np.einsum("nc,nc->n", z, truth))
    dz = (np.exp(z - log_total[:, None]) - truth) / N

    ds = np.einsum("nc,hc->nh", dz, parameters["output_weights"])
    dh = np.einsum("nt,nh->tnh", selector, ds)
    lstm_gradients = lstm_backward(h, c, x, parameters, dh)
    dx = lstm_gradients.pop("input_sequence")
    del lstm_gradients["initial_hidden"], lstm_gradients["initial_cell"]
    return loss, {
        **lstm_gradients,
        "embedding": np.einsum("ntv,tne->ve", words, dx, optimize=True),
        "output_weights": np.einsum("nh,nc->hc", s, dz),
        "output_bias": np.einsum("nc->c", dz),
    }


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    E, H = 16, 32
    shapes = {"embedding": (vocab_size, E), "output_weights": (H, num_classes), "output_bias": (num_classes,)}
    for gate in GATES:
        shapes[f"{gate}_gate_weights"] = (H, H)
        shapes[f"{gate}_gate_inputs"] = (E, H)
        shapes[f"{gate}_gate_bias"] = (H,)
    parameters = {
        k: rng.normal(size=s) * (1.0 if k == "embedding" else 1 / np.sqrt(s[0])) if len(s) == 2 else np.zeros(s)
        for k, s in shapes.items()
    }
    parameters["forget_gate_bias"] += 1.5
    parameters["output_weights"] *= 0.1
    # RMSprop
    square = {k: np.zeros(s) for k, s in shapes.items()}
    for epoch in range(45):
        rate = 0.004 * 0.97**epoch
        mean_loss = []
        for pick in np.array_split(rng.permutation(len(labels)), max(1, len(labels) // 30)):
            loss, gradients = text_classifier_gradients(token_ids[pick], lengths[pick], labels[pick], parameters)
            mean_loss.append(loss)
            norm = np.sqrt(sum(np.sum(g**2) for g in gradients.values()))
            for k, g in gradients.items():
                g = g / max(1.0, norm)
                square[k] = 0.95 * square[k] + 0.05 * g**2
                parameters[k] = parameters[k] - rate * g / (np.sqrt(square[k]) + 1e-6)
        if np.mean(mean_loss) < 0.01:
            break
    return parameters
