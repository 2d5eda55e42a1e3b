"""The plain recurrent network that an LSTM is set beside: h_t = tanh(h_{t-1} W + x_t U + b) (Elman 1990)."""

from collections.abc import Mapping

import numpy as np

from lstm_drills.reference.activations import Array


def rnn_forward(input_sequence: Array, weights: Mapping[str, Array]) -> Array:
    """Hidden states (T, N, H) from zeros; ``weights``: ``recurrent`` (H, H), ``inputs`` (D, H), ``bias`` (H,)."""
    from_inputs = input_sequence @ weights["inputs"] + weights["bias"]
    hidden = np.empty_like(from_inputs)
    h_t = np.zeros_like(from_inputs[0])
    for t, from_input in enumerate(from_inputs):
        h_t = np.tanh(h_t @ weights["recurrent"] + from_input)
        hidden[t] = h_t
    return hidden


def rnn_backward(
    hidden: Array, input_sequence: Array, weights: Mapping[str, Array], d_hidden_sequences: Array
) -> tuple[dict[str, Array], Array]:
    """Gradients under the keys of ``weights``, and the complete d loss / d h_t, (T, N, H)."""
    d_h = np.zeros_like(hidden[0])
    d_states, d_sums = np.empty_like(hidden), np.empty_like(hidden)
    for t in reversed(range(len(hidden))):
        d_h = d_h + d_hidden_sequences[t]
        d_states[t] = d_h
        d_sums[t] = d_h * (1 - hidden[t] ** 2)
        d_h = d_sums[t] @ weights["recurrent"].T
    before = np.concatenate([np.zeros_like(hidden[:1]), hidden[:-1]])
    flat = d_sums.reshape(-1, hidden.shape[-1])
    gradients = {
        "recurrent": before.reshape(len(flat), -1).T @ flat,
        "inputs": input_sequence.reshape(len(flat), -1).T @ flat,
        "bias": flat.sum(axis=0),
    }
    return gradients, d_states
