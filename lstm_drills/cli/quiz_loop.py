"""The quiz at the keyboard: one turn after the other, each answer kept before its feedback is shown."""

import time
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from lstm_drills.content.question_types import Question, Short
from lstm_drills.content.questions import Catalogue
from lstm_drills.messages import message
from lstm_drills.quiz import session
from lstm_drills.quiz.asked import Asked
from lstm_drills.quiz.asked import ask as put
from lstm_drills.quiz.session import State, Step
from lstm_drills.reviews import RATINGS, Rating
from lstm_drills.ui.ask import Command, EndOfInput, Interrupted, ask
from lstm_drills.ui.quiz import QuizScreen

if TYPE_CHECKING:
    from lstm_drills.quiz.marking import Mark

Ending = Literal["finished", "left", "interrupted"]


class Keeper(Protocol):
    """Where answers go. Each call returns when the row is safe on the disk."""

    def answered(self, step: Step, question: Question, position: int, seconds: float, instead: bool = False) -> date:
        """Keep an answer, or another rating instead of this session's last row of the question; the day it is due."""

    def skipped(self, step: Step, question: Question, position: int) -> None:
        """Keep that a question was skipped."""

    def take_back(self, key: str | None) -> str | None:
        """Take this session's last row of that question back, or (None) the last answer of all; its key."""

    def answer_changed(self, question: Question) -> bool:
        """Whether the right answer is another than when the question was last answered."""


class _Leave(Exception):
    """The learner typed :q."""


class Loop:
    """One session at the keyboard. ``state`` is what is on screen."""

    def __init__(self, screen: QuizScreen, catalogue: Catalogue, state: State, keeper: Keeper, today: date) -> None:
        self.screen = screen
        self.catalogue = catalogue
        self.state = state
        self.keeper = keeper
        self.today = today
        self.due: dict[str, date] = {}

    def run(self) -> Ending:
        """Ask until the session is over or the learner leaves; nothing that was acknowledged is lost either way."""
        try:
            while self.state.current is not None:
                self._turn(self.state.current)
        except (_Leave, EndOfInput):
            return "left"
        except Interrupted:
            return "interrupted"
        return "finished"

    # --- a turn -------------------------------------------------------------------------------------------------------
    def _turn(self, key: str) -> None:
        asked = put(self.catalogue.question(key), self.state.seed)
        self._show(asked)
        began = time.monotonic()
        while self.state.current == key and self.state.phase != "feedback":
            typed = self._read(asked)
            if isinstance(typed, Command):
                self._command(typed, asked)
                continue
            ticking = self.state.phase == "ticking"
            act = session.tick if ticking else session.answer
            self.state, result = act(self.state, asked, typed)
            from lstm_drills.quiz.marking import Unclear

            if isinstance(result, Unclear):
                self.screen.say(result.message)
            elif self.state.phase == "ticking":
                self._show_findings(asked)
            else:
                self._keep(asked, time.monotonic() - began)
                self._feedback(asked, result)

    def _keep(self, asked: Asked, seconds: float) -> None:
        step = self.state.steps[-1]
        changed = self.keeper.answer_changed(asked.question)
        self.due[step.key] = self.keeper.answered(step, asked.question, len(self.state.steps) - 1, seconds)
        if changed:
            self.screen.say(message("quiz.answer-changed"), "bold")

    def _read(self, asked: Asked) -> str | Command:
        """An answer; printed text of several lines is asked line by line."""
        if self.state.phase == "ticking":
            return ask(self.screen.words(message("quiz.prompt-ticks")) + " ")
        count = self.screen.output_lines(asked)
        if count == 1:
            return ask(self.screen.prompt(asked))
        lines: list[str] = []
        for number in range(1, count + 1):
            typed = ask(self.screen.words(message("quiz.prompt-output-line", number=number, count=count)) + " ")
            if isinstance(typed, Command):
                return typed
            lines.append(typed)
        return "\n".join(lines)

    def _show(self, asked: Asked) -> None:
        self.screen.question(asked, self.state, self.catalogue.sections.get(asked.question.section))

    def _show_findings(self, asked: Asked) -> None:
        answer = asked.question.answer
        if isinstance(answer, Short):
            self.screen.findings(session.findings(self.state, asked), answer.model)

    def _command(self, command: Command, asked: Asked) -> None:
        match command.name:
            case "hint":
                self.state = session.hint(self.state) if asked.question.hint else self.state
                self.screen.hint(asked)
            case "skip":
                self.state = session.skip(self.state)
                self.keeper.skipped(self.state.steps[-1], asked.question, len(self.state.steps) - 1)
                self.screen.say(message("quiz.skipped"), "dim")
            case "undo":
                self._undo()
                if self.state.current == asked.question.key:
                    self._show(asked)
            case "language":
                self.screen.other_language()
                self._show(asked)
                if self.state.phase == "ticking":
                    self._show_findings(asked)
            case "help":
                self.screen.help(self.state.phase)
            case "quit":
                raise _Leave
            case "unknown":
                self.screen.say(message("quiz.unknown-command", typed=command.typed))
            case _:
                self.screen.say(message("quiz.not-now", typed=command.typed))

    def _undo(self) -> None:
        """Back to the last answer: of this session, or where it has none yet, of an earlier one."""
        if self.state.phase == "ticking":
            self.state, _ = session.undo(self.state)
            return
        if self.state.steps:
            self.state, step = session.undo(self.state)
            undone = self.keeper.take_back(step.key if step else None)
        else:
            undone = self.keeper.take_back(None)
            if undone is not None and any(entry.key == undone for entry in self.catalogue.entries):
                self.state = session.put_first(self.state, undone)
        if undone is None:
            self.screen.say(message("quiz.nothing-to-undo"))
        else:
            self.due.pop(undone, None)
            self.screen.say(message("quiz.undone", key=undone), "dim")

    # --- feedback -----------------------------------------------------------------------------------------------------
    def _feedback(self, asked: Asked, mark: "Mark") -> None:
        self._show_feedback(asked, mark)
        while self.state.phase == "feedback":
            typed = ask(self.screen.words(message("quiz.prompt-feedback")) + " ")
            if not isinstance(typed, Command):
                self.state = session.proceed(self.state)
                return
            match typed.name:
                case "undo":
                    self._undo()
                case "language":
                    self.screen.other_language()
                    self._show_feedback(asked, mark)
                case "follow-up":
                    self.screen.follow_up_answer(asked)
                case "again" | "hard" | "good" | "easy":
                    self._rate(asked, next(rating for rating in RATINGS if rating == typed.name))
                case "quit":
                    self.state = session.proceed(self.state)
                    raise _Leave
                case "help":
                    self.screen.help("feedback")
                case "unknown":
                    self.screen.say(message("quiz.unknown-command", typed=typed.typed))
                case _:
                    self.screen.help("feedback")

    def _show_feedback(self, asked: Asked, mark: "Mark") -> None:
        step = self.state.steps[-1]
        self.screen.feedback(asked, mark, step.hinted)
        self.screen.references(asked.question, self.catalogue.references)
        self.screen.comes_back(self.due[step.key], self.today)

    def _rate(self, asked: Asked, rating: Rating) -> None:
        """The learner's own rating replaces ours."""
        self.state = session.rated(self.state, rating)
        step = self.state.steps[-1]
        self.due[step.key] = self.keeper.answered(step, asked.question, len(self.state.steps) - 1, 0.0, instead=True)
        self.screen.say(message("quiz.rated", rating=rating), "dim")
        self.screen.comes_back(self.due[step.key], self.today)
