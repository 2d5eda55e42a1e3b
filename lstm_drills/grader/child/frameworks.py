"""Models of Keras and PyTorch, in the submission's process: built, looked at, given weights, asked, trained. Nothing is judged.

The models never leave: what is asked for comes back as numbers, texts and arrays. Standard library, NumPy and the framework alone.
"""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

MEMORY_FACTOR = 8  # the frameworks map far more address space than they use
UPDATES = 3
SETTINGS = (
    "units", "return_sequences", "go_backwards", "activation", "recurrent_activation", "use_bias", "mask_zero", "input_dim",
    "output_dim", "merge_mode", "dropout", "recurrent_dropout", "stateful",
)  # fmt: skip
ATTRIBUTES = (
    "input_size", "hidden_size", "num_layers", "batch_first", "bidirectional", "proj_size", "bias", "num_embeddings",
    "embedding_dim", "padding_idx", "in_features", "out_features", "p",
)  # fmt: skip
DRIVES = {
    "keras": ("build", "loss_of", "place", "predict", "unmoved", "fit"),
    "torch": ("build", "place", "predict", "unmoved", "fit"),
}
TORCH_KINDS = ("Embedding", "LSTM", "GRU", "RNN", "LSTMCell", "Linear", "Softmax", "LogSoftmax", "Sigmoid", "Dropout")


def prepare(folder: Path, backend: str) -> None:
    """Before the file is loaded: where the frameworks may write, and what Keras runs on."""
    os.environ.update({"KERAS_HOME": str(folder), "TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu"})
    if backend:
        os.environ["KERAS_BACKEND"] = backend


def drivers(framework: str, module: ModuleType) -> dict[str, Callable[..., Any]]:
    """What can be asked for, by name."""
    driver = {"keras": KerasDriver, "torch": TorchDriver}[framework](module)
    return {f"drive_{name}": getattr(driver, name) for name in DRIVES[framework]}


class KerasDriver:
    """One ``keras.Model`` of the submission."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.model: Any = None

    def build(self, vocab_size: int, embedding_size: int, hidden_size: int, num_classes: int) -> dict[str, Any]:
        """Build the model and call it once; what it is made of."""
        import keras

        keras.utils.set_random_seed(0)
        self.model = model = self.module.build_model(vocab_size, embedding_size, hidden_size, num_classes)
        if not isinstance(model, keras.Model):
            return {"type": type(model).__name__, "is_model": False}
        model(np.ones((2, 4), np.int32))
        layers = [layer for layer in _flat(model, keras) if type(layer).__name__ != "InputLayer"]
        loss = model.loss if getattr(model, "compiled", False) else None
        return {
            "type": type(model).__name__, "is_model": True, "compiled": bool(getattr(model, "compiled", False)),
            "layers": [[type(layer).__name__, self._settings(layer)] for layer in layers],
            "shapes": [[type(layer).__name__, [list(array.shape) for array in layer.get_weights()]] for layer in layers],
            "loss": _loss_name(loss), "from_logits": _from_logits(loss),
        }  # fmt: skip

    def _settings(self, layer: Any) -> dict[str, Any]:
        found = {}
        for name in SETTINGS:
            value = getattr(layer, name, None)
            value = getattr(value, "__name__", value)
            if value is None or isinstance(value, (bool, int, float, str)):
                found[name] = value
        return found

    def loss_of(self, probabilities: Any, labels: Any) -> float | None:
        """The mean loss of these outputs (N, C) and labels (N,), as the model was compiled; None where it is not one number."""
        import keras

        try:
            loss = keras.losses.get(self.model.loss)(keras.ops.array(labels), keras.ops.array(probabilities, "float32"))
            return float(np.mean(keras.ops.convert_to_numpy(loss)))
        except Exception:
            return None

    def _placed(self) -> dict[str, Any]:
        """The embedding, the LSTM and the last layer with weights."""
        import keras

        layers = [layer for layer in _flat(self.model, keras) if layer.get_weights()]
        by_type = {type(layer).__name__: layer for layer in layers}
        return {"Embedding": by_type["Embedding"], "LSTM": by_type["LSTM"], "Dense": layers[-1]}

    def place(self, embedding: Any, lstm: Any, output: Any) -> None:
        """Give weights to the embedding, the LSTM and the last layer with weights."""
        for layer, weights in zip(self._placed().values(), ([embedding], lstm, output), strict=True):
            layer.set_weights(weights)

    def unmoved(self, token_ids: Any, lengths: Any, labels: Any) -> dict[str, list[Any]]:  # noqa: ARG002
        """Layers, by kind, of which a few updates leave an array as it was. Of rows that says nothing: a step of plain gradient
        descent can be smaller than what float32 tells apart."""
        before = {name: layer.get_weights() for name, layer in self._placed().items()}
        for _ in range(UPDATES):  # a schedule may begin with a rate of 0
            self.model.train_on_batch(token_ids.astype(np.int32), labels)
        after = {name: layer.get_weights() for name, layer in self._placed().items()}
        changes = {name: [new - old for old, new in zip(before[name], after[name], strict=True)] for name in before}
        return {"kinds": _still(changes), "rows": []}

    def predict(self, token_ids: Any, lengths: Any) -> Any:  # noqa: ARG002  padding tells Keras where a text ends
        """The model's outputs."""
        import keras

        return np.array(keras.ops.convert_to_numpy(self.model(token_ids.astype(np.int32), training=False)))

    def fit(self, token_ids: Any, lengths: Any, labels: Any, epochs: int, *sizes: int) -> list[float]:  # noqa: ARG002
        """Train as the model was compiled; the loss of each epoch."""
        import keras

        keras.utils.set_random_seed(0)
        self.model = self.module.build_model(sizes[0], 16, 32, sizes[1])
        history = self.model.fit(token_ids.astype(np.int32), labels, batch_size=32, epochs=epochs, verbose=0)
        return [float(loss) for loss in history.history["loss"]]


def _flat(model: Any, keras: Any) -> list[Any]:
    """The layers in their order, those inside of models too."""
    found = []
    for layer in model.layers:
        found += _flat(layer, keras) if isinstance(layer, keras.Model) else [layer]
    return found


def _still(changes: dict[str, list[Any]]) -> list[str]:
    """Layers with an array that nothing changes, by kind."""
    return [name for name, arrays in changes.items() if any(array is None or not array.any() for array in arrays)]


def _loss_name(loss: Any) -> str | None:
    if loss is None or isinstance(loss, str):
        return loss
    return str(getattr(loss, "name", None) or getattr(loss, "__name__", None) or type(loss).__name__)


def _from_logits(loss: Any) -> bool | None:
    try:
        return bool(loss.get_config().get("from_logits", False))
    except Exception:
        return None


class TorchDriver:
    """One ``torch.nn.Module`` of the submission."""

    def __init__(self, module: ModuleType) -> None:
        self.module = module
        self.model: Any = None

    def build(self, vocab_size: int, embedding_size: int, hidden_size: int, num_classes: int) -> dict[str, Any]:
        """Build the model; what it is made of."""
        import torch

        torch.manual_seed(0)
        self.model = model = self.module.build_model(vocab_size, embedding_size, hidden_size, num_classes)
        if not isinstance(model, torch.nn.Module):
            return {
                "type": getattr(model, "__name__", type(model).__name__),
                "is_model": False,
                "is_class": isinstance(model, type),
            }
        parts = [part for part in model.modules() if type(part).__name__ in TORCH_KINDS]
        return {
            "type": type(model).__name__, "is_model": True,
            "layers": [[type(part).__name__, _attributes(part)] for part in parts],
            "shapes": [[name, list(array.shape)] for name, array in model.named_parameters()],
        }  # fmt: skip

    def place(self, embedding: Any, lstm: Any, output: Any) -> None:
        """Give float64 weights to the embedding, the LSTM and the last linear layer."""
        import torch

        self.model.double()
        parts = {type(part).__name__: part for part in self.model.modules()}
        with torch.no_grad():
            parts["Embedding"].weight.copy_(torch.from_numpy(embedding))
            for name, array in lstm.items():
                getattr(parts["LSTM"], f"{name}_l0").copy_(torch.from_numpy(array))
            parts["Linear"].weight.copy_(torch.from_numpy(output[0].T.copy()))
            parts["Linear"].bias.copy_(torch.from_numpy(output[1]))

    def unmoved(self, token_ids: Any, lengths: Any, labels: Any) -> dict[str, list[Any]]:
        """What gets no gradient: layers, by kind, and rows of the embedding."""
        import torch

        self.model.train()
        logits = self.model(torch.from_numpy(token_ids), torch.from_numpy(lengths))
        parts = {type(part).__name__: part for part in self.model.modules()}
        if logits.requires_grad:
            torch.nn.functional.cross_entropy(logits, torch.from_numpy(labels)).backward()
        gradients = {
            name: [None if array.grad is None else array.grad.numpy() for array in parts[name].parameters()]
            for name in ("Embedding", "LSTM", "Linear")
        }
        table = gradients["Embedding"][0]
        rows = [] if table is None else [int(row) for row in np.flatnonzero(~table.any(axis=1))]
        return {"kinds": _still(gradients), "rows": rows}

    def predict(self, token_ids: Any, lengths: Any) -> Any:
        """The model's outputs, in evaluation mode."""
        import torch

        self.model.eval()
        with torch.no_grad():
            found = self.model(torch.from_numpy(token_ids), torch.from_numpy(lengths))
        return found.detach().numpy() if isinstance(found, torch.Tensor) else found

    def fit(self, token_ids: Any, lengths: Any, labels: Any, epochs: int, *sizes: int) -> list[float]:
        """Train a fresh model by Adam on the cross-entropy of its outputs; the mean loss of each epoch."""
        import torch

        torch.manual_seed(0)
        torch.set_num_threads(1)
        self.model = model = self.module.build_model(sizes[0], 16, 32, sizes[1])
        model.train()
        ids, ends, wanted = (torch.from_numpy(array) for array in (token_ids, lengths, labels))
        optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
        losses = []
        for _ in range(epochs):
            total = 0.0
            for batch in torch.randperm(len(ids)).split(32):
                optimiser.zero_grad()
                loss = torch.nn.functional.cross_entropy(model(ids[batch], ends[batch]), wanted[batch])
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimiser.step()
                total += float(loss.detach()) * len(batch)
            losses.append(total / len(ids))
        return losses


def _attributes(part: Any) -> dict[str, Any]:
    found = {name: getattr(part, name, None) for name in ATTRIBUTES}
    return {name: value for name, value in found.items() if value is None or isinstance(value, (bool, int, float, str))}
