"""One YAML file as a tree of nodes: decoding, syntax, and what YAML allows but a bank must not hold.

A file that is damaged, in another encoding or made to exhaust the reader gives faults, never an exception.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from lstm_drills.content.collection import no_collection
from lstm_drills.messages import Message, message

Node = yaml.Node
Fault = tuple[int, int, Message]  # line and column, from 1
# what YAML cannot hold raw: control characters, surrogates, U+FFFE and U+FFFF
UNPRINTABLE = re.compile("[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)
# libyaml nests by recursion in C: far below what overflows a thread's stack, far above any bank
MAX_NESTING = 200
LIBYAMLS_LIMIT = "nesting depth"
# every level of block style starts further right, after nothing but indentation, dashes and question marks
LEADING = re.compile(rf"^[ \-?:]{{{MAX_NESTING}}}", re.MULTILINE)


def parse(file: Path) -> tuple[Node | None, list[Fault]]:
    """The root node, or None and why not."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return None, [(1, 1, message("banks.cannot-open", reason=error.strerror or str(error)))]
    source, faults = _decoded(data)
    if faults:
        return None, faults
    try:
        root = compose(source)
    except yaml.MarkedYAMLError as error:
        return None, [_syntax(source, error)]
    except (yaml.YAMLError, RecursionError) as error:
        return None, [(1, 1, message("banks.unreadable", reason=str(error).splitlines()[0]))]
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        return None, [(1, 1, message("banks.empty-file"))]
    faults = _not_a_tree(root)
    return (None if faults else root), faults


def compose(source: str) -> Node | None:
    """The node graph, by libyaml where it is there."""
    with no_collection():
        root: Node | None = yaml.compose(source, Loader=_loader())
        return root


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _decoded(data: bytes) -> tuple[str, list[Fault]]:
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        return "", [(*_place(before, len(before)), message("banks.not-utf8"))]
    bad = UNPRINTABLE.search(source)
    if bad:
        return "", [(*_place(source, bad.start()), message("banks.unprintable", code=f"U+{ord(bad[0]):04X}"))]
    if _too_deep(source):
        return "", [(1, 1, message("banks.too-deep"))]
    return source, []


def _syntax(source: str, error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = source.splitlines()
    for number in (line, line - 1):
        written = lines[number] if 0 <= number < len(lines) else ""
        indentation = written[: len(written) - len(written.lstrip())]
        if "\t" in indentation:
            return number + 1, indentation.index("\t") + 1, message("banks.tab")
    if "single document" in str(error.context):
        return line + 1, column + 1, message("banks.several-documents")
    reason = " ".join(part for part in (error.context, error.problem) if part)
    return line + 1, column + 1, message("banks.syntax", reason=reason)


def _not_a_tree(root: Node) -> list[Fault]:
    """Aliases (a few of them can stand for billions of nodes) and tags."""
    seen: set[int] = set()
    stack = [root]
    faults: list[Fault] = []
    while stack:
        node = stack.pop()
        if id(node) in seen:
            return [(*where(node), message("banks.alias"))]
        seen.add(id(node))
        if node.tag not in PLAIN_TAGS:
            faults.append((*where(node), message("banks.tag", tag=node.tag)))
        if isinstance(node, yaml.MappingNode):
            for pair in node.value:
                stack.extend(pair)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)
    return faults


def _too_deep(source: str) -> bool:
    """Whether composing could overflow the stack: libyaml's parser does not recurse, the composer does."""
    if source.count("[") + source.count("{") <= MAX_NESTING and not LEADING.search(source):
        return False
    depth = 0
    try:
        for event in yaml.parse(source, Loader=_loader()):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_NESTING:
                    return True
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        # libyaml 0.2.6 has a limit of its own, met before there is an event; what else is wrong, composing says
        return LIBYAMLS_LIMIT in (error.problem or "")
    except yaml.YAMLError:
        pass
    return False


def where(node: Node) -> tuple[int, int]:
    """Line and column of a node, from 1."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def _place(source: str, position: int) -> tuple[int, int]:
    before = source[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
