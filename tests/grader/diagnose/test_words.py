"""Whatever can be named can be said, in both languages."""

import re

import pytest

from lstm_drills.content.exercise_types import TARGETS
from lstm_drills.grader.diagnose.backward_edits import backward_edits, recomputation_edits
from lstm_drills.grader.diagnose.key_changes import CHANGES
from lstm_drills.grader.diagnose.key_relations import _cause
from lstm_drills.grader.diagnose.scaled_paths import PATHS
from lstm_drills.grader.diagnose.sequence_edits import sequence_edits
from lstm_drills.grader.diagnose.state_edits import cell_edits
from lstm_drills.messages import LANGUAGES, say

KEYS = [
    f"{gate}_gate_{kind}" for gate in ("forget", "input", "output", "cell") for kind in ("weights", "inputs", "bias")
]
SCOPES = (
    KEYS,
    KEYS[:3],
    KEYS[::3],
    KEYS[:1],
    [*KEYS, "input_sequence", "initial_hidden", "initial_cell"],
    ["initial_cell"],
)


def causes():
    for edits in (
        cell_edits(),
        sequence_edits(),
        backward_edits(),
        recomputation_edits(),
        [path(2.5) for path in PATHS],
    ):
        yield from (edit.cause for edit in edits)
    for name in CHANGES:
        yield from (_cause(name, keys) for keys in SCOPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cause_has_words(language):
    for cause in causes():
        sentence = say(cause.message, language)
        assert sentence.strip() == sentence
        assert not re.search(r"\{\w+\}", sentence.replace("{t-1}", "").replace("{t-2}", "").replace("{t+1}", "")), (
            sentence
        )
        assert (language == "zh") == bool(re.search("[\u4e00-\u9fff]", sentence)), sentence


def test_targets_are_of_the_contract():
    for cause in causes():
        assert set(cause.targets) <= set(TARGETS), cause.id


def test_ids_are_unique():
    for edits in (cell_edits(), sequence_edits(), backward_edits(), recomputation_edits()):
        ids = [edit.cause.id for edit in edits]
        assert len(ids) == len(set(ids)), [name for name in ids if ids.count(name) > 1][:5]
