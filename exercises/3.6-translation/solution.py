"""Translation: one LSTM reads the source, another writes the target, and looks back at the first one's states at every step.

Encoder: h_1 ... h_S from the source.  Decoder: s_t = LSTM(embedding of y_{t-1}, s_{t-1}), beginning with the encoder's last
hidden and cell state.  Attention: a_t = softmax over the source's places of s_t . h_j,  context_t = sum_j a_tj h_j.
Logits: [s_t, context_t] V + bias.  Teacher forcing: y_{t-1} is the right token, whatever the model would have written.
"""

import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))  # never overflows


def lstm_forward(x, weights, h=None, c=None):
    """3.2.  (T, N, E) -> hidden states (T, N, H), cell states (T, N, H)."""
    # What comes from the inputs waits for no state: all steps at once.
    from_input = {gate: x @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"] for gate in GATES}
    if h is None:
        h = c = np.zeros((x.shape[1], len(weights["forget_gate_bias"])))
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


def lstm_backward(h, c, x, weights, d_hidden, d_cell, first_h, first_c):
    """3.3.  d_hidden and d_cell (T, N, H): what reaches h_t and c_t from outside."""
    h_prev, c_prev = np.concatenate([first_h[None], h[:-1]]), np.concatenate([first_c[None], c[:-1]])
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
    dh_next, dc = np.zeros(first_h.shape), np.zeros(first_c.shape)
    for t in reversed(range(len(x))):
        dh = d_hidden[t] + dh_next
        dc = dc + d_cell[t] + dh * into_cell[t]
        dh_next = 0.0
        for gate in GATES:
            dz[gate][t] = (dh if gate == "output" else dc) * slopes[gate][t]
            dh_next = dh_next + dz[gate][t] @ weights[f"{gate}_gate_weights"].T
        dc = dc * f[t]

    gradients = {"input_sequence": np.zeros(x.shape), "initial_hidden": dh_next, "initial_cell": dc}
    for gate in GATES:
        gradients[f"{gate}_gate_weights"] = np.tensordot(h_prev, dz[gate], axes=([0, 1], [0, 1]))
        gradients[f"{gate}_gate_inputs"] = np.tensordot(x, dz[gate], axes=([0, 1], [0, 1]))
        gradients[f"{gate}_gate_bias"] = dz[gate].sum(axis=(0, 1))
        gradients["input_sequence"] += dz[gate] @ weights[f"{gate}_gate_inputs"].T
    return gradients


def one_lstm(parameters, name):
    """The twelve arrays of "encoder" or of "decoder" under the keys that an LSTM reads."""
    prefix = f"{name}_"
    return {key.removeprefix(prefix): array for key, array in parameters.items() if key.startswith(prefix)}


def attend(decoder_state, encoder_states, source_lengths):
    source_lengths = np.asarray(source_lengths)
    padding = np.arange(len(encoder_states)) >= source_lengths[:, None]  # (N, S)
    scores = np.einsum("nh,snh->ns", decoder_state, encoder_states)
    scores[padding] = -np.inf  # before the softmax: what is left sums to 1
    largest = np.where(source_lengths > 0, scores.max(axis=1), 0.0)
    odds = np.exp(scores - largest[:, None])  # exp(-inf) is exactly 0
    # The largest score has odds of 1, so that a sum below 1 is that of an empty source, 0.
    attention = odds / np.maximum(odds.sum(axis=1, keepdims=True), 1.0)
    context = np.einsum("ns,snh->nh", attention, encoder_states)
    return context, attention


def encode(source_ids, source_lengths, parameters):
    """The encoder's inputs and states at all places, and its hidden and cell state after each source's own last token."""
    inputs = parameters["source_embedding"][source_ids].transpose(1, 0, 2)  # (S, N, E)
    hidden_sequences, cell_sequences = lstm_forward(inputs, one_lstm(parameters, "encoder"))
    texts = np.arange(len(source_lengths))
    last_hidden = hidden_sequences[source_lengths - 1, texts]
    last_cell = cell_sequences[source_lengths - 1, texts]
    last_hidden[source_lengths == 0] = 0.0  # nothing was read: the encoder's own first states
    last_cell[source_lengths == 0] = 0.0
    return inputs, hidden_sequences, cell_sequences, last_hidden, last_cell


def log_softmax(logits):
    """(M, W) -> (M, W), row by row. The largest logit of a row becomes 0, so that exp cannot overflow."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def attention_backward(d_context, attention, decoder_state, encoder_states):
    """One step's gradients of the decoder's state (N, H), and of the encoder's states (S, N, H), which count twice:
    they are what is averaged, and they decide by how much."""
    d_attention = np.einsum("nh,snh->ns", d_context, encoder_states)
    d_averaged = np.einsum("ns,nh->snh", attention, d_context)

    # Softmax: more for one place is less for all others.
    d_scores = attention * (d_attention - (attention * d_attention).sum(axis=1, keepdims=True))
    d_state = np.einsum("ns,snh->nh", d_scores, encoder_states)
    d_compared = np.einsum("ns,nh->snh", d_scores, decoder_state)
    return d_state, d_averaged + d_compared


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    source_ids, source_lengths = np.asarray(source_ids), np.asarray(source_lengths)
    target_ids, target_lengths = np.asarray(target_ids), np.asarray(target_lengths)
    encoder, decoder = one_lstm(parameters, "encoder"), one_lstm(parameters, "decoder")
    N, T = target_ids.shape
    H = len(parameters["encoder_forget_gate_bias"])

    encoder_inputs, encoder_hidden, encoder_cell, first_hidden, first_cell = encode(
        source_ids, source_lengths, parameters
    )
    decoder_inputs = parameters["target_embedding"][target_ids[:, :-1]].transpose(1, 0, 2)  # (T-1, N, E)
    decoder_hidden, decoder_cell = lstm_forward(decoder_inputs, decoder, first_hidden, first_cell)
    looks = [attend(state, encoder_hidden, source_lengths) for state in decoder_hidden]
    contexts = np.stack([context for context, _ in looks])
    attentions = np.stack([attention for _, attention in looks])
    features = np.concatenate([decoder_hidden, contexts], axis=2)  # (T-1, N, 2H)

    # after place t the token at t+1 is predicted, if it still belongs to the target
    predicts = np.arange(1, T)[:, None] < target_lengths  # (T-1, N)
    targets = target_ids[:, 1:].T[predicts]  # (M,)
    logits = features[predicts] @ parameters["output_weights"] + parameters["output_bias"]
    log_probabilities = log_softmax(logits)
    M = len(targets)
    loss = -log_probabilities[np.arange(M), targets].sum() / M

    # p - y for every predicted token; the mean over all of them divides by M, once
    d_logits = np.exp(log_probabilities)
    d_logits[np.arange(M), targets] -= 1.0
    d_logits /= M
    d_output_weights = features[predicts].T @ d_logits
    d_output_bias = d_logits.sum(axis=0)
    d_features = np.zeros(features.shape)
    d_features[predicts] = d_logits @ parameters["output_weights"].T
    d_decoder_hidden, d_contexts = d_features[:, :, :H], d_features[:, :, H:]

    d_encoder_hidden = np.zeros(encoder_hidden.shape)
    for t in range(T - 1):
        d_state, d_states = attention_backward(d_contexts[t], attentions[t], decoder_hidden[t], encoder_hidden)
        d_decoder_hidden[t] += d_state
        d_encoder_hidden += d_states
    nothing = np.zeros(decoder_cell.shape)
    through_decoder = lstm_backward(
        decoder_hidden, decoder_cell, decoder_inputs, decoder, d_decoder_hidden, nothing, first_hidden, first_cell
    )

    # The decoder's first states are the encoder's after each source's last token; those of an empty source are constants.
    d_encoder_cell = np.zeros(encoder_cell.shape)
    read = np.flatnonzero(source_lengths > 0)
    last = source_lengths[read] - 1
    d_encoder_hidden[last, read] += through_decoder["initial_hidden"][read]
    d_encoder_cell[last, read] += through_decoder["initial_cell"][read]
    zeros = np.zeros((N, H))
    through_encoder = lstm_backward(
        encoder_hidden, encoder_cell, encoder_inputs, encoder, d_encoder_hidden, d_encoder_cell, zeros, zeros
    )

    d_source_embedding = np.zeros(parameters["source_embedding"].shape)
    d_target_embedding = np.zeros(parameters["target_embedding"].shape)
    np.add.at(d_source_embedding, source_ids.T, through_encoder["input_sequence"])
    np.add.at(d_target_embedding, target_ids[:, :-1].T, through_decoder["input_sequence"])
    gradients = {
        "source_embedding": d_source_embedding,
        "target_embedding": d_target_embedding,
        "output_weights": d_output_weights,
        "output_bias": d_output_bias,
    }
    for gate in GATES:
        for kind in ("weights", "inputs", "bias"):
            gradients[f"encoder_{gate}_gate_{kind}"] = through_encoder[f"{gate}_gate_{kind}"]
            gradients[f"decoder_{gate}_gate_{kind}"] = through_decoder[f"{gate}_gate_{kind}"]
    return loss, gradients


def next_logits(tokens, h, c, encoder_hidden, source_lengths, parameters):
    """One step of the decoder: what it makes of the tokens (N,) that were written last."""
    x = parameters["target_embedding"][tokens][None]  # (1, N, E)
    hidden_sequences, cell_sequences = lstm_forward(x, one_lstm(parameters, "decoder"), h, c)
    h, c = hidden_sequences[0], cell_sequences[0]
    context, _ = attend(h, encoder_hidden, source_lengths)
    features = np.concatenate([h, context], axis=1)
    return features @ parameters["output_weights"] + parameters["output_bias"], h, c


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    source_ids, source_lengths = np.asarray(source_ids), np.asarray(source_lengths)
    _, encoder_hidden, _, h, c = encode(source_ids, source_lengths, parameters)
    N = len(source_ids)
    target_ids = np.zeros((N, max_length), dtype=int)
    tokens, ended = np.full(N, start_token), np.zeros(N, dtype=bool)
    for t in range(max_length):
        logits, h, c = next_logits(tokens, h, c, encoder_hidden, source_lengths, parameters)
        tokens = np.where(ended, 0, logits.argmax(axis=1))
        target_ids[:, t] = tokens
        ended = ended | (tokens == end_token)
    return target_ids


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    source_ids = np.asarray(source_ids)[None]  # (1, S)
    length = np.array([source_ids.shape[1]])
    _, encoder_hidden, _, first_h, first_c = encode(source_ids, length, parameters)
    beam = [(0.0, [], first_h, first_c)]
    finished = []
    for _ in range(max_length):
        continued = []
        for score, tokens, h, c in beam:
            last = tokens[-1] if tokens else start_token
            logits, new_h, new_c = next_logits(np.array([last]), h, c, encoder_hidden, length, parameters)
            log_probabilities = log_softmax(logits)[0]
            for token, log_probability in enumerate(log_probabilities):
                continued.append((score + log_probability, [*tokens, token], new_h, new_c))
        continued.sort(key=lambda hypothesis: -hypothesis[0])  # stable: equals stay in their order
        beam = []
        for hypothesis in continued[:beam_size]:
            ends = hypothesis[1][-1] == end_token
            (finished if ends else beam).append(hypothesis)
        if not beam:
            break
    score, tokens, _, _ = max(finished or beam, key=lambda hypothesis: hypothesis[0])  # the first of equals
    return np.array(tokens, dtype=int), score


EMBEDDING_SIZE, HIDDEN_SIZE = 16, 48
EPOCHS, BATCH_SIZE = 30, 32
LEARNING_RATE, LARGEST_NORM = 0.01, 1.0


def initial_parameters(source_vocab_size, target_vocab_size, rng):
    E, H = EMBEDDING_SIZE, HIDDEN_SIZE
    parameters = {
        "source_embedding": rng.normal(0.0, 0.5, (source_vocab_size, E)),
        "target_embedding": rng.normal(0.0, 0.5, (target_vocab_size, E)),
    }
    for name in ("encoder", "decoder"):
        for gate in GATES:
            # An orthogonal matrix keeps the length of what goes through it, step after step.
            parameters[f"{name}_{gate}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            parameters[f"{name}_{gate}_gate_inputs"] = rng.normal(0.0, 1 / np.sqrt(E), (E, H))
            parameters[f"{name}_{gate}_gate_bias"] = np.zeros(H)
        parameters[f"{name}_forget_gate_bias"] += 1.0  # remember, until told to forget
    parameters["output_weights"] = rng.normal(0.0, 1 / np.sqrt(2 * H), (2 * H, target_vocab_size))
    parameters["output_bias"] = np.zeros(target_vocab_size)
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


def train_translation(
    source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng
):
    source_ids, source_lengths = np.asarray(source_ids), np.asarray(source_lengths)
    target_ids, target_lengths = np.asarray(target_ids), np.asarray(target_lengths)
    parameters = initial_parameters(source_vocab_size, target_vocab_size, rng)
    optimiser = Adam(parameters)
    for epoch in range(EPOCHS):
        learning_rate = LEARNING_RATE * (1 - epoch / EPOCHS)
        order = rng.permutation(len(source_lengths))
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            longest = source_lengths[batch].max()  # no padding beyond the batch's own longest source
            _, gradients = translation_gradients(
                source_ids[batch, :longest], source_lengths[batch], target_ids[batch], target_lengths[batch], parameters
            )
            optimiser.update(parameters, clipped(gradients), learning_rate)
    return parameters
