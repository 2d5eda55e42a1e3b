"""Film reviews in which negation and contrast decide: which of two judgements counts, and how often it is turned round.

A review judges two things. Each judgement may be denied from within ("the plot was not ... dull"), from outside ("nobody says
the plot was dull") or both ways, and a denial reaches to the end of its clause. A conjunction says which of the two counts:
"X , but Y" means Y, "X , although Y" means X, and "X , and Y" joins two that agree.

Reviews come in pairs of the same words in other orders, a bad one and a good one, so that whatever counts words is right about
one of the two. Runs of words see a judgement beside a comma or a full stop, but as many conjunctions let the first judgement
win as the second, and a denial mostly stands too far from what it denies. Which word may be said of which thing is divided
between training and test: no judgement of a test review occurs in a training review, while all words and patterns do. Short
reviews of one judgement, which tell what the words mean, come in the training alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TypeVar

import numpy as np

from lstm_drills.datasets.tasks import Array, Examples, Task
from lstm_drills.datasets.vocabulary import Words, vocabulary
from lstm_drills.messages import Language, Text

T = TypeVar("T")
NEGATIVE, POSITIVE = 0, 1
CLASS_NAMES = (Text("negative", "差评"), Text("positive", "好评"))
TRAINING_PAIRS, SHORT_REVIEWS, TEST_PAIRS = 600, 600, 250
# of all judgements, a word of a thing, the share that only test reviews have
HELD_OUT = 0.25
# how many denials two judgements have together
DENIALS = (0, 0, 1, 1, 2)
# how often a short review has each of the two denials
DENIED = 0.4
# how often somebody assents, which changes nothing, and how often something else is told before and after
ASSENT, ELSE = 0.3, 0.25


@dataclass(frozen=True, slots=True)
class Review:
    """A text as words, and its class."""

    words: Words
    label: int


@dataclass(frozen=True, slots=True)
class Conjunction:
    """How two clauses become a sentence; ``wins`` is the place of the one that counts, None where they have to agree."""

    pattern: str
    wins: int | None


@dataclass(frozen=True, slots=True)
class Front:
    """What may stand before a clause, and whether it denies it."""

    words: str = ""
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language, and how its sentences are made. A clause has a place for ``denial``."""

    things: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    degrees: tuple[str, ...]
    clauses: tuple[str, ...]
    denial: str
    denying: tuple[str, ...]
    assenting: tuple[str, ...]
    conjunctions: tuple[Conjunction, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    stop: str


ENGLISH = Lexicon(
    things=("acting", "plot", "ending", "music", "dialogue", "cast", "script", "lighting"),
    good=("wonderful", "brilliant", "moving", "charming", "gripping", "clever"),
    bad=("dull", "dreadful", "clumsy", "tedious", "awful", "boring"),
    degrees=("", "very", "really", "quite"),
    clauses=(
        "the {thing} was {denial} {degree} {word}",
        "the {thing} did {denial} seem {degree} {word}",
        "the {thing} was {denial} in my eyes {degree} {word}",
    ),
    denial="not",
    denying=("nobody says", "i doubt that", "i never felt"),
    assenting=("everybody says", "i know that", "i always felt"),
    conjunctions=(
        Conjunction("{one} , but {two}", 1),
        Conjunction("{one} , yet {two}", 1),
        Conjunction("although {one} , {two}", 1),
        Conjunction("{one} , although {two}", 0),
        Conjunction("{one} , though {two}", 0),
        Conjunction("{one} , even if {two}", 0),
        Conjunction("{one} , and {two}", None),
        Conjunction("{one} , and besides {two}", None),
    ),
    before=("we saw it last week .", "i watched it at home .", "my sister chose it ."),
    after=("it lasts two hours .", "we went home by bus .", "it is his third film ."),
    stop=".",
)

CHINESE = Lexicon(
    things=("演技", "剧情", "结局", "音乐", "对白", "阵容", "剧本", "灯光"),
    good=("精彩", "出色", "感人", "舒服", "惊艳", "巧妙"),
    bad=("乏味", "糟糕", "拖沓", "别扭", "无聊", "平庸"),
    degrees=("很", "非常", "特别", "十分"),
    clauses=(
        "{thing} {denial} 显得 {degree} {word}",
        "{thing} {denial} 让 人 觉得 {degree} {word}",
        "{thing} {denial} 让 我 觉得 {degree} {word}",
    ),
    denial="没有",
    denying=("没有 人 说", "很 难 说", "我 不 认为"),
    assenting=("人人 都 说", "应该 说", "我 一直 认为"),
    conjunctions=(
        Conjunction("{one} ， 但是 {two}", 1),
        Conjunction("{one} ， 不过 {two}", 1),
        Conjunction("虽然 {one} ， 但 {two}", 1),
        Conjunction("{one} ， 虽然 {two}", 0),
        Conjunction("{one} ， 尽管 {two}", 0),
        Conjunction("{one} ， 哪怕 {two}", 0),
        Conjunction("{one} ， 而且 {two}", None),
        Conjunction("{one} ， 并且 {two}", None),
    ),
    before=("上周 看 的 。", "在 家 看 的 。", "是 妹妹 挑 的 。"),
    after=("片长 两 小时 。", "看完 坐 公交 回家 。", "是 他 的 第三 部 片子 。"),
    stop="。",
)

LEXICONS: dict[Language, Lexicon] = {"en": ENGLISH, "zh": CHINESE}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A clause without its denials: a word of a thing, and whether the word is a good one."""

    thing: str
    word: str
    good: bool
    pattern: str
    degree: str

    def told(self, denial: str, front: Front) -> str:
        clause = self.pattern.format(thing=self.thing, denial=denial, degree=self.degree, word=self.word)
        return f"{front.words} {clause}"

    def meant(self, denial: str, front: Front) -> bool:
        """Whether it is good in the end: each denial turns it round."""
        return self.good ^ bool(denial) ^ front.denies


def review_task(
    rng: np.random.RandomState,
    language: Language,
    *,
    training_pairs: int = TRAINING_PAIRS,
    short_reviews: int = SHORT_REVIEWS,
    test_pairs: int = TEST_PAIRS,
    unseen: np.random.RandomState | None = None,
) -> Task:
    """Pairs and short reviews to train on, and pairs of other judgements to be judged on, in which no text comes twice.

    unseen: what the held-out pairs are drawn from; the judgements that they may hold come from ``rng`` all the same.
    """
    lexicon = LEXICONS[language]
    held_out = divided(rng, lexicon)
    train = [*pairs(rng, lexicon, training_pairs, ~held_out), *shorts(rng, lexicon, short_reviews, ~held_out)]
    test = pairs(unseen or rng, lexicon, test_pairs, held_out)
    train, test = ([told[i] for i in rng.permutation(len(told))] for told in (train, test))
    known = vocabulary(review.words for review in train)

    def examples(told: Sequence[Review]) -> Examples:
        texts = tuple(review.words for review in told)
        return Examples(*known.encode(texts), np.array([review.label for review in told], np.int64), texts)

    return Task(f"reviews-{language}", examples(train), examples(test), known, CLASS_NAMES)


def divided(rng: np.random.RandomState, lexicon: Lexicon) -> Array:
    """(things, words) bool, good words first: the judgements of the test. Every thing and every word is on both sides."""
    shape = len(lexicon.things), len(lexicon.good) + len(lexicon.bad)
    while True:
        held_out: Array = rng.random_sample(shape) < HELD_OUT
        good, bad = held_out[:, : len(lexicon.good)], held_out[:, len(lexicon.good) :]
        sides = (good, bad, ~good, ~bad)
        if all(side.any(axis=axis).all() for side in sides for axis in (0, 1)):
            return held_out


def pairs(rng: np.random.RandomState, lexicon: Lexicon, count: int, allowed: Array) -> list[Review]:
    """``count`` pairs, one after another, the bad review first; both have the same words, which no other pair has."""
    found: dict[Words, tuple[Review, Review]] = {}
    while len(found) < count:
        pair = _pair(rng, lexicon, allowed)
        if pair:
            found.setdefault(tuple(sorted(pair[0].words)), pair)
    return [review for pair in found.values() for review in pair]


def shorts(rng: np.random.RandomState, lexicon: Lexicon, count: int, allowed: Array) -> list[Review]:
    """``count`` different reviews of one judgement."""
    found: dict[Words, Review] = {}
    while len(found) < count:
        judgement = _judgement(rng, lexicon, allowed)
        denial = lexicon.denial if rng.random_sample() < DENIED else ""
        front = _denying(rng, lexicon) if rng.random_sample() < DENIED else _assenting(rng, lexicon)
        words = _sentence(judgement.told(denial, front), *_around(rng, lexicon), lexicon.stop)
        found.setdefault(words, Review(words, int(judgement.meant(denial, front))))
    return list(found.values())


def _pair(rng: np.random.RandomState, lexicon: Lexicon, allowed: Array) -> tuple[Review, Review] | None:
    """Two judgements with denials, told in two of the orders that mean the opposite; None where there are no two."""
    one, two = _judgement(rng, lexicon, allowed), _judgement(rng, lexicon, allowed)
    conjunction = _one(rng, lexicon.conjunctions)
    denials = _one(rng, DENIALS)
    within = int(rng.randint(denials + 1))
    fronts = [_denying(rng, lexicon) for _ in range(denials - within)]
    fronts += [_assenting(rng, lexicon)] * (len(fronts) < 2)
    fronts += [Front()] * (2 - len(fronts))
    around = _around(rng, lexicon)
    told: tuple[list[Review], list[Review]] = ([], [])
    for sentence, good in _tellings(lexicon, one, two, conjunction, within, fronts):
        told[good].append(Review(_sentence(sentence, *around, lexicon.stop), int(good)))
    if one.thing == two.thing or not all(told):
        return None
    return _one(rng, told[NEGATIVE]), _one(rng, told[POSITIVE])


def _tellings(
    lexicon: Lexicon, one: Judgement, two: Judgement, conjunction: Conjunction, within: int, fronts: Sequence[Front]
) -> Iterator[tuple[str, bool]]:
    """All sentences of these words that make sense, and what each means in the end."""
    for clauses in permutations((one, two)):
        for ordered in permutations(fronts):
            for places in combinations(range(2), within):
                parts = [
                    (clause, lexicon.denial if place in places else "", front)
                    for place, (clause, front) in enumerate(zip(clauses, ordered, strict=True))
                ]
                meant = [clause.meant(denial, front) for clause, denial, front in parts]
                # a contrast wants two that differ, a conjunction without one two that agree
                if (meant[0] == meant[1]) == (conjunction.wins is None):
                    first, second = (clause.told(denial, front) for clause, denial, front in parts)
                    yield conjunction.pattern.format(one=first, two=second), meant[conjunction.wins or 0]


def _judgement(rng: np.random.RandomState, lexicon: Lexicon, allowed: Array) -> Judgement:
    words = (*lexicon.good, *lexicon.bad)
    thing, word = divmod(int(rng.choice(np.flatnonzero(allowed))), len(words))
    good = word < len(lexicon.good)
    return Judgement(lexicon.things[thing], words[word], good, _one(rng, lexicon.clauses), _one(rng, lexicon.degrees))


def _denying(rng: np.random.RandomState, lexicon: Lexicon) -> Front:
    return Front(_one(rng, lexicon.denying), denies=True)


def _assenting(rng: np.random.RandomState, lexicon: Lexicon) -> Front:
    return Front(_one(rng, lexicon.assenting)) if rng.random_sample() < ASSENT else Front()


def _around(rng: np.random.RandomState, lexicon: Lexicon) -> tuple[str, str]:
    before = _one(rng, lexicon.before) if rng.random_sample() < ELSE else ""
    return before, _one(rng, lexicon.after) if rng.random_sample() < ELSE else ""


def _sentence(sentence: str, before: str, after: str, stop: str) -> Words:
    return tuple(f"{before} {sentence} {stop} {after}".split())


def _one(rng: np.random.RandomState, of: Sequence[T]) -> T:
    return of[rng.randint(len(of))]
