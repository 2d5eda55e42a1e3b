"""The NumPy implementation that submissions are compared with. Pure functions; nothing here knows of exercises."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from lstm_drills.reference.cell import lstm_unit
from lstm_drills.reference.sequence import lstm_backward, lstm_forward

__all__ = ["function", "lstm_backward", "lstm_forward", "lstm_unit"]

# the module of each function that a learner writes; models on top of the LSTM are loaded when first asked for
HOMES = {
    "mix": "cell",
    "lstm_unit": "cell",
    "lstm_forward": "sequence",
    "lstm_backward": "sequence",
    "text_classifier_forward": "classifier",
    "text_classifier_gradients": "classifier",
    "train_text_classifier": "classifier",
    "reverse_texts": "sentiment",
    "sentiment_forward": "sentiment",
    "dropout_masks": "sentiment",
    "sentiment_gradients": "sentiment",
    "train_sentiment": "sentiment",
    "language_model_gradients": "language_model",
    "perplexity": "language_model",
    "sample": "language_model",
    "train_language_model": "language_model",
    "attend": "translation",
    "translation_gradients": "translation",
    "greedy_translation": "decoding",
    "beam_search": "decoding",
    "train_translation": "translation",
}


def function(name: str) -> Callable[..., Any]:
    """The function of that name. Raises KeyError for one that no exercise has."""
    found: Callable[..., Any] = getattr(import_module(f"lstm_drills.reference.{HOMES[name]}"), name)
    return found
