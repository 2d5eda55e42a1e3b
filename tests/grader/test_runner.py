"""What travels between parent and child, and what the child records."""

import numpy as np
import pytest

from lstm_drills.grader import runner
from lstm_drills.grader.child import wire
from lstm_drills.grader.outcomes import Call, Raised
from lstm_drills.grader.runner import Limits


@pytest.fixture
def session(tmp_path):
    """``session(source)``: a loaded session."""
    opened = []

    def load(source):
        path = tmp_path / "submission.py"
        path.write_text(source, encoding="utf-8")
        opened.append(runner.start(Limits(seconds=5)))
        opened[-1].load(path)
        return opened[-1]

    yield load
    for one in opened:
        one.close()


ARRAYS = {
    "plain": np.arange(6.0).reshape(2, 3),
    "fortran": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "strided": np.arange(24.0).reshape(4, 6)[::2, ::2],
    "single": np.arange(3, dtype=np.float32),
    "integers": np.arange(3),
    "scalar": np.array(2.5),
    "empty": np.zeros((0, 3)),
    "not-finite": np.array([np.nan, np.inf, -0.0]),
}


def test_a_file_that_is_loading_already_is_loaded_once(tmp_path):
    path = tmp_path / "submission.py"
    path.write_text('print("loaded")\ndef f():\n    return 1\n', encoding="utf-8")
    with runner.start(Limits(seconds=5)) as session:
        session.begin_load(path)
        loaded = session.load(path)
        assert loaded.output == "loaded\n"
        assert session.call([Call("f", ())])[0][0].value == 1


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_arrive_as_they_are(name, session):
    array = ARRAYS[name]
    source = "def f(x):\n    return [x, x.flags.c_contiguous, x.flags.f_contiguous, x.flags.writeable]\n"
    returned = session(source).call([Call("f", (array,))])[0][0].value
    assert returned[0].dtype == array.dtype
    assert np.array_equal(returned[0], array, equal_nan=True)
    if array.size > 1:
        assert returned[1:3] == [array.flags.c_contiguous, array.flags.f_contiguous]


def test_read_only_stays_read_only(session):
    array = np.ones(3)
    array.flags.writeable = False
    outcome = session("def f(x):\n    x += 1\n").call([Call("f", (array,))])[0]
    assert isinstance(outcome, Raised) and "read-only" in outcome.text


def test_containers_keep_their_kind_and_order(session):
    value = {"b": [np.ones(1), None, True, 3, "text"], "a": (1.5, {"c": np.zeros(2)})}
    returned = session("def f(x):\n    return x\n").call([Call("f", (value,))])[0][0].value
    assert list(returned) == ["b", "a"]
    assert isinstance(returned["a"], tuple)
    assert returned["b"][1:] == [None, True, 3, "text"]


def test_changed_arguments_are_named(session):
    source = "def f(x, w, s):\n    x += 1\n    w['b'][0] = 9\n    s.pop()\n    return x * 1\n"
    call = Call("f", (np.ones(2), {"a": np.ones(1), "b": np.ones(1)}, [np.ones(1), np.ones(1)]), names=("x", "w", "s"))
    assert set(session(source).call([call])[0][0].mutated) == {"x", "w[b]", "s[1]"}


def test_results_that_share_memory_are_named_and_slices_are_not(session):
    source = (
        "import numpy as np\n"
        "def f(x):\n    a = np.zeros((2, 4))\n    return a[:, :2], a[:, 2:]\n"
        "def g(x):\n    a = np.zeros(3)\n    return a, a[1:]\n"
        "def h(x):\n    return x.T, np.ones(1)\n"
    )
    loaded = session(source)
    array = np.ones((2, 2))
    outcomes = loaded.call([Call(name, (array,), names=("x",)) for name in "fgh"])
    assert [bool(outcome[0].shared) for outcome in outcomes] == [False, True, True]


def test_a_result_that_the_next_call_overwrites_is_seen(session):
    source = "import numpy as np\nBUFFER = np.zeros(2)\ndef f(x):\n    BUFFER[:] = x\n    return BUFFER\n"
    outcomes = session(source).call([Call("f", (1.0,)), Call("f", (2.0,))])
    assert [outcome[0].overwritten for outcome in outcomes] == [False, True]


def test_repetitions_get_fresh_inputs(session):
    source = "def f(x):\n    x += 1\n    return x.copy()\n"
    outcome = session(source).call([Call("f", (np.zeros(1),), repeat=3)])[0]
    assert [float(result.value[0]) for result in outcome] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    "described",
    [
        {"k": "a", "d": "<f8", "s": [10**9], "o": "C"},
        {"k": "a", "d": "<f8", "s": [-1], "o": "C"},
        {"k": "a", "d": "O", "s": [1], "o": "C"},
        {"k": "a", "d": "V8", "s": [1], "o": "C"},
        {"k": "a", "d": "nonsense", "s": [1], "o": "C"},
        {"k": "a"}, {"k": "?"}, {}, None, [], 5, {"k": "l", "i": 5}, {"k": "d", "i": [[1]]},
    ],
)  # fmt: skip
def test_a_lying_description_is_refused(described):
    with pytest.raises(wire.WireError):
        wire.Decoder(memoryview(b"\0" * 64), str).value(described)


def test_a_generator_arrives_in_its_state(session):
    rng = np.random.default_rng(7)
    rng.random(3)
    source = "def f(rng):\n    return rng.random(2)\n"
    outcome = session(source).call([Call("f", (rng,))])[0]
    assert np.array_equal(outcome[0].value, rng.random(2))


TRAINING = """
import time
def gradients(x, parameters):
    return (parameters["a"] ** 2).sum(), {"a": 2 * parameters["a"]}
def train(x):
    parameters = {"a": x.copy(), "b": x.copy()}
    for _ in range(1000):
        loss, found = gradients(x, parameters)
        parameters["a"] -= 0.1 * found["a"]
        time.sleep(0.0002)
    return parameters
"""


def test_a_watched_function_tells_its_losses_and_what_stayed_as_it_was(session):
    told = []
    call = Call("train", (np.ones(2),), seconds=20, watch="gradients")
    outcome = session(TRAINING).call([call], lambda seconds, losses: told.append((seconds, len(losses))))[0]
    seen = outcome[0].watched
    assert (seen.calls, seen.finite, seen.unchanged) == (1000, True, ("b",))
    assert seen.losses[0] == 2.0 and seen.losses[-1] < 1e-6 and len(seen.losses) <= 500
    assert told and told[-1][1] > 0
    assert [seconds for seconds, _ in told] == sorted(seconds for seconds, _ in told)


PAIRED = """
def gradients(texts, lengths, translations, parameters):
    return 1.0, {}
def train(texts, lengths, translations):
    gradients(texts[:2], lengths[:2], translations[:2], {})
    gradients(texts[::-1], lengths[::-1], translations, {})
    gradients(texts[:, :2], lengths, translations, {})
    return {}
"""


def test_it_is_seen_whether_texts_arrive_whole_and_with_their_own_translations(session):
    texts = np.array([[5, 6, 7, 0], [8, 9, 0, 0], [5, 6, 7, 8], [3, 0, 0, 0]])
    given = (texts, np.array([3, 2, 4, 1]), np.array([[1, 2], [1, 3], [1, 4], [1, 3]]))
    seen = session(PAIRED).call([Call("train", given, watch="gradients")])[0][0].watched
    assert (seen.rows, seen.mispaired) == (10, 4)
    assert (seen.longest, seen.longest_given) == (4, 4)
    cut = PAIRED.replace("texts[", "texts[:, :2][")
    seen = session(cut).call([Call("train", given, watch="gradients")])[0][0].watched
    assert (seen.longest, seen.longest_given) == (2, 4)


def test_a_function_that_is_not_there_is_not_watched(session):
    outcome = session("def f():\n    return 1\n").call([Call("f", watch="gradients")])[0]
    assert outcome[0].watched.calls == 0


def test_a_call_may_have_a_time_of_its_own(session):
    source = "import time\ndef f():\n    time.sleep(0.3)\n    return 1\n"
    assert session(source).call([Call("f", seconds=0.05)])[0].reason == "timeout"
