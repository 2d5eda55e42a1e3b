"""What training needs beside gradients: Adam, clipping, batches of texts of like length."""

from collections.abc import Callable, Iterator

import numpy as np

from lstm_drills.reference.activations import Array

# Kingma & Ba (2015), algorithm 1
FIRST_MOMENT, SECOND_MOMENT, EPSILON = 0.9, 0.999, 1e-8

Parameters = dict[str, Array]
# (token_ids, lengths, labels, parameters) -> (loss, gradients under the keys of parameters)
Gradients = Callable[[Array, Array, Array, Parameters], tuple[float, Parameters]]


class Adam:
    """Adam (Kingma & Ba 2015), with bias correction; ``step`` changes the parameters in place."""

    def __init__(self, parameters: Parameters, learning_rate: float) -> None:
        self.parameters = parameters
        self.learning_rate = learning_rate
        self.steps = 0
        self.first = {name: np.zeros_like(array) for name, array in parameters.items()}
        self.second = {name: np.zeros_like(array) for name, array in parameters.items()}

    def step(self, gradients: Parameters) -> None:
        self.steps += 1
        rate = self.learning_rate * (1 - SECOND_MOMENT**self.steps) ** 0.5 / (1 - FIRST_MOMENT**self.steps)
        for name, parameter in self.parameters.items():
            gradient, first, second = gradients[name], self.first[name], self.second[name]
            first += (1 - FIRST_MOMENT) * (gradient - first)
            second += (1 - SECOND_MOMENT) * (gradient * gradient - second)
            np.subtract(parameter, rate * first / (np.sqrt(second) + EPSILON), out=parameter)


def clip_by_global_norm(gradients: Parameters, limit: float) -> Parameters:
    """All gradients scaled by one factor, so that their joint norm is at most ``limit`` (Pascanu et al. 2013)."""
    norm = float(np.sqrt(sum(float((array * array).sum()) for array in gradients.values())))
    if norm <= limit:
        return gradients
    return {name: array * array.dtype.type(limit / norm) for name, array in gradients.items()}


def batches_of_like_length(lengths: Array, batch_size: int, rng: np.random.Generator) -> Iterator[Array]:
    """Index arrays that cover all texts once: alike in length within a batch, shuffled among equals and as batches."""
    order = rng.permutation(len(lengths))
    order = order[np.argsort(lengths[order], kind="stable")]
    starts = np.arange(0, len(order), batch_size)
    for start in rng.permutation(starts):
        yield order[start : start + batch_size]


def fit(
    parameters: Parameters,
    gradients_of: Gradients,
    texts: tuple[Array, Array, Array],
    rng: np.random.Generator,
    *,
    epochs: int,
    learning_rate: float = 0.005,
    batch_size: int = 16,
    clip: float = 1.0,
    stop_below: float = 0.0,
) -> list[float]:
    """Trains the parameters in place on ``texts`` (token_ids, lengths, labels); returns the mean loss of each epoch.

    Each batch is cut to its longest text, so ``gradients_of`` sees as little padding as possible. Training ends early with
    an epoch whose mean loss is below ``stop_below``: at a constant learning rate, going on may throw back what is learnt.
    """
    token_ids, lengths, labels = texts
    optimiser = Adam(parameters, learning_rate)
    losses = []
    for _ in range(epochs):
        total = 0.0
        for batch in batches_of_like_length(lengths, batch_size, rng):
            longest = int(lengths[batch].max())
            loss, gradients = gradients_of(token_ids[batch, :longest], lengths[batch], labels[batch], parameters)
            optimiser.step(clip_by_global_norm(gradients, clip))
            total += loss * len(batch)
        losses.append(total / len(lengths))
        if losses[-1] < stop_below:
            break
    return losses
