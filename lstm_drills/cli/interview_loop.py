"""The mock interview at the keyboard: every answer is on the disk before the next thing is shown; nothing is said until the end."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, NamedTuple

from lstm_drills.cli.interview_keys import Keys, Leave, Over
from lstm_drills.cli.interview_marking import Marking
from lstm_drills.content.questions import Catalogue
from lstm_drills.interview.sitting import CONFIDENCES, Answered, Ended, Item, Left, State, Sure
from lstm_drills.interview.store import Book
from lstm_drills.messages import Message, message
from lstm_drills.quiz.asked import Asked
from lstm_drills.quiz.asked import ask as put
from lstm_drills.quiz.marking import Mark, mark
from lstm_drills.ui.ask import EndOfInput, Interrupted
from lstm_drills.ui.interview import InterviewScreen

Ending = Literal["finished", "left", "interrupted"]
Found = tuple[str, float | None, Mapping[str, Any]]  # what was typed, its score, and what is said of it


class Graded(NamedTuple):
    """What a drill's file is worth: score 0 to 1 (None: nothing can be said), and what is said of it in the debrief."""

    code: str
    score: float | None
    note: Mapping[str, Any]


class Code(NamedTuple):
    """A drill that was handed out. submit: grades it; None while there is nothing to grade, after saying why."""

    show: Callable[[], None]
    submit: Callable[[], Graded | None]


class Loop:
    """One interview at the keyboard. hand_out: lays a drill's file out. clock: seconds, from any beginning."""

    def __init__(
        self, screen: InterviewScreen, catalogue: Catalogue, book: Book, hand_out: Callable[[Item], Code],
        clock: Callable[[], float],
    ) -> None:  # fmt: skip
        self.screen = screen
        self.catalogue = catalogue
        self.book = book
        self.hand_out = hand_out
        self.clock = clock
        self.keys = Keys(screen)
        self.began = clock() - book.state.used

    @property
    def state(self) -> State:
        return self.book.state

    def used(self) -> float:
        """Seconds of the interview until now."""
        return self.clock() - self.began

    def run(self) -> Ending:
        """Ask, then let the learner mark what only a person can; nothing acknowledged is lost, however this ends."""
        sitting = self.state.phase in ("asking", "confidence")
        try:
            self._ask_all()
            if sitting:
                self._closing()
            sitting = False
            Marking(self.screen, self.catalogue, self.book, self.keys).all()
        except (Leave, EndOfInput):
            ending: Ending = "left"
        except Interrupted:
            ending = "interrupted"
        else:
            return "finished"
        if sitting:
            self.book.add(Left(self.used()))
        return ending

    # --- the sitting --------------------------------------------------------------------------------------------------
    def _ask_all(self) -> None:
        try:
            while self.state.phase in ("asking", "confidence"):
                if self.state.phase == "confidence":
                    self._confidence()
                else:
                    self._item(self.state.queue[self.state.place])
        except Over:
            self.book.add(Ended(self.used()))

    def _closing(self) -> None:
        self.screen.blank()
        if self.state.ended:
            name = "ended"
        elif self.state.left > 0:
            name = "all-asked"
        else:
            name = "time-up-late" if self.state.answers and self.state.answers[-1].late else "time-up"
        self.screen.say(message(f"interview.{name}"))

    def _item(self, item: Item) -> None:
        self.screen.heading(self.state, self.used())
        began = self.clock()
        match item.kind:
            case "code":
                found = self._code(self.hand_out(item))
            case "project":
                found = self._project(item)
            case _:
                found = self._question(item, put(self.catalogue.question(item.key), str(self.book.start.seed)))
        typed, score, note = found if found is not None else ("", None, {})
        self.book.add(Answered(typed, self.clock() - began, self.used(), score, skipped=found is None, note=note))

    def _question(self, item: Item, asked: Asked) -> Found | None:
        """What was typed and its score; None for a skip."""

        def show() -> None:
            if item.kind == "follow-up":
                self.screen.follow_up(asked)
            else:
                self.screen.body(asked)

        show()
        while True:
            typed = self._answer(item, asked, show)
            if typed is None:
                return None
            if item.kind == "follow-up":
                if typed.strip():
                    return typed, None, {}
                self.screen.say(message("interview.unclear-follow-up"))
                continue
            result = mark(asked, typed)
            if isinstance(result, Mark):
                return typed, None if item.kind == "whiteboard" else result.score, {}
            self.screen.say(result.message)

    def _answer(self, item: Item, asked: Asked, show: Callable[[], None]) -> str | None:
        """An answer; printed text of several lines is asked line by line."""
        if item.kind == "follow-up":
            return self.keys.read("interview.prompt-follow-up", show)
        count = self.screen.output_lines(asked)
        if count == 1:
            return self.keys.read_after(lambda: self.screen.prompt(asked), show)
        lines: list[str] = []
        while len(lines) < count:
            line = message("quiz.prompt-output-line", number=len(lines) + 1, count=count)
            typed = self.keys.read_after(partial(self._words_of, line), show)
            if typed is None:
                return None
            lines.append(typed)
        return "\n".join(lines)

    def _project(self, item: Item) -> Found | None:
        """Lines until an empty one; nothing written is an answer said aloud."""

        def show() -> None:
            self.screen.project(item)

        show()
        lines: list[str] = []
        while True:
            typed = self.keys.read(f"interview.prompt-{'more' if lines else 'project'}", show)
            if typed is None:
                return None
            if not typed.strip():
                return "\n".join(lines), None, {}
            lines.append(typed)

    def _code(self, code: Code) -> Found | None:
        code.show()
        while True:
            typed = self.keys.read("interview.prompt-code", code.show)
            if typed is None:
                return None
            paused = self.clock()
            graded = code.submit()
            self.began += self.clock() - paused  # grading takes our time, not the learner's
            if graded is not None:
                return None if graded.score is None else (graded.code, graded.score, graded.note)

    def _confidence(self) -> None:
        while True:
            typed = self.keys.read("interview.prompt-sure", lambda: None, skip=False)
            if typed is not None and typed.strip() in {str(sure) for sure in CONFIDENCES}:
                self.book.add(Sure(int(typed), self.used()))
                return
            self.screen.say(message("interview.unclear-sure"))

    def _words_of(self, prompt: Message) -> str:
        return self.screen.words(prompt) + " "
