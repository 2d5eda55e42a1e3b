"""Grade one submission: load it, climb the ladder, judge, and look for the cause of what is wrong."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills.content.exercise_types import Exercise
from lstm_drills.content.ladder import build_cases
from lstm_drills.grader.checks import conduct_checks, contract_checks, example_of, rung_checks
from lstm_drills.grader.endings import ended_message
from lstm_drills.grader.evidence import Evidence, StartSession, bindings_of
from lstm_drills.grader.observe import Observation, expected_of, observe
from lstm_drills.grader.outcomes import Ended
from lstm_drills.grader.report import Check, Report, Verdict
from lstm_drills.grader.runner import Session
from lstm_drills.messages import Message, message

if TYPE_CHECKING:
    from lstm_drills.grader.diagnose import Findings


def grade(
    exercise: Exercise,
    source: Path,
    session: Session,
    *,
    seed: int,
    own_forward: Path | None = None,
    start: StartSession | None = None,
) -> Report:
    """Judge the file ``source`` by the exercise's ladder, whose numbers come from ``seed``.

    ``session`` is a fresh child; it is closed afterwards. ``own_forward``: where the learner's ``lstm_forward`` stands if
    it is not in the file itself. ``start`` gives further children; without it, what needs one is left out.
    """
    began = time.perf_counter()
    with session:
        report = _graded(exercise, source, session, seed, own_forward, start)
        return replace(report, duration_ms=(time.perf_counter() - began) * 1000, layers=session.layers)


def _graded(
    exercise: Exercise,
    source: Path,
    session: Session,
    seed: int,
    own_forward: Path | None,
    start: StartSession | None,
) -> Report:
    cases = build_cases(exercise, seed)
    expected = [expected_of(case) for case in cases]
    loaded = session.load(source)
    if isinstance(loaded, Ended):
        return _ended_report(exercise, seed, loaded, (), session)
    bindings = bindings_of(loaded, exercise.functions)
    pairs = [(case, answer) for case, answer in zip(cases, expected, strict=True) if case.function in bindings]
    observations = observe(session, bindings, [case for case, _ in pairs], [answer for _, answer in pairs])
    checks = (
        *contract_checks(exercise, bindings),
        *rung_checks(observations),
        *(conduct_checks(observations) if observations else ()),
    )
    output = loaded.output + "".join(_output_of(observation) for observation in observations)
    ended = next((observation.ended for observation in observations if observation.ended), None)
    if ended:
        return replace(_ended_report(exercise, seed, ended, checks, session), output=output + ended.output)
    if observations and all(_is_unwritten(observation) for observation in observations):
        return Report(exercise.id, "not-started", seed, message("grader.not-started", id=exercise.id), checks)
    evidence = Evidence(exercise, source, seed, session, loaded, bindings, observations, start, own_forward)
    return replace(_judged(evidence, checks), output=output)


def _judged(evidence: Evidence, checks: tuple[Check, ...]) -> Report:
    exercise, observations = evidence.exercise, evidence.observations
    if all(check.status == "passed" for check in checks):
        summary = message("grader.passed", id=exercise.id, rungs=len(observations))
        return Report(exercise.id, "passed", evidence.seed, summary, checks)
    example = example_of(observations)
    findings = _findings(evidence)
    summary = message("grader.failed", id=exercise.id)
    if example:
        rung = {"rung": example.rung, "rungs": example.rungs, "shows": example.shows}
        summary = message("grader.failed-at-rung", id=exercise.id, **rung)
    return Report(exercise.id, "failed", evidence.seed, summary, checks, findings.causes, example, notes=findings.notes)


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


def _is_unwritten(observation: Observation) -> bool:
    return observation.raised is not None and observation.raised.type_name == "NotImplementedError"


def _output_of(observation: Observation) -> str:
    return observation.output
