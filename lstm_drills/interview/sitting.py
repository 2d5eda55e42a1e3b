"""An interview as a state machine: a state and an event give the next state. Pure; the store keeps the events."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from lstm_drills.interview.blueprints import Kind

Phase = Literal["asking", "confidence", "marking", "over"]
CONFIDENCES = (1, 2, 3, 4)


class Item(NamedTuple):
    """One thing to ask. key: a question's (also for its follow-up), a code part's or a project's; seconds: planned."""

    kind: Kind
    key: str
    seconds: int


class Start(NamedTuple):
    """How an interview began. at: UTC, ISO 8601."""

    id: str
    at: str
    blueprint: str
    seed: int
    minutes: int
    queue: tuple[Item, ...]


class Answered(NamedTuple):
    """The next item is answered or skipped. used: seconds of the interview so far. score: 0 to 1, None: the learner marks
    it afterwards. note: what the grader said of code."""

    typed: str
    seconds: float
    used: float
    score: float | None = None
    skipped: bool = False
    note: Mapping[str, Any] = {}


class Sure(NamedTuple):
    """How sure the learner was of the last answer, 1 to 4."""

    confidence: int
    used: float


class Left(NamedTuple):
    """The learner went away; the clock stands still until they are back."""

    used: float


class Ended(NamedTuple):
    """The learner asked for the debrief before the end."""

    used: float


class Marked(NamedTuple):
    """The learner's own mark of the answer in that place; ticks: the points of the rubric that were made."""

    place: int
    score: float
    ticks: tuple[int, ...] = ()


Event = Answered | Sure | Left | Ended | Marked


class Answer(NamedTuple):
    """What became of the item in the same place of the queue. late: given after the time was up."""

    typed: str
    seconds: float
    score: float | None
    skipped: bool
    late: bool
    confidence: int | None = None
    ticks: tuple[int, ...] = ()
    note: Mapping[str, Any] = {}


class State(NamedTuple):
    """``answers[k]`` belongs to ``queue[k]``. used: seconds of the interview that have passed."""

    queue: tuple[Item, ...]
    seconds: float
    answers: tuple[Answer, ...] = ()
    used: float = 0.0
    ended: bool = False
    breaks: int = 0

    @property
    def left(self) -> float:
        """Seconds that remain."""
        return max(0.0, self.seconds - self.used)

    @property
    def phase(self) -> Phase:
        last = self.answers[-1] if self.answers else None
        if last is not None and not last.skipped and last.confidence is None and not self.ended:
            return "confidence"
        if len(self.answers) < len(self.queue) and self.used < self.seconds and not self.ended:
            return "asking"
        return "over" if self.unmarked is None else "marking"

    @property
    def place(self) -> int:
        """Which item is on screen, from 0: the one to answer, or the last one while its confidence is asked."""
        return len(self.answers) - (self.phase == "confidence")

    @property
    def unmarked(self) -> int | None:
        """The place of the first answer that the learner still has to mark."""
        waiting = (k for k, answer in enumerate(self.answers) if answer.score is None and not answer.skipped)
        return next(waiting, None)

    def after(self, event: Event) -> "State":
        """The next state. Raises ValueError for an event that cannot come now."""
        match event:
            case Answered(typed, seconds, used, score, skipped, note):
                if self.phase != "asking":
                    raise ValueError("nothing is being asked")
                answer = Answer(typed, seconds, score, skipped, used > self.seconds, note=note)
                return self._replace(answers=(*self.answers, answer), used=max(self.used, used))
            case Sure(confidence, used):
                if self.phase != "confidence" or confidence not in CONFIDENCES:
                    raise ValueError("no answer waits for this")
                last = self.answers[-1]._replace(confidence=confidence)
                return self._replace(answers=(*self.answers[:-1], last), used=max(self.used, used))
            case Left(used):
                return self._replace(used=max(self.used, used), breaks=self.breaks + 1)
            case Ended(used):
                return self._replace(used=max(self.used, used), ended=True)
            case Marked(place, score, ticks):
                return self._marked(place, score, ticks)

    def _marked(self, place: int, score: float, ticks: tuple[int, ...]) -> "State":
        if not 0 <= place < len(self.answers) or self.answers[place].skipped or not 0 <= score <= 1:
            raise ValueError("there is no such answer to mark")
        answers = list(self.answers)
        answers[place] = answers[place]._replace(score=score, ticks=ticks)
        return self._replace(answers=tuple(answers))


def begin(start: Start) -> State:
    """The state in which nothing is answered."""
    return State(start.queue, start.minutes * 60.0)


def resumed(start: Start, events: Iterable[Event]) -> State:
    """The state after the events. Raises ValueError where they do not follow from each other."""
    state = begin(start)
    for event in events:
        state = state.after(event)
    return state


def without_gone(state: State, known: Iterable[str]) -> State:
    """Without the items still to ask whose questions are no longer in the banks."""
    there = set(known)
    done = len(state.answers)
    rest = (item for item in state.queue[done:] if item.kind in ("code", "project") or item.key in there)
    return state._replace(queue=(*state.queue[:done], *rest))
