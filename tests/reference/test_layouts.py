"""The layouts of PyTorch and Keras: the same numbers come out of their layers, both ways."""

import os
import warnings

import numpy as np
import pytest

from lstm_drills.content.cases import lstm_weights
from lstm_drills.reference import lstm_forward
from lstm_drills.reference.layouts import from_keras, from_pytorch, to_keras, to_pytorch

D, H, STEPS, BATCH = 5, 3, 6, 4
# all in float64; Keras computes in float32 at places whatever it is told
WITH_TORCH, WITH_KERAS = 1e-12, 1e-6


def ours():
    rng = np.random.RandomState(0)
    return lstm_weights(rng, D, H), rng.normal(size=(STEPS, BATCH, D))


def test_there_and_back_is_the_same():
    weights, _ = ours()
    for back in (from_pytorch(to_pytorch(weights)), from_keras(to_keras(weights))):
        assert back.keys() == weights.keys()
        for name, array in weights.items():
            np.testing.assert_array_equal(back[name], array)
            assert not np.shares_memory(back[name], array)


def test_shapes_and_the_gates_places():
    weights, _ = ours()
    torchs, kerass = to_pytorch(weights), to_keras(weights)
    assert {name: array.shape for name, array in torchs.items()} == {
        "weight_ih": (4 * H, D), "weight_hh": (4 * H, H), "bias_ih": (4 * H,), "bias_hh": (4 * H,)
    }  # fmt: skip
    assert {name: array.shape for name, array in kerass.items()} == {
        "kernel": (D, 4 * H), "recurrent_kernel": (H, 4 * H), "bias": (4 * H,)
    }  # fmt: skip
    for place, gate in enumerate(("input", "forget", "cell", "output")):
        part = slice(place * H, (place + 1) * H)
        np.testing.assert_array_equal(torchs["weight_hh"][part].T, weights[f"{gate}_gate_weights"])
        np.testing.assert_array_equal(kerass["kernel"][:, part], weights[f"{gate}_gate_inputs"])


def test_dtypes_stay():
    single = {name: array.astype(np.float32) for name, array in ours()[0].items()}
    for layout in (to_pytorch(single), to_keras(single), from_pytorch(to_pytorch(single))):
        assert {array.dtype for array in layout.values()} == {np.dtype(np.float32)}


def test_torchs_layer_says_the_same_with_our_weights_and_we_with_its():
    torch = pytest.importorskip("torch", reason="torch is not installed")
    weights, x = ours()
    torch.manual_seed(0)
    layer = torch.nn.LSTM(D, H, dtype=torch.float64)
    with torch.no_grad():
        own = {name: getattr(layer, f"{name}_l0").numpy().copy() for name in to_pytorch(weights)}
        hidden = layer(torch.tensor(x))[0].numpy()
        assert np.abs(lstm_forward(x, from_pytorch(own))[0] - hidden).max() <= WITH_TORCH
        for name, array in to_pytorch(weights).items():
            getattr(layer, f"{name}_l0").copy_(torch.tensor(array))
        hidden = layer(torch.tensor(x))[0].numpy()
    assert np.abs(lstm_forward(x, weights)[0] - hidden).max() <= WITH_TORCH


def test_keras_layer_says_the_same_with_our_weights_and_we_with_its(monkeypatch):
    pytest.importorskip("torch", reason="torch is not installed")
    monkeypatch.setenv("KERAS_BACKEND", os.environ.get("KERAS_BACKEND", "torch"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # keras's own
        keras = pytest.importorskip("keras", reason="keras is not installed")
        weights, x = ours()
        batch_first = x.transpose(1, 0, 2)
        keras.utils.set_random_seed(0)
        layer = keras.layers.LSTM(H, return_sequences=True, dtype="float64")
        hidden = np.asarray(keras.ops.convert_to_numpy(layer(batch_first))).transpose(1, 0, 2)
        own = dict(zip(("kernel", "recurrent_kernel", "bias"), layer.get_weights(), strict=True))
        assert np.abs(lstm_forward(x, from_keras(own))[0] - hidden).max() <= WITH_KERAS
        layer.set_weights(list(to_keras(weights).values()))
        hidden = np.asarray(keras.ops.convert_to_numpy(layer(batch_first))).transpose(1, 0, 2)
    assert np.abs(lstm_forward(x, weights)[0] - hidden).max() <= WITH_KERAS
