"""The commands of the coding drills."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lstm_drills.cli.help import help_of
from lstm_drills.cli.language import current
from lstm_drills.cli.words import ExerciseArgument, JsonOption, LanguageOption, exercise_ids
from lstm_drills.errors import DrillsError

if TYPE_CHECKING:
    from lstm_drills.content.exercise_types import Exercise
    from lstm_drills.ui.drills import DrillScreen

FileArgument = Annotated[Path | None, typer.Argument(metavar="[FILE]", help=help_of("file"), show_default=False)]
SeedOption = Annotated[int | None, typer.Option("--seed", metavar="N", help=help_of("seed"), show_default=False)]
OptionalExercise = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help=help_of("exercise"), show_default=False, autocompletion=exercise_ids),
]


def add_commands(app: typer.Typer) -> None:
    """Register the drills' commands, in the order in which the help lists them."""
    for name in _commands():
        add_command(app, name)


def add_command(app: typer.Typer, name: str) -> bool:
    """Register the command of that name; False where the drills have none."""
    function = _commands().get(name)
    if function is not None:
        app.command(name, help=help_of(name))(function)
    return function is not None


def _commands() -> dict[str, Callable[..., None]]:
    functions = (list_, show, start, check, watch, hint, solution, reset, where, doctor, validate)
    return {function.__name__.rstrip("_"): function for function in functions}


def list_(lang: LanguageOption = None) -> None:
    from lstm_drills import workspace
    from lstm_drills.content.exercises import exercises

    begun = {exercise.id for exercise in exercises() if workspace.started(exercise)}
    _screen().exercises(exercises(), begun)


def show(exercise_id: ExerciseArgument, lang: LanguageOption = None) -> None:
    _screen().statement(_exercise(exercise_id))


def start(exercise_id: ExerciseArgument, lang: LanguageOption = None) -> None:
    from lstm_drills import workspace
    from lstm_drills.cli import record

    exercise = _exercise(exercise_id)
    started = workspace.start(exercise)
    passed = record.passed(exercise.needs)
    _screen().started(exercise, started, [need for need in exercise.needs if need not in passed])


def check(
    exercise_id: OptionalExercise = None,
    file: FileArgument = None,
    every: Annotated[bool, typer.Option("--all", help=help_of("all"))] = False,
    seed: SeedOption = None,
    data: Annotated[
        str | None, typer.Option("--data", metavar="FILE", help=help_of("data"), show_default=False)
    ] = None,
    hard: Annotated[bool, typer.Option("--hard", help=help_of("hard"))] = False,
    as_json: JsonOption = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import early

    with early.session() as session:  # it loads NumPy while we load the rest
        from lstm_drills.cli import checking

        options = checking.options(seed, as_json=as_json, data=data, hard=hard)
        if every and exercise_id is None:
            code = checking.check_all(session, options)
        elif every or exercise_id is None:
            raise DrillsError("cli.id-or-all")
        else:
            code = checking.check_one(_exercise(exercise_id), file, session, options)
    raise typer.Exit(code)


def hint(exercise_id: ExerciseArgument, lang: LanguageOption = None) -> None:
    from lstm_drills.cli import record

    exercise = _exercise(exercise_id)
    _screen().hint(exercise, record.next_hint(exercise))


def watch(
    exercise_id: OptionalExercise = None,
    plain: Annotated[bool, typer.Option("--plain", help=help_of("plain"))] = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import watching

    raise typer.Exit(watching.watch(_exercise(exercise_id) if exercise_id else None, plain=plain))


def solution(
    exercise_id: ExerciseArgument,
    give_up: Annotated[bool, typer.Option("--give-up", help=help_of("give-up"))] = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import record

    exercise = _exercise(exercise_id)
    with record.opened() as progress:
        if not progress.passed(exercise.id) and not progress.gave_up(exercise.id):
            if not give_up:
                raise DrillsError("cli.solution-not-yet", id=exercise.id)
            progress.record_give_up(exercise.id, record.now())
    _screen().solution(exercise)


def reset(
    exercise_id: ExerciseArgument,
    undo: Annotated[bool, typer.Option("--undo", help=help_of("undo"))] = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills import workspace
    from lstm_drills.cli import record

    exercise = _exercise(exercise_id)
    if undo:
        _screen().reset_undone(exercise, workspace.undo_reset(exercise, record.now()))
        return
    path, backup = workspace.reset(exercise, record.now())
    _screen().reset(exercise, path, backup)
    with record.opened() as progress:
        progress.record_restart(exercise.id, record.now())


def where(as_json: JsonOption = False, lang: LanguageOption = None) -> None:
    import json

    from lstm_drills import paths, workspace
    from lstm_drills.messages import message, say

    places = {
        "workspace": workspace.current(), "progress": paths.progress_file(), "content": paths.content_root(),
    }  # fmt: skip
    if as_json:
        typer.echo(json.dumps({name: None if path is None else str(path) for name, path in places.items()}))
        return
    for name, path in places.items():
        typer.echo(say(message(f"cli.where-{name}" if path else f"cli.where-no-{name}", path=path), current()))


def doctor(as_json: JsonOption = False, lang: LanguageOption = None) -> None:
    from lstm_drills.cli import doctoring

    raise typer.Exit(doctoring.doctor(as_json=as_json))


def validate(
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", help=help_of("path"), show_default=False)] = None,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import validating

    raise typer.Exit(validating.validate(path))


def _exercise(exercise_id: str) -> "Exercise":
    from lstm_drills.content.exercises import exercise

    return exercise(exercise_id)


def _screen() -> "DrillScreen":
    from lstm_drills.ui.drills import DrillScreen

    return DrillScreen(current())
