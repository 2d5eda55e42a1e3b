"""Between the quiz and the learner's record: each answer becomes one row, on the disk before the call returns."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from lstm_drills.content.question_types import Question
from lstm_drills.quiz import schedule
from lstm_drills.quiz.session import Step
from lstm_drills.reviews import Review, SessionStart, in_utc, local_day, new_id, of_session, remaining

if TYPE_CHECKING:
    from lstm_drills.progress import Progress


class Record:
    """One session's rows. The log is read once; another process's rows are folded in at the next start."""

    def __init__(
        self, progress: "Progress", session: SessionStart, plan: schedule.Plan, clock: Callable[[], datetime],
        reviews: tuple[Review, ...], new: bool,
    ) -> None:  # fmt: skip
        self.progress = progress
        self.session = session.uuid
        # a new session is kept with its first row: waiting for the disk would delay the first question
        self.opening = (session,) if new else ()
        self.plan = plan
        self.clock = clock
        self.reviews = list(reviews)

    def answered(self, step: Step, question: Question, position: int, seconds: float, instead: bool = False) -> date:
        """Keep an answer (or another rating of it); the day on which the question is due."""
        if step.rating is None:
            raise ValueError("a skipped question is no answer")
        old = self._last(step.key, self.session) if instead else None
        if old is not None:
            self.reviews.remove(old)
        before = schedule.fold(row for row in self.reviews if row.question == step.key).get(step.key)
        now = self.clock()
        after = schedule.review(before, step.rating, local_day(now), schedule.card_id(step.key))
        row = self._row(step, question, position, old.seconds if old else seconds, now, before, after)
        if old is None:
            self._keep(row)
        else:
            self.progress.replace(old, row, now)
        self.reviews.append(row)
        return schedule.due_date(after, self.plan)

    def skipped(self, step: Step, question: Question, position: int) -> None:
        """Keep that a question was skipped."""
        row = self._row(step, question, position, 0.0, self.clock(), None, None)
        self._keep(row)
        self.reviews.append(row)

    def open(self) -> None:
        """Keep the session itself, so that it can be resumed though nothing was answered."""
        self._keep()

    def take_back(self, key: str | None) -> str | None:
        """Take this session's last row of that question back, or (None) the last answer of all; its key."""
        row = self._last(key, self.session) if key is not None else self._last_answer()
        if row is None:
            return None
        self.progress.undo(row, self.clock())
        self.reviews.remove(row)
        return row.question

    def answer_changed(self, question: Question) -> bool:
        """Whether the right answer is another than when the question was last answered."""
        return question.key in schedule.changed(self.reviews, {question.key: question.fingerprint})

    def _keep(self, *rows: Review) -> None:
        if self.opening or rows:
            self.progress.append(*self.opening, *rows)
        self.opening = ()

    def _last(self, key: str, session: str) -> Review | None:
        return next((row for row in reversed(self.reviews) if row.question == key and row.session == session), None)

    def _last_answer(self) -> Review | None:
        return next((row for row in reversed(self.reviews) if row.rating is not None), None)

    def _row(
        self, step: Step, question: Question, position: int, seconds: float, now: datetime,
        before: str | None, after: str | None,
    ) -> Review:  # fmt: skip
        return Review(
            uuid=new_id(now),
            question=step.key,
            prompt_hash=question.wording,
            answer_hash=question.fingerprint,
            session=self.session,
            position=position,
            rating=step.rating,
            correct=step.score >= 1,
            score=step.score,
            typed=step.typed,
            hinted=step.hinted,
            overridden=step.overridden,
            seconds=round(seconds, 1),
            day=local_day(now),
            at=in_utc(now),
            before=before,
            after=after,
        )


def steps_of(reviews: tuple[Review, ...], session: str) -> list[Step]:
    """What was answered and skipped in a session, in its order."""
    return [
        Step(row.question, row.typed, row.score, row.rating, row.hinted, row.overridden)
        for row in of_session(reviews, session)
    ]


def unfinished(sessions: tuple[SessionStart, ...], reviews: tuple[Review, ...]) -> SessionStart | None:
    """The newest session that has questions left."""
    return next((row for row in reversed(sessions) if remaining(row, reviews)), None)
