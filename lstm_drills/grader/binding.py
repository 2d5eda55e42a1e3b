"""Bind an exercise's parameters to those of a submission's function, by name first, then by position."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lstm_drills.grader.outcomes import Call, Parameter

BY_POSITION = ("positional_only", "positional_or_keyword")
# a parameter of these names with a default is the learner's own setting, not one of ours under another name
OWN_SETTINGS = ("size", "eps", "rate", "clip", "debug", "verbose", "cache", "check", "return", "dtype", "units", "dim")


@dataclass(frozen=True, slots=True)
class Binding:
    """How to call a submission's function. Each pair is (the submission's parameter, the exercise's).

    order: the places in the contract of the parameters that can be given by position.
    """

    positional: tuple[tuple[str, str], ...]
    keywords: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    order: tuple[int, ...] = ()

    def call(
        self,
        function: str,
        inputs: Mapping[str, Any],
        repeat: int = 1,
        *,
        seconds: float | None = None,
        watch: str = "",
    ) -> Call:
        positional = tuple(inputs[contract] for _, contract in self.positional)
        keywords = {own: inputs[contract] for own, contract in self.keywords}
        names = tuple(own for own, _ in self.positional)
        return Call(function, positional, keywords, repeat, names, seconds, watch)

    @property
    def in_order(self) -> bool:
        """Whether a caller who gives everything by position is understood."""
        return self.order == tuple(sorted(self.order))

    def contract_name(self, path: str) -> str:
        """An argument's path in the exercise's words: ``w[forget_gate_bias]`` becomes ``weights[forget_gate_bias]``."""
        head, bracket, rest = path.partition("[")
        return dict((*self.positional, *self.keywords)).get(head, head) + bracket + rest


def bind(parameters: tuple[Parameter, ...] | None, contract: Callable[..., Any]) -> Binding:
    """``parameters`` None (they cannot be read) or with ``*args``: everything by position.

    missing: the exercise's parameters that the function does not take. unknown: required ones that we know nothing of.
    """
    names = given_to(contract)
    if parameters is None or any(parameter.kind == "var_positional" for parameter in parameters):
        return Binding(tuple((name, name) for name in names), (), (), ())
    bound = {parameter.name: parameter.name for parameter in parameters if parameter.name in names}
    by_position = [parameter for parameter in parameters if parameter.kind in BY_POSITION]
    for index, parameter in enumerate(by_position):
        free = index < len(names) and names[index] not in bound.values()
        if parameter.name not in bound and free and not _is_own_setting(parameter):
            bound[parameter.name] = names[index]
    unknown = tuple(p.name for p in parameters if p.name not in bound and not p.has_default and p.kind != "var_keyword")
    positional, keywords = _split(parameters, by_position, bound)
    if any(parameter.kind == "var_keyword" for parameter in parameters):
        keywords = (*keywords, *((name, name) for name in names if name not in bound.values()))
    taken = {contract_name for _, contract_name in (*positional, *keywords)}
    places = tuple(names.index(bound[parameter.name]) for parameter in by_position if parameter.name in bound)
    return Binding(positional, keywords, tuple(name for name in names if name not in taken), unknown, places)


def _split(
    parameters: tuple[Parameter, ...], by_position: list[Parameter], bound: Mapping[str, str]
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """By position up to the first parameter that is not ours, by keyword from there on."""
    positional = []
    for parameter in by_position:
        if parameter.name not in bound:
            break
        positional.append((parameter.name, bound[parameter.name]))
    done = {name for name, _ in positional}
    keywords = tuple((p.name, bound[p.name]) for p in parameters if p.name in bound and p.name not in done)
    return tuple(positional), keywords


def _is_own_setting(parameter: Parameter) -> bool:
    return parameter.has_default and any(word in parameter.name.lower() for word in OWN_SETTINGS)


def given_to(contract: Callable[..., Any]) -> list[str]:
    """The parameters that an exercise gives; what the reference takes by keyword alone are settings of its own."""
    parameters = inspect.signature(contract).parameters.values()
    return [parameter.name for parameter in parameters if parameter.kind is not inspect.Parameter.KEYWORD_ONLY]


def is_optional(contract: Callable[..., Any], name: str) -> bool:
    return inspect.signature(contract).parameters[name].default is not inspect.Parameter.empty
