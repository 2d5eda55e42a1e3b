"""The screen of ``watch``: the last report, what it is against the one before, and the keys on the last line."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.grader.report import Check, Report
from lstm_drills.messages import Language, Message, message
from lstm_drills.ui.reports import ReportScreen, rungs_of
from lstm_drills.ui.screen import HEADING, QUIET
from lstm_drills.ui.styled import Styled

CLEAR = "\x1b[H\x1b[2J\x1b[3J"
MOST_CHANGED_LINES = 40


@dataclass(frozen=True, slots=True)
class Run:
    """One grading: the file's text and what was found. ``number`` counts from 1."""

    number: int
    text: str
    report: Report
    milliseconds: float


class WatchScreen(ReportScreen):
    """Clears the terminal before each report, unless ``plain``."""

    def __init__(self, language: Language, *, plain: bool) -> None:
        super().__init__(language)
        self.plain = plain or not self.terminal.stream.isatty()

    def begin(self, exercise: Exercise) -> None:
        """A new page."""
        if self.plain:
            self.blank()
        else:
            self.terminal.stream.write(CLEAR)
        self.lines([Styled(self.words(message("watch.head", id=exercise.id, title=exercise.title)), HEADING)])

    def run(self, exercise: Exercise, path: Path, run: Run, before: Run | None, *, complete: bool = True) -> None:
        """What grading gave, and how far it is from the run before. Not ``complete``: the cause is still looked for."""
        self.begin(exercise)
        facts = [message("watch.timing", run=run.number, milliseconds=round(run.milliseconds))]
        if before is not None and (moved := self._moved(run.report, before.report)) is not None:
            facts.append(moved)
        self.say(", ".join(self.words(fact) for fact in facts), QUIET)
        self.blank()
        self.verdict(run.report)
        if not complete:
            self.blank()
            self.say(message("watch.looking"), QUIET)
        if run.report.verdict == "passed":
            self.blank()
            self.say(message("watch.passed-press-n"), "bold green")
        elif run.report.verdict == "not-started":
            self.blank()
            self.say(message("watch.waiting", path=path))
        self.keys()

    def _moved(self, now: Report, before: Report) -> Message | None:
        rungs = rungs_of(now)
        reached, was = _reached(rungs), _reached(rungs_of(before))
        if not rungs or reached == was:
            return None
        if reached == len(rungs):
            return message("watch.all-rungs", of=len(rungs), before=was)
        return message("watch.rung", now=reached + 1, of=len(rungs), before=was + 1)

    def keys(self) -> None:
        self.blank()
        self.say(message("watch.keys"), QUIET)
        self.terminal.stream.flush()

    def difference(self, now: Run | None, before: Run | None) -> None:
        """What changed since the run before: checks, causes, and lines of the file."""
        if now is None or before is None:
            self.say(message("watch.no-difference"))
            return
        said = len(lines := self._changes(now.report, before.report))
        self.lines(lines)
        changed = list(_changed_lines(before.text, now.text))
        if changed:
            self.say(message("watch.code-changed"), HEADING)
            self.lines(changed[:MOST_CHANGED_LINES])
            if len(changed) > MOST_CHANGED_LINES:
                self.say(message("watch.more-lines", count=len(changed) - MOST_CHANGED_LINES), QUIET)
        elif not said:
            self.say(message("watch.same"))

    def _changes(self, now: Report, before: Report) -> list[Styled]:
        was = {check.name: check.status for check in before.checks}
        lines = []
        for check in now.checks:
            if check.status == "passed" and was.get(check.name) in ("failed", "skipped"):
                lines.append(Styled("+ " + self.words(message("watch.gained", title=check.title)), "green"))
            elif check.status == "failed" and was.get(check.name) == "passed":
                lines.append(Styled("- " + self.words(message("watch.lost", title=check.title)), "red"))
        causes, were = ({cause.id: cause.message for cause in report.diagnosis} for report in (now, before))
        for name in were.keys() - causes.keys():
            lines.append(Styled("+ " + self.words(message("watch.cause-gone", cause=were[name])), "green"))
        for name in causes.keys() - were.keys():
            lines.append(Styled("- " + self.words(message("watch.cause-new", cause=causes[name])), "red"))
        return lines

    def ended(self, exercise: Exercise) -> None:
        self.say(message("watch.ended", id=exercise.id))


def _reached(rungs: Sequence[Check]) -> int:
    """How many rungs pass before the first that does not."""
    return next((number for number, check in enumerate(rungs) if check.status != "passed"), len(rungs))


def _changed_lines(before: str, now: str) -> Sequence[Styled]:
    colours = {"+": "green", "-": "red", "@": "dim"}
    lines = difflib.unified_diff(before.splitlines(), now.splitlines(), lineterm="", n=1)
    return [Styled(line, colours.get(line[:1], "")) for line in lines if not line.startswith(("---", "+++"))]
