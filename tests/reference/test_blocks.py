"""Working in blocks of steps changes nothing; neither do lists, other layouts and empty sequences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_drills.content.cases import lstm_weights
from lstm_drills.reference import lstm_backward, lstm_forward, sequence

# float64 sums of a few dozen products in another order
CLOSE = 1e-12


def case_of(seed, steps=7, batch=3, inputs=5, units=4):
    rng = np.random.RandomState(seed)
    return {
        "input_sequence": rng.normal(size=(steps, batch, inputs)),
        "weights": lstm_weights(rng, inputs, units),
        "initial_hidden": rng.normal(size=(batch, units)),
        "initial_cell": rng.normal(size=(batch, units)),
        "d_hidden_sequences": rng.normal(size=(steps, batch, units)),
    }


def run(case):
    """Both passes: every output under its name."""
    forward = {name: value for name, value in case.items() if name != "d_hidden_sequences"}
    hidden, cell = lstm_forward(**forward)
    return {"hidden": hidden, "cell": cell, **lstm_backward(hidden, cell, **case)}


def same(got, expected, tolerance=CLOSE):
    assert got.keys() == expected.keys()
    for name, array in expected.items():
        assert got[name].shape == array.shape, name
        assert np.abs(got[name] - array).max(initial=0.0) <= tolerance * max(1.0, np.abs(array).max(initial=0.0)), name


@pytest.mark.parametrize("steps_a_block", [1, 2, 3, 4, 7, 100])
def test_blocks_of_any_size_give_the_same(steps_a_block, monkeypatch):
    case = case_of(1)
    expected = run(case)
    step_bytes = sequence.ARRAYS_A_STEP * case["initial_cell"].nbytes
    monkeypatch.setattr(sequence, "CACHE_BYTES", steps_a_block * step_bytes)
    same(run(case), expected)


def test_the_cached_pair_is_the_exercises_pair():
    case = case_of(4)
    d_hidden = case.pop("d_hidden_sequences")
    hidden, cell, cache = sequence.forward_with_cache(**case)
    assert hidden.flags.c_contiguous
    assert cell.flags.c_contiguous
    got = {"hidden": hidden, "cell": cell.copy(), **sequence.backward_from_cache(cache, d_hidden)}
    same(got, run({**case, "d_hidden_sequences": d_hidden}))


@given(st.integers(0, 2**31 - 1), st.integers(2, 6), st.integers(1, 5))
@settings(max_examples=30, deadline=None)
def test_gradients_of_two_halves_chain_to_those_of_the_whole(seed, steps, cut):
    case = case_of(seed, steps=steps)
    cut = min(cut, steps - 1)
    whole = run(case)
    first = {**case, "input_sequence": case["input_sequence"][:cut]}
    middle = whole["hidden"][cut - 1], whole["cell"][cut - 1]
    second = {
        **case,
        "input_sequence": case["input_sequence"][cut:],
        "d_hidden_sequences": case["d_hidden_sequences"][cut:],
        "initial_hidden": middle[0],
        "initial_cell": middle[1],
    }
    late = run(second)
    # the second half's gradient of c enters the first through cell states, which have no upstream gradient of their own:
    # that path by central differences
    step = 1e-6
    upstream = case["d_hidden_sequences"][:cut].copy()
    upstream[-1] += late["initial_hidden"]
    early = run({**first, "d_hidden_sequences": upstream})
    direction = np.random.RandomState(seed).normal(size=case["initial_cell"].shape)

    def reached(amount):
        forward = {name: value for name, value in first.items() if name != "d_hidden_sequences"}
        _, cell = lstm_forward(**{**forward, "initial_cell": case["initial_cell"] + amount * direction})
        return (cell[-1] * late["initial_cell"]).sum()

    through_cell = (reached(step) - reached(-step)) / (2 * step)
    total = (whole["initial_cell"] * direction).sum()
    assert abs((early["initial_cell"] * direction).sum() + through_cell - total) < 1e-6 * max(1.0, abs(total))
    same({"x": whole["input_sequence"][cut:]}, {"x": late["input_sequence"]})


@given(st.integers(0, 2**31 - 1), st.integers(2, 5))
@settings(max_examples=20, deadline=None)
def test_weight_gradients_of_a_batch_are_the_sum_of_its_examples(seed, batch):
    case = case_of(seed, batch=batch)
    together = run(case)
    alone = []
    for n in range(batch):
        one = {name: value[:, n : n + 1] for name, value in case.items() if name.endswith("_sequence")}
        one["d_hidden_sequences"] = case["d_hidden_sequences"][:, n : n + 1]
        one |= {name: case[name][n : n + 1] for name in ("initial_hidden", "initial_cell")}
        alone.append(run({**one, "weights": case["weights"]}))
    for name, array in together.items():
        if name in case["weights"]:
            same({name: sum(part[name] for part in alone)}, {name: array})
        else:
            axis = 0 if name.startswith("initial") else 1
            same({name: np.concatenate([part[name] for part in alone], axis=axis)}, {name: array})


@pytest.mark.parametrize(("steps", "batch"), [(0, 3), (4, 0), (0, 0)])
def test_nothing_in_is_nothing_out(steps, batch):
    case = case_of(5, steps=steps, batch=batch)
    results = run(case)
    assert results["hidden"].shape == results["cell"].shape == (steps, batch, 4)
    for name, array in {**case["weights"], **case}.items():
        if name in results:
            assert results[name].shape == array.shape
            assert not results[name].any()


def test_an_empty_list_is_an_empty_sequence():
    case = case_of(6, steps=0)
    expected = run(case)
    hidden, cell = lstm_forward([], case["weights"], case["initial_hidden"], case["initial_cell"])
    assert hidden.shape == cell.shape == (0, 3, 4)
    same(lstm_backward([], [], [], case["weights"], [], case["initial_hidden"], case["initial_cell"]), {
        name: array for name, array in expected.items() if name not in {"hidden", "cell"}
    })  # fmt: skip


def test_other_strides_and_read_only_arguments_give_the_same():
    case = case_of(7)
    expected = run(case)
    turned = {name: value if name == "weights" else turn(value) for name, value in case.items()}
    turned["weights"] = {name: turn(value) for name, value in case["weights"].items()}
    same(run(turned), expected)


def turn(array):
    turned = np.asfortranarray(np.repeat(array, 2, axis=-1))[..., ::2]
    turned.flags.writeable = False
    return turned


def test_no_result_shares_memory_with_an_argument():
    case = case_of(8)
    forward = {name: value for name, value in case.items() if name != "d_hidden_sequences"}
    hidden, cell = lstm_forward(**forward)
    arguments = [*case["weights"].values(), *(value for name, value in case.items() if name != "weights"), hidden, cell]
    results = lstm_backward(hidden, cell, **case)
    for argument in arguments:
        assert not any(np.shares_memory(argument, array) for array in results.values())
    for argument in arguments[:-2]:
        assert not np.shares_memory(argument, hidden)
        assert not np.shares_memory(argument, cell)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("input_sequence", (7, 3, 1)),
        ("initial_hidden", (1, 4)),
        ("initial_cell", (4,)),
        ("d_hidden_sequences", (1, 3, 4)),
    ],
)
def test_an_axis_of_one_is_not_repeated_in_silence(name, shape):
    with pytest.raises(ValueError, match=name):
        run({**case_of(9), name: np.zeros(shape)})


def test_weights_of_other_sizes_are_refused():
    case = case_of(10)
    case["weights"]["input_gate_weights"] = case["weights"]["input_gate_inputs"]
    with pytest.raises(ValueError, match="shape"):
        run(case)


def test_one_double_among_singles_makes_doubles():
    case = case_of(11)
    single = {name: value.astype(np.float32) for name, value in case.items() if name != "weights"}
    single["weights"] = {name: value.astype(np.float32) for name, value in case["weights"].items()}
    assert {array.dtype for array in run(single).values()} == {np.dtype(np.float32)}
    mixed = {**single, "initial_cell": case["initial_cell"]}
    assert {array.dtype for array in run(mixed).values()} == {np.dtype(np.float64)}
    results = run(single)
    gradients = lstm_backward(results["hidden"], results["cell"], **mixed)
    assert {array.dtype for array in gradients.values()} == {np.dtype(np.float64)}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_rows_stay_finite_with_every_floating_point_error_raised(dtype):
    case = case_of(12)
    case["input_sequence"][2, 1] = 1e4
    case["input_sequence"][4, 0] = -1e4
    cast = {name: value.astype(dtype) for name, value in case.items() if name != "weights"}
    cast["weights"] = {name: value.astype(dtype) for name, value in case["weights"].items()}
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        results = run(cast)
    assert all(np.isfinite(array).all() for array in results.values())
