"""What a framework's model is made of: is it a model, are the right layers there, in the right sizes, with a fitting loss?"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lstm_drills.grader.report import Diagnosis
from lstm_drills.messages import Message, message

SIZES = (11, 5, 3, 4)  # V, E, H, C, all different
WANTED = {"keras": "keras.Model", "torch": "torch.nn.Module"}
CELLS = ("GRU", "SimpleRNN", "RNN", "LSTMCell", "Bidirectional")
EMBEDDING = {"keras": "keras.layers.Embedding", "torch": "nn.Embedding"}
OUTPUT = {"keras": "Dense(num_classes)", "torch": "nn.Linear(hidden_size, num_classes)"}
LAST = {"keras": "Dense", "torch": "Linear"}


class Facts(NamedTuple):
    """What was found when the model was built; filled by the first check."""

    framework: str
    found: dict[str, Any]

    @property
    def layers(self) -> list[tuple[str, dict[str, Any]]]:
        """Type and settings of each layer, in their order."""
        return [(str(kind), dict(settings)) for kind, settings in self.found.get("layers", [])]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [settings for name, settings in self.layers if name == kind]


def wrong(kind: str, *targets: str, **words: object) -> Diagnosis:
    """One cause by the catalogue's words."""
    return Diagnosis(f"frameworks/{kind}", targets, message(f"frameworks.{kind}", **words))


def built(facts: Facts) -> Diagnosis | None:
    """Is it a model, and compiled where that is wanted?"""
    found = facts.found
    if not found["is_model"]:
        if found.get("is_class"):
            return wrong("class-not-object", "contract", got=found["type"])
        got = "None" if found["type"] == "NoneType" else found["type"]
        return wrong("no-model", "contract", wanted=WANTED[facts.framework], got=got)
    if facts.framework == "keras" and not found["compiled"]:
        return wrong("not-compiled", "contract")
    return None


def sizes(facts: Facts) -> Diagnosis | None:
    """Embedding, one LSTM, and a last layer, each as large as it was asked to be."""
    vocabulary, embedding, units, classes = SIZES
    kinds = [kind for kind, _ in facts.layers]
    if "Embedding" not in kinds:
        return wrong("no-embedding", "embedding", name=EMBEDDING[facts.framework])
    if "LSTM" not in kinds:
        others = [kind for kind in kinds if kind in CELLS] or kinds
        return wrong("no-lstm", "recurrent", got=others)
    lstms = facts.of("LSTM")
    if (
        len(lstms) > 1
        or lstms[0].get("bidirectional")
        or (lstms[0].get("num_layers") or 1) > 1
        or "Bidirectional" in kinds
    ):
        return wrong(
            "several-lstms",
            "recurrent",
            got=[_called(*layer) for layer in facts.layers if layer[0] in ("LSTM", *CELLS)],
        )
    if LAST[facts.framework] not in kinds:
        return wrong("no-output-layer", "output_layer", units=units, classes=classes, name=OUTPUT[facts.framework])
    table, cell, last = facts.of("Embedding")[0], lstms[0], facts.of(LAST[facts.framework])[-1]
    rows = ("input_dim", "num_embeddings", vocabulary, "vocabulary-size", "embedding", table)
    width = ("output_dim", "embedding_dim", embedding, "embedding-size", "embedding", table)
    hidden = ("units", "hidden_size", units, "units", "recurrent", cell)
    outputs = ("units", "out_features", classes, "classes", "output_layer", last)
    for in_keras, in_torch, wanted, kind, target, settings in (rows, width, hidden, outputs):
        got = settings.get(in_keras if facts.framework == "keras" else in_torch)
        if got != wanted:
            return wrong(kind, target, got=got, wanted=wanted)
    return None


def _called(kind: str, settings: dict[str, Any]) -> str:
    """As it was made: LSTM(num_layers=2)."""
    usual = {"num_layers": 1, "bidirectional": False}
    others = [f"{name}={settings[name]}" for name in usual if settings.get(name, usual[name]) != usual[name]]
    return f"{kind}({', '.join(others)})" if others else kind


def known_loss(facts: Facts) -> Diagnosis | None:
    """Does the loss, by its name, take labels that are whole numbers, and probabilities?"""
    name = facts.found["loss"]
    if name is None:
        return wrong("no-loss", "loss")
    word = "".join(sign for sign in str(name).lower() if sign.isalpha())
    if word == "categoricalcrossentropy":
        return wrong("one-hot-loss", "loss")
    if word != "sparsecategoricalcrossentropy":
        return wrong("other-loss", "loss", got=str(name))
    return wrong("from-logits", "loss", "activation") if facts.found["from_logits"] else None


def last_activation(facts: Facts) -> str:
    """Of Keras's last layer with one."""
    names: Sequence[str] = [str(settings["activation"]) for _, settings in facts.layers if settings.get("activation")]
    return names[-1] if names else ""


def advice(facts: Facts, kind: str = "") -> Message:
    """What to do about padding, or about axes, in that framework."""
    return message(f"frameworks.advice-{kind or facts.framework}")
