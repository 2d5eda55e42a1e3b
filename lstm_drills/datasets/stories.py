"""Short stories in which only the order of events decides the class: who has the key at the end?

A story opens with who finds the key, then people take the key and other things, and at last nothing happens to the key for a
while. Stories come in groups that consist of the same sentences in other orders, each class equally often, so that no count
of words can tell them apart. Runs of two and three words cannot either: they reach over the border of two sentences by a
full stop and a word or two, and never meet there the name of one who takes the key. The end is longer than ten words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np

from lstm_drills.messages import Language, Text

Sentence = tuple[str, ...]
T = TypeVar("T")
NUM_CLASSES = 3
# stories of each class in a group: with three takers there are always two
ORDERS_A_CLASS = 2


@dataclass(frozen=True, slots=True)
class Story:
    """A text as words, and its class."""

    words: tuple[str, ...]
    label: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How many events of which kind a story has; both ends of a range included."""

    takings: tuple[int, int]  # of the key, after it was found
    between: tuple[int, int]  # other events among them
    after: tuple[int, int]  # other events after the last of them
    naming: float  # how many of the other events name a person, from 0 to 1
    taking: float  # and how many of those are the taking of something else than the key


# about 50 words; four events are at least twelve words: the last ten know nothing of the key
PLAIN = Shape(takings=(3, 4), between=(1, 2), after=(4, 5), naming=0.3, taking=0.1)
# 13 to 16 events, the opening included; the more takings of other things, the less far a plain network gets
HARD = Shape(takings=(3, 4), between=(2, 3), after=(7, 8), naming=0.4, taking=0.5)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, and how its sentences are made.

    Who takes the key is at least two words away from the sentence's ends, full stop included, or a run of three words would
    show who comes before whom.
    """

    people: tuple[str, str, str]
    openings: tuple[str, ...]
    adverbs: tuple[str, ...]
    takes: tuple[str, ...]
    key: str
    things: tuple[str, ...]
    activities: tuple[str, ...]
    happenings: tuple[str, ...]
    opening_pattern: str
    taking_pattern: str
    activity_pattern: str
    happening_pattern: str
    class_names: tuple[Text, ...]


ENGLISH = Lexicon(
    people=("anna", "ben", "clara"),
    openings=("one morning", "one evening", "last sunday", "last winter"),
    adverbs=("then", "soon", "later", "next", "afterwards"),
    takes=("takes", "gets", "borrows", "grabs"),
    key="key",
    things=("lamp", "map", "book", "letter", "ball", "scarf", "radio", "camera", "basket", "umbrella"),
    activities=("sings", "sleeps", "laughs", "cooks", "reads", "dances", "waits", "paints", "swims", "yawns"),
    happenings=(
        "rain falls", "dogs bark", "snow melts", "birds sing", "bells ring", "buses stop", "lights flicker", "trains pass",
        "doors slam", "leaves rustle",
    ),
    opening_pattern="{when} {person} finds the {thing} .",
    taking_pattern="{adverb} {person} {takes} the {thing} .",
    activity_pattern="{person} {activity} .",
    happening_pattern="{happening} .",
    class_names=(
        Text("Anna has the key", "钥匙在安娜（Anna）手里"),
        Text("Ben has the key", "钥匙在本（Ben）手里"),
        Text("Clara has the key", "钥匙在克拉拉（Clara）手里"),
    ),
)  # fmt: skip

CHINESE = Lexicon(
    people=("小红", "小明", "小刚"),
    openings=("一天 早上", "一天 晚上", "上个 周末", "去年 冬天"),
    adverbs=("然后", "接着", "后来", "随后", "之后"),
    takes=("拿走", "取走", "借走", "要走"),
    key="钥匙",
    things=("台灯", "地图", "课本", "信", "皮球", "围巾", "收音机", "相机", "篮子", "雨伞"),
    activities=("唱歌", "睡着了", "笑了", "做饭", "看书", "跳舞", "等车", "画画", "游泳", "打哈欠"),
    happenings=(
        "下雨 了", "起风 了", "天黑 了", "灯 亮了", "狗 叫了", "鸟 飞走了", "钟 响了", "车 停了", "门 开了", "叶子 落了",
    ),
    opening_pattern="{when} ， {person} 捡到 了 {thing} 。",
    taking_pattern="{adverb} {person} {takes} 了 {thing} 。",
    activity_pattern="{person} {activity} 。",
    happening_pattern="{happening} 。",
    class_names=(
        Text("Xiaohong (小红) has the key", "钥匙在小红手里"),
        Text("Xiaoming (小明) has the key", "钥匙在小明手里"),
        Text("Xiaogang (小刚) has the key", "钥匙在小刚手里"),
    ),
)  # fmt: skip

LEXICONS: dict[Language, Lexicon] = {"en": ENGLISH, "zh": CHINESE}


def stories(rng: np.random.RandomState, language: Language, groups: int, *, hard: bool = False) -> list[Story]:
    """``groups`` groups of NUM_CLASSES * ORDERS_A_CLASS stories each, group after group.

    Within a group all stories have the same words equally often, no two are the same, and each class comes equally often.
    The class is the place of the last who took the key in ``class_names(language)``.
    """
    shape = HARD if hard else PLAIN
    return list(chain.from_iterable(_group(rng, LEXICONS[language], shape) for _ in range(groups)))


def class_names(language: Language) -> tuple[Text, ...]:
    """What each class means, for stories of that language."""
    return LEXICONS[language].class_names


def _group(rng: np.random.RandomState, lexicon: Lexicon, shape: Shape) -> list[Story]:
    opening = _words(
        lexicon.opening_pattern, when=_one(rng, lexicon.openings), person=_one(rng, lexicon.people), thing=lexicon.key
    )
    takers = [*range(NUM_CLASSES), *rng.randint(NUM_CLASSES, size=_between(rng, shape.takings) - NUM_CLASSES)]
    takings = [(taker, _taking(rng, lexicon, lexicon.people[taker], lexicon.key)) for taker in takers]
    between = _between(rng, shape.between)
    others = _others(rng, lexicon, shape, between + _between(rng, shape.after))
    return _orders(rng, opening, [*takings, *((-1, sentence) for sentence in others[:between])], others[between:])


def _orders(
    rng: np.random.RandomState, opening: Sentence, middle: list[tuple[int, Sentence]], after: list[Sentence]
) -> list[Story]:
    """The stories of a group; ``middle`` holds each sentence with who takes the key in it, -1 for nobody."""
    wanted = dict.fromkeys(range(NUM_CLASSES), ORDERS_A_CLASS)
    found: dict[Sentence, int] = {}
    while any(wanted.values()):
        order = _shuffled(rng, middle)
        label = next(taker for taker, _ in reversed(order) if taker >= 0)
        words = (*opening, *chain(*(sentence for _, sentence in order)), *chain(*_shuffled(rng, after)))
        if wanted[label] and words not in found:
            wanted[label] -= 1
            found[words] = label
    return [Story(words, label) for words, label in found.items()]


def _taking(rng: np.random.RandomState, lexicon: Lexicon, person: str, thing: str) -> Sentence:
    return _words(
        lexicon.taking_pattern,
        adverb=_one(rng, lexicon.adverbs),
        person=person,
        takes=_one(rng, lexicon.takes),
        thing=thing,
    )


def _others(rng: np.random.RandomState, lexicon: Lexicon, shape: Shape, count: int) -> list[Sentence]:
    """Different things that leave the key where it is."""
    others: dict[Sentence, None] = {}
    while len(others) < count:
        others[_other(rng, lexicon, shape)] = None
    return list(others)


def _other(rng: np.random.RandomState, lexicon: Lexicon, shape: Shape) -> Sentence:
    if rng.random_sample() >= shape.naming:
        return _words(lexicon.happening_pattern, happening=_one(rng, lexicon.happenings))
    person = _one(rng, lexicon.people)
    if rng.random_sample() < shape.taking:
        return _taking(rng, lexicon, person, _one(rng, lexicon.things))
    return _words(lexicon.activity_pattern, person=person, activity=_one(rng, lexicon.activities))


def _words(pattern: str, **parts: str) -> Sentence:
    return tuple(pattern.format(**parts).split())


def _one(rng: np.random.RandomState, of: Sequence[str]) -> str:
    return of[rng.randint(len(of))]


def _between(rng: np.random.RandomState, ends: tuple[int, int]) -> int:
    return int(rng.randint(ends[0], ends[1] + 1))


def _shuffled(rng: np.random.RandomState, items: list[T]) -> list[T]:
    return [items[i] for i in rng.permutation(len(items))]
