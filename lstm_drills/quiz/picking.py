"""Which questions come, and in which order. Pure: what is known of the learner and the generator are arguments."""

import random
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lstm_drills.content.names import nearest
from lstm_drills.content.question_types import TYPES
from lstm_drills.content.questions import Catalogue, Entry
from lstm_drills.errors import DrillsError

Pool = Literal["mixed", "new", "due", "all", "wrong"]
LEVELS = (1, 2, 3)
USUAL_COUNT = 10
LOOK_AHEAD = 6  # how far down a section's list a question of another type is looked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a session; an empty one lets everything through. seed: pick without looking at progress."""

    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    pool: Pool = "mixed"
    count: int = USUAL_COUNT
    seed: str | None = None


class Standing(NamedTuple):
    """What the log says of a question that was answered: is it due, how long overdue, was the last answer wrong."""

    due: bool
    overdue_days: int = 0
    wrong: bool = False


def check(wanted: Wanted, catalogue: Catalogue) -> None:
    """Raises DrillsError for a section, topic, type or level that does not exist, with the one that was meant."""
    sections = {entry.section for entry in catalogue.entries}
    parents = {section.partition(".")[0] for section in sections}
    for name, words, known in (
        ("section", wanted.sections, [*sorted(sections), *sorted(parents - sections)]),
        ("topic", wanted.topics, list(catalogue.topics)),
        ("type", wanted.types, list(TYPES)),
        ("level", [str(level) for level in wanted.levels], [str(level) for level in LEVELS]),
    ):
        for word in words:
            if word not in known:
                close = nearest(word, known)
                if close:
                    raise DrillsError(f"quiz.unknown-{name}", word=word, suggestion=close)
                raise DrillsError(f"quiz.unknown-{name}-choose", word=word, words=known)
    if wanted.count < 1:
        raise DrillsError("quiz.count-too-small", count=wanted.count)
    if wanted.seed is not None and wanted.pool in ("new", "due", "wrong"):
        raise DrillsError("quiz.seed-and-progress", pool=wanted.pool)


def matching(entries: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """The entries that pass the filters, whatever was answered before. Section 3 stands for 3.1, 3.2 and so on too."""
    return [
        entry
        for entry in entries
        if (not wanted.sections or any(_within(entry.section, section) for section in wanted.sections))
        and (not wanted.topics or not set(entry.topics).isdisjoint(wanted.topics))
        and (not wanted.levels or entry.level in wanted.levels)
        and (not wanted.types or entry.type in wanted.types)
    ]


def pick(
    entries: Sequence[Entry], standings: Mapping[str, Standing], wanted: Wanted, rng: random.Random
) -> tuple[str, ...]:
    """The keys of the session's questions in order: what is due, the longest overdue first, then what is new.

    With a seed the standings are not looked at, and the seed's own generator decides.
    """
    found = matching(entries, wanted)
    if wanted.seed is not None:
        rng = random.Random(wanted.seed)
        return tuple(mixture(_shuffled(found, rng), wanted.count))
    seen = [entry for entry in found if entry.key in standings]
    due = [entry for entry in seen if standings[entry.key].due]
    due = sorted(_shuffled(due, rng), key=lambda entry: -standings[entry.key].overdue_days)
    new = [entry for entry in found if entry.key not in standings]
    new = sorted(_shuffled(new, rng), key=lambda entry: (entry.generated, entry.level))
    if wanted.pool == "all":
        return tuple(mixture(_shuffled(found, rng), wanted.count))
    if wanted.pool == "wrong":
        wrong = [entry for entry in seen if standings[entry.key].wrong]
        return tuple(mixture(_shuffled(wrong, rng), wanted.count))
    keys = mixture(due, wanted.count) if wanted.pool in ("mixed", "due") else []
    if wanted.pool in ("mixed", "new"):
        keys += mixture(new, wanted.count - len(keys), after=[entry for entry in due if entry.key in keys[-1:]])
    return tuple(keys)


def mixture(entries: Sequence[Entry], count: int, after: Sequence[Entry] = ()) -> list[str]:
    """Up to ``count`` keys, the sections taking turns and two of one type in a row avoided; else in the order given."""
    queues: dict[str, deque[Entry]] = {}
    for entry in entries:
        queues.setdefault(entry.section, deque()).append(entry)
    taken = dict.fromkeys(queues, 0)
    previous = after[-1] if after else None
    keys: list[str] = []
    while len(keys) < count:
        open_sections = [section for section, queue in queues.items() if queue]
        if not open_sections:
            break
        others = [section for section in open_sections if previous is None or section != previous.section]
        section = min(others or open_sections, key=lambda name: taken[name])
        previous = _take(queues[section], previous)
        taken[section] += 1
        keys.append(previous.key)
    return keys


def _take(queue: deque[Entry], previous: Entry | None) -> Entry:
    place = 0
    if previous is not None:
        near = range(min(LOOK_AHEAD, len(queue)))
        peers = [k for k in near if (queue[k].level, queue[k].generated) == (queue[0].level, queue[0].generated)]
        place = next((k for k in peers if queue[k].type != previous.type), 0)
    entry = queue[place]
    del queue[place]
    return entry


def _shuffled(entries: Sequence[Entry], rng: random.Random) -> list[Entry]:
    """In random order, but what was made from exercises stands behind what authors wrote."""
    mixed = list(entries)
    rng.shuffle(mixed)
    return sorted(mixed, key=lambda entry: entry.generated)


def _within(section: str, wanted: str) -> bool:
    return section == wanted or section.startswith(f"{wanted}.")
