"""What the mock interview shows: its questions, and the marking afterwards. Lines from top to bottom."""

from collections.abc import Iterable
from pathlib import Path

from lstm_drills.content.question_types import Short
from lstm_drills.interview.blueprints import CODE_PARTS
from lstm_drills.interview.projects import project
from lstm_drills.interview.sitting import Item, State
from lstm_drills.interview.words import time_left
from lstm_drills.messages import Sayable, message
from lstm_drills.quiz.asked import Asked
from lstm_drills.ui.quiz import QUIET, TITLE, QuizScreen
from lstm_drills.ui.styled import Styled

ACTION = "cyan"


class InterviewScreen(QuizScreen):
    """Prints in one language. plain: for a screen reader."""

    # --- the sitting --------------------------------------------------------------------------------------------------
    def begins(self, blueprint: Sayable, state: State, minutes: int, seed: int) -> None:
        words = {"blueprint": blueprint, "minutes": minutes, "count": len(state.queue), "seed": seed}
        self.say(message("interview.begins", **words), TITLE)
        self.prose(message("interview.rules"))

    def resumes(self, blueprint: Sayable, state: State) -> None:
        words = {"blueprint": blueprint, "left": time_left(state.left), "done": len(state.answers)}
        self.say(message("interview.resumed", **words, count=len(state.queue)), TITLE)

    def heading(self, state: State, used: float) -> None:
        """Which question, of which kind, and how much time is left."""
        left = max(0.0, state.seconds - used)
        kind = message(f"interview.kind-{state.queue[state.place].kind}")
        words = {"number": state.place + 1, "kind": kind, "left": time_left(left)}
        self.blank()
        self.say(message("interview.heading", **words), QUIET)

    def follow_up(self, asked: Asked) -> None:
        self.blank()
        self.say(message("interview.follow-up-of"), QUIET)
        if asked.question.follow_up is not None:
            self.prose(asked.fill(asked.question.follow_up))
        self.blank()

    def code_task(self, item: Item, path: Path) -> None:
        part = CODE_PARTS[item.key]
        self.blank()
        self.prose(part.task)
        self.blank()
        self.say(message("interview.code-file", minutes=item.seconds // 60))
        self.lines([Styled(f"  {path}", ACTION)])
        self.say(message("interview.code-how"), QUIET)
        self.blank()

    def project(self, item: Item) -> None:
        self.blank()
        self.project_again(item)
        self.say(message("interview.project-how"), QUIET)
        self.blank()

    # --- marking ------------------------------------------------------------------------------------------------------
    def marking(self, number: int, item: Item) -> None:
        """Which answer is to be marked now."""
        self.blank()
        self.say(message("interview.marking-head", number=number, kind=message(f"interview.kind-{item.kind}")), QUIET)
        self.blank()

    def project_again(self, item: Item) -> None:
        self.prose(project(item.key).question)

    def said(self, typed: str) -> None:
        """What the learner had answered."""
        self.blank()
        self.say(message("interview.you-said"), TITLE)
        self.answer_text(typed or message("interview.spoken"))

    def answer_text(self, text: Sayable) -> None:
        """A learner's own words, harmless for the terminal."""
        for line in self.words(text).split("\n"):
            safe = "".join(sign if sign.isprintable() else " " for sign in line)
            self.lines([Styled(f"  {safe}")] if self.plain else _wrapped(safe, self.width))

    def rubric(self, item: Item) -> None:
        """A project question's points, for the learner to tick."""
        self.blank()
        self.say(message("interview.rubric"), TITLE)
        for number, point in enumerate(project(item.key).points, start=1):
            self.say(point, first=f"{number}: " if self.plain else f"  {number}  ")
        self.blank()

    def behind(self, asked: Asked) -> None:
        """What one could have said to a follow-up, and what is known about the matter."""
        if asked.question.follow_up_answer is not None:
            self.labelled_by("follow-up-answer", asked.fill(asked.question.follow_up_answer))
        self.labelled_by("behind", asked.fill(asked.question.explanation))
        self.say(message("interview.read-more", section=asked.question.section), QUIET, first="  ")
        self.blank()

    def labelled_by(self, name: str, what: Sayable) -> None:
        self.blank()
        self.say(message(f"interview.{name}"), TITLE)
        self.prose(what, "  ")


def _wrapped(text: str, width: int) -> Iterable[Styled]:
    from lstm_drills.ui.wrap import wrap

    return [Styled(f"  {line}") for line in wrap(text, width - 2)]


def model_of(asked: Asked) -> Short:
    """A whiteboard question's rubric. Raises TypeError for a question of another kind."""
    answer = asked.question.answer
    if not isinstance(answer, Short):
        raise TypeError("only free answers have a rubric")
    return answer
