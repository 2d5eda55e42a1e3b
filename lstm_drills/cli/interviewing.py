"""What ``interview`` does: begin or go on, let the loop ask, then show and write the debrief."""

import contextlib
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lstm_drills import paths
from lstm_drills.cli.interview_code import hand_out
from lstm_drills.cli.interview_loop import Loop
from lstm_drills.cli.language import current
from lstm_drills.content import questions
from lstm_drills.content.exercises import exercises
from lstm_drills.content.questions import Catalogue
from lstm_drills.errors import DrillsError
from lstm_drills.interview import debrief as debriefs
from lstm_drills.interview import store
from lstm_drills.interview.blueprints import USUAL_MINUTES, Blueprint, blueprint, check_minutes
from lstm_drills.interview.debrief import Debrief
from lstm_drills.interview.picking import pick
from lstm_drills.interview.sitting import Start, without_gone
from lstm_drills.interview.store import Book
from lstm_drills.interview.words import time_left
from lstm_drills.messages import message
from lstm_drills.reviews import in_utc, new_id
from lstm_drills.ui.debrief import DebriefScreen
from lstm_drills.ui.styled import Terminal

INTERRUPTED = 130
USUAL_BLUEPRINT = "senior"
MOST_SEEDS = 10**6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new interview is to be; None: the usual."""

    minutes: int | None = None
    blueprint: str | None = None
    seed: int | None = None

    def settled(self) -> str | None:
        """An option that was given and is settled when an interview begins."""
        given = {"--minutes": self.minutes, "--blueprint": self.blueprint, "--seed": self.seed}
        return next((name for name, value in given.items() if value is not None), None)


@dataclass(frozen=True, slots=True)
class Outputs:
    """How the debrief is shown, and which files are written."""

    markdown: Path | None = None
    html: Path | None = None
    as_json: bool = False
    plain: bool = False

    def check(self) -> None:
        """Before the interview rather than after it. Raises DrillsError where a file is there or its folder is not."""
        for path in (self.markdown, self.html):
            if path is None:
                continue
            if path.exists():
                raise DrillsError("interview.file-exists", path=str(path))
            if not path.absolute().parent.is_dir():
                raise DrillsError("interview.no-folder", folder=str(path.absolute().parent), path=path.name)


def run(wanted: Wanted, outputs: Outputs, *, resume: bool, last: bool) -> int:
    """The exit code: 0 finished or left, 130 interrupted."""
    if resume and last:
        raise DrillsError("interview.resume-or-last")
    settled = wanted.settled()
    if settled is not None and (resume or last):
        raise DrillsError("interview.fixed-already", option=settled)
    outputs.check()
    with _words_aside(outputs.as_json):
        screen = DebriefScreen(Terminal(), current(), outputs.plain)
        catalogue = questions.load()
        if last:
            book = _newest(over=True)
            if book is None:
                raise DrillsError("interview.nothing-finished")
        else:
            book = _resumed(screen, catalogue) if resume else _begun(screen, catalogue, wanted)
            code = _sit(screen, catalogue, book)
            if code is not None:
                return code
        found = _debrief(book, catalogue)
        if not outputs.as_json:
            screen.debrief(found)
        _write(screen, found, outputs)
    if outputs.as_json:
        sys.stdout.write(json.dumps(debriefs.as_json(found, current()), ensure_ascii=False, indent=1) + "\n")
    return 0


@contextlib.contextmanager
def _words_aside(aside: bool) -> Iterator[None]:
    """What a person reads goes to the standard error while a machine reads the standard output."""
    with contextlib.redirect_stdout(sys.stderr) if aside else contextlib.nullcontext():
        yield


# --- beginning --------------------------------------------------------------------------------------------------------
def _begun(screen: DebriefScreen, catalogue: Catalogue, wanted: Wanted) -> Book:
    chosen = blueprint(wanted.blueprint or USUAL_BLUEPRINT)
    minutes = USUAL_MINUTES if wanted.minutes is None else wanted.minutes
    check_minutes(minutes)
    seed = random.SystemRandom().randrange(MOST_SEEDS) if wanted.seed is None else wanted.seed
    if _newest(over=False) is not None:
        screen.say(message("interview.waits"), "dim")
        screen.blank()
    now = datetime.now(UTC)
    queue = pick(catalogue, chosen, minutes, seed)
    start = Start(new_id(now), in_utc(now).isoformat(), chosen.name, seed, minutes, queue)
    book = store.begin(paths.interviews_folder(), start)
    screen.begins(chosen.title, book.state, minutes, seed)
    return book


def _resumed(screen: DebriefScreen, catalogue: Catalogue) -> Book:
    book = _newest(over=False)
    if book is None:
        raise DrillsError("interview.nothing-to-resume")
    before = len(book.state.queue)
    book.state = without_gone(book.state, {entry.key for entry in catalogue.entries})
    screen.resumes(_blueprint_of(book).title, book.state)
    gone = before - len(book.state.queue)
    if gone:
        screen.say(message("interview.gone", count=gone))
    return book


def _newest(*, over: bool) -> Book | None:
    """The newest interview that is over, or one that is not."""
    books = store.newest_first(paths.interviews_folder())
    return next((book for book in books if (book.state.phase == "over") is over), None)


def _blueprint_of(book: Book) -> Blueprint:
    return blueprint(book.start.blueprint)


# --- asking -----------------------------------------------------------------------------------------------------------
def _sit(screen: DebriefScreen, catalogue: Catalogue, book: Book) -> int | None:
    """The exit code where the interview is left; None where it is over."""
    loop = Loop(screen, catalogue, book, lambda item: hand_out(screen, book, item), time.monotonic)
    ending = loop.run()
    if ending == "finished":
        return None
    screen.blank()
    if book.state.phase == "marking":
        waiting = sum(answer.score is None and not answer.skipped for answer in book.state.answers)
        screen.say(message("interview.saved-marking", count=waiting))
    else:
        screen.say(message("interview.saved", left=time_left(book.state.left)))
    return INTERRUPTED if ending == "interrupted" else 0


# --- afterwards -------------------------------------------------------------------------------------------------------
def _debrief(book: Book, catalogue: Catalogue) -> Debrief:
    ids = [exercise.id for exercise in exercises()]
    return debriefs.debrief(book.start, book.state, catalogue, _blueprint_of(book).title, ids)


def _write(screen: DebriefScreen, found: Debrief, outputs: Outputs) -> None:
    if outputs.markdown is not None:
        from lstm_drills.interview.markdown import markdown

        _write_one(screen, outputs.markdown, markdown(found, current()))
    if outputs.html is not None:
        from lstm_drills.interview.page import page

        _write_one(screen, outputs.html, page(found, current()))
    if not outputs.as_json:
        screen.blank()
        screen.say(message("interview.again"), "dim")
        if outputs.html is None:
            screen.say(message("interview.as-page"), "dim")


def _write_one(screen: DebriefScreen, path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DrillsError("interview.cannot-write-debrief", path=str(path), reason=reason) from error
    screen.written(path)
