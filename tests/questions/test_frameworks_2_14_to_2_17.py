"""What later questions of sections 2.14 to 2.17 say of PyTorch and Keras, tried on PyTorch and Keras."""

import inspect
import random
import warnings

import numpy as np
import pytest

from lstm_drills.content import questions
from lstm_drills.content.expressions import draw, evaluate

torch = pytest.importorskip("torch", reason="PyTorch is not installed: what 2.14 to 2.17 say of it is unchecked")
nn = torch.nn

T, N, D, H, K = 5, 3, 4, 2, 3
FACTS, NUMBERS = {}, {}


def fact(key):
    return lambda check: FACTS.setdefault(key, check)


def number(key):
    return lambda build: NUMBERS.setdefault(key, build)


@pytest.fixture(scope="module")
def keras(tmp_path_factory):
    """Keras on PyTorch. Both variables are read when it is imported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_BACKEND", "torch")
        patch.setenv("KERAS_HOME", str(tmp_path_factory.mktemp("keras")))
        yield pytest.importorskip("keras", reason="Keras is not installed: what 2.15 says of it is unchecked")


def size(module):
    return sum(parameter.numel() for parameter in module.parameters())


# --- 2.14


@fact("2.14/factors-of-a-layer")
def blocks_of_a_layer():
    block = H * (D + H + 2)
    assert [size(layer(D, H)) // block for layer in (nn.RNN, nn.GRU, nn.LSTM)] == [1, 3, 4]
    assert size(nn.LSTM(D, H)) == 4 * block
    assert size(nn.LayerNorm(H)) == 2 * H


@fact("2.14/projected-stack")
def stack_with_projections():
    D, H, P, layers = 7, 6, 2, 3

    def held(upper):
        widths = [D] + [upper] * (layers - 1)
        return sum(4 * H * (width + P) + 2 * 4 * H + P * H for width in widths)

    assert size(nn.LSTM(D, H, num_layers=layers, proj_size=P)) == held(P) != held(H)


# --- 2.15


@fact("2.15/what-each-loss-wants")
def losses():
    logits, labels = torch.randn(N, K), torch.tensor([0, 2, 1])
    assert torch.allclose(nn.CrossEntropyLoss()(logits, labels), nn.NLLLoss()(logits.log_softmax(1), labels))
    with pytest.raises(ValueError, match="same as input size"):
        nn.BCEWithLogitsLoss()(torch.randn(N, 1), torch.ones(N))
    nothing = nn.CrossEntropyLoss(ignore_index=0)(logits, torch.zeros(N, dtype=torch.long))
    assert nothing.isnan()


@fact("2.15/what-each-loss-wants in Keras")
def losses_of_keras(keras):
    for loss in (keras.losses.SparseCategoricalCrossentropy(), keras.losses.CategoricalCrossentropy()):
        assert loss.get_config()["from_logits"] is False


@fact("2.15/shapes-of-an-autoencoder")
def autoencoder(keras):
    layers = keras.layers
    per_step = layers.TimeDistributed(layers.Dense(5))
    stack = [layers.LSTM(64), layers.RepeatVector(30), layers.LSTM(64, return_sequences=True), per_step]
    model = keras.Sequential([layers.Input((30, 5)), *stack])
    assert [layer.output.shape[1:] for layer in model.layers] == [(64,), (30, 64), (30, 64), (30, 5)]
    dense, x = layers.Dense(2), torch.randn(N, T, D)
    assert torch.allclose(dense(x), layers.TimeDistributed(dense)(x), atol=1e-6)


@fact("2.15/how-far-a-mask-goes")
def masks(keras):
    layers = keras.layers

    class Own(layers.Layer):
        def call(self, x):
            return 2 * x

    class Passing(Own):
        def __init__(self):
            super().__init__()
            self.supports_masking = True

    def carries(layer):
        embedded = layers.Embedding(9, D, mask_zero=True)(keras.Input((T,), dtype="int32"))
        return getattr(layer(embedded), "_keras_mask", None) is not None

    assert carries(layers.LSTM(H, return_sequences=True))
    assert carries(layers.LayerNormalization())
    assert carries(layers.Dropout(0.5))
    assert carries(Passing())
    assert not carries(layers.LSTM(H))
    for layer in (layers.Conv1D(H, 3), Own()):
        with pytest.warns(UserWarning, match="destroy"):
            assert not carries(layer)


@number("2.15/norm-left-by-clipnorm")
def norm_of_the_update(keras, k, c):
    def moved(**options):
        variables = [keras.Variable(np.zeros(3, np.float32)) for _ in range(int(k))]
        optimiser = keras.optimizers.SGD(1.0, **options)
        optimiser.apply_gradients([(torch.full((3,), 100.0 * (i + 1)), each) for i, each in enumerate(variables)])
        return float(torch.cat([each.value.detach() for each in variables]).norm())

    assert moved(global_clipnorm=c) == pytest.approx(c, rel=1e-4)
    return moved(clipnorm=c)


@fact("2.15/states-of-a-fixed-batch")
def states_made_too_early():
    layer, h0 = nn.LSTM(D, H, batch_first=True), torch.zeros(1, N, H)
    layer(torch.randn(N, T, D), (h0, h0))
    with pytest.raises(RuntimeError, match="Expected hidden"):
        layer(torch.randn(N - 1, T, D), (h0, h0))
    layer.h0 = h0
    assert layer.double().h0.dtype == torch.float32  # a plain attribute is not moved or changed
    assert "h0" not in layer.state_dict()


@fact("2.15/traced-with-five-steps")
def traced():
    class Reader(nn.Module):
        def __init__(self):
            super().__init__()
            self.cell = nn.LSTMCell(D, H)

        def forward(self, x):
            h = c = x.new_zeros(x.shape[1], H)
            for t in range(x.shape[0]):
                h, c = self.cell(x[t], (h, c))
            return h

    model, longer = Reader(), torch.randn(7, N, D)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is deprecated, and that the loop is unrolled
        exported = torch.jit.trace(model, torch.randn(5, N, D))
        layer = nn.LSTM(D, H)
        exported_layer = torch.jit.trace(layer, torch.randn(5, N, D))
    assert torch.allclose(exported(longer), model(longer[:5]))
    assert not torch.allclose(exported(longer), model(longer), atol=1e-3)
    with pytest.raises(Exception, match=r"out of bounds|out of range"):
        exported(longer[:4])
    assert torch.allclose(exported_layer(longer)[0], layer(longer)[0])
    successor = torch.export.export(model, (torch.randn(5, N, D),)).module()
    with pytest.raises(AssertionError, match="Guard failed"):
        successor(longer)


@fact("2.15/chunk-of-memory")
def flattened():
    layer = nn.LSTM(D, H, num_layers=2)
    before = {name: value.clone() for name, value in layer.state_dict().items()}
    layer.flatten_parameters()
    after = layer.state_dict()
    assert list(after) == list(before)
    assert all(torch.equal(after[name], before[name]) for name in before)


@fact("2.15/state-size-of-a-cell")
def cell_of_ones_own(keras):
    ops = keras.ops

    class Cell(keras.layers.Layer):
        def __init__(self, units, state_size):
            super().__init__()
            self.state_size = state_size
            self.sums = keras.layers.Dense(4 * units)

        def call(self, inputs, states):
            h, c = states
            joined = ops.concatenate([inputs, h], axis=-1)
            i, f, g, o = ops.split(self.sums(joined), 4, axis=-1)
            c = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(g)
            h = ops.sigmoid(o) * ops.tanh(c)
            return h, [h, c]

    x = torch.randn(N, T, D)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the cell has no build()
        assert keras.layers.RNN(Cell(H, [H, H]))(x).shape == (N, H)
        with pytest.raises(ValueError, match=r"not enough values to unpack \(expected 2, got 1\)"):
            keras.layers.RNN(Cell(H, H))(x)


@fact("2.15/tags-padded-with-zero")
def padded_tags():
    assert torch.nn.utils.rnn.pad_sequence([torch.ones(1), torch.ones(2)], batch_first=True)[0, 1] == 0
    logits, tags = torch.randn(1, K, T), torch.tensor([[1, 2, -100, -100, -100]])
    loss = nn.CrossEntropyLoss()
    assert torch.allclose(loss(logits, tags), loss(logits[:, :, :2], tags[:, :2]))
    assert not torch.allclose(loss(logits, tags.clamp(min=0)), loss(logits, tags))


@number("2.15/schedule-called-too-often")
def rate_of_a_schedule(b):
    optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = torch.optim.lr_scheduler.StepLR(optimiser, step_size=10, gamma=0.5)
    for _ in range(int(b)):
        optimiser.step()
        scheduler.step()
    return optimiser.param_groups[0]["lr"]


# --- 2.17


@fact("2.17/where-hides-the-value")
def gradient_of_where():
    x = torch.tensor([4.0, 0.0], requires_grad=True)
    (hidden,) = torch.autograd.grad(torch.where(x > 0, x.sqrt(), 0).sum(), x)
    (safe,) = torch.autograd.grad(torch.where(x > 0, torch.where(x > 0, x, 1).sqrt(), 0).sum(), x)
    assert hidden[1].isnan()
    assert safe.tolist() == [0.25, 0.0]


@fact("2.17/vectors-that-stay")
def embedding_after_the_optimiser():
    model = nn.Sequential(nn.Embedding(9, D), nn.Linear(D, K))
    optimiser = torch.optim.Adam(model.parameters(), lr=0.1)
    model[0] = nn.Embedding.from_pretrained(torch.randn(9, D), freeze=False)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    model(torch.tensor([1, 2])).pow(2).sum().backward()
    optimiser.step()
    changed = {name for name, value in model.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"1.weight", "1.bias"}
    optimiser.zero_grad()
    assert model[0].weight.grad.any()
    assert not nn.Embedding.from_pretrained(torch.randn(9, D)).weight.requires_grad


@fact("2.17/other-digits-on-the-gpu")
def what_is_allowed_by_default():
    assert torch.backends.cudnn.allow_tf32
    assert not torch.backends.cuda.matmul.allow_tf32


@fact("2.17/resumed-with-a-jump")
def resumed():
    def start():
        torch.manual_seed(1)
        model = nn.Linear(D, 1)
        return model, torch.optim.Adam(model.parameters(), lr=0.1)

    batches = [torch.randn(N, D) for _ in range(10)]

    def run(model, optimiser, part):
        for x in part:
            optimiser.zero_grad()
            (nn.functional.dropout(model(x), 0.5) - 1).pow(2).mean().backward()
            optimiser.step()

    whole = start()
    run(*whole, batches)
    first = start()
    run(*first, batches[:5])
    generator = torch.get_rng_state()
    for with_moments in (True, False):
        model, optimiser = start()
        model.load_state_dict(first[0].state_dict())
        if with_moments:
            optimiser.load_state_dict(first[1].state_dict())
        torch.set_rng_state(generator)
        run(model, optimiser, batches[5:])
        assert torch.equal(model.weight, whole[0].weight) == with_moments


# --- the tests


def called(check, request, **more):
    wanted = inspect.signature(check).parameters
    return check(**({"keras": request.getfixturevalue("keras")} if "keras" in wanted else {}), **more)


def test_every_fact_belongs_to_a_question():
    known = {entry.key for entry in questions._fresh(questions.bank_files()).entries}
    assert not {key.split()[0] for table in (FACTS, NUMBERS) for key in table} - known


@pytest.mark.parametrize("key", FACTS)
def test_a_fact_holds(key, request):
    torch.manual_seed(0)
    called(FACTS[key], request)


@pytest.mark.parametrize("key", NUMBERS)
def test_a_number_is_the_frameworks(key, request):
    answer, rng = questions._fresh(questions.bank_files()).question(key).answer, random.Random(0)
    for _ in range(3):
        values = {variable.name: draw(variable, rng) for variable in answer.variables}
        assert called(NUMBERS[key], request, **values) == pytest.approx(evaluate(answer.expression, values), rel=1e-4)
