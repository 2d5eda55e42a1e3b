"""What is typed in a mock interview: lines, and the commands that can come at any time."""

from collections.abc import Callable

from lstm_drills.messages import message
from lstm_drills.ui.ask import Command, ask
from lstm_drills.ui.interview import InterviewScreen

Say = Callable[[], str]
Show = Callable[[], None]


class Leave(Exception):
    """The learner typed :q."""


class Over(Exception):
    """The learner typed :e."""


class Keys:
    """Asks, and does what needs no answer: the other language, help. Raises Leave, Over, EndOfInput and Interrupted."""

    def __init__(self, screen: InterviewScreen) -> None:
        self.screen = screen

    def read(self, prompt: str, show: Show, *, skip: bool = True) -> str | None:
        """A line, or None for a skip. prompt: a message's id. show: puts what is asked on the screen anew."""
        return self.read_after(lambda: self.screen.words(message(prompt)) + " ", show, skip=skip)

    def read_after(self, prompt: Say, show: Show, *, skip: bool = True) -> str | None:
        """As ``read``; prompt gives the words, in the language of the moment."""
        while True:
            typed = ask(prompt())
            if not isinstance(typed, Command):
                return typed
            match typed.name:
                case "skip" if skip:
                    self.screen.say(message("interview.skipped"), "dim")
                    return None
                case "end":
                    raise Over
                case _:
                    self._command(typed, show, "interview.help-asking")

    def read_mark(self, prompt: str, show: Show) -> str:
        """A line while answers are marked: nothing is skipped or ended there."""
        while True:
            typed = ask(self.screen.words(message(prompt)) + " ")
            if not isinstance(typed, Command):
                return typed
            self._command(typed, show, "interview.help-marking")

    def _command(self, command: Command, show: Show, helped: str) -> None:
        match command.name:
            case "language":
                self.screen.other_language()
                show()
            case "help":
                self.screen.blank()
                self.screen.prose(message(helped))
                self.screen.blank()
            case "quit":
                raise Leave
            case "unknown":
                self.screen.say(message("interview.unknown-command", typed=command.typed))
            case _:
                self.screen.say(message("interview.not-here", typed=command.typed))
