"""What section 2.10 says of Keras's stateful bidirectional layer, tried on Keras (which computes by PyTorch here)."""

import importlib.util
import warnings

import numpy as np
import pytest

MISSING = [name for name in ("torch", "keras") if importlib.util.find_spec(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}; what 2.10 says of Keras is unchecked")
D, H, CHUNK = 3, 4, 3


@pytest.fixture
def keras(monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_BACKEND", "torch")  # both are read when keras is imported
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import keras

        keras.utils.set_random_seed(0)
        yield keras


def numbers(tensor):
    return tensor.detach().cpu().numpy()


def continued(keras, trained, x, state):
    """An LSTM with the weights of `trained` reads x from a state: outputs of all steps, last h, last c."""
    layer = keras.layers.LSTM(H, return_sequences=True, return_state=True)
    layer.build((None, None, D))
    layer.set_weights([np.array(weight) for weight in trained.get_weights()])
    return [numbers(part) for part in layer(x, initial_state=state)]


def test_only_the_forward_half_is_one_reading(keras):  # 2.10/state-carried-both-ways
    both = keras.layers.Bidirectional(keras.layers.LSTM(H, stateful=True, return_sequences=True))
    x = np.random.default_rng(0).normal(size=(1, 2 * CHUNK, D)).astype(np.float32)
    chunks = np.concatenate([numbers(both(x[:, :CHUNK])), numbers(both(x[:, CHUNK:]))], axis=1)
    zeros = [np.zeros((1, H), np.float32)] * 2
    ahead, *_ = continued(keras, both.forward_layer, x, zeros)
    back, *_ = continued(keras, both.backward_layer, x[:, ::-1].copy(), zeros)
    assert np.allclose(chunks[:, :, :H], ahead, atol=1e-6)
    assert not np.allclose(chunks[:, :, H:], back[:, ::-1], atol=1e-3)
    _, h, c = continued(keras, both.backward_layer, x[:, :CHUNK][:, ::-1].copy(), zeros)
    jumped, *_ = continued(keras, both.backward_layer, x[:, CHUNK:][:, ::-1].copy(), [h, c])
    assert np.allclose(chunks[:, CHUNK:, H:], jumped[:, ::-1], atol=1e-6)
