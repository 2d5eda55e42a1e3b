"""Statistics and history on screen: numbers first and names last, so that nothing has to line up behind Chinese."""

from collections.abc import Mapping, Sequence

from lstm_drills.content.questions import Catalogue
from lstm_drills.messages import Sayable, Text, message, say
from lstm_drills.quiz.marking import Mark
from lstm_drills.quiz.statistics import DayCount, DrillStanding, Group, Statistics
from lstm_drills.reviews import Review
from lstm_drills.ui.quiz import QUIET, TITLE, QuizScreen
from lstm_drills.ui.styled import Styled

LONGEST_BAR = 20
MOST_IN_A_CELL = 9
WEEK = 7
LONGEST_TYPED = 40


def show_statistics(screen: QuizScreen, found: Statistics, catalogue: Catalogue) -> None:
    """Everything from the whole to the days."""
    total = found.total
    if not total.answers:
        screen.say(message("quiz_stats.nothing-yet"))
    else:
        _head(screen, found)
    _groups(screen, found, "by-section", found.sections, {name: s.title for name, s in catalogue.sections.items()})
    _groups(screen, found, "by-topic", found.topics, catalogue.topics, named=False)
    if found.weakest:
        _title(screen, message("quiz_stats.weakest"))
        for weak in found.weakest:
            title = catalogue.topics.get(weak.topic, weak.topic)
            line = message("quiz_stats.weak-line", topic=title, recall=_percent(weak.recall), command=weak.command)
            screen.say(line, first="  ")
    _calendar(screen, found.heat_map)
    _forecast(screen, found.forecast)
    _drills(screen, found.drills)


def show_history(screen: QuizScreen, rows: Sequence[Review]) -> None:
    """One answer a line, the newest last."""
    if not rows:
        screen.say(message("quiz_stats.history-none"))
    for row in rows:
        at = row.at.astimezone().strftime("%Y-%m-%d %H:%M")
        rating = message(f"quiz_stats.rating-{row.rating}")
        status = message(f"quiz_stats.{Mark(row.score).status}")
        words = screen.words(message("quiz_stats.history-line", at=at, key=row.question, status=status, rating=rating))
        if row.hinted:
            words += f" ({screen.words(message('quiz_stats.hinted'))})"
        screen.say(words)
        typed = " ".join(row.typed.split())
        shortened = typed if len(typed) <= LONGEST_TYPED else f"{typed[:LONGEST_TYPED]}..."
        if shortened:
            screen.say(shortened, QUIET, first="    ")


def _head(screen: QuizScreen, found: Statistics) -> None:
    total = found.total
    counts = {"seen": total.seen, "questions": total.questions, "due": total.due}
    screen.say(message("quiz_stats.head", **counts, answers=total.answers, right=total.right), TITLE)
    if total.recall_now is not None and found.interview_date is not None:
        later, day = _percent(total.recall_later), found.interview_date.isoformat()
        screen.say(message("quiz_stats.recall-later", now=_percent(total.recall_now), later=later, date=day))
    elif total.recall_now is not None:
        screen.say(message("quiz_stats.recall", now=_percent(total.recall_now)))


def _groups(
    screen: QuizScreen,
    found: Statistics,
    heading: str,
    groups: Sequence[Group],
    titles: Mapping[str, Text],
    named: bool = True,
) -> None:
    """A table of sections or topics; ``named``: the group's own name stands before its title."""
    _title(screen, message(f"quiz_stats.{heading}"))
    later = found.interview_date is not None
    if not screen.plain:
        columns = screen.words(message("quiz_stats.columns-later" if later else "quiz_stats.columns"))
        screen.lines([Styled(columns, QUIET)])
    for group in groups:
        title = say(titles.get(group.name, group.name), screen.language)
        name = f"{group.name} {title}" if named and title != group.name else title
        if screen.plain:
            numbers: dict[str, object] = {"seen": group.seen, "questions": group.questions, "due": group.due}
            recall = {"now": _percent(group.recall_now), "later": _percent(group.recall_later)}
            kind = "group-plain-later" if later else "group-plain"
            screen.say(message(f"quiz_stats.{kind}", name=name, **numbers, **recall))
            continue
        seen = f"{group.seen}/{group.questions}"
        numbers_text = f"{seen:>6} {group.due:>5} {_percent(group.recall_now):>5}"
        if later:
            numbers_text += f" {_percent(group.recall_later):>5}"
        screen.say(name, first=f"{numbers_text}  ")


def _calendar(screen: QuizScreen, days: Sequence[DayCount]) -> None:
    """A column a week, from Monday down to Sunday; each cell is the number of answers."""
    if not any(day.count for day in days):
        return
    _title(screen, message("quiz_stats.calendar", weeks=(len(days) + WEEK - 1) // WEEK))
    if screen.plain:
        for day in days:
            if day.count:
                screen.say(message("quiz_stats.day-plain", date=day.day.isoformat(), count=day.count))
        return
    names = screen.words(message("quiz_stats.weekdays")).split()
    for weekday, name in enumerate(names):
        cells = "".join(_cell(day.count) for day in days[weekday::WEEK])
        screen.say(f"  {name}  {cells}")
    screen.say(message("quiz_stats.calendar-key"), QUIET, first="  ")


def _forecast(screen: QuizScreen, days: Sequence[DayCount]) -> None:
    _title(screen, message("quiz_stats.forecast", days=len(days)))
    busy = [day for day in days if day.count]
    if not busy:
        screen.say(message("quiz_stats.none-due"), QUIET, first="  ")
    for day in busy:
        bar = "" if screen.plain else "  " + "#" * min(day.count, LONGEST_BAR)
        screen.say(f"{day.day.isoformat()}  {day.count:>3}{bar}", first="  ")


def _drills(screen: QuizScreen, drills: Sequence[DrillStanding]) -> None:
    if not drills:
        return
    _title(screen, message("quiz_stats.drills"))
    for drill in drills:
        kind = "drill-due" if drill.due else "drill-later"
        line = message(f"quiz_stats.{kind}", exercise=drill.exercise, date=drill.due_on.isoformat())
        screen.say(line, first="  ")


def _title(screen: QuizScreen, what: Sayable) -> None:
    screen.blank()
    screen.say(what, TITLE)


def _cell(count: int) -> str:
    return str(min(count, MOST_IN_A_CELL)) if count else "."


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{round(100 * share)} %"
