"""Grade one submission: load it, climb the ladder, judge, and look for the cause of what is wrong."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.content.ladder import build_cases
from lstm_drills.grader.checks import conduct_checks, contract_checks, example_of, rung_checks
from lstm_drills.grader.endings import ended_message
from lstm_drills.grader.evidence import Evidence, StartSession, bindings_of
from lstm_drills.grader.observe import Observation, expected_of, observe
from lstm_drills.grader.outcomes import Ended
from lstm_drills.grader.report import Check, Diagnosis, Example, Report, Verdict
from lstm_drills.grader.runner import Progress, Session
from lstm_drills.messages import Message, message

if TYPE_CHECKING:
    import numpy as np

    from lstm_drills.grader.diagnose import Findings
    from lstm_drills.grader.training import Judged
    from lstm_drills.grader.trials import TaskOf

Chance = Callable[[], "np.random.RandomState"]
TRAINS = "train_"  # a function of such a name is judged by what it has learnt


@dataclass(frozen=True, slots=True)
class Told:
    """Who wants to know of what before the report is there: the verdict while the cause is looked for, a training's course, and
    that nothing is to be done here until the child has climbed the ladder."""

    verdict: Callable[[Report], None] | None = None
    training: Progress | None = None
    waiting: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is graded. ``task_of``: other texts to train on than its own; ``chance``: what held-out ones are drawn from."""

    exercise: Exercise
    source: Path
    seed: int
    own_forward: Path | None = None
    start: StartSession | None = None
    task_of: "TaskOf | None" = None
    chance: "Chance | None" = None
    told: Told = Told()


def grade(
    exercise: Exercise,
    source: Path,
    session: Session,
    *,
    seed: int,
    own_forward: Path | None = None,
    start: StartSession | None = None,
    task_of: "TaskOf | None" = None,
    chance: "Chance | None" = None,
    told: Told = Told(),
) -> Report:
    """Judge the file ``source`` by the exercise's ladder, whose numbers come from ``seed``.

    ``session`` is a fresh child; it is closed afterwards. ``own_forward``: where the learner's ``lstm_forward`` stands if
    it is not in the file itself. ``start`` gives further children; without it, what needs one is left out. ``chance`` gives
    what the held-out texts of a training are drawn from, so that the seed does not lead to them.
    """
    began = time.perf_counter()
    with session:
        if exercise.framework:
            from lstm_drills.grader.frameworks import grade_framework

            report = grade_framework(exercise, source, session, seed)
        else:
            report = _graded(Request(exercise, source, seed, own_forward, start, task_of, chance, told), session)
        return report._replace(duration_ms=(time.perf_counter() - began) * 1000, layers=session.layers)


def _graded(request: Request, session: Session) -> Report:
    exercise, seed = request.exercise, request.seed
    cases = build_cases(exercise, seed)
    expected = [expected_of(case) for case in cases]
    loaded = session.load(request.source)
    if isinstance(loaded, Ended):
        return _ended_report(exercise, seed, loaded, (), session)
    bindings = bindings_of(loaded, exercise.functions)
    session.waiting = request.told.waiting
    pairs = [(case, answer) for case, answer in zip(cases, expected, strict=True) if case.function in bindings]
    observations = observe(session, bindings, [case for case, _ in pairs], [answer for _, answer in pairs])
    written = [observation for observation in observations if not observation.unwritten]
    checks = (
        *contract_checks(exercise, bindings),
        *rung_checks(observations),
        *(conduct_checks(written) if written else ()),
    )
    output = loaded.output + "".join(observation.output for observation in observations)
    ended = next((observation.ended for observation in observations if observation.ended), None)
    if ended:
        return _ended_report(exercise, seed, ended, checks, session)._replace(output=output + ended.output)
    evidence = Evidence(
        exercise, request.source, seed, session, loaded, bindings, observations, request.start, request.own_forward
    )
    trained = _trained(request, evidence, checks)
    for judged in trained:
        output += judged.output
        if judged.ended:
            checks = (*checks, judged.check)
            return _ended_report(exercise, seed, judged.ended, checks, session)._replace(output=output)
    tried = len(observations) + len(trained)
    if tried and not written and all(judged.unwritten for judged in trained):
        return Report(exercise.id, "not-started", seed, message("grader.not-started", id=exercise.id), checks)
    return _judged(request, evidence, checks, trained)._replace(output=output)


def _trained(request: Request, evidence: Evidence, checks: tuple[Check, ...]) -> "list[Judged]":
    """The trainings, if nothing that was written is wrong."""
    if not any(name.startswith(TRAINS) for name in evidence.bindings):
        return []
    from lstm_drills.grader.training import run_trial, waiting
    from lstm_drills.grader.trials import trial_of

    found = []
    for function in (name for name in evidence.bindings if name.startswith(TRAINS)):
        if any(check.status == "failed" for check in checks):
            found.append(waiting(function))
            continue
        unseen = request.chance() if request.chance else None
        trial = trial_of(function, request.seed, request.task_of, unseen)
        binding = evidence.bindings[function]
        found.append(run_trial(evidence.session, binding, trial, request.seed, request.told.training))
    return found


def _judged(
    request: Request, evidence: Evidence, checks: tuple[Check, ...], trained: "Sequence[Judged]" = ()
) -> Report:
    exercise, observations = evidence.exercise, evidence.observations
    checks = (*checks, *(judged.check for judged in trained))
    training = next((judged.training for judged in trained if judged.training), None)
    if all(check.status == "passed" for check in checks):
        summary = message("grader.passed", id=exercise.id, rungs=len(observations))
        return Report(exercise.id, "passed", evidence.seed, summary, checks, training=training)
    example = example_of(observations)
    summary = _failed_summary(exercise, observations, checks, example)
    causes = _named(exercise, trained)
    report = Report(exercise.id, "failed", evidence.seed, summary, checks, causes, example, training=training)
    if all(check.status != "failed" for check in checks if not check.name.startswith("trained-")):
        return report
    if request.told.verdict:
        request.told.verdict(report)
    findings = _findings(evidence)
    return report._replace(diagnosis=(*findings.causes, *causes), notes=findings.notes)


def _named(exercise: Exercise, trained: "Sequence[Judged]") -> tuple[Diagnosis, ...]:
    causes = [cause for judged in trained for cause in judged.causes]
    if not causes:
        return ()
    from lstm_drills.content.exercises import misconceptions
    from lstm_drills.grader.training import named

    return named(causes, misconceptions(exercise))


def _failed_summary(
    exercise: Exercise, observations: Sequence[Observation], checks: Sequence[Check], example: Example | None
) -> Message:
    """Where it failed; or which functions are still to be written, where nothing else is wrong."""
    unwritten = [o.case.function for o in observations if o.unwritten]
    unwritten += [check.name.removeprefix("trained-") for check in checks if _is_unwritten(check)]
    if example:
        rung = {"rung": example.rung, "rungs": example.rungs, "shows": example.shows}
        return message("grader.failed-at-rung", id=exercise.id, **rung)
    if unwritten and not any(check.status == "failed" for check in checks):
        return message("grader.still-to-write", id=exercise.id, functions=list(dict.fromkeys(unwritten)))
    if any(check.status == "failed" and check.name.startswith("trained-") for check in checks):
        return message("grader.failed-training", id=exercise.id)
    return message("grader.failed", id=exercise.id)


def _is_unwritten(check: Check) -> bool:
    told = check.message
    return (
        check.status == "skipped"
        and isinstance(told, Message)
        and told.id == "grader.rung-unwritten"
        and check.name.startswith("trained-")
    )


def _findings(evidence: Evidence) -> "Findings":
    """The diagnosis; where it fails itself, that is said, and the learner keeps the verdict."""
    from lstm_drills.grader.diagnose import Findings, diagnose

    try:
        return diagnose(evidence)
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        return Findings((), (message("diagnosis.fault", text=text, seed=evidence.seed),))


def _ended_report(exercise: Exercise, seed: int, ended: Ended, checks: tuple[Check, ...], session: Session) -> Report:
    verdict: Verdict = "error"
    if ended.reason == "timeout":
        verdict = "timeout"
    elif ended.reason == "grader-fault":
        verdict = "grader-fault"
    sentence: Message = ended_message(ended, session.limits)
    return Report(exercise.id, verdict, seed, sentence, checks, output=ended.output)
