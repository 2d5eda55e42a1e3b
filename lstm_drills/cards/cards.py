"""A question as a card: what stands on it, in one language. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lstm_drills.content.question_types import Choices, Cloze, Lines, Match, Order, Question, Reference
from lstm_drills.content.questions import Catalogue, Entry
from lstm_drills.messages import Language, message, say
from lstm_drills.quiz.asked import LETTERS, Asked, ask
from lstm_drills.quiz.expected import expected

SEED = "cards"  # numbers and the order of choices are the same on every export, so that a card stays what it was


@dataclass(frozen=True, slots=True)
class Card:
    """Texts as authors write them: paragraphs, `code`, blocks. id: the question's permanent one.

    choices: with their letters, or what is to be put in order or paired. answer: lines. whys: why wrong choices are wrong.
    """

    id: str
    section: str
    section_title: str
    level: int
    type: str
    topics: tuple[str, ...]
    prompt: str
    code: str
    choices: tuple[str, ...]
    answer: tuple[str, ...]
    whys: tuple[str, ...]
    explanation: str
    follow_up: str
    follow_up_answer: str
    references: tuple[str, ...]


def cards(catalogue: Catalogue, entries: Iterable[Entry], language: Language) -> tuple[Card, ...]:
    """One card for each entry, in their order."""
    return tuple(_card(catalogue, catalogue.question(entry.key), language) for entry in entries)


def _card(catalogue: Catalogue, question: Question, language: Language) -> Card:
    asked = ask(question, SEED)
    section = catalogue.sections.get(question.section)
    follow_up, next_answer = question.follow_up, question.follow_up_answer
    return Card(
        id=question.key,
        section=question.section,
        section_title=say(section.title, language) if section else "",
        level=question.level,
        type=question.type,
        topics=question.topics,
        prompt=_prompt(asked, language),
        code=_numbered(asked.code) if isinstance(question.answer, Lines) and asked.code else asked.code or "",
        choices=_choices(asked, language),
        answer=tuple(say(line, language) for line in expected(asked)),
        whys=_whys(asked, language),
        explanation=say(asked.fill(question.explanation), language),
        follow_up="" if follow_up is None else say(asked.fill(follow_up), language),
        follow_up_answer="" if next_answer is None else say(asked.fill(next_answer), language),
        references=tuple(_reference(catalogue.references, key) for key in question.references),
    )


def _prompt(asked: Asked, language: Language) -> str:
    text = say(asked.fill(asked.question.prompt), language)
    if isinstance(asked.question.answer, Cloze):
        for number in range(1, len(asked.question.answer.gaps) + 1):
            text = text.replace("{{" + str(number) + "}}", f"__({number})__")
    return text


def _choices(asked: Asked, language: Language) -> tuple[str, ...]:
    answer = asked.question.answer
    match answer:
        case Choices():
            texts = [say(asked.fill(answer.choices[place].text), language) for place in asked.order]
        case Order():
            texts = [say(answer.items[place].text, language) for place in asked.order]
        case Match():
            left = [f"{number}  {say(pair.left, language)}" for number, pair in enumerate(answer.pairs, start=1)]
            right = [say(answer.pairs[place].right, language) for place in asked.order]
            return (*left, *(f"{letter}  {text}" for letter, text in zip(LETTERS, right, strict=False)))
        case _:
            return ()
    return tuple(f"{letter}  {text}" for letter, text in zip(LETTERS, texts, strict=False))


def _whys(asked: Asked, language: Language) -> tuple[str, ...]:
    answer = asked.question.answer
    if not isinstance(answer, Choices):
        return ()
    shown = [(letter, answer.choices[place]) for letter, place in zip(LETTERS, asked.order, strict=False)]
    return tuple(
        say(message("quiz.letter-and-text", letter=letter, text=asked.fill(choice.why)), language)
        for letter, choice in shown
        if choice.why is not None and choice.id not in answer.right
    )


def _numbered(code: str) -> str:
    lines = code.rstrip("\n").split("\n")
    width = len(str(len(lines)))
    return "\n".join(f"{number:>{width}}  {line}" for number, line in enumerate(lines, start=1))


def _reference(references: Mapping[str, Reference], key: str) -> str:
    source = references[key]
    return f"{source.authors} ({source.year}). {source.title}. {source.venue}. {source.url}".rstrip()
