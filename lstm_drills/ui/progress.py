"""One line on the standard error while a training runs: how long it has taken, and its loss. Only where somebody watches.

It must not reach the last column: what wraps is not taken back by the next drawing, and the screen fills with lines.
"""

import shutil
import sys
from collections.abc import Sequence
from types import TracebackType

from lstm_drills.messages import Language, message, say
from lstm_drills.ui.curves import sparkline
from lstm_drills.ui.wrap import cells

ERASE = "\r\x1b[K"
CURVES = (8, 16, 24)  # signs
LAST = 10  # losses that are averaged


class TrainingProgress:
    """``show`` draws the line anew; leaving the context takes it away."""

    def __init__(self, language: Language, *, quiet: bool = False, most: float = 120.0) -> None:
        self.language: Language = language
        self.most = most
        self.drawn = False
        self.wanted = not quiet and sys.stderr.isatty()

    def __enter__(self) -> "TrainingProgress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.drawn:
            sys.stderr.write(ERASE)
            sys.stderr.flush()

    def show(self, seconds: float, losses: Sequence[float]) -> None:
        if not self.wanted:
            return
        sys.stderr.write(f"{ERASE}{self._words(seconds, losses, shutil.get_terminal_size().columns - 1)}")
        sys.stderr.flush()
        self.drawn = True

    def _words(self, seconds: float, losses: Sequence[float], width: int) -> str:
        """As much of it as has room: the curve goes first, and the loss next."""
        parameters: dict[str, object] = {"seconds": f"{seconds:.0f}", "most": f"{self.most:.0f}"}
        lines = [say(message("training.progress", **parameters), self.language)]
        if losses:
            last = losses[-LAST:]
            loss = f"{sum(last) / len(last):.3f}"
            lines.append(say(message("training.progress-loss", loss=loss, **parameters), self.language))
            lines += [f"{lines[1]}  {sparkline(losses, most)}" for most in CURVES]
        fitting = [line for line in lines if cells(line) <= width]
        return fitting[-1] if fitting else ""
