"""What is asked of a submission and what comes back: plain records, standard library alone.

Named tuples: as dataclasses, these and the report would take a twentieth of a short check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple


class Parameter(NamedTuple):
    """One parameter of a submission's function. ``kind`` is the name of inspect's kind in lower case."""

    name: str
    kind: str
    has_default: bool


class Call(NamedTuple):
    """Ask for one function to be called: by position, then by keyword. ``repeat`` calls with equal fresh inputs each time.

    names: what the positional arguments are called in reports. seconds: a time limit of its own.
    watch: a function of the submission's module that this one is expected to call again and again with a dictionary of
    parameters, and that returns a loss first; its losses are kept.
    """

    function: str
    positional: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = MappingProxyType({})
    repeat: int = 1
    names: tuple[str, ...] = ()
    seconds: float | None = None
    watch: str = ""


class Watched(NamedTuple):
    """What was seen of the watched function: how many ``calls``, their ``losses`` that are ``finite`` (thinned; whether all were),
    the parameters that are still what they were at its first call, how many different first arguments there were (20 at most are
    counted), how many rows they had in all, and how many different ones, and how far the parameters moved, relative to their first
    length; how many rows were ``mispaired`` with another row's translation, and the places of the ``longest`` one, and of the
    longest that the training was given."""

    calls: int
    losses: tuple[float, ...]
    finite: bool
    unchanged: tuple[str, ...]
    batches: int = 0
    rows: int = 0
    texts: int = 0
    moved: float = 0.0
    mispaired: int = 0
    longest: int = 0
    longest_given: int = 0


@dataclass(frozen=True, slots=True)
class Opaque:
    """A returned value that is no array, number, text, None, list, tuple or dict (or is an array of objects)."""

    type_name: str


class Returned(NamedTuple):
    """One call that returned. Paths such as ``weights[forget_gate_bias]`` or ``result[0]`` name arrays.

    mutated: the arguments' arrays whose bytes changed during the call.
    shared: pairs of arrays of the result, or of the result and an argument, that share memory.
    overwritten: a result of an earlier call was changed by this one.
    """

    value: Any
    mutated: tuple[str, ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    overwritten: bool = False
    output: str = ""
    watched: Watched | None = None


class Raised(NamedTuple):
    """One call that raised. ``line`` and ``code`` are the deepest line of the submission on the stack."""

    type_name: str
    text: str
    line: int | None = None
    code: str = ""
    function: str = ""
    mutated: tuple[str, ...] = ()
    output: str = ""


EndReason = Literal[
    "syntax",  # the file does not compile
    "import",  # the file raised while it was loaded
    "missing-module",  # it imports something that is not installed
    "forbidden-import",  # it imports lstm_drills
    "forbidden-file",  # it opened what it may not read or write, and did not catch the refusal
    "exit",  # sys.exit, os._exit, or the process simply ended
    "crash",  # killed by a signal: segmentation fault, abort
    "timeout",
    "memory",
    "output",  # printed or returned more than the limit
    "channel",  # what came back is not what we sent for: the channel was closed, forged or garbled
    "grader-fault",  # our own part of the child failed
]


class Ended(NamedTuple):
    """The child is gone, or the file could not be loaded. ``line`` and ``code``: the submission's line, where known."""

    reason: EndReason
    text: str = ""
    type_name: str = ""
    line: int | None = None
    column: int | None = None
    code: str = ""
    output: str = ""


class Loaded(NamedTuple):
    """The file was loaded: its public functions with their parameters (None where they cannot be read).

    sizes_read: the whole numbers of the module that each function reads, itself or through others, by name.
    """

    functions: Mapping[str, tuple[Parameter, ...] | None]
    output: str = ""
    sizes_read: Mapping[str, tuple[str, ...]] = MappingProxyType({})


Outcome = list[Returned] | Raised | Ended
