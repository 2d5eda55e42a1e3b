"""The trial of 3.6: a translator, by the share of held-out dates that come out right to the last sign."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from lstm_drills import reference
from lstm_drills.datasets.date_baselines import commonest_signs, nearest_source, sign_by_sign
from lstm_drills.datasets.dates import END, FIRST_SIGN, SOURCE_WORDS, START, TARGET_SIGNS, Pairs, date_pairs
from lstm_drills.datasets.tasks import Task
from lstm_drills.grader.compare import Array, as_array
from lstm_drills.grader.report import Score
from lstm_drills.grader.trials.kinds import Learnt, Measure, Trial
from lstm_drills.grader.trials.shapes import Shape, lstm_shapes, usable
from lstm_drills.messages import message

TRAINING, HELD_OUT = 1500, 500
WANTED = 0.85


def trial(
    seed: int,
    task_of: Callable[[int], Task] | None,  # noqa: ARG001  other texts have classes, not translations
    unseen: np.random.RandomState | None,
) -> Trial:
    """Dates of that seed, the held-out ones from ``unseen``. Which id is which word or sign is of the seed, too:
    parameters that were trained elsewhere do not fit."""
    rng = np.random.RandomState(seed)
    known, asked = date_pairs(rng, TRAINING, HELD_OUT, unseen=unseen)
    words, signs = _renamed(rng, 1, len(SOURCE_WORDS)), _renamed(rng, FIRST_SIGN, len(TARGET_SIGNS))
    train, test = (
        replace(pairs, source_ids=words[pairs.source_ids], target_ids=signs[pairs.target_ids])
        for pairs in (known, asked)
    )
    inputs = {
        "source_ids": train.source_ids, "source_lengths": train.source_lengths, "target_ids": train.target_ids,
        "target_lengths": train.target_lengths, "source_vocab_size": len(SOURCE_WORDS),
        "target_vocab_size": len(TARGET_SIGNS), "rng": np.random.default_rng(seed),
    }  # fmt: skip
    return Trial(
        "train_translation", "translation_gradients", inputs, len(train), len(test), tuple(_shapes()),
        partial(measure, known, asked), partial(judge, train, test), "exact-match",
    )  # fmt: skip


def _renamed(rng: np.random.RandomState, first: int, count: int) -> Array:
    """Other ids for those from ``first`` on."""
    return np.concatenate([np.arange(first), rng.permutation(np.arange(first, count))])


def measure(train: Pairs, test: Pairs, seed: int) -> Measure:  # noqa: ARG001  nothing is drawn
    """Models that know words, or short runs of words."""
    scores = (
        Score(message("training.commonest-signs"), commonest_signs(train, test)),
        Score(message("training.nearest-source"), nearest_source(train, test)),
        Score(message("training.sign-by-sign-words"), sign_by_sign(train, test, "words")),
        Score(message("training.sign-by-sign-trigrams"), sign_by_sign(train, test, "trigrams")),
    )
    return Measure(scores, WANTED)


def judge(train: Pairs, test: Pairs, returned: Any) -> Learnt:
    """The reference's greedy translations with the returned parameters. The output layer has two rows for every unit."""
    bias = as_array(returned.get("decoder_forget_gate_bias")) if isinstance(returned, dict) else None
    shapes = _shapes(None if bias is None or bias.ndim != 1 else len(bias))
    parameters = usable(returned, shapes)
    if isinstance(parameters, Learnt):
        return parameters
    context = parameters["output_weights"][len(parameters["output_weights"]) // 2 :]
    return Learnt(_exact(test, parameters), _exact(train, parameters), blind=not context.any())


def _exact(pairs: Pairs, parameters: dict[str, Array]) -> float:
    most = pairs.target_ids.shape[1] - 1
    with np.errstate(all="ignore"):
        written = reference.function("greedy_translation")(
            pairs.source_ids, pairs.source_lengths, parameters, START, END, most
        )
    return float((written == pairs.target_ids[:, 1:]).all(axis=1).mean())


def _shapes(units: int | None = None) -> dict[str, Shape]:
    """Both LSTMs are of one size, since the decoder takes the encoder's states over."""
    return {
        "source_embedding": (len(SOURCE_WORDS), "E"),
        "target_embedding": (len(TARGET_SIGNS), "E"),
        **lstm_shapes("E", "H", "encoder_"),
        **lstm_shapes("E", "H", "decoder_"),
        "output_weights": ("2H" if units is None else 2 * units, len(TARGET_SIGNS)),
        "output_bias": (len(TARGET_SIGNS),),
    }
