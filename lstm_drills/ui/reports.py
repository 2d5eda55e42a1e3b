"""What a check shows: the verdict, the smallest failing example, the cause, and what to do next."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from lstm_drills.grader.report import Check, Example, Report, Verdict
from lstm_drills.messages import Sayable, message
from lstm_drills.ui.curves import training_lines
from lstm_drills.ui.screen import HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells

STYLES: dict[Verdict, str] = {
    "passed": "bold green", "failed": "bold red", "not-started": "bold", "error": "bold red", "timeout": "bold red",
    "grader-fault": "bold yellow",
}  # fmt: skip
RUNG = "rung-"
MOST_OUTPUT_LINES, MOST_OUTPUT_CELLS = 20, 400


class ReportScreen(Screen):
    """The screens of ``check``."""

    def report(self, report: Report, path: Path, file: Path | None = None) -> None:
        """One report. ``path`` was graded; ``file`` is what the learner named on the command line."""
        self.verdict(report)
        if report.verdict != "passed" and file is None:
            self.blank()
            self.message("your-file")
            self.place(path)
        self.blank()
        self.commands(_next(report, file))

    def verdict(self, report: Report) -> None:
        """What was found, without what to do next."""
        self.say(report.summary, STYLES[report.verdict])
        if report.verdict == "failed":
            if report.example and report.example.rows:
                self._example(report.example)
            self._failed_checks(report)
        if report.training:
            self.blank()
            self.lines(training_lines(report.training, self.language, self.width))
            if report.training.remark:
                self.say(report.training.remark, first="  ")
        for cause in report.diagnosis:
            self.blank()
            self.labelled(message("cli.label-diagnosis"), cause.message)
        for note in report.notes:
            self.blank()
            self.say(note)
        self._output(report.output)

    def _example(self, example: Example) -> None:
        """``d forget_gate_bias   expected [0.0132]   got [0.0298]`` in columns, or one below the other where they do not fit."""
        expected, got = self.words(message("cli.row-expected")), self.words(message("cli.row-got"))
        rows = [(row.name, row.expected, row.got, self.words(row.remark) if row.remark else "") for row in example.rows]
        widths = [max(cells(row[column]) for row in (*rows, ("", expected, got, ""))) for column in range(4)]
        if sum(widths) + 2 + 3 * 2 <= self.width:
            for number, row in enumerate([("", expected, got, ""), *rows]):
                line = "  ".join(text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
                self.lines([Styled(f"  {line}".rstrip(), "" if number else QUIET)])
            return
        label = max(cells(expected), cells(got))
        for name, right, wrong, remark in rows:
            self.say(self.words(message("cli.row-remark", name=name, remark=remark)) if remark else name, first="  ")
            for word, numbers in ((expected, right), (got, wrong)):
                self.lines([Styled(f"    {word}{' ' * (label - cells(word))} ", QUIET).append(numbers)])

    def _failed_checks(self, report: Report) -> None:
        """What failed besides rungs, and of the rungs the first where no numbers show it; how many failed."""
        said = {self.words(cause.message) for cause in report.diagnosis}
        rungs = rungs_of(report)
        failed = [check for check in rungs if check.status == "failed"]
        others = [check for check in report.checks if check.status == "failed" and check not in rungs]
        shown = failed[:1] if not (report.example and report.example.rows) else []
        for check in (*shown, *others):
            text = "" if check.message is None else self.words(check.message)
            if text and text not in said:
                self.say(text, first="  ")
        if len(failed) > 1:
            self.say(message("cli.failed-rungs", failed=len(failed), of=len(rungs)), QUIET, first="  ")

    def _output(self, output: str) -> None:
        """What the submission printed, harmless for the terminal."""
        lines = output.rstrip("\n").split("\n") if output.strip() else []
        if not lines:
            return
        self.blank()
        self.message("your-output", HEADING)
        for line in lines[:MOST_OUTPUT_LINES]:
            safe = "".join(sign if sign.isprintable() or sign == "\t" else "?" for sign in line[:MOST_OUTPUT_CELLS])
            self.lines([Styled(f"  {safe}", QUIET)])
        if len(lines) > MOST_OUTPUT_LINES:
            self.say(message("cli.more-output", count=len(lines) - MOST_OUTPUT_LINES), QUIET, first="  ")

    def reports(self, reports: Sequence[Report]) -> None:
        """One line an exercise with its causes below, and the command for the first that does not pass."""
        widest = max((len(report.exercise) for report in reports), default=0)
        for report in reports:
            word = self.words(message(f"cli.verdict-{report.verdict}"))
            reached = self._reached(report.checks)
            line = Styled(f"{report.exercise:<{widest}}  ", HEADING).append(word, STYLES[report.verdict])
            self.lines([line.append(f"  {reached}", QUIET) if reached else line])
            said: list[Sayable] = [cause.message for cause in report.diagnosis]
            for text in said or ([report.summary] if report.verdict in ("error", "timeout", "grader-fault") else []):
                self.say(text, first=" " * (widest + 2))
        self.blank()
        following = next((report for report in reports if report.verdict != "passed"), None)
        if following is None:
            self.message("all-passed")
        elif following.verdict == "not-started":
            self.commands([(f"lstm-drills show {following.exercise}", message("cli.do-show"))])
        else:
            self.commands([(f"lstm-drills check {following.exercise}", message("cli.do-details"))])

    def _reached(self, checks: Sequence[Check]) -> str:
        rungs = [check for check in checks if check.name.startswith(RUNG)]
        passed = sum(check.status == "passed" for check in rungs)
        return self.words(message("cli.rungs", passed=passed, of=len(rungs))) if rungs else ""


def rungs_of(report: Report) -> list[Check]:
    """The checks of the ladder, in its order."""
    return [check for check in report.checks if check.name.startswith(RUNG)]


def _next(report: Report, file: Path | None) -> list[tuple[str, Sayable]]:
    """What to run now."""
    exercise = report.exercise
    check = f"lstm-drills check {exercise}" + (f" {shlex.quote(str(file))}" if file else "")
    match report.verdict:
        case "passed":
            return [
                (f"lstm-drills solution {exercise}", message("cli.do-compare")),
                ("lstm-drills", message("cli.do-next")),
            ]
        case "failed":
            return [
                (f"lstm-drills hint {exercise}", message("cli.do-hint")),
                *_to_see(report, file),
                (f"{check} --seed {report.seed}", message("cli.do-repeat")),
            ]
        case "not-started":
            return [
                (f"lstm-drills show {exercise}", message("cli.do-show")),
                (f"lstm-drills hint {exercise}", message("cli.do-hint")),
            ]
    return [(check, message("cli.do-again"))]


def _to_see(report: Report, file: Path | None) -> list[tuple[str, Sayable]]:
    """Where numbers were wrong: every value of the smallest case, for the drills that have such a picture."""
    from lstm_drills.content.exercises import exercise  # loaded by now, as is all that tracing needs
    from lstm_drills.grader.tracing import can_trace

    if report.example is None or not can_trace(exercise(report.exercise)):
        return []
    named = f" {shlex.quote(str(file))}" if file else ""
    return [(f"lstm-drills trace {report.exercise}{named}", message("cli.do-trace"))]
