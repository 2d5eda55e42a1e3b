# verdict: failed
# mistake: text_classifier_gradients does not mask the gradient of the state of an empty text: it is put on its first padding token and flows into the LSTM and the embedding
# targets: mask, initial_state
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


from typing import NamedTuple  # noqa: E402


class Run(NamedTuple):
    ids: np.ndarray
    last: np.ndarray
    full: np.ndarray
    x: np.ndarray
    h: np.ndarray
    c: np.ndarray
    s: np.ndarray
    logits: np.ndarray


def run(token_ids, lengths, parameters) -> Run:
    ids = np.asarray(token_ids, dtype=int)
    lengths = np.asarray(lengths, dtype=int)
    inside = np.arange(ids.shape[1])[None] < lengths[:, None]
    ids = np.where(inside, ids, 0)
    full = lengths.astype(bool)
    last = np.clip(lengths - 1, 0, None)
    x = np.asarray(parameters["embedding"], dtype=float)[ids.T]
    h, c = lstm_forward(x, parameters)
    s = h[last, range(len(ids))] * full[:, None]
    return Run(ids, last, full, x, h, c, s, s @ parameters["output_weights"] + parameters["output_bias"])


def log_softmax(z):
    return z - np.logaddexp.reduce(z, axis=1, keepdims=True)


def text_classifier_forward(token_ids, lengths, parameters):
    forward = run(token_ids, lengths, parameters)
    return np.exp(log_softmax(forward.logits))


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    forward = run(token_ids, lengths, parameters)
    n = range(len(forward.ids))
    log_p = log_softmax(forward.logits)
    loss = -np.average(log_p[n, labels])

    d_logits = np.exp(log_p)
    d_logits[n, labels] -= 1
    d_logits = d_logits / len(n)
    d_s = d_logits @ np.asarray(parameters["output_weights"]).T
    d_h = np.zeros_like(forward.h)
    d_h[forward.last, n] += d_s
    back = lstm_backward(forward.h, forward.c, forward.x, parameters, d_h)
    d_x = back["input_sequence"]

    V, E = np.shape(parameters["embedding"])
    flat = forward.ids.T.ravel()
    columns = [np.bincount(flat, weights=d_x[:, :, e].ravel(), minlength=V) for e in range(E)]
    own = {
        "embedding": np.stack(columns, axis=1),
        "output_weights": forward.s.T @ d_logits,
        "output_bias": np.sum(d_logits, axis=0),
    }
    return loss, {key: own[key] if key in own else back[key] for key in sorted(parameters)}


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    """A tenth of the stories is kept apart; the parameters that do best there are returned."""
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    E, H = 16, 32
    parameters = dict(
        embedding=rng.normal(0, 0.6, (vocab_size, E)),
        output_weights=rng.normal(0, 0.1, (H, num_classes)),
        output_bias=np.zeros(num_classes),
    )
    for gate in GATES:
        parameters.update(
            {
                f"{gate}_gate_weights": np.linalg.qr(rng.normal(size=(H, H)))[0],
                f"{gate}_gate_inputs": rng.normal(0, 1 / np.sqrt(E), (E, H)),
                f"{gate}_gate_bias": np.full(H, 1.0 if gate == "forget" else 0.0),
            }
        )
    shuffled = rng.permutation(len(labels))
    cut = len(labels) // 10
    held, own = shuffled[:cut], shuffled[cut:]

    best, best_score, since = parameters, -np.inf, 0
    m = {k: np.zeros_like(v) for k, v in parameters.items()}
    v = {k: np.zeros_like(p) for k, p in parameters.items()}
    t = 0
    for epoch in range(60):
        for pick in np.array_split(rng.permutation(own), max(1, len(own) // 36)):
            loss, g = text_classifier_gradients(token_ids[pick], lengths[pick], labels[pick], parameters)
            norm = np.sqrt(sum(np.sum(a**2) for a in g.values()))
            t += 1
            new = {}
            for k in parameters:
                a = g[k] * min(1.0, 2.0 / (norm + 1e-12))
                m[k] = 0.9 * m[k] + 0.1 * a
                v[k] = np.maximum(0.999 * v[k] + 0.001 * a**2, 0)
                rate = 0.008 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
                new[k] = parameters[k] - rate * m[k] / (np.sqrt(v[k]) + 1e-8)
            parameters = new
        if cut == 0:
            best = parameters
            continue
        p = text_classifier_forward(token_ids[held], lengths[held], parameters)
        score = np.mean(np.log(p[np.arange(cut), labels[held]] + 1e-12))
        if score > best_score:
            best, best_score, since = parameters, score, 0
        else:
            since += 1
        if best_score > -0.03 or (since >= 12 and best_score > -0.2):
            break
    return best
