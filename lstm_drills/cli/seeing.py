"""The commands that show numbers instead of a verdict: ``trace`` and ``gradcheck``."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from lstm_drills.cli.drills import FileArgument
from lstm_drills.cli.language import current
from lstm_drills.cli.words import ExerciseArgument, LanguageOption
from lstm_drills.errors import DrillsError
from lstm_drills.messages import message, say

GRADIENTS = "lstm_backward"
FORWARD = "3.2"


def add_commands(app: typer.Typer) -> None:
    """Register the commands, in the order in which the help lists them."""
    for name in _commands():
        add_command(app, name)


def add_command(app: typer.Typer, name: str) -> bool:
    """Register the command of that name; False where there is none here."""
    function = _commands().get(name)
    if function is not None:
        app.command(name, help=_help(name))(function)
    return function is not None


def _commands() -> dict[str, Callable[..., None]]:
    return {"trace": trace, "gradcheck": gradcheck}


def _help(name: str) -> str:
    return say(message(f"seeing.help-{name}"), current())


SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=0, max=2**31 - 1, help=_help("seed"))]


def trace(
    exercise_id: ExerciseArgument,
    file: FileArgument = None,
    show: Annotated[bool, typer.Option("--show", help=_help("show"))] = False,
    seed: SeedOption = 0,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import early

    with early.session() as session:
        from lstm_drills import workspace
        from lstm_drills.content.exercises import exercise, exercises
        from lstm_drills.grader import tracing

        chosen = exercise(exercise_id)
        if not tracing.can_trace(chosen):
            ids = [other.id for other in exercises() if tracing.can_trace(other)]
            raise DrillsError("seeing.not-traced", id=chosen.id, ids=ids, first=ids[0])
        source = workspace.readable(file) if file else workspace.started(chosen)
        found = tracing.trace(chosen, source, session, seed=seed)
    from lstm_drills.ui.seeing import SeeingScreen

    SeeingScreen(current()).trace(found, show=show, file=_as_typed(file))
    raise typer.Exit(0 if found.passed else 1)


def gradcheck(
    exercise_id: ExerciseArgument,
    file: FileArgument = None,
    seed: SeedOption = 0,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import early

    with early.session() as session:
        from lstm_drills import workspace
        from lstm_drills.content.exercises import exercise, exercises
        from lstm_drills.grader import gradient_check, runner

        chosen = exercise(exercise_id)
        if GRADIENTS not in chosen.functions:
            ids = [other.id for other in exercises() if GRADIENTS in other.functions]
            raise DrillsError("seeing.not-gradchecked", id=chosen.id, ids=ids, first=ids[0])
        source = workspace.readable(file) if file else workspace.started(chosen)
        if source is None:
            problem = message("seeing.gradcheck-not-started", id=chosen.id)
            found = gradient_check.GradientCheck(chosen.id, seed, problem=problem)
        else:
            own = next((workspace.started(other) for other in exercises() if other.id == FORWARD), None)
            found = gradient_check.gradient_check(
                chosen, source, session, seed=seed, own_forward=own, start=runner.start
            )  # fmt: skip
    from lstm_drills.ui.seeing import SeeingScreen

    SeeingScreen(current()).gradient_check(found, file=_as_typed(file))
    raise typer.Exit(0 if found.passed else 1)


def _as_typed(file: Path | None) -> str:
    return f" {shlex.quote(str(file))}" if file else ""
