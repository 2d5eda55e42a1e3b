"""``plan``: what to do on each day until the interview."""

from pathlib import Path

from lstm_drills.cli.language import current
from lstm_drills.cli.quiz_commands import Desk
from lstm_drills.content import questions
from lstm_drills.content.exercises import exercises
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Sayable, message
from lstm_drills.quiz import schedule, statistics
from lstm_drills.quiz.calendar_file import calendar
from lstm_drills.quiz.daily_plan import LEAST_MINUTES, MOST_MINUTES, Day, Preparation, prepare
from lstm_drills.reviews import Drill, Judged
from lstm_drills.ui.plan import PlanScreen


def plan(minutes: int, interview_date: str | None, file: Path | None) -> None:
    """Show the plan, or write it as a calendar."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise DrillsError("plan.minutes-range", minutes=minutes, least=LEAST_MINUTES, most=MOST_MINUTES)
    desk = Desk(current(), interview_date=interview_date)
    catalogue = questions.load()
    with desk.progress() as progress:
        memory = desk.plan(progress)
        drills = schedule.drill_states(progress.rows(Judged), progress.rows(Drill))
        found = statistics.statistics(progress.reviews(), catalogue, desk.today(), memory, drills)
        passed = [exercise.id for exercise in exercises() if progress.passed(exercise.id)]
    planned = prepare(found, exercises(), passed, minutes)
    titles: dict[str, Sayable] = {exercise.id: exercise.title for exercise in exercises()}
    titles |= {name: section.title for name, section in catalogue.sections.items() if name not in titles}
    screen = PlanScreen(current())
    screen.titles = titles
    if file is not None:
        _write(file, planned, screen, desk)
        return
    ahead = found.interview_date is not None and found.interview_date >= found.today
    days = len(planned.days) - 1 if ahead else len(planned.days)
    head = message(
        "plan.head-date" if ahead else "plan.head", days=days, date=str(found.interview_date), minutes=minutes
    )
    screen.plan(planned, head, titles)


def _write(file: Path, planned: Preparation, screen: PlanScreen, desk: Desk) -> None:
    def describe(day: Day) -> tuple[str, str]:
        text = "\n".join(f"{item.minutes} min  {screen.what(item)}: {item.command}" for item in day.items)
        return screen.words(message("plan.event", minutes=day.minutes)), text

    try:
        file.write_bytes(calendar(planned.days, describe, desk.now()))
    except OSError as error:
        raise DrillsError("quiz.cannot-write", path=str(file), reason=error.strerror or str(error)) from error
    screen.say(message("plan.written", days=len(planned.days), path=str(file)))
