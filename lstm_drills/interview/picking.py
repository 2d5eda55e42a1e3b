"""Which questions an interview asks, and in which order. Pure: the catalogue and the seed decide, not what was learnt."""

import random
from collections.abc import Iterable, Sequence

from lstm_drills.content.questions import Catalogue, Entry
from lstm_drills.interview.blueprints import (
    CODE_PARTS,
    CONCEPT_TYPES,
    MOST_CODE,
    READING_TYPES,
    SECONDS,
    WHITEBOARD_TYPES,
    Blueprint,
    Kind,
)
from lstm_drills.interview.projects import PROJECTS
from lstm_drills.interview.sitting import Item

TOOL_SECTION = "3.0"  # teaches this program, which no interviewer asks about
QUESTIONS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("concept", CONCEPT_TYPES),
    ("reading", READING_TYPES),
    ("whiteboard", WHITEBOARD_TYPES),
)


def pick(catalogue: Catalogue, blueprint: Blueprint, minutes: int, seed: int) -> tuple[Item, ...]:
    """The items in their order; they fill the minutes, code and project first taking what they need of them."""
    rng = random.Random(f"interview/{blueprint.name}/{minutes}/{seed}")
    code = _code(blueprint, minutes, rng)
    projects = _projects(blueprint, minutes, rng)
    left = minutes * 60 - sum(item.seconds for item in (*code, *projects))
    counts = _counts(blueprint, left)
    deck = _Deck(catalogue, blueprint, rng)
    drawn = {kind: deck.draw(kind, types, counts[kind]) for kind, types in QUESTIONS}
    concepts = _with_follow_ups(drawn["concept"], counts["follow-up"], catalogue)
    return _ordered(concepts, [*drawn["whiteboard"], *drawn["reading"]], code, projects, rng)


def _code(blueprint: Blueprint, minutes: int, rng: random.Random) -> list[Item]:
    fitting = [CODE_PARTS[name] for name in blueprint.code if CODE_PARTS[name].seconds <= MOST_CODE * minutes * 60]
    if not fitting:
        return []
    longest = [part for part in fitting if part.seconds >= max(other.seconds for other in fitting) / 2]
    part = rng.choice(longest)
    return [Item("code", part.id, part.seconds)]


def _projects(blueprint: Blueprint, minutes: int, rng: random.Random) -> list[Item]:
    count = round(blueprint.shares["project"] * minutes * 60 / SECONDS["project"])
    suitable = [project for project in PROJECTS if blueprint.name in project.blueprints]
    chosen = rng.sample(suitable, min(count, len(suitable)))
    return [Item("project", project.id, SECONDS["project"]) for project in chosen]


def _counts(blueprint: Blueprint, seconds: float) -> dict[Kind, int]:
    """How many of each kind fill the seconds, in proportion to their shares; concept questions take what is left over."""
    kinds: tuple[Kind, ...] = ("reading", "follow-up", "whiteboard")
    total = sum(blueprint.shares[kind] for kind in (*kinds, "concept"))
    counts: dict[Kind, int] = {
        kind: int(blueprint.shares[kind] / total * seconds / SECONDS[kind] + 0.5) for kind in kinds
    }
    while sum(count * SECONDS[kind] for kind, count in counts.items()) > seconds - SECONDS["concept"] and any(
        counts.values()
    ):  # rounding up overfills a very short interview
        counts[max((kind for kind in kinds if counts[kind]), key=lambda kind: SECONDS[kind])] -= 1
    rest = seconds - sum(count * SECONDS[kind] for kind, count in counts.items())
    counts["concept"] = max(1, round(rest / SECONDS["concept"]))
    counts["follow-up"] = min(counts["follow-up"], counts["concept"])
    return counts


class _Deck:
    """Draws questions so that the topics take turns; none comes twice."""

    def __init__(self, catalogue: Catalogue, blueprint: Blueprint, rng: random.Random) -> None:
        self.entries = [entry for entry in catalogue.entries if entry.section != TOOL_SECTION]
        self.blueprint = blueprint
        self.rng = rng
        self.taken: set[str] = set()
        self.asked: dict[str, int] = dict.fromkeys(blueprint.topics, 0)

    def draw(self, kind: Kind, types: Sequence[str], count: int) -> list[Item]:
        items = []
        for _ in range(count):
            entry = self._next([entry for entry in self.entries if entry.type in types and self._suits(entry)])
            if entry is None:
                break
            self.taken.add(entry.key)
            for topic in entry.topics:
                self.asked[topic] = self.asked.get(topic, 0) + 1
            items.append(Item(kind, entry.key, SECONDS[kind]))
        return items

    def _suits(self, entry: Entry) -> bool:
        return (
            entry.key not in self.taken
            and entry.level in self.blueprint.levels
            and not set(entry.topics).isdisjoint(self.blueprint.topics)
        )

    def _next(self, candidates: Sequence[Entry]) -> Entry | None:
        """Of the topic that is furthest behind its weight, one drawn by the weights of the levels."""
        if not candidates:
            return None
        weights = self.blueprint.topics
        there = sorted({topic for entry in candidates for topic in entry.topics if topic in weights})
        behind = min(self.asked[topic] / weights[topic] for topic in there)
        topic = self.rng.choice([topic for topic in there if self.asked[topic] / weights[topic] == behind])
        of_topic = [entry for entry in candidates if topic in entry.topics]
        levels = sorted({entry.level for entry in of_topic})
        level = self.rng.choices(levels, [self.blueprint.levels[level] for level in levels])[0]
        peers = [entry for entry in of_topic if entry.level == level]
        written = [entry for entry in peers if not entry.generated]  # what an author wrote for this, first
        return self.rng.choice(written or peers)


def _with_follow_ups(concepts: Sequence[Item], count: int, catalogue: Catalogue) -> list[list[Item]]:
    """Each question with what the interviewer asks next, the first ``count`` of them that have such a question."""
    groups = []
    for item in concepts:
        follow = count > 0 and catalogue.question(item.key).follow_up is not None
        count -= follow
        groups.append([item, Item("follow-up", item.key, SECONDS["follow-up"])] if follow else [item])
    return groups


def _ordered(
    concepts: list[list[Item]], others: list[Item], code: list[Item], projects: list[Item], rng: random.Random
) -> tuple[Item, ...]:
    """A warm-up, the project, then all kinds mixed, with the code in the middle: what comes last may not be reached."""
    rng.shuffle(concepts)
    warm_up, rest = concepts[:2], [*concepts[2:], *([item] for item in others)]
    rng.shuffle(rest)
    half = len(rest) // 2
    return tuple(_flat([*warm_up, projects, *rest[:half], code, *rest[half:]]))


def _flat(groups: Iterable[Iterable[Item]]) -> list[Item]:
    return [item for group in groups for item in group]
