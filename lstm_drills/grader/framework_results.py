"""What a framework's model gives: shapes, sums, padding, the reference's numbers with the reference's weights, what it learns."""

from typing import TYPE_CHECKING, Any

import numpy as np

from lstm_drills import reference
from lstm_drills.content.cases import lstm_weights
from lstm_drills.grader.compare import Array, as_array, shape_text, type_of
from lstm_drills.grader.framework_parts import SIZES, Facts, advice, last_activation, wrong
from lstm_drills.grader.outcomes import Raised
from lstm_drills.grader.report import Diagnosis, Training
from lstm_drills.messages import message
from lstm_drills.reference.layouts import to_keras, to_pytorch

if TYPE_CHECKING:
    from lstm_drills.grader.frameworks import Model

LENGTHS = np.array([3, 6, 1, 4, 6])
STEPS, MORE = 6, 3
SAME = 1e-5  # outputs of the same model in float32
TOLERANCE = {"keras": 1e-6, "torch": 1e-12}  # Keras computes in float32, PyTorch here in float64
WRONG_AXIS = 1e-3


def texts(rng: np.random.RandomState, steps: int = STEPS) -> tuple[Array, Array]:
    """Token ids (N, steps) with 0 behind each text's end, and the lengths."""
    ids = rng.randint(1, SIZES[0], (len(LENGTHS), STEPS))
    ids[np.arange(STEPS) >= LENGTHS[:, None]] = 0
    padded = np.zeros((len(ids), steps), np.int64)
    padded[:, :STEPS] = ids
    return padded, LENGTHS.copy()


def output(model: "Model", facts: Facts, rng: np.random.RandomState) -> Diagnosis | None:
    """One row a text, and what its numbers mean."""
    given = model.ask("predict", *texts(rng))
    found = as_array(given)
    if found is None or found.dtype == object:
        return wrong("not-an-array", "contract", got=type_of(given))
    expected = (len(LENGTHS), SIZES[3])
    if found.shape != expected:
        kind = "an-output-per-step" if found.ndim == 3 else "output-shape"
        return wrong(kind, "time", got=shape_text(found.shape), expected=shape_text(expected))
    summing = np.abs(found.sum(axis=1) - 1).max() < SAME and found.min() >= 0
    if model.framework == "torch":
        return wrong("softmax-before-loss", "loss", "activation") if summing else None
    if summing:
        return None
    if np.abs(found.sum(axis=0) - 1).max() < WRONG_AXIS:
        return wrong("softmax-wrong-axis", "activation", "batch")
    return wrong("sigmoid" if last_activation(facts) == "sigmoid" else "no-softmax", "activation", "output_layer")


def padding(model: "Model", facts: Facts, rng: np.random.RandomState) -> Diagnosis | None:
    """Padding behind a text, and the other texts of its batch, must not count."""
    ids, lengths = texts(rng)
    together = np.asarray(model.ask("predict", ids, lengths))
    alone = np.concatenate(
        [np.asarray(model.ask("predict", ids[k : k + 1], lengths[k : k + 1])) for k in range(len(ids))]
    )
    short = together[lengths < lengths.max()]
    if np.abs(short - short[0]).max() < SAME and model.framework == "torch":
        return wrong("zeros-behind-the-end", "mask", "time")
    cut = np.concatenate([_cut(model, ids[k], int(lengths[k])) for k in range(len(ids))])
    if _differ(alone, cut):
        return wrong("padding-is-read", "mask", advice=advice(facts))
    if _differ(together, alone):
        if all(np.abs(together - row).max(axis=1).min() < SAME for row in alone):
            return wrong("order-not-restored", "batch")
        batch_first = bool(facts.of("LSTM")[0].get("batch_first", True))
        return wrong("texts-mix", "batch", "time", advice=advice(facts, "" if batch_first else "batch-first"))
    longer = np.concatenate([ids, np.zeros((len(ids), MORE), np.int64)], axis=1)
    if _differ(np.asarray(model.ask("predict", longer, lengths)), together):
        return wrong("padding-is-read", "mask", advice=advice(facts))
    return None


def _cut(model: "Model", ids: Array, length: int) -> Array:
    """One text without any padding."""
    return np.asarray(model.ask("predict", ids[None, :length], np.array([length])))


def _differ(one: Array, other: Array) -> bool:
    return one.shape != other.shape or not np.abs(one - other).max() < SAME


def weights(model: "Model", facts: Facts, rng: np.random.RandomState) -> Diagnosis | None:
    """The reference's weights into the model; then its probabilities are the reference's."""
    vocabulary, embedding, units, classes = SIZES
    parameters: dict[str, Any] = {
        "embedding": rng.normal(size=(vocabulary, embedding)),
        **lstm_weights(rng, embedding, units),
        "output_weights": rng.normal(size=(units, classes)),
        "output_bias": rng.normal(size=classes),
    }
    lstm = to_pytorch(parameters) if model.framework == "torch" else list(to_keras(parameters).values())
    model.ask("place", parameters["embedding"], lstm, [parameters["output_weights"], parameters["output_bias"]])
    ids, lengths = texts(rng)
    got = np.asarray(model.ask("predict", ids, lengths), np.float64)
    if model.framework == "torch":
        got = np.exp(got - got.max(axis=1, keepdims=True))
        got /= got.sum(axis=1, keepdims=True)
    expected = reference.function("text_classifier_forward")(ids, lengths, parameters)
    difference = float(np.abs(got - expected).max())
    return None if difference <= TOLERANCE[model.framework] else _why_other_numbers(facts, difference)


def _why_other_numbers(facts: Facts, difference: float) -> Diagnosis:
    cell = facts.of("LSTM")[0]
    for name, wanted in (("activation", "tanh"), ("recurrent_activation", "sigmoid")):
        if cell.get(name, wanted) != wanted:
            return wrong("other-activation", "activation", name=name, got=cell[name], wanted=wanted)
    if cell.get("go_backwards"):
        return wrong("reads-backwards", "time")
    return wrong("differs", "hidden_state", difference=f"{difference:.1e}")


def too_little(framework: str, training: Training, epochs: int) -> Diagnosis | None:
    """What was learnt is not enough."""
    if training.reached.value >= training.wanted:
        return None
    figures = {"accuracy": f"{training.reached.value:.3f}", "wanted": f"{training.wanted:.2f}", "epochs": epochs}
    return wrong("too-little", "loss", **figures, advice=message(f"frameworks.advice-rate-{framework}"))


def told_by(raised: Raised, check: str) -> Diagnosis | None:
    """Errors of the frameworks that have a sentence of ours."""
    if "enforce_sorted" in raised.text:
        return wrong("must-be-sorted", "batch")
    shapes = any(word in raised.text for word in ("shape", "size", "dimension", "axis"))
    if check == "padding" and shapes:
        return wrong("one-length-only", "time", first=STEPS, then=int(LENGTHS[0]))
    return None
