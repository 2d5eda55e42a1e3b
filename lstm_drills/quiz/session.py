"""A session as a state machine: question, answer, (ticks,) feedback, next. Pure: a state and an event give the next.

A state is the fold of its steps, so that it can be built again from the log after an interruption; undo drops the last
step and gives back the very state in which it was taken.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from lstm_drills.content.question_types import Short
from lstm_drills.quiz.asked import Asked
from lstm_drills.reviews import Rating

if TYPE_CHECKING:  # marking is loaded when the first answer is there: the first question shows sooner
    from lstm_drills.quiz.marking import Mark, Unclear
    from lstm_drills.quiz.short import Finding

Phase = Literal["question", "ticking", "feedback", "over"]


class Step(NamedTuple):
    """One question that is done with: answered (with a rating) or skipped (without)."""

    key: str
    typed: str = ""
    score: float = 0.0
    rating: Rating | None = None
    hinted: bool = False
    overridden: bool = False


class State(NamedTuple):
    """``queue``: the keys in the order in which they are asked. ``draft``: a free answer that waits for its ticks."""

    seed: str
    queue: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    phase: Phase = "question"
    hinted: bool = False
    draft: str = ""

    @property
    def current(self) -> str | None:
        """The question on screen, also while its feedback is shown; None when the session is over."""
        if self.phase == "feedback":
            return self.steps[-1].key
        remaining = self.remaining
        return remaining[0] if remaining and self.phase != "over" else None

    @property
    def remaining(self) -> tuple[str, ...]:
        done = {step.key for step in self.steps}
        return tuple(key for key in self.queue if key not in done)

    @property
    def number(self) -> int:
        """Which question of the session is on screen, from 1."""
        return len(self.steps) + (self.phase in ("question", "ticking"))

    def as_bytes(self) -> bytes:
        """The state in a canonical form."""
        steps = [[s.key, s.typed, s.score, s.rating, s.hinted, s.overridden] for s in self.steps]
        return json.dumps([self.seed, self.queue, steps, self.phase, self.hinted, self.draft]).encode()


def start(seed: str, queue: Iterable[str]) -> State:
    """A session's first state; one without questions is over."""
    return _settled(State(seed, tuple(dict.fromkeys(queue))))


def resumed(seed: str, queue: Iterable[str], steps: Iterable[Step]) -> State:
    """The state after the steps of the log, at its next question."""
    return _settled(start(seed, queue)._replace(steps=tuple(steps), phase="question"))


def answer(state: State, asked: Asked, typed: str) -> "tuple[State, Mark | Unclear]":
    """Mark what was typed. A free answer goes on to its ticks; what is unclear changes nothing."""
    from lstm_drills.quiz.marking import Unclear, mark

    result = mark(asked, typed)
    if isinstance(result, Unclear):
        return state, result
    if isinstance(asked.question.answer, Short):
        return state._replace(phase="ticking", draft=typed), result
    return _stepped(state, asked.question.key, typed, result), result


def findings(state: State, asked: Asked) -> "tuple[Finding, ...]":
    """What was detected in the free answer that waits for its ticks."""
    from lstm_drills.quiz.short import detect

    question_answer = asked.question.answer
    return detect(question_answer, state.draft) if isinstance(question_answer, Short) else ()


def tick(state: State, asked: Asked, typed: str) -> "tuple[State, Mark | Unclear]":
    """Take the learner's ticks of a free answer; an empty line takes what was detected."""
    from lstm_drills.quiz.marking import Unclear, mark_ticks, read_ticks

    question_answer = asked.question.answer
    if not isinstance(question_answer, Short):
        raise TypeError("only free answers have ticks")
    suggested = [place for place, finding in enumerate(findings(state, asked)) if finding.suggested]
    ticks = read_ticks(len(question_answer.points), typed, suggested)
    if isinstance(ticks, Unclear):
        return state, ticks
    result = mark_ticks(question_answer, ticks)
    return _stepped(state, asked.question.key, state.draft, result), result


def hint(state: State) -> State:
    """A hint was shown: a right answer is worth less now."""
    return state._replace(hinted=True)


def skip(state: State) -> State:
    """Leave the question for another day; nothing is recorded about what the learner knows."""
    key = state.current
    if key is None or state.phase == "feedback":
        return state
    step = Step(key, hinted=state.hinted)
    return _settled(state._replace(steps=(*state.steps, step), phase="question", hinted=False, draft=""))


def proceed(state: State) -> State:
    """From feedback to the next question."""
    return _settled(state._replace(phase="question", hinted=False, draft="")) if state.phase == "feedback" else state


def undo(state: State) -> tuple[State, Step | None]:
    """The state before the last step, and that step (None: there was none, or a free answer was only taken back)."""
    if state.phase == "ticking":
        return state._replace(phase="question", draft=""), None
    if not state.steps:
        return state, None
    last = state.steps[-1]
    return state._replace(steps=state.steps[:-1], phase="question", hinted=last.hinted, draft=""), last


def put_first(state: State, key: str) -> State:
    """Ask a question (again) before all that remain: what an undo of an earlier session's last answer brings back."""
    queue = (key, *(other for other in state.queue if other != key))
    return state._replace(queue=queue, steps=tuple(step for step in state.steps if step.key != key), phase="question")


def rated(state: State, rating: Rating) -> State:
    """The learner overrides the last answer's rating."""
    last = state.steps[-1]._replace(rating=rating, overridden=True)
    return state._replace(steps=(*state.steps[:-1], last))


def rating_of(result: "Mark", hinted: bool) -> Rating:
    """Wrong and mostly wrong are "again", never "hard": a failure marked hard would come back months later."""
    if result.status == "wrong":
        return "again"
    return "good" if result.status == "right" and not hinted else "hard"


def _stepped(state: State, key: str, typed: str, result: "Mark") -> State:
    step = Step(key, typed, round(result.score, 4), rating_of(result, state.hinted), state.hinted)
    return state._replace(steps=(*state.steps, step), phase="feedback", draft="")


def _settled(state: State) -> State:
    return state if state.remaining else state._replace(phase="over")
