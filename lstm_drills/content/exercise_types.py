"""What is known of an exercise: plain records."""

from pathlib import Path
from typing import NamedTuple

from lstm_drills.messages import Language, Text

METADATA = "exercise.yaml"
FRAMEWORKS = ("keras", "torch")
MISCONCEPTIONS = "misconceptions.yaml"
TARGETS = (
    "forget_gate", "input_gate", "output_gate", "cell_gate", "cell_state", "hidden_state", "input", "recurrent", "bias",
    "initial_state", "time", "batch", "activation", "embedding", "mask", "loss", "output_layer", "numerics", "contract",
)  # fmt: skip


class Patch(NamedTuple):
    """One replacement in the solution: ``old`` occurs there exactly once."""

    old: str
    new: str


class Misconception(NamedTuple):
    """A known mistake: patches of the solution, or ``file``, a whole variant of it in the exercise's folder.

    same_as: the misconceptions that no output can tell from this one. symptom: how a training shows it, where it is one of a
    training: no two of those give the same numbers.
    """

    id: str
    targets: tuple[str, ...]
    patches: tuple[Patch, ...]
    file: str | None
    same_as: tuple[str, ...]
    message: Text
    hint: Text
    symptom: str | None = None


class Exercise(NamedTuple):
    """One folder. ``functions`` are graded, in this order; ``needs`` come first; hints from nudge to near-answer.

    files: what else of its own the folder holds (data of a ladder, say). stub_passes: it is right as it comes.
    framework: the package whose model is to be built, if it is one: such a drill has no ladder and no known mistakes of its own.
    """

    id: str
    folder: Path
    title: Text
    level: int
    minutes: int
    functions: tuple[str, ...]
    needs: tuple[str, ...]
    hints: tuple[Text, ...]
    files: tuple[str, ...] = ()
    stub_passes: bool = False
    framework: str = ""

    @property
    def stub(self) -> Path:
        return self.folder / "stub.py"

    @property
    def solution(self) -> Path:
        return self.folder / "solution.py"

    def statement(self, language: Language) -> str:
        """The task, Markdown."""
        return (self.folder / f"statement.{language}.md").read_text(encoding="utf-8")
