"""What the banks say of PyTorch and Keras, tried on PyTorch and Keras.

A fact is a function of the frameworks, named by the question that states it. Numbers that count a layer's
parameters are compared with a real layer for several draws.
"""

import importlib.util
import inspect
import random
import warnings

import numpy as np
import pytest

from lstm_drills.content import questions
from lstm_drills.content.expressions import draw, evaluate

MISSING = [name for name in ("torch", "keras") if importlib.util.find_spec(name) is None]
DRAWS = 3
N, T, D, H = 2, 5, 3, 4
FACTS, COUNTS = {}, {}


def fact(key):
    return lambda check: FACTS.setdefault(key, check)


def count(key):
    return lambda build: COUNTS.setdefault(key, build)


def needs(check):
    """The frameworks that a check asks for; Keras computes by PyTorch here, so it needs both."""
    keras = "keras" in inspect.signature(check).parameters
    return {"torch", "keras"} if keras else {"torch"}


CHECKS = FACTS, COUNTS


def possible(table):
    return [key for key, check in table.items() if not needs(check) & set(MISSING)]


@pytest.fixture(scope="module")
def frameworks(tmp_path_factory):
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        import torch

        torch.manual_seed(0)
        found = {"torch": torch}
        if "keras" not in MISSING:
            patch.setenv("KERAS_BACKEND", "torch")  # both are read when keras is imported
            patch.setenv("KERAS_HOME", str(tmp_path_factory.mktemp("keras")))
            import keras

            keras.utils.set_random_seed(0)
            found["keras"] = keras
    return found


def run(check, frameworks, **more):
    wanted = {name: frameworks[name] for name in inspect.signature(check).parameters if name in frameworks}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the frameworks' own
        return check(**wanted, **more)


def numbers(tensor):
    return tensor.detach().cpu().numpy() if hasattr(tensor, "detach") else np.asarray(tensor)


def shapes(tensors):
    return [tuple(tensor.shape) for tensor in tensors]


def inputs(*shape):
    return np.random.default_rng(0).normal(size=shape or (N, T, D)).astype(np.float32)


def size(layer):
    return sum(parameter.numel() for parameter in layer.parameters())


def built(layer, *shape):
    layer.build((None, *shape))
    return layer.count_params()


# --- 2.15: what a layer takes and returns


@fact("2.15/what-the-flags-return")
def returned(torch, keras):
    def of(**flags):
        given = keras.layers.LSTM(H, **flags)(inputs())
        return shapes(given if isinstance(given, (list, tuple)) else [given])

    assert of() == [(N, H)]
    assert of(return_sequences=True) == [(N, T, H)]
    assert of(return_state=True) == [(N, H)] * 3
    assert of(return_sequences=True, return_state=True) == [(N, T, H), (N, H), (N, H)]
    output, last, _ = keras.layers.LSTM(H, return_state=True)(inputs())
    assert np.array_equal(numbers(output), numbers(last))


@fact("2.15/one-training-step")
def clipping_before_the_gradients(torch):
    layer = torch.nn.Linear(3, 1)
    assert float(torch.nn.utils.clip_grad_norm_(layer.parameters(), 1.0)) == 0  # no gradient yet: nothing, no error
    (100 * layer(torch.ones(1, 3))).sum().backward()
    assert float(torch.nn.utils.clip_grad_norm_(layer.parameters(), 1.0)) == pytest.approx(200)
    assert float(torch.cat([p.grad.flatten() for p in layer.parameters()]).norm()) == pytest.approx(1, rel=1e-4)


@fact("2.15/cell-that-starts-anew")
def cell_without_a_state(torch):
    cell, x = torch.nn.LSTMCell(D, H), torch.randn(N, D)
    zeros = torch.zeros(N, H)
    assert torch.equal(cell(x)[0], cell(x, (zeros, zeros))[0])
    cell(x)[0].sum().backward()
    assert not cell.weight_hh.grad.any()


@fact("2.15/weights-for-keras")
def lstm_weights_carried_over(torch, keras):
    source, target = torch.nn.LSTM(D, H, batch_first=True), keras.layers.LSTM(H, return_sequences=True)
    x = inputs()
    target(x)
    w_ih, w_hh, b_ih, b_hh = (numbers(parameter) for parameter in source.parameters())
    target.set_weights([w_ih.T, w_hh.T, b_ih + b_hh])
    assert np.allclose(numbers(source(torch.tensor(x))[0]), numbers(target(x)), atol=1e-6)


@fact("2.15/gru-blocks-for-keras")
def gru_weights_carried_over(torch, keras):
    source, target = torch.nn.GRU(D, H, batch_first=True), keras.layers.GRU(H, return_sequences=True)
    x = inputs()
    target(x)
    want = numbers(source(torch.tensor(x))[0])

    def difference(order):
        def blocks(parameter):
            return np.concatenate([np.split(numbers(parameter), 3)["rzn".index(name)] for name in order])

        w_ih, w_hh, b_ih, b_hh = (blocks(parameter) for parameter in source.parameters())
        target.set_weights([w_ih.T, w_hh.T, np.stack([b_ih, b_hh])])
        return np.abs(numbers(target(x)) - want).max()

    assert difference("zrn") < 1e-6
    assert difference("rzn") > 1e-3


@fact("2.15/widths-under-projection")
def projected(torch):
    P = 2
    layer = torch.nn.LSTM(D, H, num_layers=2, proj_size=P)
    output, (h, c) = layer(torch.randn(T, N, D))
    assert shapes([output, h, c]) == [(T, N, P), (2, N, P), (2, N, H)]
    assert shapes([layer.weight_hh_l0, layer.weight_ih_l1, layer.weight_hr_l0]) == [(4 * H, P), (4 * H, P), (P, H)]
    with pytest.raises(ValueError, match="only supported for LSTM"):
        torch.nn.GRU(D, H, proj_size=P)


@fact("2.15/outputs-at-masked-steps")
def outputs_under_a_mask(torch, keras):
    mask = np.array([[1, 1, 1, 0, 0], [0, 0, 1, 1, 1]], dtype=bool)
    right, left = numbers(keras.layers.LSTM(H, return_sequences=True)(inputs(), mask=mask))
    assert np.array_equal(right[3], right[2])
    assert np.array_equal(right[4], right[2])
    assert not left[:2].any()
    zeros = keras.layers.LSTM(H, return_sequences=True, zero_output_for_mask=True)(inputs(), mask=mask)
    assert not numbers(zeros)[0, 3:].any()


@fact("2.15/loss-under-the-mask")
def loss_leaves_padding_out(torch, keras):
    ids = np.array([[1, 2, 0, 0]])
    layers = keras.layers
    model = keras.Sequential(
        [
            layers.Input((4,), dtype="int32"),
            layers.Embedding(5, D, mask_zero=True),
            layers.LSTM(H, return_sequences=True),
            layers.Dense(3, "softmax"),
        ]
    )
    model.compile("sgd", "sparse_categorical_crossentropy")
    likely = model.predict(ids, verbose=0)[0]
    for padding in (0, 2):
        loss = model.evaluate(ids, np.array([[1, 1, padding, padding]]), verbose=0)
        assert loss == pytest.approx(-np.log(likely[:2, 1]).mean(), rel=1e-4)


@fact("2.15/what-keras-drops")
def one_mask_for_all_steps(torch, keras):
    """With the forget gate shut and like inputs, the steps come to rest if and only if their masks are the same."""

    def steps(dropped_in_front=0.0, **options):
        layer, x = keras.layers.LSTM(6, return_sequences=True, **options), np.ones((1, 60, 8), np.float32)
        layer(x)
        kernel, recurrent, bias = (numbers(w).copy() for w in layer.get_weights())
        bias[6:12] = -50
        layer.set_weights([kernel, recurrent / 2, bias])
        read = keras.layers.Dropout(dropped_in_front)(x, training=True)
        return numbers(layer(read, training=True))[0], numbers(layer(x))[0]

    for options in ({"dropout": 0.5}, {"recurrent_dropout": 0.5}):
        trained, tested = steps(**options)
        assert np.allclose(trained[-1], trained[-2], atol=1e-6)
        assert not np.allclose(trained, tested, atol=1e-4)
    first_trained, first_tested = steps(recurrent_dropout=0.5)  # the first step has no state to drop, but an input
    assert np.allclose(first_trained[0], first_tested[0], atol=1e-6)
    first_trained, first_tested = steps(dropout=0.5)
    assert not np.allclose(first_trained[0], first_tested[0], atol=1e-4)
    in_front, _ = steps(0.5)
    assert not np.allclose(in_front[-1], in_front[-2], atol=1e-4)


@count("2.15/tensors-in-the-state-dict")
def tensors(torch, L):
    return len(torch.nn.LSTM(64, 128, num_layers=L, bidirectional=True).state_dict())


@fact("2.15/spread-of-the-forget-bias")
def fresh_biases(torch, keras):
    units = 256
    layer = torch.nn.LSTM(1, units)
    for parameter in layer.parameters():
        assert units**-0.5 * 0.9 < float(parameter.abs().max()) <= units**-0.5
    of_forgetting = (layer.bias_ih_l0 + layer.bias_hh_l0)[units : 2 * units]
    assert float(of_forgetting.std()) == pytest.approx((2 / (3 * units)) ** 0.5, rel=0.2)
    keras_layer = keras.layers.LSTM(2)
    keras_layer.build((None, T, D))
    assert numbers(keras_layer.get_weights()[2]).tolist() == [0, 0, 1, 1, 0, 0, 0, 0]


@count("2.15/what-clipping-returns")
def total_norm(torch, a, b):
    two = [torch.nn.Parameter(torch.zeros(4)), torch.nn.Parameter(torch.zeros(9))]
    two[0].grad, two[1].grad = torch.full((4,), a / 2), torch.full((9,), b / 3)
    return float(torch.nn.utils.clip_grad_norm_(two, max_norm=1.0))


@fact("2.15/two-axes-too-few")
def unbatched(torch):
    layer, x = torch.nn.LSTM(16, 32, batch_first=True), torch.randn(64, 16)
    output, (h, c) = layer(x)
    assert shapes([output, h, c]) == [(64, 32), (1, 32), (1, 32)]
    x[0] += 1
    assert not torch.allclose(layer(x)[0][1], output[1], atol=1e-6)
    assert shapes([layer(x.unsqueeze(1))[0]]) == [(64, 1, 32)]


@fact("2.15/loaded-but-no-model")
def saved_and_loaded(torch, tmp_path):
    model = torch.nn.LSTM(D, H)
    torch.save(model.state_dict(), tmp_path / "state.pt")
    loaded = torch.load(tmp_path / "state.pt")
    assert isinstance(loaded, dict)
    assert not hasattr(loaded, "eval")
    torch.nn.LSTM(D, H).load_state_dict(loaded)
    torch.save(model, tmp_path / "model.pt")
    with pytest.raises(Exception, match=r"(?i)weights.only"):
        torch.load(tmp_path / "model.pt")


@fact("2.15/gru-in-place-of-lstm")
def states_of_a_gru(torch):
    x = torch.randn(T, 7, D)
    gru = torch.nn.GRU(D, H, num_layers=2)
    _, (h, c) = gru(x)
    _, last = gru(x)
    assert torch.equal(h, last[0])
    assert torch.equal(c, last[1])
    assert shapes([torch.nn.Linear(H, 3)(h[-1])]) == [(3,)]
    with pytest.raises(ValueError, match="unpack"):
        _, (h, c) = torch.nn.GRU(D, H)(x)


@fact("2.15/inputs-of-attention")
def attention(torch, keras):
    def mean(query, value, key):
        scores = query @ key.transpose(0, 2, 1)
        return np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True) @ value

    query, value, key = inputs(1, 2, D), inputs(1, T, D) + 1, inputs(1, T, D) * 2
    layer = keras.layers.Attention()
    assert np.allclose(numbers(layer([query, value, key])), mean(query, value, key), atol=1e-5)
    assert np.allclose(numbers(layer([query, value])), mean(query, value, value), atol=1e-5)
    assert list(inspect.signature(torch.nn.MultiheadAttention.forward).parameters)[1:4] == ["query", "key", "value"]


@fact("2.15/states-of-two-directions")
def states_of_two_directions(torch, keras):
    both = keras.layers.Bidirectional(keras.layers.LSTM(H, return_state=True))
    output, *states = both(inputs())
    forward, backward = both.forward_layer, both.backward_layer
    assert output.shape == (N, 2 * H)
    want = [*forward(inputs())[1:], *backward(inputs())[1:]]
    assert len(states) == 4
    assert all(np.allclose(numbers(one), numbers(other), atol=1e-6) for one, other in zip(states, want, strict=True))


@fact("2.15/loop-over-cells")
def cell_and_layer(torch):
    layer, cell = torch.nn.LSTM(D, H), torch.nn.LSTMCell(D, H)
    parameters = inspect.signature(torch.nn.LSTMCell.__init__).parameters
    assert not {"num_layers", "dropout", "bidirectional"} & set(parameters)
    cell.load_state_dict({name.removesuffix("_l0"): tensor for name, tensor in layer.state_dict().items()})
    x = torch.randn(T, N, D, requires_grad=True)
    h = c = torch.zeros(N, H)
    for step in x:
        h, c = cell(step, (h, c))
    assert torch.allclose(h, layer(x)[0][-1], atol=1e-6)
    h.sum().backward()
    assert x.grad[0].any()


@fact("2.15/series-into-tensors")
def float64_is_refused(torch):
    with pytest.raises((RuntimeError, ValueError), match=r"(?i)dtype|double|float"):
        torch.nn.LSTM(D, H)(torch.tensor(inputs().astype(np.float64)))


@fact("2.15/classifier-outline")
def eval_is_not_no_grad(torch):
    layer = torch.nn.Sequential(torch.nn.Linear(D, H), torch.nn.Dropout(0.5)).eval()
    x = torch.ones(N, D)
    assert torch.equal(layer(x), layer(x))
    assert layer(x).requires_grad
    with torch.no_grad():
        assert not layer.train()(x).requires_grad
        assert (layer(torch.ones(50, D)) == 0).any()


# --- 2.14: counts


@fact("2.14/both-conventions")
def well_known_counts(torch, keras):
    assert built(keras.layers.LSTM(32), T, 16) == 6272
    assert size(torch.nn.LSTM(16, 32)) == 6400


@fact("2.14/inputs-from-a-summary")
def count_in_a_summary(torch, keras):
    assert built(keras.layers.LSTM(32), T, 20) == 4 * 32 * (20 + 32 + 1)


@count("2.14/gru-against-lstm")
def gru_percent(torch, keras, D, H):
    assert 4 * size(torch.nn.GRU(D, H)) == 3 * size(torch.nn.LSTM(D, H))
    lstm = built(keras.layers.LSTM(H), T, D)
    assert 4 * built(keras.layers.GRU(H, reset_after=False), T, D) == 3 * lstm
    return 100 * built(keras.layers.GRU(H), T, D) / lstm


@fact("2.14/four-simple-rnns")
def four_simple_rnns(torch, keras):
    assert built(keras.layers.LSTM(7), T, 5) == 4 * built(keras.layers.SimpleRNN(7), T, 5)


@count("2.14/bidirectional-with-output")
def bidirectional_with_output(torch, keras, D, H, K):
    layers = keras.layers
    model = keras.Sequential([layers.Input((T, D)), layers.Bidirectional(layers.LSTM(H)), layers.Dense(K)])
    return model.count_params()


@count("2.14/a-tower-of-layers")
def tower(torch, keras, L, H, D):
    layers = keras.layers
    model = keras.Sequential([layers.Input((T, D)), *(layers.LSTM(H, return_sequences=True) for _ in range(L))])
    return model.count_params()


@fact("2.14/one-bias-too-few")
def stacks(torch):
    def held(D, H, layers, directions):
        widths = [D] + [directions * H] * (layers - 1)
        return sum(directions * (4 * H * (width + H) + 8 * H) for width in widths)

    for layers in (1, 2, 3):
        for both in (False, True):
            layer = torch.nn.LSTM(6, 10, num_layers=layers, bidirectional=both)
            assert size(layer) == held(6, 10, layers, 1 + both)


@fact("2.14/tied-and-counted-twice")
def tied(torch):
    model = torch.nn.Module()
    model.embedding = torch.nn.Embedding(100, 8)
    model.lstm = torch.nn.LSTM(8, 8)
    model.head = torch.nn.Linear(8, 100, bias=False)
    model.head.weight = model.embedding.weight
    of_names = sum(tensor.numel() for tensor in model.state_dict().values())
    assert of_names - size(model) == 100 * 8


@count("2.14/convolutional-cell")
def conv_lstm(torch, keras, F, k, C):
    return built(keras.layers.ConvLSTM2D(F, k), T, 16, 16, C)


@count("2.14/bytes-of-adam")
def adam_megabytes(torch, D, H):
    layer = torch.nn.LSTM(D, H)
    optimiser = torch.optim.Adam(layer.parameters())
    layer(torch.randn(1, 1, D))[0].sum().backward()
    optimiser.step()
    kept = [tensor for p in layer.parameters() for tensor in (p, p.grad)]
    kept += [state[name] for state in optimiser.state.values() for name in ("exp_avg", "exp_avg_sq")]
    return sum(tensor.numel() * tensor.element_size() for tensor in kept) / 1e6


# --- 2.17: faults


@fact("2.17/all-against-all")
def loss_that_broadcasts(torch):
    with pytest.warns(UserWarning, match="target size"):
        loss = torch.nn.MSELoss()(torch.tensor([[0.0], [2.0], [4.0]]), torch.tensor([0.0, 2.0, 4.0]))
    assert float(loss) == pytest.approx(48 / 9)


@fact("2.17/nan-from-a-zero")
def clipping_spreads_nan(torch):
    two = [torch.nn.Parameter(torch.zeros(1)), torch.nn.Parameter(torch.zeros(1))]
    two[0].grad, two[1].grad = torch.tensor([float("nan")]), torch.ones(1)
    torch.nn.utils.clip_grad_norm_(two, 1.0)
    assert two[1].grad.isnan().all()


@fact("2.17/steps-that-pile-up")
def gradients_are_added(torch):
    weight = torch.nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.SGD([weight], lr=1.0)
    for _ in range(9):
        weight.sum().backward()
        optimiser.step()
    assert float(weight.detach()) == -9 * 5


@fact("2.17/two-calls-two-answers")
def dropout_under_no_grad(torch):
    layer = torch.nn.Dropout(0.5)
    layer.load_state_dict(torch.nn.Dropout(0.5).eval().state_dict())
    with torch.no_grad():
        assert not torch.equal(layer(torch.ones(1000)), layer(torch.ones(1000)))
    lstm, x = torch.nn.LSTM(D, H), torch.randn(T, N, D)
    assert torch.equal(lstm(x)[0], lstm(x)[0])


@fact("2.17/memory-that-fills")
def sum_of_losses(torch):
    layer = torch.nn.Linear(D, 1).eval()
    total = 0.0
    total += layer(torch.ones(1, D)).sum()
    assert total.grad_fn is not None


@fact("2.17/layers-in-a-list")
def hidden_layers(torch):
    module = torch.nn.Module()
    module.cells = [torch.nn.LSTMCell(D, H)]
    assert not list(module.parameters())
    module.cells = torch.nn.ModuleList(module.cells)
    assert len(list(module.parameters())) == 4


@fact("2.17/classes-on-the-wrong-axis")
def axis_of_the_classes(torch):
    criterion = torch.nn.CrossEntropyLoss()
    with pytest.raises((RuntimeError, ValueError)):
        criterion(torch.randn(N, 6, 4), torch.zeros(N, 6, dtype=torch.long))
    logits, tags = torch.randn(N, 4, 4), torch.randint(4, (N, 4))
    wrong, right = criterion(logits, tags), criterion(logits.transpose(1, 2), tags)
    assert float(right) == pytest.approx(float(criterion(logits.reshape(-1, 4), tags.reshape(-1))))
    assert abs(float(wrong) - float(right)) > 1e-3


@fact("2.17/what-an-output-depends-on")
def map_of_dependences(torch):
    x = torch.randn(N, 10, D, requires_grad=True)
    torch.nn.LSTM(D, H, batch_first=True)(x)[0][0, 5, 0].backward()
    reached = x.grad.abs().sum(dim=2) > 0
    assert reached[0].tolist() == [True] * 6 + [False] * 4
    assert not reached[1].any()


@fact("2.17/checked-but-another-model")
def gradcheck_of_another_model(torch):
    def cell(x, h, c):
        i, f, g, o = (x + h).chunk(4, dim=1)
        c = i.sigmoid() * c + f.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh()

    shapes_of_inputs = ((N, 4 * H), (N, 4 * H), (N, H))
    values = [torch.randn(shape, dtype=torch.float64, requires_grad=True) for shape in shapes_of_inputs]
    assert torch.autograd.gradcheck(cell, values)


# --- counts and defaults that other sections state


@count("2.6/gru-parameters")
def gru(torch, D, H):
    return size(torch.nn.GRU(D, H))


@count("2.6/projected-lstm")
def projected_lstm(torch, D, H, P):
    return size(torch.nn.LSTM(D, H, proj_size=P))


@count("2.10/parameters-of-a-bidirectional-stack")
def bidirectional_stack(torch, D, H, L):
    return size(torch.nn.LSTM(D, H, num_layers=L, bidirectional=True))


@count("3.4/classifier-parameters")
def classifier(torch, keras, V, E, H, C):
    layers = keras.layers
    stack = [layers.Input((T,), dtype="int32"), layers.Embedding(V, E), layers.LSTM(H), layers.Dense(C)]
    return keras.Sequential(stack).count_params()


@fact("2.9/shapes-of-a-torch-layer")
def batch_first(torch):
    layer = torch.nn.LSTM(8, 16, num_layers=2, bidirectional=True, batch_first=True)
    output, (h, c) = layer(torch.randn(5, 10, 8))
    assert shapes([output, h, c, layer.weight_ih_l1]) == [(5, 10, 32), (4, 5, 16), (4, 5, 16), (64, 32)]


@fact("2.10/dropout-argument")
def dropout_between_layers(torch):
    with pytest.warns(UserWarning, match="dropout"):
        single = torch.nn.LSTM(D, H, dropout=0.5)
    x = torch.randn(T, N, D)
    assert torch.equal(single(x)[0], single(x)[0])
    stack = torch.nn.LSTM(D, 64, num_layers=2, dropout=0.5)
    assert not torch.equal(stack(x)[0], stack(x)[0])
    assert (stack(x)[0] != 0).all()


@fact("2.10/top-layer-of-h-n")
def directions_side_by_side(torch):
    layer = torch.nn.LSTM(D, H, num_layers=3, bidirectional=True)
    output, (h, _) = layer(torch.randn(T, N, D))
    assert torch.equal(output[-1, :, :H], h[4])
    assert torch.equal(output[0, :, H:], h[5])


@fact("2.10/ways-of-merging")
def merged(torch, keras):
    def of(mode):
        given = keras.layers.Bidirectional(keras.layers.LSTM(H), merge_mode=mode)(inputs())
        return shapes(given if isinstance(given, (list, tuple)) else [given])

    assert of("concat") == [(N, 2 * H)]
    assert of("sum") == of("ave") == of("mul") == [(N, H)]
    assert of(None) == [(N, H), (N, H)]


@fact("2.8/default-initialisers")
def keras_initialisers(torch, keras):
    options = keras.layers.LSTM(H).get_config()
    assert options["kernel_initializer"]["class_name"] == "GlorotUniform"
    assert "Orthogonal" in options["recurrent_initializer"]["class_name"]
    assert options["unit_forget_bias"]


@fact("2.8/orthogonal-side-by-side")
def orthogonal_as_a_whole(torch, keras):
    layer = keras.layers.LSTM(H)
    layer.build((None, T, D))
    recurrent = layer.get_weights()[1]
    assert np.allclose(recurrent @ recurrent.T, np.eye(H), atol=1e-5)
    block = recurrent[:, :H]
    assert not np.allclose(block @ block.T, np.eye(H), atol=0.1)


@fact("2.9/width-after-unpacking")
def unpacked(torch):
    packing = torch.nn.utils.rnn
    packed = packing.pack_padded_sequence(
        torch.randn(3, 7, D), torch.tensor([2, 5, 3]), batch_first=True, enforce_sorted=False
    )
    output, (h, _) = torch.nn.LSTM(D, H, batch_first=True)(packed)
    padded, lengths = packing.pad_packed_sequence(output, batch_first=True)
    assert tuple(padded.shape) == (3, 5, H)
    assert lengths.tolist() == [2, 5, 3]
    assert torch.equal(h[0, 0], padded[0, 1])
    assert packed.batch_sizes.tolist() == [3, 3, 2, 1, 1]


@fact("2.4/state-not-detached")
def carried_state(torch):
    layer = torch.nn.LSTM(D, H)
    _, state = layer(torch.randn(T, N, D))
    state[0].sum().backward()
    output, _ = layer(torch.randn(T, N, D), state)
    with pytest.raises(RuntimeError, match="second time"):
        output.sum().backward()
    output, _ = layer(torch.randn(T, N, D), tuple(part.detach() for part in state))
    output.sum().backward()


# --- the tests


@pytest.fixture(scope="module")
def catalogue():
    return questions._fresh(questions.bank_files())


def test_every_fact_belongs_to_a_question(catalogue):
    assert not {key for table in CHECKS for key in table} - {entry.key for entry in catalogue.entries}


def test_none_is_left_unchecked():
    unchecked = sum(len(table) - len(possible(table)) for table in CHECKS)
    if unchecked:
        pytest.skip(f"{MISSING[0]} is not installed: {unchecked} facts unchecked")


@pytest.mark.parametrize("key", possible(FACTS))
def test_a_fact_holds(key, frameworks, tmp_path):
    check = FACTS[key]
    more = {"tmp_path": tmp_path} if "tmp_path" in inspect.signature(check).parameters else {}
    run(check, frameworks, **more)


@pytest.mark.parametrize("key", possible(COUNTS))
def test_a_number_is_the_frameworks(key, frameworks, catalogue):
    answer = catalogue.question(key).answer
    rng = random.Random(0)
    for _ in range(DRAWS):
        values = {variable.name: draw(variable, rng) for variable in answer.variables}
        expected = evaluate(answer.expression, values)
        assert run(COUNTS[key], frameworks, **values) == pytest.approx(expected, rel=1e-5), values
