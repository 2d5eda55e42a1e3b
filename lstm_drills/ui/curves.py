"""A training as a few lines: bars for what was reached beside the baselines, and the loss from left to right."""

import sys
from collections.abc import Sequence
from itertools import pairwise

from lstm_drills.grader.report import Training, at_least_as_good
from lstm_drills.messages import Language, message, say
from lstm_drills.ui.screen import QUIET
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells

LEVELS, ASCII_LEVELS = "▁▂▃▄▅▆▇█", ".:-=+*#@"
MOST_BAR, LEAST_BAR = 30, 8
CURVE = 40  # cells
NUMBER = 6  # cells of " 0.987"
MOST_WRITTEN = 1000.0  # a perplexity beyond it is written with a power of ten


def training_lines(training: Training, language: Language, width: int) -> list[Styled]:
    """Bars from 0 to 1 (of perplexities: to the worst baseline's), then the loss. Without room for bars, the numbers alone."""
    wanted = say(message("training.wanted"), language)
    rows = [(say(score.of, language), score.value) for score in (training.reached, *training.baselines)]
    label = max(cells(name) for name, _ in (*rows, (wanted, 0.0)))
    room = min(width - label - NUMBER - 6, MOST_BAR)
    longest = max(1.0, training.wanted, *(score.value for score in training.baselines))
    lines = []
    for number, (name, value) in enumerate([rows[0], (wanted, training.wanted), *rows[1:]]):
        bar = _full() * round(min(1.0, value / longest) * room) if room >= LEAST_BAR else ""
        padding = " " * (room - len(bar)) if room >= LEAST_BAR else ""
        style = (
            ("bold green" if at_least_as_good(value, training.wanted, training.unit) else "bold red")
            if number == 0
            else QUIET
        )
        head = f"  {name}{' ' * (label - cells(name))}  "
        lines.append(Styled(head).append(f"{bar}{padding} {_number(value)}", style))
    if len(training.losses) > 1:
        word = say(message("training.loss"), language)
        first, last = training.losses[0], training.losses[-1]
        curve = sparkline(training.losses, max(8, min(CURVE, width - cells(word) - 20)))
        lines.append(Styled(f"  {word} {first:.2f} {curve} {last:.2f}", QUIET))
    return lines


def _number(value: float) -> str:
    return f"{value:.3f}" if value < MOST_WRITTEN else f"{value:.0e}"


def sparkline(values: Sequence[float], most: int) -> str:
    """One sign for each of at most so many stretches, by its mean between the smallest and the largest."""
    count = min(most, len(values))
    edges = [round(k * len(values) / count) for k in range(count + 1)]
    means = [sum(values[low:high]) / (high - low) for low, high in pairwise(edges)]
    low, high = min(means), max(means)
    signs = LEVELS if _speaks_unicode() else ASCII_LEVELS
    scale = (len(signs) - 1) / (high - low) if high > low else 0.0
    return "".join(signs[round((mean - low) * scale)] for mean in means)


def _full() -> str:
    return "█" if _speaks_unicode() else "#"


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
