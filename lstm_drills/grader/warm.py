"""Children that wait with NumPy loaded, so that a check begins at once.

Each serves one run, as everywhere: what a submission leaves behind dies with it. (Forking one warm process would take a few
milliseconds less, and would hand what one run left in memory to the next.)
"""

from collections import deque
from types import TracebackType

from lstm_drills.grader import runner
from lstm_drills.grader.runner import Session

SPARE = 2  # one for the next run, one for what its diagnosis may want to run afresh


class Warm:
    """Hands out sessions. ``refill`` when there is time; whatever waits is ended at the end."""

    def __init__(self, spare: int = SPARE) -> None:
        self.spare = spare
        self._waiting: deque[Session] = deque()

    def __enter__(self) -> "Warm":
        self.refill()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._waiting:
            self._waiting.pop().close()

    def refill(self) -> None:
        """Start what is missing; returns without waiting for it. Raises OSError where no process can be had."""
        while len(self._waiting) < self.spare:
            self._waiting.append(runner.start())

    def start(self) -> Session:
        """A session for one run, the one that has waited longest."""
        return self._waiting.popleft() if self._waiting else runner.start()
