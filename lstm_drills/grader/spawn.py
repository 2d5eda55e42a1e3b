"""Start the process that will run a submission. Nothing is imported here but what that takes: the child loads NumPy meanwhile."""

import os
import subprocess
import sys

MARKER = "LSTM_DRILLS_CHILD"
# (pathlib would cost the child some of its head start)
CHILD = os.path.join(os.path.dirname(os.path.realpath(__file__)), "child", "main.py")  # noqa: PTH118, PTH120
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
NOT_ITS_BUSINESS = (
    "PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONBREAKPOINT",
    "LSTM_DRILLS_HOME", "LSTM_DRILLS_WORKSPACE",
)  # fmt: skip


class Spawned:
    """A child that waits for its settings, in a session of its own. ``nonce`` (16 bytes) marks its frames and its environment."""

    def __init__(self) -> None:
        self.nonce = os.urandom(16)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-X", "utf8", CHILD], env=_environment(self.nonce),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=os.name == "posix",
        )  # fmt: skip

    def end(self) -> None:
        """Before it has got anything: it has no children, and no folder."""
        self.process.kill()
        self.process.communicate()


def _environment(nonce: bytes) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_ITS_BUSINESS}
    return {**kept, **dict.fromkeys(ONE_THREAD, "1"), "PYTHONHASHSEED": "0", MARKER: nonce.hex()}
