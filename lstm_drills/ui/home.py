"""The home screen: due today, drills passed, the weakest topic, days to the interview, and the one command to run next."""

from collections.abc import Mapping
from dataclasses import dataclass

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.messages import Message, Sayable, Text, message
from lstm_drills.quiz.statistics import Statistics
from lstm_drills.ui.screen import HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the learner stands. ``following``: the first exercise that is not passed; whether it was ``begun``."""

    statistics: Statistics
    topics: Mapping[str, Text]
    passed: int
    exercises: int
    following: Exercise | None
    begun: bool


class HomeScreen(Screen):
    """Fits one screen of 50 columns and 24 lines."""

    def welcome(self) -> None:
        for line in range(1, 5):
            self.say(message(f"home.welcome-{line}"), HEADING if line == 1 else "")
        self.blank()

    def first_steps(self, *, begun: bool) -> None:
        self.say(message("home.begin"), HEADING)
        rows: list[tuple[str, Sayable]] = [("lstm-drills check 3.0", message("home.do-first"))]
        if begun:
            rows.append(("lstm-drills check --all", message("home.do-all")))
        self.commands(
            [*rows, ("lstm-drills quiz", message("cli.do-quiz")), ("lstm-drills --help", message("cli.do-help"))]
        )

    def standing(self, standing: Standing) -> None:
        self.say(message("cli.welcome"), HEADING)
        self.blank()
        rows = list(_facts(standing))
        widest = max(cells(self.words(name)) for name, _ in rows)
        for name, value in rows:
            label = self.words(name)
            self.say(value, first=f"  {label}{' ' * (widest - cells(label))}  ")
        self.blank()
        command, why = _next(standing)
        self.say(message("home.next"), HEADING)
        self.commands([(command, why)])
        self.blank()
        self.lines([Styled("  lstm-drills stats   lstm-drills list   lstm-drills --help", QUIET)])


def _facts(standing: Standing) -> list[tuple[Message, Sayable]]:
    found = standing.statistics
    due = found.total.due + sum(drill.due for drill in found.drills)
    rows: list[tuple[Message, Sayable]] = [
        (message("home.due"), message("home.due-count", questions=found.total.due, drills=due - found.total.due)),
        (message("home.seen"), message("home.seen-count", seen=found.total.seen, of=found.total.questions)),
        (message("home.drills"), message("home.drills-count", passed=standing.passed, of=standing.exercises)),
    ]
    if found.weakest:
        weakest = found.weakest[0]
        share = f"{100 * weakest.recall:.0f}"
        words = message("home.weakest-topic", topic=standing.topics[weakest.topic], share=share)
        rows.append((message("home.weakest"), words))
    if found.interview_date is not None:
        days = (found.interview_date - found.today).days
        kind = "days" if days > 1 else "tomorrow" if days == 1 else "today" if days == 0 else "past"
        rows.append(
            (message("home.interview"), message(f"home.interview-{kind}", days=days, date=str(found.interview_date)))
        )
    return rows


def _next(standing: Standing) -> tuple[str, Message]:
    """The one thing that helps most: what is due, then the next drill, then what is weak, then something new."""
    found, following = standing.statistics, standing.following
    if found.total.due:
        return "lstm-drills quiz --due", message("home.do-due", count=found.total.due)
    due_drill = next((drill for drill in found.drills if drill.due), None)
    if following is not None:
        verb = "check" if standing.begun or following.stub_passes else "start"
        return f"lstm-drills {verb} {following.id}", message("home.do-drill", id=following.id, title=following.title)
    if due_drill is not None:
        return f"lstm-drills reset {due_drill.exercise}", message("home.do-again", id=due_drill.exercise)
    if found.total.seen < found.total.questions:
        return "lstm-drills quiz --new", message("home.do-new", count=found.total.questions - found.total.seen)
    if found.weakest:
        return found.weakest[0].command, message("home.do-weakest")
    return "lstm-drills quiz --all", message("home.do-anything")
