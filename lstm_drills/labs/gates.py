"""What the gates of a trained LSTM do while it reads: a small classifier, and one story that it has not seen.

The stories tell who takes the key from whom; the question is who has it at the end.
"""

from dataclasses import dataclass

import numpy as np

from lstm_drills.datasets.stories import LEXICONS
from lstm_drills.datasets.tasks import Examples, Task, story_task
from lstm_drills.messages import Language, Text
from lstm_drills.reference.activations import Array
from lstm_drills.reference.classifier import text_classifier_forward, train_text_classifier
from lstm_drills.reference.steps import Steps, every_step

UNITS, EPOCHS = 12, 20
TRAINING_GROUPS, TEST_GROUPS = 150, 20

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gates:
    """One story, word by word: each gate's activation of every unit (0 to 1), and the size of tanh(c), (T, H) each.

    Units are sorted by their mean forget gate over the story. ``accuracy`` is that on unseen stories; ``forget_at_key`` and
    ``forget_elsewhere`` are means over all unseen stories, of all units. ``answer`` is what the network says, rightly.
    """

    words: tuple[str, ...]
    key: str
    forget: tuple[Row, ...]
    input: tuple[Row, ...]
    output: tuple[Row, ...]
    cell: tuple[Row, ...]
    answer: Text
    accuracy: float
    forget_at_key: float
    forget_elsewhere: float


def gates(
    seed: int,
    language: Language,
    *,
    training_groups: int = TRAINING_GROUPS,
    test_groups: int = TEST_GROUPS,
    epochs: int = EPOCHS,
    units: int = UNITS,
) -> Gates:
    """Train on generated stories, then read the shortest of those unseen stories that the network gets right."""
    rng = np.random.RandomState(seed)
    task = story_task(rng, language, training_groups=training_groups, test_groups=test_groups)
    train, test = task.train, task.test
    parameters = train_text_classifier(
        train.token_ids, train.lengths, train.labels, task.num_classes, len(task.vocabulary),
        np.random.default_rng(seed), hidden_size=units, epochs=epochs,
    )  # fmt: skip
    guesses = text_classifier_forward(test.token_ids, test.lengths, parameters).argmax(axis=1)
    right = guesses == test.labels
    shown = min(range(len(test)), key=lambda story: (not right[story], test.lengths[story]))
    steps = _read(test, shown, parameters)
    order = np.argsort(steps.forget.mean(axis=(0, 1)))
    at_key, elsewhere = _forget_gate(task, parameters, LEXICONS[language].key)
    return Gates(
        test.texts[shown],
        LEXICONS[language].key,
        forget=_rows(steps.forget, order),
        input=_rows(steps.input, order),
        output=_rows(steps.output, order),
        cell=_rows(np.abs(np.tanh(steps.cell)), order),
        answer=task.class_names[int(guesses[shown])],
        accuracy=float(right.mean()),
        forget_at_key=at_key,
        forget_elsewhere=elsewhere,
    )


def _read(examples: Examples, story: int, parameters: dict[str, Array]) -> Steps:
    """Every step of one text, N = 1."""
    ids = examples.token_ids[story, : examples.lengths[story]]
    return every_step(parameters["embedding"][ids][:, None], parameters)


def _rows(array: Array, order: Array) -> tuple[Row, ...]:
    return tuple(tuple(map(float, row)) for row in array[:, 0, order])


def _forget_gate(task: Task, parameters: dict[str, Array], key: str) -> tuple[float, float]:
    """Its mean at the word for the key and at all others, over the unseen stories."""
    at_key: list[float] = []
    elsewhere: list[float] = []
    for story, words in enumerate(task.test.texts):
        means = _read(task.test, story, parameters).forget.mean(axis=(1, 2))
        for word, mean in zip(words, means, strict=True):
            (at_key if word == key else elsewhere).append(float(mean))
    return float(np.mean(at_key)), float(np.mean(elsewhere))
