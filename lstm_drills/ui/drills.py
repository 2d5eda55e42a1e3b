"""What the drills show: lists, statements, reports, hints. Lines from top to bottom, no boxes, nothing redrawn."""

from collections.abc import Collection, Sequence
from pathlib import Path

from rich.console import Console

from lstm_drills.content.exercises import Exercise
from lstm_drills.grader.report import Report, Row, Verdict
from lstm_drills.hints import Hint
from lstm_drills.messages import Language, Message, Sayable, message, say
from lstm_drills.ui.prose import code_lines, paragraph, prose
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells
from lstm_drills.workspace import Started

WIDEST = 88  # cells; longer lines are hard to read
STYLES: dict[Verdict, str] = {
    "passed": "bold green", "failed": "bold red", "not-started": "bold", "error": "bold red", "timeout": "bold red",
    "grader-fault": "bold yellow",
}  # fmt: skip
HEADING, QUIET, ACTION = "bold", "dim", "cyan"
MOST_OUTPUT = 20


class DrillScreen:
    """Prints in one language."""

    def __init__(self, console: Console, language: Language) -> None:
        self.console = console
        self.language: Language = language
        self.width = min(console.width, WIDEST)

    # --- small things -------------------------------------------------------------------------------------------------
    def _lines(self, lines: Sequence[Styled]) -> None:
        for line in lines:
            self.console.print(line, soft_wrap=True, highlight=False, markup=False)

    def _say(self, what: Sayable, style: str = "", first: str = "") -> None:
        self._lines(paragraph(say(what, self.language), self.width, first, style=style))

    def _labelled(self, label: str, what: Sayable, style: str = HEADING) -> None:
        """``Diagnosis: ...`` as one paragraph, the label in its style."""
        head = say(message(f"cli.label-{label}"), self.language)
        lines = paragraph(f"{head}{say(what, self.language)}", self.width)
        lines[0].stylize(style, 0, len(head))
        self._lines(lines)

    def _blank(self) -> None:
        self.console.print()

    # --- exercises ----------------------------------------------------------------------------------------------------
    def home(self, exercises: Sequence[Exercise], passed: Collection[str], begun: Collection[str]) -> None:
        """Where the learner stands, and the one command to run next."""
        self._say(message("cli.welcome"), HEADING)
        self._blank()
        self._say(message("cli.standing", passed=len(passed), of=len(exercises)))
        following = next((exercise for exercise in exercises if exercise.id not in passed), None)
        if following is None:
            self._say(message("cli.all-passed"))
            return
        kind = "next-check" if following.id in begun else "next-start"
        self._say(message(f"cli.{kind}", id=following.id, title=following.title))

    def exercises(self, exercises: Sequence[Exercise], begun: Collection[str]) -> None:
        for exercise in exercises:
            mark = say(message("cli.mark-started" if exercise.id in begun else "cli.mark-none"), self.language)
            facts = say(message("cli.exercise-facts", minutes=exercise.minutes, level=exercise.level), self.language)
            head = f"{exercise.id:<5}"
            title = f"{say(exercise.title, self.language)}{mark}"
            if cells(head + title + facts) + 2 <= self.width:
                self._lines([Styled(head, HEADING).append(title, "").append(f"  {facts}", QUIET)])
            else:
                self._say(title, first=head)
                self._lines([Styled(" " * len(head)).append(facts, QUIET)])
        self._blank()
        self._say(message("cli.after-list"), QUIET)

    def statement(self, exercise: Exercise) -> None:
        for line in _sections(exercise.statement(self.language)):
            if line.startswith("#"):
                self._say(line.lstrip("# "), HEADING)
            else:
                self._lines(prose(line, self.width))
            self._blank()

    def started(self, exercise: Exercise, started: Started, needed: Sequence[str]) -> None:
        self._say(message("cli.started" if started.created else "cli.already-started", id=exercise.id))
        self.console.print(Styled(f"  {started.path}", ACTION), soft_wrap=True, highlight=False)
        if needed:
            self._say(message("cli.comes-first", ids=list(needed)), "yellow")
        self._say(message("cli.after-start", id=exercise.id), QUIET)

    def hint(self, exercise: Exercise, hint: Hint) -> None:
        self._say(message("cli.hint-head", id=exercise.id, level=hint.level, levels=hint.levels), HEADING)
        self._lines(prose(say(hint.text, self.language), self.width))
        self._blank()
        self._say(message("cli.hint-last" if hint.last else "cli.hint-more", id=exercise.id), QUIET)

    def solution(self, exercise: Exercise) -> None:
        self._lines(code_lines(exercise.solution.read_text(encoding="utf-8").rstrip("\n"), indent=""))

    def reset(self, exercise: Exercise, backup: Path) -> None:
        self._say(message("cli.reset", id=exercise.id))
        self.console.print(Styled(f"  {backup}", ACTION), soft_wrap=True, highlight=False)
        self._say(message("cli.after-reset", id=exercise.id), QUIET)

    def reset_undone(self, exercise: Exercise, path: Path) -> None:
        self._say(message("cli.reset-undone", id=exercise.id))
        self.console.print(Styled(f"  {path}", ACTION), soft_wrap=True, highlight=False)

    # --- reports ------------------------------------------------------------------------------------------------------
    def report(self, report: Report, path: Path) -> None:
        """What happened, the smallest failing example, the cause, and what to do next."""
        self._say(report.summary, STYLES[report.verdict])
        if report.example:
            for row in report.example.rows:
                self._row(row)
        self._failed_checks(report)
        for cause in report.diagnosis:
            self._blank()
            self._labelled("diagnosis", cause.message)
        for note in report.notes:
            self._say(note)
        self._output(report.output)
        self._blank()
        self._say(self._next(report, path), QUIET)

    def _row(self, row: Row) -> None:
        """``d forget_gate_bias   expected [0.0132]   got [0.0298]``, on lines of its own where there is no room."""
        expected, got = (say(message(f"cli.row-{name}"), self.language) for name in ("expected", "got"))
        remark = f"  ({say(row.remark, self.language)})" if row.remark else ""
        line = f"  {row.name}   {expected} {row.expected}   {got} {row.got}{remark}"
        if cells(line) <= self.width:
            self._lines([Styled(line)])
            return
        label = max(cells(expected), cells(got))
        self._lines([Styled(f"  {row.name}{remark}")])
        for word, numbers in ((expected, row.expected), (got, row.got)):
            self._lines([Styled(f"    {word}{' ' * (label - cells(word))} {numbers}")])

    def _failed_checks(self, report: Report) -> None:
        """What failed besides rungs, and of the rungs the first; how many more failed."""
        said = {say(cause.message, self.language) for cause in report.diagnosis}
        rungs = [check for check in report.checks if check.status == "failed" and check.name.startswith("rung-")]
        others = [check for check in report.checks if check.status == "failed" and not check.name.startswith("rung-")]
        for check in (*rungs[:1], *others):
            text = "" if check.message is None else say(check.message, self.language)
            if text and text not in said and not (check in rungs and report.example and report.example.rows):
                self._say(text, first="  ")
        if len(rungs) > 1:
            self._say(message("cli.more-rungs", count=len(rungs)), QUIET, first="  ")

    def _output(self, output: str) -> None:
        lines = output.rstrip("\n").split("\n") if output.strip() else []
        if not lines:
            return
        self._blank()
        self._say(message("cli.your-output"), HEADING)
        for line in lines[:MOST_OUTPUT]:
            shown = "".join(sign if sign.isprintable() or sign == "\t" else "?" for sign in line)
            self._lines([Styled(f"  {shown[:400]}", QUIET)])
        if len(lines) > MOST_OUTPUT:
            self._say(message("cli.more-output", count=len(lines) - MOST_OUTPUT), QUIET, first="  ")

    def _next(self, report: Report, path: Path) -> Message:
        kinds: dict[Verdict, str] = {"passed": "after-pass", "failed": "after-fail", "not-started": "after-not-started"}
        kind = kinds.get(report.verdict, "after-error")
        return message(f"cli.{kind}", id=report.exercise, path=path, seed=report.seed)

    def reports(self, reports: Sequence[Report]) -> None:
        """One line an exercise, and the command for the first that does not pass."""
        for report in reports:
            word = say(message(f"cli.verdict-{report.verdict}"), self.language)
            line = Styled(f"{report.exercise:<5}", HEADING).append(word, STYLES[report.verdict])
            self._lines([line])
            for cause in report.diagnosis:
                self._say(cause.message, first="     ")
        following = next((report for report in reports if report.verdict != "passed"), None)
        self._blank()
        kind = "all-passed" if following is None else "next-start" if not following.checks else "next-check-short"
        self._say(message(f"cli.{kind}", id=following.exercise if following else "", title=""), QUIET)


def _sections(markdown: str) -> list[str]:
    """Headings by themselves, and the texts between them."""
    found: list[str] = []
    fenced = False
    for line in markdown.split("\n"):
        fenced ^= line.startswith("```")
        if line.startswith("#") and not fenced:
            found += [line, ""]
        elif found:
            found[-1] += f"{line}\n"
        else:
            found.append(f"{line}\n")
    return [text for text in found if text.strip()]
