"""The commands of the quiz: parse, call, exit. What they do stands in ``quiz_commands``, loaded when one runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lstm_drills.cli.help import Group
from lstm_drills.cli.language import current
from lstm_drills.cli.words import JsonOption, LanguageOption, export_words, section_ids, topic_names, type_names
from lstm_drills.messages import message, say

if TYPE_CHECKING:
    from lstm_drills.quiz.picking import Pool


def help_of(name: str) -> str:
    return say(message(f"quiz_help.{name}"), current())


SectionsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[SECTION]...", help=help_of("sections"), autocompletion=section_ids)
]
SectionArgument = Annotated[
    str | None, typer.Argument(metavar="[SECTION]", help=help_of("section"), autocompletion=section_ids)
]
DateOption = Annotated[str | None, typer.Option("--interview-date", metavar="DAY", help=help_of("interview-date"))]
RetentionOption = Annotated[str | None, typer.Option("--retention", metavar="0.90", help=help_of("retention"))]
PlainOption = Annotated[bool, typer.Option("--plain", help=help_of("plain"))]
TopicOption = Annotated[
    list[str] | None, typer.Option("--topic", metavar="TOPIC", help=help_of("topic"), autocompletion=topic_names)
]
LevelOption = Annotated[list[int] | None, typer.Option("--level", metavar="1|2|3", help=help_of("level"))]
TypeOption = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help=help_of("type"), autocompletion=type_names)
]
BankOption = Annotated[list[Path] | None, typer.Option("--bank", metavar="FILE", help=help_of("bank"))]


def add_commands(app: typer.Typer) -> None:
    """Register the quiz's commands, in the order in which the help lists them."""
    for function in (quiz, resume, learn, plan, cheatsheet, stats, history, export, import_):
        name = function.__name__.rstrip("_")
        app.command(name, help=help_of(name))(function)
    new = typer.Typer(cls=Group, help=help_of("new"), no_args_is_help=True, rich_markup_mode=None)
    new.command("question", help=help_of("new-question"))(new_question)
    # with one command alone typer would leave its name out
    new.callback()(lambda: None)
    app.add_typer(new, name="new")


def quiz(
    sections: SectionsArgument = None,
    topic: TopicOption = None,
    level: LevelOption = None,
    type_: TypeOption = None,
    count: Annotated[int, typer.Option("-n", "--count", help=help_of("count"))] = 10,
    new: Annotated[bool, typer.Option("--new", help=help_of("only-new"))] = False,
    due: Annotated[bool, typer.Option("--due", help=help_of("only-due"))] = False,
    every: Annotated[bool, typer.Option("--all", help=help_of("everything"))] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help=help_of("only-wrong"))] = False,
    seed: Annotated[str | None, typer.Option("--seed", metavar="SEED", help=help_of("seed"))] = None,
    bank: BankOption = None,
    interview_date: DateOption = None,
    retention: RetentionOption = None,
    plain: PlainOption = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import quiz_commands
    from lstm_drills.quiz.picking import Wanted

    wanted = Wanted(
        tuple(sections or ()), tuple(topic or ()), tuple(level or ()), tuple(type_ or ()),
        _pool({"new": new, "due": due, "all": every, "wrong": wrong}), count, seed,
    )  # fmt: skip
    desk = quiz_commands.Desk(current(), plain, interview_date, retention)
    raise typer.Exit(quiz_commands.quiz(desk, wanted, bank or []))


def resume(plain: PlainOption = False, lang: LanguageOption = None) -> None:
    from lstm_drills.cli import quiz_commands

    raise typer.Exit(quiz_commands.resume(quiz_commands.Desk(current(), plain)))


def learn(
    section: SectionArgument = None,
    bank: BankOption = None,
    plain: PlainOption = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import quiz_commands

    raise typer.Exit(quiz_commands.learn(quiz_commands.Desk(current(), plain), section, bank or []))


def plan(
    minutes: Annotated[int, typer.Option("--minutes", metavar="N", help=help_of("minutes"))] = 30,
    interview_date: DateOption = None,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help=help_of("ics"), show_default=False)] = None,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import planning

    planning.plan(minutes, interview_date, ics)


def cheatsheet(
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help=help_of("save"), show_default=False)
    ] = None,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import cheatsheet as command

    command.cheatsheet(save)


def stats(
    as_json: JsonOption = False,
    bank: BankOption = None,
    interview_date: DateOption = None,
    retention: RetentionOption = None,
    plain: PlainOption = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import quiz_commands

    quiz_commands.stats(quiz_commands.Desk(current(), plain, interview_date, retention), bank or [], as_json=as_json)


def history(
    count: Annotated[int, typer.Option("-n", "--count", min=1, help=help_of("rows"))] = 20,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import quiz_commands

    quiz_commands.history(quiz_commands.Desk(current(), plain), count, as_json=as_json)


def export(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[anki|csv] [FILE] [SECTION]...", help=help_of("export-words"), autocompletion=export_words
        ),
    ] = None,
    topic: TopicOption = None,
    level: LevelOption = None,
    type_: TypeOption = None,
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import exporting

    filters = exporting.Filters(tuple(topic or ()), tuple(level or ()), tuple(type_ or ()))
    exporting.export(words or [], filters)


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help=help_of("in-file"))],
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.cli import quiz_commands

    quiz_commands.import_(quiz_commands.Desk(current()), file)


def new_question(
    type_: Annotated[str, typer.Argument(metavar="TYPE", help=help_of("question-type"), autocompletion=type_names)],
    lang: LanguageOption = None,
) -> None:
    from lstm_drills.content.names import nearest
    from lstm_drills.content.question_types import TYPES
    from lstm_drills.content.templates import template
    from lstm_drills.errors import DrillsError

    kind = next((known for known in TYPES if known == type_), None)
    if kind is None:
        close = nearest(type_, TYPES)
        if close:
            raise DrillsError("quiz.unknown-type", word=type_, suggestion=close)
        raise DrillsError("quiz.unknown-type-choose", word=type_, words=list(TYPES))
    typer.echo(template(kind), nl=False)


def _pool(chosen: dict[str, bool]) -> "Pool":
    from lstm_drills.errors import DrillsError

    names = [name for name, given in chosen.items() if given]
    if len(names) > 1:
        raise DrillsError("quiz.two-pools", first=names[0], second=names[1])
    pools: tuple[Pool, ...] = ("new", "due", "all", "wrong")
    return next((pool for pool in pools if pool in names), "mixed")
