"""Sentiment: the embedded words go through one LSTM from the first to the last and through another from the last to the first.

Of a text of length L:  x_t = embedding[token_t] * mask_t,  f = the forward LSTM's state after x_1 ... x_L,  b = the backward
LSTM's state after x_L ... x_1,  logits = ([f, b] * mask) V + bias,  p = softmax(logits).  The masks are dropout's, and ones
outside of training. The backward LSTM is an LSTM like any other: what makes it one is that it is given the text reversed.
"""

import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))  # never overflows


def lstm_forward(x, weights):
    """3.2, from zero states.  (T, N, E) -> hidden states (T, N, H), cell states (T, N, H)."""
    # What comes from the inputs waits for no state: all steps at once.
    from_input = {gate: x @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"] for gate in GATES}
    h = np.zeros((x.shape[1], len(weights["forget_gate_bias"])))
    c = np.zeros(h.shape)
    hidden_sequences, cell_sequences = [], []
    for t in range(len(x)):
        f_t = sigmoid(from_input["forget"][t] + h @ weights["forget_gate_weights"])
        i_t = sigmoid(from_input["input"][t] + h @ weights["input_gate_weights"])
        o_t = sigmoid(from_input["output"][t] + h @ weights["output_gate_weights"])
        g_t = np.tanh(from_input["cell"][t] + h @ weights["cell_gate_weights"])
        c = f_t * c + i_t * g_t
        h = o_t * np.tanh(c)
        hidden_sequences.append(h)
        cell_sequences.append(c)
    return np.stack(hidden_sequences), np.stack(cell_sequences)


def lstm_backward(h, c, x, weights, d_hidden):
    """3.3, from zero states: the gradients of the twelve arrays and of "input_sequence" (T, N, E)."""
    nothing = np.zeros((1, *h.shape[1:]))
    h_prev, c_prev = np.concatenate([nothing, h[:-1]]), np.concatenate([nothing, c[:-1]])
    z = {}
    for gate in GATES:
        from_hidden = h_prev @ weights[f"{gate}_gate_weights"]
        z[gate] = x @ weights[f"{gate}_gate_inputs"] + from_hidden + weights[f"{gate}_gate_bias"]
    f, i, o, g = sigmoid(z["forget"]), sigmoid(z["input"]), sigmoid(z["output"]), np.tanh(z["cell"])
    tanh_c = np.tanh(c)

    # What each step's dh or dc is multiplied with waits for no gradient: all steps at once again.
    into_cell = o * (1 - tanh_c**2)
    slopes = {
        "forget": c_prev * f * (1 - f),
        "input": g * i * (1 - i),
        "output": tanh_c * o * (1 - o),
        "cell": i * (1 - g**2),
    }
    dz = {gate: np.zeros(h.shape) for gate in GATES}
    dh_next, dc = nothing[0], nothing[0]
    for t in reversed(range(len(x))):
        dh = d_hidden[t] + dh_next
        dc = dc + dh * into_cell[t]
        dh_next = 0.0
        for gate in GATES:
            dz[gate][t] = (dh if gate == "output" else dc) * slopes[gate][t]
            dh_next = dh_next + dz[gate][t] @ weights[f"{gate}_gate_weights"].T
        dc = dc * f[t]

    gradients = {"input_sequence": np.zeros(x.shape)}
    for gate in GATES:
        gradients[f"{gate}_gate_weights"] = np.tensordot(h_prev, dz[gate], axes=([0, 1], [0, 1]))
        gradients[f"{gate}_gate_inputs"] = np.tensordot(x, dz[gate], axes=([0, 1], [0, 1]))
        gradients[f"{gate}_gate_bias"] = dz[gate].sum(axis=(0, 1))
        gradients["input_sequence"] += dz[gate] @ weights[f"{gate}_gate_inputs"].T
    return gradients


def reverse_texts(token_ids, lengths):
    """Each text in the opposite order. Of vectors, (N, T, E), too; done twice it undoes itself."""
    token_ids = np.asarray(token_ids)
    reversed_ids = token_ids.copy()  # what stands behind a text's end stays there
    for n, length in enumerate(lengths):
        reversed_ids[n, :length] = token_ids[n, :length][::-1]
    return reversed_ids


def one_direction(parameters, direction):
    """The twelve arrays of "forward" or of "backward" under the keys that an LSTM reads."""
    prefix = f"{direction}_"
    return {key.removeprefix(prefix): array for key, array in parameters.items() if key.startswith(prefix)}


def states_of_texts(hidden_sequences, lengths):
    """(T, N, H) -> (N, H): each text's state after its last step; zeros, the initial state, for an empty text."""
    states = hidden_sequences[lengths - 1, np.arange(len(lengths))]
    states[lengths == 0] = 0.0
    return states


def log_softmax(logits):
    """(N, C) -> (N, C), row by row. The largest logit of a row becomes 0, so that exp cannot overflow."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def encode(token_ids, lengths, parameters, masks):
    """The way from the words to the logits, with all that the way back needs again."""
    embedded = parameters["embedding"][token_ids]
    if masks is not None:
        embedded = embedded * masks[0]  # as the words stand in the text: both directions lose the same numbers

    # (N, T, E) -> (T, N, E), time first as the LSTM wants it. Read backward, a text ends with its first word.
    forward_inputs = embedded.transpose(1, 0, 2)
    backward_inputs = reverse_texts(embedded, lengths).transpose(1, 0, 2)
    forward_hidden, forward_cell = lstm_forward(forward_inputs, one_direction(parameters, "forward"))
    backward_hidden, backward_cell = lstm_forward(backward_inputs, one_direction(parameters, "backward"))
    forward_states = states_of_texts(forward_hidden, lengths)
    backward_states = states_of_texts(backward_hidden, lengths)

    features = np.concatenate([forward_states, backward_states], axis=1)
    if masks is not None:
        features = features * masks[1]
    logits = features @ parameters["output_weights"] + parameters["output_bias"]
    forward_pass = forward_hidden, forward_cell, forward_inputs
    backward_pass = backward_hidden, backward_cell, backward_inputs
    return forward_pass, backward_pass, features, logits


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    *_, logits = encode(np.asarray(token_ids), np.asarray(lengths), parameters, masks)
    return np.exp(log_softmax(logits))


def dropout_masks(rng, shape, rate):
    kept = rng.random(shape) >= rate
    return kept / (1.0 - rate)


def through_time(one_pass, lengths, weights, d_states):
    """One direction's gradients: the loss looks at each text's state after its last step, and at no other."""
    hidden_sequences, cell_sequences, inputs = one_pass
    d_hidden = np.zeros(hidden_sequences.shape)
    d_hidden[lengths - 1, np.arange(len(lengths))] = d_states
    return lstm_backward(hidden_sequences, cell_sequences, inputs, weights, d_hidden)


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    N = len(labels)
    texts = np.arange(N)
    forward_pass, backward_pass, features, logits = encode(token_ids, lengths, parameters, masks)

    # Mean cross-entropy, from the logits: the logarithm of a probability that is rounded to 0 would be infinite.
    log_probabilities = log_softmax(logits)
    loss = -log_probabilities[texts, labels].mean()

    # The gradient of -log p_y is p - y, where y is 1 for the label and 0 elsewhere; the mean divides by N, once.
    d_logits = np.exp(log_probabilities)
    d_logits[texts, labels] -= 1.0
    d_logits /= N

    d_output_weights = features.T @ d_logits
    d_output_bias = d_logits.sum(axis=0)
    d_features = d_logits @ parameters["output_weights"].T
    if masks is not None:
        d_features = d_features * masks[1]  # what was dropped gets nothing, what was enlarged gets more
    d_features[lengths == 0] = 0.0  # an empty text's states are constants

    H = d_features.shape[1] // 2
    d_forward_states, d_backward_states = d_features[:, :H], d_features[:, H:]
    forward = through_time(forward_pass, lengths, one_direction(parameters, "forward"), d_forward_states)
    backward = through_time(backward_pass, lengths, one_direction(parameters, "backward"), d_backward_states)

    # Both directions have read every word. What the backward one says of step t concerns the word that it read there.
    d_forward_inputs = forward["input_sequence"].transpose(1, 0, 2)
    d_backward_inputs = reverse_texts(backward["input_sequence"].transpose(1, 0, 2), lengths)
    d_embedded = d_forward_inputs + d_backward_inputs
    if masks is not None:
        d_embedded = d_embedded * masks[0]
    d_embedding = np.zeros(parameters["embedding"].shape)
    np.add.at(d_embedding, token_ids, d_embedded)

    gradients = {"embedding": d_embedding, "output_weights": d_output_weights, "output_bias": d_output_bias}
    for gate in GATES:
        for kind in ("weights", "inputs", "bias"):
            gradients[f"forward_{gate}_gate_{kind}"] = forward[f"{gate}_gate_{kind}"]
            gradients[f"backward_{gate}_gate_{kind}"] = backward[f"{gate}_gate_{kind}"]
    return loss, gradients


EMBEDDING_SIZE, HIDDEN_SIZE = 16, 32
MOST_EPOCHS, BATCH_SIZE = 25, 32
LEARNING_RATE, LARGEST_NORM = 0.02, 1.0
DROPOUT = 0.1
SMALL_LOSS = 0.05  # with dropout, and it falls further without


def initial_parameters(vocab_size, num_classes, rng):
    E, H = EMBEDDING_SIZE, HIDDEN_SIZE
    parameters = {"embedding": rng.normal(0.0, 0.5, (vocab_size, E))}
    for prefix in ("forward_", "backward_"):
        for gate in GATES:
            # An orthogonal matrix keeps the length of what goes through it, step after step.
            parameters[f"{prefix}{gate}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            parameters[f"{prefix}{gate}_gate_inputs"] = rng.normal(0.0, 1 / np.sqrt(E), (E, H))
            parameters[f"{prefix}{gate}_gate_bias"] = np.zeros(H)
        parameters[f"{prefix}forget_gate_bias"] += 1.0  # remember, until told to forget
    parameters["output_weights"] = rng.normal(0.0, 1 / np.sqrt(2 * H), (2 * H, num_classes))
    parameters["output_bias"] = np.zeros(num_classes)
    return parameters


def clipped(gradients):
    """All scaled by one factor where they are too long together: the direction stays."""
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients.values()))
    scale = min(1.0, LARGEST_NORM / max(norm, 1e-12))
    return {name: scale * gradient for name, gradient in gradients.items()}


class Adam:
    """Kingma & Ba (2015): from running means of each number's gradient and of its square, steps of like size for all."""

    def __init__(self, parameters):
        self.mean = {name: np.zeros(array.shape) for name, array in parameters.items()}
        self.square = {name: np.zeros(array.shape) for name, array in parameters.items()}
        self.steps = 0

    def update(self, parameters, gradients, learning_rate):
        self.steps += 1
        for name in parameters:
            self.mean[name] += 0.1 * (gradients[name] - self.mean[name])
            self.square[name] += 0.001 * (gradients[name] ** 2 - self.square[name])
            mean = self.mean[name] / (1 - 0.9**self.steps)
            square = self.square[name] / (1 - 0.999**self.steps)
            parameters[name] -= learning_rate * mean / (np.sqrt(square) + 1e-8)


def batches(lengths, rng):
    """Index arrays that cover all texts once. Texts of like length share a batch: hardly a step goes through padding."""
    order = rng.permutation(len(lengths))
    order = order[np.argsort(lengths[order], kind="stable")]
    starts = np.arange(0, len(order), BATCH_SIZE)
    return [order[start : start + BATCH_SIZE] for start in rng.permutation(starts)]


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    parameters = initial_parameters(vocab_size, num_classes, rng)
    optimiser = Adam(parameters)
    for epoch in range(MOST_EPOCHS):
        learning_rate = LEARNING_RATE * (1 - epoch / MOST_EPOCHS)
        losses = []
        for batch in batches(lengths, rng):
            longest = max(1, lengths[batch].max())  # no padding beyond the batch's own longest text
            batch_ids, batch_lengths, batch_labels = token_ids[batch, :longest], lengths[batch], labels[batch]
            # new masks for each batch: with the same ones for all, the dropped units would never learn
            embedded_mask = dropout_masks(rng, (len(batch), longest, EMBEDDING_SIZE), DROPOUT)
            features_mask = dropout_masks(rng, (len(batch), 2 * HIDDEN_SIZE), DROPOUT)
            masks = embedded_mask, features_mask
            loss, gradients = sentiment_gradients(batch_ids, batch_lengths, batch_labels, parameters, masks)
            optimiser.update(parameters, clipped(gradients), learning_rate)
            losses.append(loss)
        if np.mean(losses) < SMALL_LOSS:
            break
    return parameters
