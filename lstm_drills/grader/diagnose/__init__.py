"""Name the cause of a wrong result, or say plainly that none was found.

The order: what needs no arithmetic; one known misconception; one edit of the right computation; form and numerics; a backward
pass that is exact for a wrong forward pass; two causes at once. A cause counts only if it reproduces every rung that was run
and further cases with fresh numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lstm_drills.content.ladder import build_cases
from lstm_drills.grader.diagnose import catalogue, contract
from lstm_drills.grader.diagnose.location import location_note
from lstm_drills.grader.diagnose.own_forward import exact_for_own_forward
from lstm_drills.grader.diagnose.search import explain
from lstm_drills.grader.evidence import Evidence
from lstm_drills.grader.observe import Observation
from lstm_drills.grader.report import Diagnosis
from lstm_drills.messages import Message, message

CONFIRMING_CASES = 3


@dataclass(frozen=True, slots=True)
class Findings:
    """The causes, the likeliest first; ``notes`` say what could not be explained or was left out."""

    causes: tuple[Diagnosis, ...] = ()
    notes: tuple[Message, ...] = ()


def diagnose(evidence: Evidence) -> Findings:
    """Why the submission fails. Raises nothing for whatever the submission returned."""
    before = [*contract.missing_functions(evidence), *contract.parameter_causes(evidence)]
    observations = [o for o in evidence.observations if not o.skipped and not o.unwritten]
    if not observations or not evidence.alive:
        return Findings(tuple(before))
    with np.errstate(all="ignore"):
        causes = _causes_of_all(evidence, observations)
    found = (*before, *causes)
    if found:
        return Findings(found)
    return Findings((), (message("diagnosis.unknown"), *location_note(observations), *_left_out(evidence)))


def _left_out(evidence: Evidence) -> tuple[Message, ...]:
    """That a backward pass could not be compared with the learner's own forward pass, where there is none."""
    wanted = "lstm_backward" in evidence.bindings
    known = "lstm_forward" in evidence.loaded.functions or evidence.own_forward is not None
    return (message("diagnosis.no-own-forward"),) if wanted and not known else ()


def _causes_of_all(evidence: Evidence, observations: Sequence[Observation]) -> list[Diagnosis]:
    """One mistake behind all functions if there is one, else each function's own."""
    functions = dict.fromkeys(observation.case.function for observation in observations)
    if len(functions) == 1:
        return _causes(evidence, observations)
    failing = [function for function in functions if any(o.failed for o in _of(function, observations))]
    if len(failing) > 1:
        everything = [*observations, *_fresh_numbers(evidence)]
        known = catalogue.single_misconception(evidence.exercise, everything)
        if known:
            return known
    found: dict[str, Diagnosis] = {}
    for function in functions:
        group = _of(function, observations)
        for cause in _causes(replace(evidence, observations=group), group):
            found.setdefault(cause.id, cause)
    return list(found.values())


def _of(function: str, observations: Sequence[Observation]) -> list[Observation]:
    return [observation for observation in observations if observation.case.function == function]


def _causes(evidence: Evidence, observations: Sequence[Observation]) -> list[Diagnosis]:
    everything = [*observations, *_fresh_numbers(evidence)]
    conduct = contract.conduct_causes(observations)
    failed = any(observation.failed for observation in observations)
    simple = explain(observations[0].case.function, everything, 1) if failed else []
    modified = any(result.mutated for observation in observations for result in observation.results)
    if not failed and not modified:
        return conduct
    # what the search found narrows the catalogue, whose words are the better ones
    targets = [target for cause in simple for target in cause.targets]
    concerning = targets if any(target.endswith("_gate") for target in targets) else [] if failed else ["contract"]
    known = catalogue.single_misconception(evidence.exercise, everything, concerning)
    if known:
        return known
    if not failed:
        return conduct
    numbers = simple or _numbers(evidence, everything)
    if conduct and all(cause.id.startswith("contract/raised") for cause in numbers):
        return conduct  # what was raised is the write into a read-only argument
    return [*conduct, *numbers]


def _numbers(evidence: Evidence, everything: Sequence[Observation]) -> list[Diagnosis]:
    """Causes of wrong numbers and forms that no single edit explains, the simplest first."""
    function = everything[0].case.function
    unreadable = _nothing_readable(everything)
    ways: tuple[Callable[[], list[Diagnosis]], ...] = (
        lambda: contract.numerics_causes(everything),
        lambda: contract.size_from_outside(evidence, everything),
        lambda: contract.kept_state(evidence) if any(o.raised for o in everything) else [],
        lambda: contract.exception_causes(everything) if unreadable else [],
        lambda: contract.form_causes(everything) if unreadable else [],
        lambda: contract.kept_state(evidence),
        lambda: exact_for_own_forward(evidence),
        lambda: explain(function, everything, 2),
        lambda: catalogue.two_misconceptions(evidence.exercise, everything),
        lambda: contract.form_causes(everything),
        lambda: contract.exception_causes(everything),
    )
    return next((causes for causes in (way() for way in ways) if causes), [])


def _nothing_readable(observations: Sequence[Observation]) -> bool:
    """Whether no failing rung gave numbers that could be compared."""
    return not any(observation.wrong and observation.readable for observation in observations)


def _fresh_numbers(evidence: Evidence) -> list[Observation]:
    """Rungs again with another seed: the first that failed with numbers, and the largest ones."""
    failing = [
        index for index, observation in enumerate(evidence.observations) if observation.failed and observation.results
    ]
    if not failing:
        return []
    cases = build_cases(evidence.exercise, evidence.seed + 1)
    names = [evidence.observations[index].case.name for index in dict.fromkeys((failing[0], failing[-1]))]
    chosen = [case for case in cases if case.name in names and case.calls == 1]
    return evidence.ask(chosen[:CONFIRMING_CASES]) if chosen else []
