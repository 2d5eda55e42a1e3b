"""The drill of a mock interview: a fresh file of its own, graded when the learner says that it is written."""

from pathlib import Path

from lstm_drills import workspace
from lstm_drills.cli.interview_loop import Code, Graded
from lstm_drills.cli.unforeseen import unforeseen
from lstm_drills.content.exercises import exercise
from lstm_drills.interview.blueprints import CODE_PARTS, CodePart
from lstm_drills.interview.sitting import Item
from lstm_drills.interview.store import Book
from lstm_drills.messages import message
from lstm_drills.ui.interview import InterviewScreen

RUNG = "rung-"


def hand_out(screen: InterviewScreen, book: Book, item: Item) -> Code:
    """Lays the stub out in the workspace, away from the learner's own file; after a break the one that was begun goes on."""
    part = CODE_PARTS[item.key]
    chosen = exercise(part.exercise)
    path = workspace.start_apart(chosen, f"interview-{book.start.at[:10]}-{book.start.id[-6:]}")
    stub = chosen.stub.read_bytes()

    def submit() -> Graded | None:
        try:
            written = path.read_bytes()
        except OSError as error:
            screen.say(message("interview.code-cannot-read", reason=error.strerror or str(error)))
            return None
        if written == stub:
            screen.say(message("interview.code-unchanged"))
            return None
        score, note = _graded(part, path, book.start.seed)
        graded = Graded(written.decode("utf-8", errors="replace"), score, note)
        screen.say(message("interview.code-taken" if graded.score is not None else "interview.code-fault"))
        return graded

    return Code(lambda: screen.code_task(item, path), submit)


def _graded(part: CodePart, path: Path, seed: int) -> tuple[float | None, dict[str, object]]:
    """Of the cases that count, the share that is right; None where the grader itself failed."""
    from lstm_drills.grader import runner
    from lstm_drills.grader.grading import grade

    report = grade(exercise(part.exercise), path, runner.start(), seed=seed, start=runner.start, chance=unforeseen)
    if report.verdict == "grader-fault":
        return None, {}
    rungs = [check for check in report.checks if check.name.startswith(RUNG)]
    if part.rungs:
        rungs = [check for check in rungs if check.name.removeprefix(RUNG) in part.rungs]
    passed = sum(check.status == "passed" for check in rungs)
    verdict = "passed" if rungs and passed == len(rungs) else report.verdict
    count = len(rungs) or len(part.rungs) or 1
    return passed / count, {"verdict": verdict, "passed": passed, "rungs": count}
