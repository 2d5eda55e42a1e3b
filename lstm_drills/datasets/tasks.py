"""A task: texts to train on, texts to be judged on, and what the classes mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_drills.datasets.stories import Story, class_names, stories
from lstm_drills.datasets.vocabulary import Vocabulary, Words, vocabulary
from lstm_drills.messages import Language, Text

Array = NDArray[Any]
TRAINING_GROUPS, TEST_GROUPS = 200, 100
# a network needs more of the hard stories before it finds the long way back
HARD_TRAINING_GROUPS = 300


@dataclass(frozen=True, slots=True)
class Examples:
    """N texts with their classes: ``token_ids`` (N, T), ``lengths`` (N,), ``labels`` (N,), int64, and the words themselves."""

    token_ids: Array
    lengths: Array
    labels: Array
    texts: tuple[Words, ...]

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Task:
    """What a model learns from, and what it is judged on; ``class_names[k]`` says what the label k means."""

    name: str
    train: Examples
    test: Examples
    vocabulary: Vocabulary
    class_names: tuple[Text, ...]

    @property
    def num_classes(self) -> int:
        return len(self.class_names)


def story_task(
    rng: np.random.RandomState,
    language: Language,
    *,
    hard: bool = False,
    training_groups: int | None = None,
    test_groups: int = TEST_GROUPS,
    unseen: np.random.RandomState | None = None,
) -> Task:
    """Stories to train on and others to be judged on; groups stay whole and no text is in both.

    unseen: what the held-out stories are drawn from.
    """
    if training_groups is None:
        training_groups = HARD_TRAINING_GROUPS if hard else TRAINING_GROUPS
    told = stories(rng, language, training_groups + test_groups, hard=hard)
    texts, labels = [story.words for story in told], [story.label for story in told]
    share = test_groups / (training_groups + test_groups)
    made = task(f"stories-{language}", texts, labels, class_names(language), rng, test_share=share)
    return made if unseen is None else _judged_on(made, stories(unseen, language, test_groups, hard=hard))


def _judged_on(task: Task, told: Sequence[Story]) -> Task:
    """The task with these stories held out, but for those of the same words as one to train on."""
    known = {tuple(sorted(text)) for text in task.train.texts}
    others = [story for story in told if tuple(sorted(story.words)) not in known]
    texts, labels = tuple(story.words for story in others), np.array([story.label for story in others], np.int64)
    return replace(task, test=Examples(*task.vocabulary.encode(texts), labels, texts))


def task(
    name: str,
    texts: Sequence[Words],
    labels: Sequence[int],
    names: tuple[Text, ...],
    rng: np.random.RandomState,
    *,
    test_share: float = 0.2,
    at_least: int = 1,
    largest: int | None = None,
    max_length: int | None = None,
) -> Task:
    """Splits labelled texts; the vocabulary (``at_least``, ``largest``) knows the words of the training texts alone."""
    train, test = split(texts, test_share, rng)
    known = vocabulary((texts[i] for i in train), at_least=at_least, largest=largest)

    def examples(which: Array) -> Examples:
        chosen = tuple(texts[i] for i in which)
        return Examples(*known.encode(chosen, max_length), np.array([labels[i] for i in which], np.int64), chosen)

    return Task(name, examples(train), examples(test), known, names)


def split(texts: Sequence[Words], share: float, rng: np.random.RandomState) -> tuple[Array, Array]:
    """Indices of two parts, shuffled; the second holds about ``share`` of the texts, and each at least one group.

    Texts of the same words in whatever order stay together: no text of one part is in the other, and no group of stories is
    torn apart. Raises ValueError when all texts have the same words.
    """
    groups: dict[Words, list[int]] = {}
    for index, text in enumerate(texts):
        groups.setdefault(tuple(sorted(text)), []).append(index)
    members = list(groups.values())
    if len(members) < 2:
        raise ValueError("texts of the same words cannot be split into two parts")
    wanted = share * len(texts)
    first: list[int] = []
    second: list[int] = []
    for place, group in enumerate(rng.permutation(len(members))):
        enough = len(second) >= wanted and place > 0
        last = place == len(members) - 1 and not first
        (first if enough or last else second).extend(members[group])
    return rng.permutation(first), rng.permutation(second)
