"""Submissions that attack: each has its one reason, the parent lives, nothing is left over."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.grader import runner
from lstm_drills.grader.endings import ended_message
from lstm_drills.grader.outcomes import Call, Ended, Loaded, Opaque, Raised
from lstm_drills.grader.runner import Limits
from lstm_drills.messages import LANGUAGES, say

LIMITS = Limits(seconds=1.5, cpu_seconds=20, memory=2 * 2**30, file_size=2 * 2**20)
posix = pytest.mark.skipif(os.name != "posix", reason="a POSIX call")
linux = pytest.mark.skipif(sys.platform != "linux", reason="a Linux protection")


@pytest.fixture
def run(tmp_path):
    """Load a text and call its f(x); the outcome of loading where that failed, else of the call; and the session's layers."""

    def running(source, value=1.0, limits=LIMITS, repeat=1):
        path = tmp_path / "submission.py"
        path.write_text(source, encoding="utf-8")
        with runner.start(limits) as session:
            folder = session._folder
            loaded = session.load(path)
            outcome = loaded if isinstance(loaded, Ended) else session.call([Call("f", (value,), repeat=repeat)])[0]
            running.layers, running.nonce = session.layers, session._nonce.hex()
        assert not folder.exists()
        return outcome

    return running


ENDINGS = {
    "endless": ("def f(x):\n    while True:\n        pass\n", "timeout"),
    "endless-catching": ("def f(x):\n    while True:\n        try:\n            pass\n        except BaseException:\n            pass\n", "timeout"),
    "sleeping": ("import time\ndef f(x):\n    time.sleep(60)\n", "timeout"),
    "endless-import": ("while True:\n    pass\n", "timeout"),
    "exit": ("import sys\ndef f(x):\n    sys.exit(0)\n", "exit"),
    "exit-import": ("raise SystemExit\n", "exit"),
    "hard-exit": ("import os\ndef f(x):\n    os._exit(0)\n", "exit"),
    "segfault": ("import ctypes\ndef f(x):\n    ctypes.string_at(0)\n", "crash"),
    "abort": ("import os\ndef f(x):\n    os.abort()\n", "crash"),
    "syntax": ("def f(x:\n", "syntax"),
    "null-bytes": ("def f(x):\n    return '\0'\n", "syntax"),
    "raising-import": ("1 / 0\n", "import"),
    "missing-module": ("import no_such_module_anywhere\n", "missing-module"),
    "imports-us": ("import lstm_drills.reference\n", "forbidden-import"),
    "imports-us-from": ("from lstm_drills import reference\n", "forbidden-import"),
    "closed-descriptors": ("import os\ndef f(x):\n    os.closerange(0, 256)\n    return x\n", "channel"),
    "forged-frame": ("import os\ndef f(x):\n    for n in range(3, 64):\n        try:\n            os.write(n, b'x' * 4096)\n        except OSError:\n            pass\n    return x\n", "channel"),
    "huge-list": ("def f(x):\n    return [0.0] * 10_000_000\n", "output"),
    "broadcast": ("import numpy as np\ndef f(x):\n    return np.broadcast_to(1.0, (10**6, 10**6))\n", "output"),
}  # fmt: skip


@posix
@pytest.mark.parametrize("name", ENDINGS)
def test_each_attack_has_its_reason(name, run):
    source, reason = ENDINGS[name]
    outcome = run(source)
    assert isinstance(outcome, Ended), outcome
    assert outcome.reason in (reason, "exit") if reason == "channel" else outcome.reason == reason
    for language in LANGUAGES:
        sentence = say(ended_message(outcome, LIMITS), language)
        assert sentence.strip() and "\n" not in sentence


@pytest.mark.parametrize("name", ["endless", "endless-catching", "sleeping"])
def test_a_time_limit_names_the_line(name, run):
    outcome = run(ENDINGS[name][0])
    assert outcome.line is not None and outcome.line >= 2


def test_a_syntax_error_has_a_place(run):
    outcome = run("def g():\n    return 1\n\ndef f(x:\n    return x\n")
    assert (outcome.line, outcome.reason) == (4, "syntax")
    assert outcome.code == "def f(x:"


RAISED = {
    "memory": ("import numpy as np\ndef f(x):\n    return np.ones((10**6, 10**5))\n", ("MemoryError", "_ArrayMemoryError")),
    "recursion": ("def f(x):\n    return f(x)\n", ("RecursionError",)),
    "keyboard": ("def f(x):\n    raise KeyboardInterrupt\n", ("KeyboardInterrupt",)),
    "hostile-text": ("class E(Exception):\n    def __str__(self):\n        raise ValueError\ndef f(x):\n    raise E\n", ("E",)),
}  # fmt: skip


@posix
@pytest.mark.parametrize("name", RAISED)
def test_an_exception_is_an_exception(name, run):
    source, kinds = RAISED[name]
    outcome = run(source)
    assert isinstance(outcome, Raised), outcome
    assert outcome.type_name in kinds
    assert outcome.line is not None


OPAQUE = {
    "generator": "def f(x):\n    yield x\n",
    "objects": "import numpy as np\ndef f(x):\n    return np.array([object()])\n",
    "hostile-array": "class A:\n    def __array__(self, *a, **k):\n        raise SystemExit\n    def __eq__(self, o):\n        raise SystemExit\n    __hash__ = None\n    @property\n    def __class__(self):\n        raise SystemExit\ndef f(x):\n    return A()\n",
    "class": "def f(x):\n    return int\n",
    "set": "def f(x):\n    return {1.0}\n",
    "text-array": "import numpy as np\ndef f(x):\n    return np.array(['a'])\n",
}  # fmt: skip


@pytest.mark.parametrize("name", OPAQUE)
def test_what_is_no_array_comes_back_as_a_name(name, run):
    outcome = run(OPAQUE[name])
    assert isinstance(outcome[0].value, Opaque)


def test_hostile_subclasses_are_read_by_their_base(run):
    source = (
        "import numpy as np\n"
        "class L(list):\n    def __iter__(self):\n        raise SystemExit\n    def __len__(self):\n        raise SystemExit\n"
        "class A(np.ndarray):\n    def __array_finalize__(self, o):\n        pass\n    def tobytes(self, *a):\n        raise SystemExit\n"
        "def f(x):\n    return L([np.ones(2).view(A)])\n"
    )
    assert np.array_equal(run(source)[0].value[0], np.ones(2))


def test_patched_numpy_and_builtins_change_no_value(run):
    source = (
        "import builtins\nimport numpy as np\n"
        "np.allclose = lambda *a, **k: True\nnp.testing.assert_allclose = lambda *a, **k: None\nnp.array_equal = lambda *a, **k: True\n"
        "np.isfinite = None\nnp.shares_memory = None\n"
        "def f(x):\n    return np.full(3, 7.0)\n"
    )
    assert np.array_equal(run(source)[0].value, np.full(3, 7.0))


def test_prints_and_warnings_change_nothing_and_are_shown(run):
    source = "import sys, warnings\nimport numpy as np\ndef f(x):\n    print('hello')\n    print('there', file=sys.stderr)\n    warnings.warn('x')\n    np.exp(np.array([1e9]))\n    return x\n"
    outcome = run(source)
    assert outcome[0].value == 1.0
    assert "hello" in outcome[0].output and "there" in outcome[0].output


@posix
def test_gigabytes_of_print_are_bounded(run):
    outcome = run("def f(x):\n    while True:\n        print('x' * 100000)\n")
    assert (isinstance(outcome, Ended) and outcome.reason in ("output", "timeout")) or isinstance(outcome, Raised)
    printed = outcome.output if isinstance(outcome, Ended | Raised) else ""
    assert len(printed) < 100_000


@posix
def test_forks_are_refused_or_die_with_the_session(run, tmp_path):
    source = (
        "import os, time\n"
        "def f(x):\n"
        "    for _ in range(20):\n"
        "        if os.fork() == 0:\n"
        "            os.setsid()\n"
        "            if os.fork():\n                os._exit(0)\n"
        "            time.sleep(60)\n            os._exit(0)\n"
        "    return x\n"
    )
    outcome = run(source)
    if "seccomp" in run.layers:
        assert isinstance(outcome, Raised) and outcome.type_name == "PermissionError"
    if sys.platform == "linux":
        assert not _marked_processes(run.nonce)


def _marked_processes(nonce):
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"LSTM_DRILLS_CHILD={nonce}".encode() in (entry / "environ").read_bytes():
                found.append(entry.name)
        except OSError:
            continue
    return found


def test_a_file_named_numpy_beside_the_submission_is_not_loaded(run, tmp_path):
    (tmp_path / "numpy.py").write_text("raise SystemExit\n", encoding="utf-8")
    (tmp_path / "random.py").write_text("raise SystemExit\n", encoding="utf-8")
    (tmp_path / "helper.py").write_text("VALUE = 5.0\n", encoding="utf-8")
    source = "import numpy as np, random\nfrom helper import VALUE\ndef f(x):\n    return np.float64(VALUE)\n"
    assert run(source)[0].value == 5.0


@linux
def test_the_answers_cannot_be_read(run):
    from lstm_drills import paths

    solution = paths.exercises_folder() / "3.3-lstm-backward" / "solution.py"
    reference = paths.PACKAGE / "reference" / "cell.py"
    source = f"def f(x):\n    found = []\n    for path in ({str(solution)!r}, {str(reference)!r}):\n        try:\n            open(path).read()\n            found.append(path)\n        except OSError:\n            pass\n    return ' '.join(found)\n"
    outcome = run(source)
    if "landlock" not in run.layers:
        pytest.skip("this kernel has no landlock")
    assert outcome[0].value == ""


def test_nothing_of_ours_is_loaded(run):
    source = "import sys\ndef f(x):\n    return ' '.join(name for name in sys.modules if 'lstm_drills' in name)\n"
    assert run(source)[0].value == ""


@linux
def test_no_socket_is_opened_where_the_kernel_can_refuse(run):
    outcome = run("import socket\ndef f(x):\n    socket.socket()\n    return x\n")
    if "seccomp" not in run.layers:
        pytest.skip("no seccomp here")
    assert isinstance(outcome, Raised) and outcome.type_name == "PermissionError"


def test_threads_left_running_do_not_keep_the_session(run):
    outcome = run(
        "import threading, time\ndef f(x):\n    threading.Thread(target=time.sleep, args=(60,)).start()\n    return x\n"
    )
    assert outcome[0].value == 1.0


def test_nothing_but_the_signature_is_asked_of_functions(run, tmp_path):
    path = tmp_path / "submission.py"
    path.write_text(
        "class C:\n    def __call__(self, a, b=1, *c, d, **e):\n        return a\nf = C()\ndef g(x, y=None):\n    pass\n"
    )
    with runner.start(LIMITS) as session:
        loaded = session.load(path)
    assert isinstance(loaded, Loaded)
    assert [p.name for p in loaded.functions["f"]] == ["a", "b", "c", "d", "e"]
    assert [(p.kind, p.has_default) for p in loaded.functions["g"]] == [
        ("positional_or_keyword", False),
        ("positional_or_keyword", True),
    ]


def test_after_an_end_every_further_call_is_that_end(tmp_path):
    path = tmp_path / "submission.py"
    path.write_text("import os\ndef f(x):\n    os._exit(3)\n", encoding="utf-8")
    with runner.start(LIMITS) as session:
        session.load(path)
        outcomes = session.call([Call("f", (1.0,)), Call("f", (2.0,))])
        again = session.call([Call("f", (3.0,))])
    assert [outcome.reason for outcome in (*outcomes, *again)] == ["exit"] * 3
