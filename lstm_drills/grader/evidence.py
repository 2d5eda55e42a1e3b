"""What is known of one submission, and the means to learn more: further cases in its child, or in a fresh one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_drills.content.cases import Case
from lstm_drills.content.exercise_types import Exercise
from lstm_drills.grader.binding import Binding, bind
from lstm_drills.grader.observe import Observation, contract_of, expected_of, observe
from lstm_drills.grader.outcomes import Ended, Loaded
from lstm_drills.grader.runner import Session

StartSession = Callable[[], Session]


@dataclass(frozen=True, slots=True)
class Evidence:
    """``observations`` holds one entry a rung, in the ladder's order."""

    exercise: Exercise
    source: Path
    seed: int
    session: Session
    loaded: Loaded
    bindings: Mapping[str, Binding]
    observations: Sequence[Observation]
    start: StartSession | None = None
    own_forward: Path | None = None

    @property
    def failing(self) -> list[Observation]:
        return [observation for observation in self.observations if observation.failed]

    @property
    def alive(self) -> bool:
        return not any(observation.ended for observation in self.observations)

    def ask(self, cases: Sequence[Case]) -> list[Observation]:
        """Run more cases in the child that is already there."""
        return observe(self.session, self.bindings, cases, [expected_of(case) for case in cases])

    def ask_fresh(self, cases: Sequence[Case]) -> list[Observation]:
        """Run cases in a child of its own, which has seen nothing before; nothing where no child can be had."""
        if self.start is None:
            return []
        with self.start() as session:
            loaded = session.load(self.source)
            if isinstance(loaded, Ended):
                return []
            return observe(session, self.bindings, cases, [expected_of(case) for case in cases])


def bindings_of(loaded: Loaded, functions: Sequence[str]) -> dict[str, Binding]:
    """How to call each of the functions that the file defines."""
    return {name: bind(loaded.functions[name], contract_of(name)) for name in functions if name in loaded.functions}
