"""What a framework's model gives: shapes, sums, padding, the reference's numbers with the reference's weights, what it learns."""

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from lstm_drills import reference
from lstm_drills.content.cases import lstm_weights
from lstm_drills.grader.compare import Array, as_array, shape_text, type_of
from lstm_drills.grader.framework_parts import SIZES, Facts, advice, known_loss, last_activation, wrong
from lstm_drills.grader.outcomes import Raised
from lstm_drills.grader.report import Diagnosis, Training
from lstm_drills.messages import message
from lstm_drills.reference.activations import softmax
from lstm_drills.reference.layouts import to_keras, to_pytorch

if TYPE_CHECKING:
    from lstm_drills.grader.frameworks import Model

LENGTHS = np.array([3, 6, 1, 4, 6])
STEPS, MORE = 6, 3
SAME = 1e-5  # outputs of the same model in float32
TOLERANCE = {"keras": 1e-6, "torch": 1e-12}  # Keras computes in float32, PyTorch here in float64
WRONG_AXIS = 1e-3
MISTAKEN = {
    "cell-state-read": ("cell_state", "hidden_state"),
    "states-averaged": ("hidden_state", "time"),
    "states-summed": ("hidden_state", "time"),
    "largest-of-states": ("hidden_state", "time"),
    "first-state-read": ("hidden_state", "time"),
    "relu-on-the-state": ("hidden_state", "activation"),
    "tanh-on-the-state": ("hidden_state", "activation"),
    "softmax-twice": ("activation", "output_layer"),
}
LIKELY = np.array([[0.7, 0.1, 0.15, 0.05], [0.2, 0.3, 0.4, 0.1], [0.05, 0.05, 0.3, 0.6]]), np.array([0, 3, 2])
CLOSE = 1e-3  # of a loss that is computed by other means, with a small constant inside the logarithm
DRAWS = 6  # in one alone all last states can be positive, and a ReLU on them goes unseen
REPEATED = 8  # so many times each text, that dropout may not hide one of its words each time


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
    """Padding behind a text, the other texts of its batch, and earlier calls must not count."""
    ids, lengths = texts(rng)
    together = np.asarray(model.ask("predict", ids, lengths))
    if _differ(np.asarray(model.ask("predict", ids, lengths)), together):
        return wrong("two-calls-differ", "contract", advice=advice(facts, f"evaluation-{model.framework}"))
    rows = [np.asarray(model.ask("predict", ids[k : k + 1], lengths[k : k + 1])) for k in range(len(ids))]
    one = (1, SIZES[3])
    if rows[0].shape != one:
        return wrong("one-text-shape", "batch", got=shape_text(rows[0].shape), expected=shape_text(one))
    alone = np.concatenate(rows)
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


def loss(model: "Model", facts: Facts) -> Diagnosis | None:
    """The loss by its name; one of the learner's own by its numbers."""
    cause = known_loss(facts)
    if cause is None or cause.id != "frameworks/other-loss":
        return cause
    probabilities, labels = LIKELY
    got = model.ask("loss_of", probabilities, labels)
    again = softmax(probabilities)
    for shown, found in ((probabilities, None), (again, wrong("from-logits", "loss", "activation"))):
        if got is not None and abs(got + np.log(shown[np.arange(len(labels)), labels]).mean()) < CLOSE:
            return found
    return cause


def learning(model: "Model", facts: Facts, rng: np.random.RandomState) -> Diagnosis | None:
    """Training reaches every layer and, where gradients are seen, the vector of every word; padding's may stay."""
    ids, lengths = texts(rng)
    ids[1], ids[4] = range(1, 7), range(5, 11)  # every id from 1 to V - 1 occurs
    labels = np.arange(len(ids)) % SIZES[3]
    still = model.ask("unmoved", *(np.concatenate([part] * REPEATED) for part in (ids, lengths, labels)))
    if still["kinds"]:
        first = str(still["kinds"][0])
        target = {"Embedding": "embedding", "LSTM": "recurrent"}.get(first, "output_layer")
        return wrong("weights-stay", target, name=first, advice=advice(facts, f"gradient-{model.framework}"))
    words = [row for row in still["rows"] if row]
    return wrong("words-stay", "embedding", "mask", ids=words) if words else None


def weights(model: "Model", facts: Facts, rng: np.random.RandomState) -> Diagnosis | None:
    """The reference's weights into the model; then its probabilities are the reference's, for each of several draws."""
    return next(filter(None, (_with_weights(model, facts, rng) for _ in range(DRAWS))), None)


def _with_weights(model: "Model", facts: Facts, rng: np.random.RandomState) -> Diagnosis | None:
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
    if difference <= TOLERANCE[model.framework]:
        return None
    return _other_model(got, ids, lengths, parameters) or _other_settings(facts, difference)


def _other_model(got: Array, ids: Array, lengths: Array, parameters: dict[str, Any]) -> Diagnosis | None:
    """What is read of the LSTM in place of its last state, or done to it, if that explains all numbers."""
    probabilities = [_mistaken(parameters, ids[k, :length]) for k, length in enumerate(lengths)]
    for kind, targets in MISTAKEN.items():
        if np.abs(got - np.stack([row[kind] for row in probabilities])).max() < SAME:
            return wrong(kind, *targets)
    return None


def _mistaken(parameters: dict[str, Any], ids: Array) -> dict[str, Array]:
    """The probabilities (C,) of one text's ids, by mistake."""
    vectors = parameters["embedding"][ids][:, None]
    weights = {name: parameters[name] for name in lstm_weights(np.random.RandomState(0), SIZES[1], SIZES[2])}
    hidden, cell = reference.function("lstm_forward")(vectors, weights)
    states, last = hidden[:, 0], hidden[-1, 0]
    read = {
        "cell-state-read": cell[-1, 0],
        "states-averaged": states.mean(axis=0),
        "states-summed": states.sum(axis=0),
        "largest-of-states": states.max(axis=0),
        "first-state-read": states[0],
        "relu-on-the-state": np.maximum(last, 0),
        "tanh-on-the-state": np.tanh(last),
    }
    found = {kind: _probabilities(parameters, vector) for kind, vector in read.items()}
    return found | {"softmax-twice": softmax(_probabilities(parameters, last))}


def _probabilities(parameters: dict[str, Any], state: Array) -> Array:
    return softmax(state @ parameters["output_weights"] + parameters["output_bias"])


def _other_settings(facts: Facts, difference: float) -> Diagnosis:
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
    if check == "output" and "start (" in raised.text and "exceeds dimension size" in raised.text:
        return wrong("packed-along-texts", "batch", "time")
    fixed = re.search(r"expected shape=\(None, (\d+)\), found shape=\(2, 4\)", raised.text)
    if check == "built" and fixed:
        return wrong("fixed-length", "time", length=int(fixed[1]))
    if check == "padding" and shapes:
        return wrong("one-length-only", "time", first=STEPS, then=int(LENGTHS[0]))
    return None
