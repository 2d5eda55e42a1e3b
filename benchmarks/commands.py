"""Commands beside their floors, in one run, in turns: the median of the ratios. By hand:

python benchmarks/commands.py [--repeats 15]

The floor of a command is what any such program pays: ``import typer``, and NumPy where the command computes. A noisy machine slows
both alike. The diagnosis is the time that a failing check takes beyond a passing one.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SUBMISSIONS = Path(__file__).resolve().parents[1] / "tests" / "submissions" / "3.3"
PASSING = SUBMISSIONS / "right" / "fused_ifog_caches.py"
FAILING = sorted((SUBMISSIONS / "wrong").glob("[d-h]*.py"))[::6]
TYPER = [sys.executable, "-c", "import typer"]
TYPER_AND_NUMPY = [sys.executable, "-c", "import typer, numpy"]
PROGRAM = [sys.executable, "-m", "lstm_drills"]
ROWS = (
    ("--help", ["--help"], TYPER, 1.3),
    ("list", ["list"], TYPER, 1.7),
    ("quiz to the first question", ["quiz"], TYPER, 2.5),
    ("check 3.3, passing, cold", ["check", "3.3", str(PASSING)], TYPER_AND_NUMPY, 1.5),
)


QUESTION = """\
  - id: question-{number}
    type: single
    level: 1
    topics: [gates-and-cell]
    prompt: {{en: "What does gate {number} do?", zh: "门 {number} 做什么？"}}
    choices:
      - {{id: a, text: {{en: "It keeps {number}", zh: "保留 {number}"}}}}
      - {{id: b, text: {{en: "It forgets {number}", zh: "忘记 {number}"}}, why: {{en: "It keeps.", zh: "它保留。"}}}}
    answer: a
    explanation: {{en: "A gate multiplies; number {number} keeps.", zh: "门是乘法；{number} 号保留。"}}
"""
MANY = 10_000


def large_bank(folder: str) -> str:
    """A bank of 10,000 questions, each with texts in both languages."""
    path = Path(folder) / "large.yaml"
    questions = "".join(QUESTION.format(number=number) for number in range(MANY))
    path.write_text(f'section: "9.1"\ntitle: {{en: Large, zh: 大}}\nquestions:\n{questions}', encoding="utf-8")
    return str(path)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=15)
    repeats = parser.parse_args().repeats
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "LSTM_DRILLS_HOME": f"{folder}/home", "LSTM_DRILLS_WORKSPACE": f"{folder}/work"}
        print("| command | median ms | ratio to its floor | at most |\n|---|---|---|---|")
        large = ["quiz", "--bank", large_bank(folder)]
        print(f"<!-- the first start with {MANY:,} questions: {seconds([*PROGRAM, *large], environment):.1f} s -->")
        for name, arguments, floor, most in (*ROWS, (f"quiz, {MANY:,} questions, second start", large, TYPER, 3.0)):
            pairs = [
                (seconds([*PROGRAM, *arguments], environment), seconds(floor, environment)) for _ in range(repeats + 1)
            ][1:]
            ratio = statistics.median(ours / theirs for ours, theirs in pairs)
            print(f"| {name} | {1000 * statistics.median(ours for ours, _ in pairs):.0f} | {ratio:.2f} | {most} |")
        passing = [*PROGRAM, "check", "3.3", str(PASSING)]
        extra = [
            seconds([*PROGRAM, "check", "3.3", str(file)], environment) - seconds(passing, environment)
            for file in FAILING
        ]
        print(
            f"| diagnosis on top of a check, {len(extra)} mistakes | {1000 * statistics.median(extra):.0f} | | 300 ms |"
        )


if __name__ == "__main__":
    main()
