"""Judge a training: run it, measure what was learnt beside the baselines, and say what its course betrays."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from lstm_drills.content.exercise_types import Misconception
from lstm_drills.grader.binding import Binding
from lstm_drills.grader.checks import raised_message
from lstm_drills.grader.outcomes import Ended, Raised, Returned, Watched
from lstm_drills.grader.report import Check, Diagnosis, Score, Training, at_least_as_good
from lstm_drills.grader.runner import Progress, Session
from lstm_drills.grader.trials.kinds import OUTPUT_LAYER, Learnt, Measure, Trial
from lstm_drills.messages import Message, message

TENTH = 10
RISEN, FALLEN = 1.05, 0.8  # the loss at the end as a part of that at the beginning
NEAR, FAR = 0.05, 20.0  # the way of the parameters, as a part of their length at the beginning
SOME, FEW_EPOCHS = 5, 1.5  # calls, and epochs, below which the batches and the loss say nothing
MOST_NAMES, LONGEST_FIGURE = 4, 1e5
MOST_OF = 0.9  # of the training texts; a last batch may be left out
PAIRED = 0.1  # of the rows: more than these with others' translations are no slip


@dataclass(frozen=True, slots=True)
class Judged:
    """One training that was run. ``unwritten``: the stub's own line answered."""

    check: Check
    causes: tuple[Diagnosis, ...] = ()
    training: Training | None = None
    ended: Ended | None = None
    unwritten: bool = False
    output: str = ""


def run_trial(session: Session, binding: Binding, trial: Trial, seed: int, progress: Progress | None) -> Judged:
    """Let the submission train in its child. The baselines are computed meanwhile."""
    title = message(f"training.check-{trial.unit}", texts=trial.held_out)
    name = f"trained-{trial.function}"
    call = binding.call(trial.function, trial.inputs, seconds=trial.seconds, watch=trial.watch)
    with ThreadPoolExecutor(1) as pool:
        computing = pool.submit(trial.measure, seed)
        outcome = session.call([call], progress)[0]
        if isinstance(outcome, Ended):
            return Judged(Check(name, title, "skipped", message("grader.rung-not-reached")), ended=outcome)
        if isinstance(outcome, Raised):
            return _raised(name, title, outcome, trial.function)
        measure = computing.result()
    return _judged(name, title, trial, outcome[0], measure)


def waiting(function: str) -> Judged:
    """Training waits until what it trains with is right."""
    return Judged(Check(f"trained-{function}", message("training.check-later"), "skipped", message("training.later")))


def _raised(name: str, title: Message, raised: Raised, function: str) -> Judged:
    if raised.type_name == "NotImplementedError":
        words = message("grader.rung-unwritten", function=function)
        return Judged(Check(name, title, "skipped", words), unwritten=True, output=raised.output)
    words = raised_message(raised)
    return Judged(Check(name, title, "failed", words), output=raised.output)


def _judged(name: str, title: Message, trial: Trial, returned: Returned, measure: Measure) -> Judged:
    learnt, wanted, unit = trial.judge(returned.value), measure.wanted, trial.unit
    if learnt.fault is not None:
        kind = "not-a-dict" if learnt.fault.id == "training.not-a-dict" else "unusable"
        cause = Diagnosis(f"training/{kind}", ("contract",), learnt.fault)
        return Judged(Check(name, title, "failed", learnt.fault), (cause,), output=returned.output)
    reached = learnt.finite and at_least_as_good(learnt.held_out, wanted, unit)
    words = message(f"training.reached-{unit}", reached=_figure(learnt.held_out, 3), wanted=f"{wanted:.2f}")
    losses = returned.watched.losses if returned.watched else ()
    yours = Score(message("training.yours"), learnt.held_out)
    training = Training(yours, measure.baselines, wanted, losses, measure.remark, unit)
    if reached:
        return Judged(Check(name, title, "passed", words), training=training, output=returned.output)
    causes = tuple(_causes(learnt, returned.watched, wanted, trial))
    return Judged(Check(name, title, "failed", words), causes, training, output=returned.output)


def _causes(learnt: Learnt, seen: Watched | None, wanted: float, trial: Trial) -> Sequence[Diagnosis]:
    """What the parameters and the course of the loss show; nothing is guessed beyond that."""
    if not learnt.finite or (seen and not seen.finite):
        return [_cause("not-finite", "numerics")]
    if seen is not None and seen.calls > 1:
        cause = _frozen(seen, trial) or _mispaired(seen) or _cut_short(seen) or _course(seen, trial.texts)
        if cause is not None:
            return [cause]
    if seen is not None and not seen.calls:
        return [_cause("never-calls", "contract", "loss", function=trial.watch)]
    if learnt.blind:
        return [_cause("attention-cut", "output_layer", "hidden_state")]
    if at_least_as_good(learnt.trained, wanted, trial.unit):
        return [_cause("memorised", "loss", trained=_figure(learnt.trained), held_out=_figure(learnt.held_out))]
    short = seen is not None and 0 < seen.rows < FEW_EPOCHS * trial.texts
    return [_cause("too-short" if short else "too-little", "loss", trained=_figure(learnt.trained))]


def _mispaired(seen: Watched) -> Diagnosis | None:
    """Texts that reach the gradients with others' translations."""
    if seen.mispaired <= PAIRED * seen.rows:
        return None
    return _cause("mispaired", "batch", "contract", part=f"{seen.mispaired / seen.rows:.2f}")


def _cut_short(seen: Watched) -> Diagnosis | None:
    """Texts of which only the beginning reaches the gradients."""
    if not 0 < seen.longest < MOST_OF * seen.longest_given:
        return None
    return _cause("cut-short", "time", "input", seen=seen.longest, longest=seen.longest_given)


def _frozen(seen: Watched, trial: Trial) -> Diagnosis | None:
    """Parameters that are at the end what they were at the beginning."""
    frozen = [name for name in trial.names if name in seen.unchanged]
    moving = [name for name in trial.names if name not in frozen]
    if not frozen:
        return None
    if not moving:
        falls = _ends(seen)[1] < FALLEN * _ends(seen)[0]
        return _cause("returns-the-first", "contract") if falls else _cause("nothing-changes", "loss")
    if moving == ["output_bias"]:
        return _cause("only-the-bias", "recurrent", "embedding")
    if set(moving) <= set(OUTPUT_LAYER):
        return _cause("only-the-output-layer", "output_layer", "recurrent", "embedding")
    if frozen == [name for name in trial.names if "_gate_" in name]:
        return _cause("lstm-never-changes", "recurrent", "input")
    targets = ("output_layer",) if set(frozen) <= set(OUTPUT_LAYER) else ("recurrent",)
    names = [*frozen[:MOST_NAMES], *["..."] * (len(frozen) > MOST_NAMES)]
    return _cause("some-never-change", *(("embedding",) if frozen == ["embedding"] else targets), names=names)


def _course(seen: Watched, texts: int) -> Diagnosis | None:
    """Batches that are all the same, texts that never come, and a loss that rises or hardly moves over some epochs."""
    epochs = seen.rows / max(1, texts)
    first, last = _ends(seen)
    figures = {"first": f"{first:.2f}", "last": f"{last:.2f}"}
    if seen.calls >= SOME and seen.batches == 1:
        return _cause("one-batch", "batch", "loss")
    if seen.calls >= SOME and seen.texts < MOST_OF * texts and seen.rows > FEW_EPOCHS * seen.texts:
        return _cause("sees-a-part", "batch", "loss", seen=seen.texts, texts=texts)
    if last > FALLEN * first and seen.moved > FAR:
        return _cause("steps-too-large", "loss", "numerics", **figures)
    if last > RISEN * first:
        return _cause("loss-rises", "loss", **figures)
    if last > FALLEN * first and epochs >= FEW_EPOCHS:
        return _cause("steps-too-small" if seen.moved < NEAR else "loss-stays", "loss", **figures)
    return None


def _ends(seen: Watched) -> tuple[float, float]:
    """The loss before the first step, and the mean of the last tenth."""
    if not seen.losses:
        return 0.0, 0.0
    last = seen.losses[-max(1, len(seen.losses) // TENTH) :]
    return seen.losses[0], sum(last) / len(last)


def _figure(value: float, decimals: int = 2) -> str:
    """A perplexity may be a number of a hundred digits."""
    return f"{value:.{decimals}f}" if value < LONGEST_FIGURE else f"{value:.0e}"


def _cause(kind: str, *targets: str, **parameters: object) -> Diagnosis:
    return Diagnosis(f"training/{kind}", targets, message(f"training.{kind}", **parameters))


def named(causes: Sequence[Diagnosis], known: Sequence[Misconception]) -> tuple[Diagnosis, ...]:
    """The causes under the names of the authors' misconceptions that show themselves so, with their words where it is one alone."""
    found = []
    for cause in causes:
        fitting = [m for m in known if m.symptom is not None and f"training/{m.symptom}" == cause.id]
        if len(fitting) == 1:
            found.append(Diagnosis(fitting[0].id, fitting[0].targets, fitting[0].message, fitting[0].hint))
        elif fitting:
            found.append(cause._replace(id=fitting[0].id))
        else:
            found.append(cause)
    return tuple(found)
