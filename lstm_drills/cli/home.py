"""What ``lstm-drills`` alone shows: a welcome the first time, then where the learner stands and the one thing to do next."""

import sys
from datetime import UTC, datetime

from lstm_drills import paths, workspace
from lstm_drills.cli.language import choose, current
from lstm_drills.content import questions
from lstm_drills.content.exercises import exercises
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Language, message
from lstm_drills.reviews import local_day
from lstm_drills.ui.home import HomeScreen, Standing

ANSWERS: dict[str, Language] = {"1": "en", "en": "en", "english": "en", "2": "zh", "zh": "zh", "中文": "zh"}


def show_home() -> None:
    """The welcome where there is no record yet, else the standing."""
    if not paths.progress_file().exists():
        _welcome()
        return
    HomeScreen(current()).standing(_standing())


def _welcome() -> None:
    screen = HomeScreen(current())
    screen.welcome()
    if sys.stdin.isatty() and sys.stdout.isatty() and not paths.language_file().exists():
        screen = HomeScreen(_asked_language(screen))
        _asked_date(screen)
        screen.blank()
    begun = any(workspace.started(exercise) for exercise in exercises())
    screen.first_steps(begun=begun)


def _asked_language(screen: HomeScreen) -> Language:
    """What the learner chooses, kept for all further runs; nothing typed keeps what is spoken now."""
    from lstm_drills.ui.ask import NoMoreInput, ask

    try:
        typed = ask(screen.words(message("home.ask-language")) + " ")
    except NoMoreInput:
        screen.blank()
        raise KeyboardInterrupt from None
    return choose(ANSWERS.get(str(typed).strip().lower(), screen.language))


def _asked_date(screen: HomeScreen) -> None:
    """The interview's date, which may be left open."""
    from lstm_drills.ui.ask import NoMoreInput, ask

    while True:
        try:
            typed = str(ask(screen.words(message("home.ask-date")) + " ")).strip()
        except NoMoreInput:
            screen.blank()
            raise KeyboardInterrupt from None
        if not typed:
            return
        try:
            _keep_date(typed)
        except DrillsError as error:
            screen.say(message(error.message_id, **error.parameters))
            continue
        return


def _keep_date(typed: str) -> None:
    """Raises DrillsError for what is no date."""
    from lstm_drills.progress import open_progress
    from lstm_drills.quiz.schedule import read_plan

    read_plan(None, typed)
    with open_progress(paths.progress_file()) as progress:
        progress.set_setting("interview-date", typed, datetime.now(UTC))


def _standing() -> Standing:
    from lstm_drills.progress import open_progress
    from lstm_drills.quiz import schedule, statistics
    from lstm_drills.reviews import Drill, Judged

    catalogue = questions.load()
    now = datetime.now(UTC)
    with open_progress(paths.progress_file()) as progress:
        plan = schedule.read_plan(progress.setting("retention"), progress.setting("interview-date"))
        drills = schedule.drill_states(progress.rows(Judged), progress.rows(Drill))
        found = statistics.statistics(progress.reviews(), catalogue, local_day(now), plan, drills)
        passed = {exercise.id for exercise in exercises() if progress.passed(exercise.id)}
    following = next((exercise for exercise in exercises() if exercise.id not in passed), None)
    return Standing(
        statistics=found,
        topics=catalogue.topics,
        passed=len(passed),
        exercises=len(exercises()),
        following=following,
        begun=following is not None and workspace.started(following) is not None,
    )
