"""Translation: an LSTM reads the source, another writes the target and looks back at the first one's states (dot attention)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lstm_drills.reference.activations import Array, softmax
from lstm_drills.reference.sequence import GATES, Cache, backward_from_cache, forward_with_cache
from lstm_drills.reference.training import Adam, Parameters, batches_of_like_length, clip_by_global_norm

ENCODER, DECODER = "encoder_", "decoder_"
KINDS = ("weights", "inputs", "bias")


@dataclass(frozen=True, slots=True)
class Encoded:
    """``states`` (S, N, H) at all places, padding's included; ``hidden``, ``cell`` (N, H) at each source's own last token."""

    states: Array
    hidden: Array
    cell: Array
    cache: Cache


def attend(decoder_state: Array, encoder_states: Array, source_lengths: Array) -> tuple[Array, Array]:
    """Dot attention (Luong, Pham & Manning 2015): context (N, H) and attention (N, S).

    ``decoder_state`` (N, H), ``encoder_states`` (S, N, H), ``source_lengths`` (N,). A row of the attention is the softmax of
    the dot products over its source's first ``source_lengths`` places, exactly 0 behind them, and the context their average so
    weighted. A source of length 0 gives zeros for both.
    """
    decoder_state, encoder_states = np.asarray(decoder_state), np.asarray(encoder_states)
    real = _real(np.asarray(source_lengths), len(encoder_states))
    states = np.where(real.T[:, :, None], encoder_states, encoder_states.dtype.type(0))
    context, attention = _looked(decoder_state[None], states, real)
    return context[0], attention[:, 0]


def translation_gradients(
    source_ids: Array, source_lengths: Array, target_ids: Array, target_lengths: Array, parameters: Mapping[str, Array]
) -> tuple[float, Parameters]:
    """The mean cross-entropy of a predicted target token (natural logarithm), and its gradients under the keys of ``parameters``.

    ``source_ids`` (N, S) and ``target_ids`` (N, T) integers, of which the first ``source_lengths`` and ``target_lengths`` (N,)
    of a row are text; the others enter nothing. The encoder begins with zero states; the decoder with the encoder's hidden and
    cell state after each source's own last token, zeros for an empty source. Teacher forcing: from a target's own tokens
    0 ... t-1 the token t is predicted, from the decoder's state and the context that ``attend`` finds for it; a target shorter
    than 2 predicts nothing, and at least one must predict something.

    ``parameters``: ``source_embedding`` (V, E), ``target_embedding`` (W, E), the twelve arrays of ``lstm_unit`` with D = E under
    ``encoder_`` and again under ``decoder_``, ``output_weights`` (2H, W), the first H rows for the decoder's state, and
    ``output_bias`` (W,).
    """
    source_ids, source_lengths = np.asarray(source_ids), np.asarray(source_lengths)
    target_ids, target_lengths = np.asarray(target_ids), np.asarray(target_lengths)
    encoded = encode(source_ids, source_lengths, parameters)
    predicts = np.asarray(np.arange(1, target_ids.shape[1])[:, None] < target_lengths)
    inputs = _embedded(target_ids[:, :-1], predicts, parameters["target_embedding"])
    decoder = one_lstm(parameters, DECODER)
    written, _, cache = forward_with_cache(inputs, decoder, encoded.hidden, encoded.cell)
    real = _real(source_lengths, source_ids.shape[1])
    context, attention = _looked(written, encoded.states, real)

    features = np.concatenate([written, context], axis=2)[predicts]
    logits = features @ parameters["output_weights"] + parameters["output_bias"]
    targets = target_ids[:, 1:].T[predicts]
    count = len(targets)
    loss = float(-log_softmax(logits)[np.arange(count), targets].mean())
    d_logits = softmax(logits)
    d_logits[np.arange(count), targets] -= 1
    d_logits /= d_logits.dtype.type(count)
    gradients = {"output_weights": features.T @ d_logits, "output_bias": d_logits.sum(axis=0)}

    d_features = np.zeros((*predicts.shape, features.shape[1]), features.dtype)
    d_features[predicts] = d_logits @ parameters["output_weights"].T
    d_written, d_context = np.split(d_features, 2, axis=2)
    d_through, d_states = _looked_back(d_context, written, encoded.states, attention)
    through_decoder = backward_from_cache(cache, d_written + d_through)
    gradients["target_embedding"] = _d_embedding(
        parameters["target_embedding"], target_ids[:, :-1], predicts, through_decoder["input_sequence"]
    )

    d_cell = np.zeros_like(d_states)
    read = np.flatnonzero(source_lengths > 0)
    d_states[source_lengths[read] - 1, read] += through_decoder["initial_hidden"][read]
    d_cell[source_lengths[read] - 1, read] = through_decoder["initial_cell"][read]
    through_encoder = backward_from_cache(encoded.cache, d_states, d_cell)
    gradients["source_embedding"] = _d_embedding(
        parameters["source_embedding"], source_ids, real.T, through_encoder["input_sequence"]
    )
    for prefix, through in ((ENCODER, through_encoder), (DECODER, through_decoder)):
        gradients |= {f"{prefix}{gate}_gate_{kind}": through[f"{gate}_gate_{kind}"] for gate in GATES for kind in KINDS}
    return loss, gradients


def encode(source_ids: Array, source_lengths: Array, parameters: Mapping[str, Array]) -> Encoded:
    """Read N sources (N, S)."""
    real = _real(source_lengths, source_ids.shape[1]).T
    inputs = _embedded(source_ids, real, parameters["source_embedding"])
    hidden, cell, cache = forward_with_cache(inputs, one_lstm(parameters, ENCODER))
    last_hidden, last_cell = np.zeros_like(hidden[0]), np.zeros_like(cell[0])
    read = np.flatnonzero(source_lengths > 0)
    last_hidden[read] = hidden[source_lengths[read] - 1, read]
    last_cell[read] = cell[source_lengths[read] - 1, read]
    return Encoded(hidden, last_hidden, last_cell, cache)


def one_lstm(parameters: Mapping[str, Array], prefix: str) -> Parameters:
    """Its twelve arrays under the names of ``lstm_unit``."""
    return {name.removeprefix(prefix): array for name, array in parameters.items() if name.startswith(prefix)}


def log_softmax(logits: Array) -> Array:
    """The logarithms of ``softmax``, over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def initial_parameters(
    source_vocab_size: int, target_vocab_size: int, embedding_size: int, hidden_size: int, rng: np.random.Generator
) -> Parameters:
    """Glorot's scale for every matrix (Glorot & Bengio 2010), zero biases, but 1 for both forget gates."""

    def matrix(rows: int, columns: int) -> Array:
        return rng.normal(0.0, (2 / (rows + columns)) ** 0.5, (rows, columns))

    parameters: Parameters = {
        "source_embedding": rng.normal(0.0, 0.5, (source_vocab_size, embedding_size)),
        "target_embedding": rng.normal(0.0, 0.5, (target_vocab_size, embedding_size)),
    }
    for prefix in (ENCODER, DECODER):
        for gate in GATES:
            parameters[f"{prefix}{gate}_gate_weights"] = matrix(hidden_size, hidden_size)
            parameters[f"{prefix}{gate}_gate_inputs"] = matrix(embedding_size, hidden_size)
            # Jozefowicz et al. (2015): a cell that starts out remembering
            parameters[f"{prefix}{gate}_gate_bias"] = np.full(hidden_size, 1.0 if gate == "forget" else 0.0)
    parameters["output_weights"] = matrix(2 * hidden_size, target_vocab_size)
    parameters["output_bias"] = np.zeros(target_vocab_size)
    return parameters


def train_translation(
    source_ids: Array,
    source_lengths: Array,
    target_ids: Array,
    target_lengths: Array,
    source_vocab_size: int,
    target_vocab_size: int,
    rng: np.random.Generator,
    *,
    embedding_size: int = 16,
    hidden_size: int = 48,
    epochs: int = 30,
    learning_rate: float = 0.01,
    batch_size: int = 32,
) -> Parameters:
    """Parameters trained from scratch, float64. The same ``rng`` state gives the same parameters."""
    parameters = initial_parameters(source_vocab_size, target_vocab_size, embedding_size, hidden_size, rng)
    optimiser = Adam(parameters, learning_rate)
    for epoch in range(epochs):
        optimiser.learning_rate = learning_rate * (1 - epoch / epochs)
        for batch in batches_of_like_length(source_lengths, batch_size, rng):
            sources, targets = source_lengths[batch], target_lengths[batch]
            _, gradients = translation_gradients(
                source_ids[batch, : sources.max()], sources, target_ids[batch, : targets.max()], targets, parameters
            )
            optimiser.step(clip_by_global_norm(gradients, 1.0))
    return parameters


def _looked(written: Array, states: Array, real: Array) -> tuple[Array, Array]:
    """Contexts (T, N, H) and attention (N, T, S) for decoder states (T, N, H); encoder states (S, N, H), real (N, S) bool."""
    scores = written.transpose(1, 0, 2) @ states.transpose(1, 2, 0)
    lowest = np.finfo(scores.dtype).min
    largest = np.max(scores, axis=2, keepdims=True, initial=lowest, where=real[:, None])
    powers = np.exp(np.where(real[:, None], scores - largest, -np.inf).astype(scores.dtype))
    total = powers.sum(axis=2, keepdims=True)
    attention = np.asarray(powers / np.where(total > 0, total, total.dtype.type(1)))  # an empty source sums to 0
    return (attention @ states.transpose(1, 0, 2)).transpose(1, 0, 2), attention


def _looked_back(d_context: Array, written: Array, states: Array, attention: Array) -> tuple[Array, Array]:
    """From the contexts' gradient (T, N, H) to that of the decoder's states (T, N, H) and of the encoder's (S, N, H)."""
    d_context, written, states = (array.transpose(1, 0, 2) for array in (d_context, written, states))
    d_attention = d_context @ states.transpose(0, 2, 1)
    d_scores = attention * (d_attention - (attention * d_attention).sum(axis=2, keepdims=True))
    d_states = attention.transpose(0, 2, 1) @ d_context + d_scores.transpose(0, 2, 1) @ written
    return (d_scores @ states).transpose(1, 0, 2), d_states.transpose(1, 0, 2)


def _embedded(token_ids: Array, read: Array, embedding: Array) -> Array:
    """(T, N, E): what is ``read`` (T, N) of ``token_ids`` (N, T), zeros elsewhere, even where padding's row holds NaN."""
    inputs = np.zeros((*read.shape, embedding.shape[1]), embedding.dtype)
    inputs[read] = embedding[token_ids.T[read]]
    return inputs


def _d_embedding(embedding: Array, token_ids: Array, read: Array, d_inputs: Array) -> Array:
    gradient = np.zeros(embedding.shape, d_inputs.dtype)
    # a token that occurs twice gets both gradients; fancy-index += would keep one
    np.add.at(gradient, token_ids.T[read], d_inputs[read])
    return gradient


def _real(lengths: Array, places: int) -> Array:
    """(N, places) bool: what is no padding."""
    return np.asarray(np.arange(places) < lengths[:, None])
