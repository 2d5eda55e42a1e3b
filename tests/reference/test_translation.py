"""Translation: its gradients are its loss's, padding of either side enters nothing, and PyTorch agrees."""

import numpy as np
import pytest

from lstm_drills.reference.translation import (
    attend,
    initial_parameters,
    train_translation,
    translation_gradients,
)

STEP = 1e-6
TOLERANCE = 1e-10
SOURCES, TARGETS = np.array([4, 6, 1, 0, 6]), np.array([3, 5, 1, 4, 2])
EMBEDDING, HIDDEN, SOURCE_WORDS, TARGET_WORDS = 4, 3, 6, 5


def case_of(seed, sources=SOURCES, targets=TARGETS):
    rng = np.random.default_rng(seed)
    parameters = initial_parameters(SOURCE_WORDS, TARGET_WORDS, EMBEDDING, HIDDEN, rng)
    for array in parameters.values():
        array[...] += 0.5 * rng.normal(size=array.shape)
    source_ids = rng.integers(1, SOURCE_WORDS, (len(sources), max(sources)))
    target_ids = rng.integers(1, TARGET_WORDS, (len(targets), max(targets)))
    source_ids[np.arange(source_ids.shape[1]) >= sources[:, None]] = 0
    target_ids[np.arange(target_ids.shape[1]) >= targets[:, None]] = 0
    return source_ids, sources, target_ids, targets, parameters


def states_of(seed, lengths=(5, 2, 0, 1), dtype=float):
    rng = np.random.default_rng(seed)
    shapes = (len(lengths), HIDDEN), (max(lengths), len(lengths), HIDDEN)
    return *(rng.normal(size=shape).astype(dtype) for shape in shapes), np.array(lengths)


def test_attention_is_the_softmax_of_the_dot_products_within_each_source():
    state, states, lengths = states_of(1)
    context, attention = attend(state, states, lengths)
    assert context.shape == (4, HIDDEN)
    assert attention.shape == (4, 5)
    for n, length in enumerate(lengths):
        odds = [np.exp(state[n] @ states[s, n]) for s in range(length)]
        expected = np.array([*(np.array(odds) / sum(odds)), *([0.0] * (5 - length))])
        np.testing.assert_allclose(attention[n], expected, rtol=0, atol=1e-14)
        np.testing.assert_allclose(context[n], expected @ states[:, n], rtol=0, atol=1e-14)
    assert not attention[2].any()
    assert not context[2].any()


def test_scores_of_ten_thousand_are_sure_and_what_stands_behind_an_end_is_never_read():
    state, states, lengths = states_of(2)
    states[3, 1], states[1:, 3] = np.nan, 1e300
    context, attention = attend(1e4 * state, states, lengths)
    assert np.isfinite(context).all()
    assert np.isfinite(attention).all()
    assert attention[0].max() == 1.0
    assert attention[0].sum() == 1.0
    assert attention[1, 2:].tolist() == [0.0] * 3


def test_single_precision_stays_single():
    state, states, lengths = states_of(3, dtype=np.float32)
    assert [part.dtype for part in attend(state, states, lengths)] == [np.float32] * 2
    *texts, parameters = case_of(3)
    single = {name: array.astype(np.float32) for name, array in parameters.items()}
    loss, gradients = translation_gradients(*texts, single)
    exact_loss, exact = translation_gradients(*texts, parameters)
    assert loss == pytest.approx(exact_loss, rel=1e-5)
    for name, array in gradients.items():
        assert array.dtype == np.float32
        assert np.abs(array - exact[name]).max() <= 1e-5 * np.abs(exact[name]).max(), name


@pytest.mark.parametrize("name", sorted(case_of(1)[-1]))
def test_gradients_are_those_of_central_differences(name):
    *texts, parameters = case_of(1)
    _, gradients = translation_gradients(*texts, parameters)
    assert gradients.keys() == parameters.keys()
    assert len(gradients) == 28
    array = parameters[name]
    numerical = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        losses = []
        for moved in (kept + STEP, kept - STEP):
            array[place] = moved
            losses.append(translation_gradients(*texts, parameters)[0])
        array[place] = kept
        numerical[place] = (losses[0] - losses[1]) / (2 * STEP)
    assert gradients[name].shape == array.shape
    assert np.abs(gradients[name] - numerical).max() < 1e-8
    assert np.abs(gradients[name]).max() > 1e-4


def test_what_padding_holds_is_irrelevant_on_either_side():
    source_ids, sources, target_ids, targets, parameters = case_of(2)
    loss, gradients = translation_gradients(source_ids, sources, target_ids, targets, parameters)
    wide = [np.concatenate([ids, np.full((len(ids), 2), 3)], axis=1) for ids in (source_ids, target_ids)]
    for ids, lengths in zip(wide, (sources, targets), strict=True):
        ids[np.arange(ids.shape[1]) >= lengths[:, None]] = 3
    others = {
        0: translation_gradients(wide[0], sources, wide[1], targets, parameters),
        1: translation_gradients(wide[0].tolist(), sources.tolist(), wide[1].tolist(), targets.tolist(), parameters),
    }
    for other_loss, other in others.values():
        assert other_loss == pytest.approx(loss, abs=1e-14)
        for name, array in other.items():
            np.testing.assert_allclose(array, gradients[name], atol=1e-14, err_msg=name)
    assert not gradients["source_embedding"][0].any()
    for embedding in ("source_embedding", "target_embedding"):
        parameters[embedding][0] = np.nan
    assert translation_gradients(source_ids, sources, target_ids, targets, parameters)[0] == loss


def test_an_end_token_is_never_read_and_a_start_token_never_predicted():
    source_ids, sources, target_ids, targets, parameters = case_of(4, TARGETS + 1, TARGETS + 1)
    inner = np.arange(target_ids.shape[1]) < targets[:, None]
    target_ids[inner] = 3
    target_ids[:, 0] = 1
    target_ids[np.arange(5), targets - 1] = 2
    _, gradients = translation_gradients(source_ids, sources, target_ids, targets, parameters)
    assert not gradients["target_embedding"][2].any()
    assert gradients["target_embedding"][1].any()
    assert (gradients["output_bias"][1] > 0) and (gradients["output_bias"][2] < 0)


def test_arguments_stay_as_they_are():
    *texts, parameters = case_of(5)
    copies = {name: array.copy() for name, array in parameters.items()}
    for array in (*texts, *parameters.values()):
        array.flags.writeable = False
    _, gradients = translation_gradients(*texts, parameters)
    assert all(array.flags.writeable for array in gradients.values())
    for name, array in parameters.items():
        np.testing.assert_array_equal(array, copies[name])


@pytest.mark.parametrize("seed", range(3))
def test_pytorch_gives_the_same(seed):
    """One text after the other, each without its padding, so that masks have nothing to do there."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    source_ids, sources, target_ids, targets, parameters = case_of(seed)
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in parameters.items()}
    encoder, decoder = (layer_of(torch, tensors, prefix) for prefix in ("encoder_", "decoder_"))
    losses = []
    for n, (read, wrote) in enumerate(zip(sources, targets, strict=True)):
        if wrote < 2:
            continue
        zero = torch.zeros(1, HIDDEN, dtype=torch.float64)
        states, (hidden, cell) = torch.zeros(0, HIDDEN, dtype=torch.float64), (zero, zero)
        if read:
            states, (hidden, cell) = encoder(tensors["source_embedding"][torch.tensor(source_ids[n, :read])])
        given = tensors["target_embedding"][torch.tensor(target_ids[n, : wrote - 1])]
        written, _ = decoder(given, (hidden, cell))
        context = torch.softmax(written @ states.T, 1) @ states if read else torch.zeros_like(written)
        logits = torch.cat([written, context], 1) @ tensors["output_weights"] + tensors["output_bias"]
        right = torch.tensor(target_ids[n, 1:wrote])
        losses.append(torch.nn.functional.cross_entropy(logits, right, reduction="none"))
    expected = torch.cat(losses).mean()
    expected.backward()
    loss, gradients = translation_gradients(source_ids, sources, target_ids, targets, parameters)
    assert abs(loss - expected.item()) < TOLERANCE
    for name, tensor in tensors.items():
        assert np.abs(gradients[name] - tensor.grad.numpy()).max() < TOLERANCE, name


def layer_of(torch, tensors, prefix):
    order = ("input", "forget", "cell", "output")
    layer = torch.nn.LSTM(EMBEDDING, HIDDEN, dtype=torch.float64)
    flat = {
        "weight_ih_l0": torch.cat([tensors[f"{prefix}{gate}_gate_inputs"].T for gate in order]),
        "weight_hh_l0": torch.cat([tensors[f"{prefix}{gate}_gate_weights"].T for gate in order]),
        "bias_ih_l0": torch.cat([tensors[f"{prefix}{gate}_gate_bias"] for gate in order]),
        "bias_hh_l0": torch.zeros(4 * HIDDEN, dtype=torch.float64),
    }
    return lambda inputs, states=None: torch.func.functional_call(
        layer, flat, (inputs,) if states is None else (inputs, states)
    )


def test_the_same_seed_gives_the_same_parameters_and_the_loss_falls():
    *texts, _ = case_of(6)
    one, other = (
        train_translation(*texts, SOURCE_WORDS, TARGET_WORDS, np.random.default_rng(3), epochs=20) for _ in range(2)
    )
    for name, array in one.items():
        np.testing.assert_array_equal(array, other[name])
    first = initial_parameters(SOURCE_WORDS, TARGET_WORDS, 16, 48, np.random.default_rng(3))
    assert translation_gradients(*texts, one)[0] < 0.5 * translation_gradients(*texts, first)[0]
