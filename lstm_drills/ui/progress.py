"""One line on the standard error while a training runs: how long it has taken, and its loss. Only where somebody watches."""

import sys
from collections.abc import Sequence
from types import TracebackType

from lstm_drills.messages import Language, message, say
from lstm_drills.ui.curves import sparkline

ERASE = "\r\x1b[K"
CURVE = 24
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
        parameters: dict[str, object] = {"seconds": f"{seconds:.0f}", "most": f"{self.most:.0f}"}
        if losses:
            last = losses[-LAST:]
            words = say(
                message("training.progress-loss", loss=f"{sum(last) / len(last):.3f}", **parameters), self.language
            )
            words += f"  {sparkline(losses, CURVE)}"
        else:
            words = say(message("training.progress", **parameters), self.language)
        sys.stderr.write(f"{ERASE}{words}")
        sys.stderr.flush()
        self.drawn = True
