"""Banks, topics, references and the exercises' misconceptions put together from their files."""

from collections.abc import Sequence
from pathlib import Path

from lstm_drills import paths
from lstm_drills.content.bank_reader import Bank, BankReader, Vocabulary
from lstm_drills.content.bugs import Excerpts
from lstm_drills.content.located import Problem, Reader
from lstm_drills.content.names import natural
from lstm_drills.content.question_types import Question, Reference, Section
from lstm_drills.content.questions import REFERENCES, TOPICS, Catalogue, Entry
from lstm_drills.messages import Text

REFERENCE_KEYS = ("authors", "year", "title", "venue")
YEARS = (1800, 2100)


def assemble(files: Sequence[Path]) -> tuple[Catalogue, list[Problem]]:
    """The catalogue, with stand-ins for what could not be read, and everything that is wrong."""
    topic_reader = Reader(paths.questions_folder() / TOPICS)
    topics = read_topics(topic_reader)
    sources = paths.questions_folder() / REFERENCES
    reference_readers = [Reader(sources)] if sources.exists() else []
    references = {key: value for reader in reference_readers for key, value in read_references(reader).items()}
    vocabulary = Vocabulary(tuple(topics), tuple(references), Excerpts())
    readers = [BankReader(file, vocabulary) for file in files]
    banks = [reader.bank() for reader in readers]
    for place, (reader, bank) in enumerate(zip(readers, banks, strict=True)):
        twin = next((other for other in banks[:place] if other.section.id == bank.section.id), None)
        if twin is not None and bank.section.id:
            reader.problem(reader.root, "same-section", section=bank.section.id, other=twin.file.name)
    own = _is_own(files)
    catalogue = _catalogue(banks, topics, references, None if own else vocabulary.excerpts)
    found = [problem for reader in (topic_reader, *reference_readers, *readers) for problem in reader.problems]
    return catalogue, sorted([*found, *vocabulary.excerpts.problems])


def read_topics(reader: Reader) -> dict[str, Text]:
    """``topics.yaml``: key and title, in the order of the file."""
    return {key: reader.text(node) for key, node in reader.pairs(reader.root)}


def read_references(reader: Reader) -> dict[str, Reference]:
    """``references.yaml``: key and source."""
    references = {}
    for key, node in reader.pairs(reader.root):
        values = reader.fields(node, REFERENCE_KEYS, ("url",))
        references[key] = Reference(
            authors=reader.string(values.get("authors")),
            year=str(reader.integer(values.get("year"), *YEARS)),
            title=reader.string(values.get("title")),
            venue=reader.string(values.get("venue")),
            url=reader.string(values["url"]) if "url" in values else "",
        )
    return references


def _is_own(files: Sequence[Path]) -> bool:
    """Whether these are a learner's own banks, which get no questions made from our exercises."""
    return all(file.resolve().parent != paths.questions_folder().resolve() for file in files)


def _catalogue(
    banks: Sequence[Bank], topics: dict[str, Text], references: dict[str, Reference], excerpts: Excerpts | None
) -> Catalogue:
    questions = {question.key: question for bank in banks for question in bank.questions}
    sections = {bank.section.id: bank.section for bank in banks}
    made: set[str] = set()
    if excerpts is not None:
        named = {question.misconception for question in questions.values() if question.misconception}
        for question in excerpts.questions(named):
            if question.key not in questions:
                questions[question.key] = question
                made.add(question.key)
        for exercise in {excerpt.exercise.id: excerpt.exercise for excerpt in excerpts.by_name.values()}.values():
            sections.setdefault(exercise.id, Section(exercise.id, exercise.title))
    ordered = {section: sections[section] for section in sorted(sections, key=natural)}
    place = {section: number for number, section in enumerate(ordered)}
    # stable: within a section the order is the author's
    keys = sorted(questions, key=lambda key: place[questions[key].section])
    entries = tuple(_entry(questions[key], key in made) for key in keys)
    return Catalogue(entries, ordered, topics, references, questions.__getitem__)


def _entry(question: Question, generated: bool) -> Entry:
    return Entry(
        question.key,
        question.section,
        question.type,
        question.level,
        question.topics,
        question.fingerprint,
        generated,
    )
