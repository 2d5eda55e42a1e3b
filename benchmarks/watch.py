"""Save to verdict in watch mode, over many saves on a pseudo-terminal. By hand; needs pexpect:

python benchmarks/watch.py [--saves 50]

Saves alternate between a right 3.3 and wrong ones; the time runs from the rename of the saved file to the verdict on the
screen; for a wrong one also to the page with its cause.
"""

import argparse
import itertools
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

ROOT = Path(__file__).resolve().parents[1]
SUBMISSIONS = ROOT / "tests" / "submissions" / "3.3"
RIGHT = SUBMISSIONS / "right" / "fused_ifog_caches.py"
WRONG = sorted((SUBMISSIONS / "wrong").glob("[d-h]*.py"))[::6]
PAUSE = 0.7  # seconds between saves, as a person's at the quickest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saves", type=int, default=50)
    saves = parser.parse_args().saves
    times: dict[str, list[float]] = {"right": [], "wrong": [], "cause": []}
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "LSTM_DRILLS_HOME": f"{folder}/home",
            "LSTM_DRILLS_WORKSPACE": folder,
            "TERM": "xterm",
        }
        child = pexpect.spawn(
            sys.executable, ["-m", "lstm_drills", "watch", "3.3", "--lang", "en"], env=environment, encoding="utf-8", timeout=60,
        )  # fmt: skip
        child.expect_exact("q quit")
        wrong = itertools.cycle(WRONG)
        for number in range(saves):
            kind, source = ("right", RIGHT) if number % 2 else ("wrong", next(wrong))
            time.sleep(PAUSE)
            temporary = Path(folder) / ".saving"
            temporary.write_bytes(source.read_bytes())
            began = time.perf_counter()
            temporary.replace(Path(folder) / "3_3_lstm_backward.py")
            while True:
                child.expect_exact("q quit")
                times[kind].append(time.perf_counter() - began)
                if "Looking for the cause" not in child.before:
                    break
                kind = "cause"
        child.send("q")
        child.expect(pexpect.EOF)
    for kind, found in times.items():
        milliseconds = sorted(1000 * seconds for seconds in found)
        print(
            f"{kind}: median {statistics.median(milliseconds):.0f} ms, worst {milliseconds[-1]:.0f} ms, {len(found)} saves"
        )
    both = [*times["right"], *times["wrong"]]
    print(f"save to verdict, all: median {1000 * statistics.median(both):.0f} ms")


if __name__ == "__main__":
    main()
