"""The end of a session: how it went, what to look at again, what comes back when."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from lstm_drills.content.names import natural
from lstm_drills.content.questions import Catalogue
from lstm_drills.messages import Sayable, message
from lstm_drills.quiz.session import State
from lstm_drills.ui.quiz import TITLE, QuizScreen

MOST_DAYS = 8  # lines of the list of days


def show_summary(screen: QuizScreen, state: State, due: Mapping[str, date], catalogue: Catalogue, today: date) -> None:
    """``due``: the day of each question that was answered."""
    answered = [step for step in state.steps if step.rating is not None]
    wrong = [step for step in answered if step.rating == "again"]
    right = sum(step.score >= 1 and step.rating != "again" for step in answered)
    screen.blank()
    counts = {"right": right, "wrong": len(wrong), "partly": len(answered) - right - len(wrong)}
    screen.say(message("quiz.summary", **counts, skipped=len(state.steps) - len(answered)), TITLE)
    if wrong:
        screen.blank()
        screen.say(message("quiz.summary-wrong"), TITLE)
        sections = {step.key.partition("/")[0] for step in wrong}
        for section in sorted(sections, key=natural):
            known = catalogue.sections.get(section)
            title: Sayable = known.title if known else ""
            screen.say(message("quiz.summary-learn", section=section, title=title), first="  ")
    days = Counter(max(day, today) for key, day in due.items())
    if days:
        screen.blank()
        screen.say(message("quiz.summary-due"), TITLE)
        for day in sorted(days)[:MOST_DAYS]:
            screen.say(message("quiz.summary-day", date=day.isoformat(), count=days[day]), first="  ")
    screen.blank()
    screen.say(message("quiz.summary-more"), "dim")
