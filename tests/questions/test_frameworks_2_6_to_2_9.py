"""What sections 2.6 to 2.9 say of PyTorch and Keras, tried on PyTorch and Keras."""

import importlib.util
import inspect
import warnings

import numpy as np
import pytest

from lstm_drills.content import questions
from lstm_drills.content.expressions import evaluate

torch = pytest.importorskip("torch", reason="torch is not installed: what 2.6 to 2.9 say of PyTorch is unchecked")

T, N, D, H = 5, 2, 3, 4


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.fixture(scope="module")
def keras(tmp_path_factory):
    if importlib.util.find_spec("keras") is None:
        pytest.skip("keras is not installed: what 2.6 to 2.9 say of Keras is unchecked")
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        patch.setenv("KERAS_BACKEND", "torch")  # both are read when keras is imported
        patch.setenv("KERAS_HOME", str(tmp_path_factory.mktemp("keras")))
        import keras
    return keras


def no_peephole(layer):
    return not [name for name in inspect.signature(layer.__init__).parameters if "peep" in name]


def test_pytorch_has_no_peepholes():  # 2.6/peepholes-in-libraries
    assert no_peephole(torch.nn.LSTM)
    with pytest.raises(TypeError):
        torch.nn.LSTM(D, H, peephole=True)
    assert all(parameter.shape[0] == 4 * H for parameter in torch.nn.LSTM(D, H).parameters())


def test_keras_has_no_peepholes(keras):  # 2.6/peepholes-in-libraries
    assert no_peephole(keras.layers.LSTM)
    assert no_peephole(keras.layers.LSTMCell)


@pytest.mark.parametrize(("inputs", "units"), [(16, 16), (20, 50)])
def test_two_directions_of_a_gru(keras, inputs, units):  # 2.6/two-directions-of-a-gru
    layer = keras.layers.Bidirectional(keras.layers.GRU(units), merge_mode="sum")
    layer.build((None, T, inputs))
    expression = questions._fresh(questions.bank_files()).question("2.6/two-directions-of-a-gru").answer.expression
    assert layer.count_params() == evaluate(expression, {"D": inputs, "H": units})
    assert tuple(layer(np.zeros((N, T, inputs), np.float32)).shape) == (N, units)


@pytest.mark.parametrize(("retain", "error"), [(False, "second time"), (True, "modified by an inplace operation")])
@pytest.mark.parametrize("name", ["SGD", "Adam"])
def test_a_state_that_is_not_detached_fails_with_and_without_the_old_graph(
    name, retain, error
):  # 2.7/graph-that-never-ends
    layer = torch.nn.LSTM(D, H)
    optimizer = getattr(torch.optim, name)(layer.parameters(), lr=0.1)

    def window(state):
        output, state = layer(torch.randn(T, N, D), state)
        optimizer.zero_grad()
        output.square().mean().backward(retain_graph=retain)
        optimizer.step()
        return state

    state = window(None)
    with pytest.raises(RuntimeError, match=error):
        window(state)
    window(tuple(part.detach() for part in state))


def test_clipping_an_infinity_by_norm():  # 2.7/clipping-an-infinity
    weight = torch.nn.Parameter(torch.zeros(3))
    weight.grad = torch.tensor([3.0, float("inf"), -4.0])
    assert torch.isinf(torch.nn.utils.clip_grad_norm_([weight], 1.0))
    assert weight.grad[[0, 2]].tolist() == [0, 0]
    assert torch.isnan(weight.grad[1])
    weight.grad = torch.tensor([3.0, float("inf"), -4.0])
    with pytest.raises(RuntimeError, match="non-finite"):
        torch.nn.utils.clip_grad_norm_([weight], 1.0, error_if_nonfinite=True)


def moved(*, unscale):
    """How far plain SGD with the rate 1 moves one weight whose gradient is 0.5, under loss scaling and clipping to 1."""
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=1.0)
    scaler = torch.amp.GradScaler("cpu")
    scaler.scale((0.5 * weight).sum()).backward()
    if unscale:
        scaler.unscale_(optimizer)
    torch.nn.utils.clip_grad_norm_([weight], 1.0)
    scaler.step(optimizer)
    return -weight.item()


def test_clipping_of_scaled_gradients_leaves_next_to_nothing():  # 2.7/clipped-while-scaled
    assert torch.amp.GradScaler("cpu").get_scale() == 65536
    assert moved(unscale=True) == pytest.approx(0.5)
    assert moved(unscale=False) == pytest.approx(1 / 65536, rel=1e-4)


def test_a_plain_tensor_is_no_parameter():  # 2.8/initial-state-that-stays-zero
    code = questions._fresh(questions.bank_files()).question("2.8/initial-state-that-stays-zero").code
    names = {"nn": torch.nn, "torch": torch}
    exec(code, names)
    reader = names["Reader"](D, H)
    reader(torch.randn(T, N, D))[0].sum().backward()
    assert "c0" in dict(reader.named_parameters())
    assert "h0" not in dict(reader.named_parameters()) | reader.state_dict()
    assert reader.h0.grad is not None


def test_ignored_labels_count_nowhere():  # 2.9/labels-of-pieces
    scores = torch.randn(5, 3)
    loss = torch.nn.functional.cross_entropy
    labels = torch.tensor([1, 0, 2, -100, -100])
    assert torch.isclose(loss(scores, labels), loss(scores[:3], labels[:3]))
    assert torch.isnan(loss(scores[3:], labels[3:]))


def test_sorting_by_oneself_and_leaving_it_to_packing():  # 2.9/sorted-all-but-one
    packing = torch.nn.utils.rnn
    texts = [torch.randn(n, D) for n in (2, 5, 3)]
    layer = torch.nn.LSTM(D, H)
    lengths, order = torch.tensor([len(text) for text in texts]).sort(descending=True)
    sorted_pack = packing.pack_padded_sequence(packing.pad_sequence(texts)[:, order], lengths)
    left_alone = packing.pack_sequence(texts, enforce_sorted=False)
    ours, theirs = (layer(pack)[1][0][0] for pack in (sorted_pack, left_alone))
    assert torch.allclose(ours, theirs[order], atol=1e-6)
    assert not torch.allclose(ours, theirs, atol=1e-3)
    with pytest.raises(RuntimeError, match="sorted"):
        packing.pack_sequence(texts)


def test_padding_held_by_a_mask_changes_no_gradient():  # 2.9/gradient-through-padding
    cell = torch.nn.LSTMCell(D, H).double()

    def gradients(x, mask):
        x = x.clone().requires_grad_()
        h = c = torch.zeros(1, H, dtype=torch.float64)
        for step, m in zip(x, mask, strict=True):
            h_new, c_new = cell(step, (h, c))
            h, c = m * h_new + (1 - m) * h, m * c_new + (1 - m) * c
        return torch.autograd.grad(h.sum(), [x, *cell.parameters()])

    x = torch.randn(7, 1, D, dtype=torch.float64)
    padded, alone = gradients(x, [1, 1, 1, 0, 0, 0, 0]), gradients(x[:3], [1, 1, 1])
    assert not padded[0][3:].any()
    assert torch.allclose(padded[0][:3], alone[0])
    assert all(torch.allclose(one, other) for one, other in zip(padded[1:], alone[1:], strict=True))


def test_a_layer_of_states_wants_sequences(keras):  # 2.9/stacked-without-sequences
    layers = keras.layers
    model = keras.Sequential([layers.Embedding(20, D), layers.LSTM(H), layers.LSTM(H)])
    with pytest.raises(ValueError, match="expected ndim=3, found ndim=2"):
        model(np.ones((N, T), int))


def test_which_layers_hand_a_mask_on(keras):  # 2.9/where-the-mask-is-lost
    layers = keras.layers

    def masked(layer):
        ids = np.array([[3, 4, 0, 0], [5, 6, 7, 8]])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a mask that is dropped
            return getattr(layer(layers.Embedding(10, D, mask_zero=True)(ids)), "_keras_mask", None) is not None

    sequences = layers.Bidirectional(layers.LSTM(H, return_sequences=True))
    assert all(masked(layer) for layer in (layers.Dropout(0.2), sequences, layers.LayerNormalization()))
    dropping = [
        layers.Conv1D(4, 3, padding="same"),
        layers.MaxPooling1D(2),
        layers.Flatten(),
        layers.Reshape((2, 2 * D)),
        layers.Lambda(lambda x: 2 * x),
    ]
    assert not any(masked(layer) for layer in dropping)


def test_global_pooling_under_a_mask(keras):  # 2.9/where-the-mask-is-lost
    x, mask = np.array([[[1.0], [2.0], [9.0]]], np.float32), np.array([[True, True, False]])
    assert float(keras.layers.GlobalAveragePooling1D()(x, mask=mask)[0, 0]) == 1.5
    assert "mask" not in inspect.signature(keras.layers.GlobalMaxPooling1D.call).parameters


def test_masking_skips_a_step_that_equals_the_value_throughout(keras):  # 2.9/zero-that-was-measured
    x = np.array([[[0.0, 0.0], [0.0, 3.0], [-10.0, -10.0]]], np.float32)
    assert np.asarray(keras.layers.Masking(0.0)(x)._keras_mask).tolist() == [[False, True, True]]
    assert np.asarray(keras.layers.Masking(-10.0)(x)._keras_mask).tolist() == [[True, True, False]]


def test_a_stateful_layer_goes_on_until_it_is_reset_by_hand(keras):  # 2.9/stateful-in-keras
    layer = keras.layers.LSTM(H, stateful=True)
    model = keras.Sequential([keras.Input(batch_shape=(N, T, D)), layer])
    x = torch.randn(N, T, D)
    first, second = (model(x).detach().cpu() for _ in range(2))
    assert not torch.allclose(first, second)
    layer.reset_state()
    torch.testing.assert_close(model(x).detach().cpu(), first)
    assert not hasattr(model, "reset_states") and not hasattr(model, "reset_state")
