"""The command ``lab``: small experiments with a picture."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lstm_drills.cli.language import current
from lstm_drills.cli.words import LanguageOption
from lstm_drills.messages import message, say

if TYPE_CHECKING:
    from lstm_drills.ui.labs import LabScreen
    from lstm_drills.ui.pictures import Picture

INTERRUPTED = 130
# said before NumPy is loaded: what is measured should not depend on who else uses the machine's cores
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def add_commands(app: typer.Typer) -> None:
    add_command(app, "lab")


def add_command(app: typer.Typer, name: str) -> bool:
    """Register the command of that name; False where there is none here."""
    if name == "lab":
        app.command(name, help=_help("help"))(lab)
    return name == "lab"


def _help(name: str) -> str:
    return say(message(f"labs.{name}"), current())


def _names(incomplete: str) -> list[str]:
    from lstm_drills.labs import LABS

    return [name for name in LABS if name.startswith(incomplete)]


def lab(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help=_help("help-name"), show_default=False, autocompletion=_names),
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help=_help("help-save"), show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help=_help("help-seed"))] = 0,
    plain: Annotated[bool, typer.Option("--plain", help=_help("help-plain"))] = False,
    lang: LanguageOption = None,
) -> None:
    for variable in ONE_THREAD:
        os.environ.setdefault(variable, "1")
    raise typer.Exit(run(name, save, seed, plain=plain))


def run(name: str | None, save: Path | None, seed: int, *, plain: bool) -> int:
    """Run a lab, draw it, and save its picture; without a name list them. The exit code."""
    from lstm_drills.content.names import nearest
    from lstm_drills.errors import DrillsError
    from lstm_drills.labs import LABS

    if name is None:
        if save is not None:
            raise DrillsError("labs.save-what", path=save, names=list(LABS))
        from lstm_drills.ui.labs import LabScreen

        LabScreen(current(), plain=plain).listing()
        return 0
    known = {"gradients": _gradients, "gates": _gates, "speed": _speed, "memory": _memory}
    if name not in known:
        close = nearest(name, LABS)
        if close:
            raise DrillsError("labs.unknown-near", name=name, suggestion=close)
        raise DrillsError("labs.unknown", name=name, names=list(LABS))
    picture = None
    if save is not None:
        from lstm_drills.ui.pictures import Picture

        picture = Picture(save, current())  # whatever is wrong with it is said before anything is computed
    from lstm_drills.ui.labs import LabScreen

    return known[name](LabScreen(current(), plain=plain), seed, picture)


def _gradients(screen: "LabScreen", seed: int, picture: "Picture | None") -> int:
    import numpy as np

    from lstm_drills.labs.gradients import gradient_norms

    found = gradient_norms(np.random.default_rng(seed))
    screen.gradients(found)
    screen.ending("gradients")
    if picture is not None:
        picture.gradients(found)
        screen.saved(picture)
    return 0


def _gates(screen: "LabScreen", seed: int, picture: "Picture | None") -> int:
    screen.wait("gates-training")
    from lstm_drills.labs.gates import gates

    found = gates(seed, current())
    screen.gates(found)
    screen.ending("gates", screen.see_gates(found))
    if picture is not None:
        # without a font for them, Chinese words would be boxes
        picture.gates(found if picture.language == current() else gates(seed, picture.language))
        screen.saved(picture)
    return 0


def _speed(screen: "LabScreen", seed: int, picture: "Picture | None") -> int:
    import time

    import numpy as np

    from lstm_drills.labs.speed import INPUTS, REPEATS, STEPS, speed

    screen.speed_head(STEPS, INPUTS, REPEATS)
    found = speed(np.random.default_rng(seed), time.perf_counter, report=screen.speed_group)
    screen.ending("speed")
    if picture is not None:
        picture.speed(found)
        screen.saved(picture)
    return 0


def _memory(screen: "LabScreen", seed: int, picture: "Picture | None") -> int:
    """Ctrl-C ends the training; what was drawn until then stays, and is saved too."""
    import time

    import numpy as np

    from lstm_drills.labs.memory import STEPS, adding_task
    from lstm_drills.ui.live import Live

    screen.memory_head(STEPS)
    live, last, code = Live(screen), None, 0
    try:
        for last in adding_task(np.random.default_rng(seed), time.monotonic):
            live.show(last)
    except KeyboardInterrupt:
        code = INTERRUPTED
    live.clear()
    if last is None:
        screen.caution("memory-nothing")
        return code
    if code:
        screen.caution("memory-interrupted")
    screen.memory(last)
    screen.ending("memory")
    if picture is not None:
        picture.memory(last)
        screen.saved(picture)
    return code
