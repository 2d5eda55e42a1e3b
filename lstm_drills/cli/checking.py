"""What ``check`` does once its first child is starting: grade, record, show."""

import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from lstm_drills import paths, workspace
from lstm_drills.cli.language import current
from lstm_drills.content.exercises import Exercise, exercises
from lstm_drills.errors import ProgressError
from lstm_drills.grader import runner
from lstm_drills.grader.grading import grade
from lstm_drills.grader.report import Report
from lstm_drills.grader.runner import Session
from lstm_drills.messages import message, say
from lstm_drills.progress import open_progress
from lstm_drills.ui.drills import DrillScreen

FORWARD = "3.2"


def check_one(exercise: Exercise, file: Path | None, session: Session, seed: int | None, *, as_json: bool) -> int:
    """Grade one exercise: the file that is named, else the workspace's, which is started if it is not there. The exit code."""
    screen = DrillScreen(Console(file=sys.stdout), current())
    started = None if file is not None else workspace.start(exercise)
    path = workspace.readable(started.path if started else file or Path())
    report = _graded(exercise, path, session, seed)
    _record([report])
    if as_json:
        sys.stdout.write(json.dumps(report.as_json(current()), ensure_ascii=False) + "\n")
    elif started is not None and started.created:
        screen.started(exercise, started, [])
    else:
        screen.report(report, path)
    return report.exit_code


def check_all(session: Session, seed: int | None, *, as_json: bool) -> int:
    """Grade every exercise of the workspace; those that were not started stay so. The worst exit code."""
    screen = DrillScreen(Console(file=sys.stdout), current())
    reports: list[Report] = []
    for exercise in exercises():
        path = workspace.started(exercise)
        if path is None:
            reports.append(Report(exercise.id, "not-started", 0, message("cli.not-started-here", id=exercise.id)))
            continue
        reports.append(_graded(exercise, path, session, seed))
        session = runner.start()
    session.close()
    _record([report for report in reports if report.checks])
    if as_json:
        sys.stdout.write(json.dumps([report.as_json(current()) for report in reports], ensure_ascii=False) + "\n")
    else:
        screen.reports(reports)
    return max((report.exit_code for report in reports), default=0)


def _graded(exercise: Exercise, path: Path, session: Session, seed: int | None) -> Report:
    own = workspace.started(next((other for other in exercises() if other.id == FORWARD), exercise))
    chosen = secrets.randbelow(10_000) if seed is None else seed
    return grade(exercise, path, session, seed=chosen, own_forward=own, start=runner.start)


def _record(reports: list[Report]) -> None:
    """Keep the verdicts. A record that cannot be written must not hide what the grader found."""
    try:
        with open_progress(paths.progress_file()) as progress:
            for report in reports:
                progress.record_verdict(
                    report.exercise, report.verdict, datetime.now(UTC), seed=report.seed,
                    diagnosis_ids=tuple(cause.id for cause in report.diagnosis), duration_ms=report.duration_ms,
                )  # fmt: skip
    except ProgressError as error:
        sys.stderr.write(say(message(error.message_id, **error.parameters), current()) + "\n")
