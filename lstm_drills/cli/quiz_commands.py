"""What the quiz's commands do."""

import json
import random
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills import paths
from lstm_drills.cli.quiz_record import Record, steps_of, unfinished
from lstm_drills.content import questions
from lstm_drills.content.names import nearest
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Language, Message, message, say
from lstm_drills.progress import open_progress
from lstm_drills.quiz import picking, schedule, session
from lstm_drills.quiz.picking import Wanted
from lstm_drills.reviews import Review, SessionStart, in_utc, local_day, new_id, remaining

if TYPE_CHECKING:
    from lstm_drills.content.questions import Catalogue
    from lstm_drills.progress import Progress
    from lstm_drills.ui.quiz import QuizScreen

INTERRUPTED = 130
FORGET = ("none", "never", "无")
MOST_SEEDS = 10**6


class Desk:
    """What every command of the quiz needs: the language, the screen, the plan, the clock."""

    def __init__(
        self, language: Language, plain: bool = False, interview_date: str | None = None, retention: str | None = None
    ) -> None:
        self.language: Language = language
        self.plain = plain
        self.wishes = {"interview-date": interview_date, "retention": retention}

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return local_day(self.now())

    def screen(self) -> "QuizScreen":
        from lstm_drills.ui.quiz import QuizScreen
        from lstm_drills.ui.styled import Terminal

        return QuizScreen(Terminal(), self.language, self.plain)

    def progress(self) -> "Progress":
        return open_progress(paths.progress_file())

    def plan(self, progress: "Progress") -> schedule.Plan:
        """The learner's plan; what the command line wishes is kept from now on, once it is known to make sense."""
        values = {name: progress.setting(name) for name in self.wishes}
        for name, wish in self.wishes.items():
            if wish is not None:
                values[name] = None if wish.strip().lower() in FORGET else wish.strip()
        plan = schedule.read_plan(values["retention"], values["interview-date"])
        for name, wish in self.wishes.items():
            if wish is not None:
                progress.set_setting(name, values[name], self.now())
        return plan


def quiz(desk: Desk, wanted: Wanted, banks: Sequence[Path]) -> int:
    """A new session. The exit code."""
    catalogue = questions.load(banks)
    picking.check(wanted, catalogue)
    with desk.progress() as progress:
        plan = desk.plan(progress)
        reviews = progress.reviews()
        standings = {} if wanted.seed is not None else schedule.standings(reviews, desk.today(), plan)
        seed = wanted.seed if wanted.seed is not None else str(random.SystemRandom().randrange(MOST_SEEDS))
        queue = picking.pick(catalogue.entries, standings, wanted, random.Random(seed))
        if not queue:
            return _nothing(desk, catalogue, wanted, reviews, plan)
        now = desk.now()
        filters = {
            "sections": list(wanted.sections), "topics": list(wanted.topics), "levels": list(wanted.levels),
            "types": list(wanted.types), "pool": wanted.pool, "banks": [str(bank.resolve()) for bank in banks],
        }  # fmt: skip
        started = SessionStart(new_id(now), seed, queue, filters, in_utc(now))
        screen = desk.screen()
        screen.say(message("quiz.session", count=len(queue), seed=seed), "dim")
        record = Record(progress, started, plan, desk.now, reviews, new=True)
        return _play(desk, screen, catalogue, session.start(seed, queue), record)


def resume(desk: Desk) -> int:
    """The newest session that has questions left, from where it was left."""
    with desk.progress() as progress:
        reviews = progress.reviews()
        begun = unfinished(progress.rows(SessionStart), reviews)
        if begun is None:
            raise DrillsError("quiz.nothing-to-resume")
        banks = begun.filters.get("banks")
        catalogue = questions.load([Path(str(bank)) for bank in banks] if isinstance(banks, list) else [])
        known = {entry.key for entry in catalogue.entries}
        left = remaining(begun, reviews)
        queue = [key for key in begun.queue if key in known or key not in left]
        screen = desk.screen()
        gone = len(begun.queue) - len(queue)
        screen.say(message("quiz.resumed", remaining=len(left) - gone, count=len(begun.queue), seed=begun.seed), "dim")
        if gone:
            screen.say(message("quiz.gone-questions", count=gone))
        state = session.resumed(begun.seed, queue, steps_of(reviews, begun.uuid))
        record = Record(progress, begun, desk.plan(progress), desk.now, reviews, new=False)
        return _play(desk, screen, catalogue, state, record)


def learn(desk: Desk, section: str | None, banks: Sequence[Path]) -> int:
    """A section's lesson; then its questions, if the learner wants them."""
    from lstm_drills.ui.ask import Command, Interrupted, NoMoreInput, ask

    catalogue = questions.load(banks)
    screen = desk.screen()
    if section is None:
        screen.sections(catalogue)
        return 0
    if section not in catalogue.sections:
        close = nearest(section, catalogue.sections)
        if close:
            raise DrillsError("quiz.unknown-section", word=section, suggestion=close)
        raise DrillsError("quiz.unknown-section-choose", word=section, words=list(catalogue.sections))
    screen.lesson(catalogue.sections[section])
    wanted = Wanted(sections=(section,))
    if not picking.matching(catalogue.entries, wanted):
        return 0
    try:
        typed = ask(screen.words(message("quiz.prompt-lesson")) + " ")
    except NoMoreInput as end:
        screen.blank()
        return INTERRUPTED if isinstance(end, Interrupted) else 0
    return 0 if isinstance(typed, Command) else quiz(desk, wanted, banks)


def stats(desk: Desk, banks: Sequence[Path], *, as_json: bool) -> None:
    """What is known, what will be forgotten, what to train."""
    from lstm_drills.quiz import statistics
    from lstm_drills.reviews import Drill, Judged

    catalogue = questions.load(banks)
    with desk.progress() as progress:
        plan = desk.plan(progress)
        drills = schedule.drill_states(progress.rows(Judged), progress.rows(Drill))
        found = statistics.statistics(progress.reviews(), catalogue, desk.today(), plan, drills)
    if as_json:
        sys.stdout.write(json.dumps(statistics.as_json(found), ensure_ascii=False) + "\n")
        return
    from lstm_drills.ui.stats import show_statistics

    show_statistics(desk.screen(), found, catalogue)


def history(desk: Desk, count: int, *, as_json: bool) -> None:
    """The last answers, the newest last."""
    with desk.progress() as progress:
        rows = [row for row in progress.reviews() if row.rating is not None][-count:]
    if as_json:
        from lstm_drills.progress.codec import as_object

        for row in rows:
            sys.stdout.write(json.dumps(as_object(row), ensure_ascii=False) + "\n")
        return
    from lstm_drills.ui.stats import show_history

    show_history(desk.screen(), rows)


def import_(desk: Desk, file: str) -> None:
    """Add another machine's rows."""
    from lstm_drills.progress.exchange import import_lines

    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DrillsError("quiz.cannot-read", path=file, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise DrillsError("quiz.not-utf8", path=file) from error
    with desk.progress() as progress:
        done = import_lines(progress, text.split("\n"))
    sys.stdout.write(say(message("quiz.imported", new=done.new, known=done.known), desk.language) + "\n")


def _play(desk: Desk, screen: "QuizScreen", catalogue: "Catalogue", state: session.State, record: Record) -> int:
    from lstm_drills.cli.quiz_loop import Loop

    loop = Loop(screen, catalogue, state, record, desk.today())
    ending = loop.run()
    if ending == "finished":
        from lstm_drills.ui.quiz_summary import show_summary

        show_summary(screen, loop.state, loop.due, catalogue, desk.today())
        return 0
    record.open()
    screen.blank()
    left = len(session.proceed(loop.state).remaining)
    screen.say(message("quiz.saved", remaining=left) if left else message("quiz.saved-all"))
    return INTERRUPTED if ending == "interrupted" else 0


def _nothing(
    desk: Desk, catalogue: "Catalogue", wanted: Wanted, reviews: tuple[Review, ...], plan: schedule.Plan
) -> int:
    """No question was picked: say why, and what to do. A filter that nothing fits is a mistake, the rest is not."""
    fitting = {entry.key for entry in picking.matching(catalogue.entries, wanted)}
    if not fitting:
        raise DrillsError("quiz.nothing-matches")
    days = [schedule.due_date(state, plan) for key, state in schedule.fold(reviews).items() if key in fitting]
    said: Message
    if wanted.pool in ("wrong", "new"):
        said = message(f"quiz.nothing-{wanted.pool}")
    elif not days:
        said = message("quiz.nothing-due-ever")
    else:
        kind = "due" if wanted.pool == "due" else "left"
        said = message(f"quiz.nothing-{kind}", date=min(days).isoformat())
    desk.screen().say(said)
    return 0
