"""The parent's side of the frames: calls as they are sent, and answers as records. Nothing that comes back is trusted."""

from collections.abc import Sequence
from typing import Any, get_args

from lstm_drills.grader.outcomes import Call, Ended, EndReason, Raised, Returned, Watched


def described(calls: Sequence[Call]) -> tuple[list[Any], list[Any]]:
    from lstm_drills.grader.child import wire

    buffers: list[Any] = []
    described = []
    for call in calls:
        positional = [wire.encode(value, buffers) for value in call.positional]
        keywords = {name: wire.encode(value, buffers) for name, value in call.keywords.items()}
        names = [f"argument {index}" for index in range(len(positional))] if not call.names else list(call.names)
        described.append(
            {
                "function": call.function,
                "positional": positional,
                "keywords": keywords,
                "repeat": call.repeat,
                "names": names,
                "watch": call.watch,
                "trace_after": None if call.seconds is None else 0.8 * call.seconds,
            }
        )
    return described, buffers


def returned(result: Any, decoder: Any) -> Returned:
    shared = tuple((str(one), str(other)) for one, other in result["shared"])
    value = decoder.value(result["returned"])
    mutated = tuple(str(path) for path in result["mutated"])
    seen = watched(result["watched"]) if result.get("watched") else None
    return Returned(value, mutated, shared, bool(result["overwritten"]), str(result["output"]), seen)


def watched(seen: Any) -> Watched:
    losses = tuple(float(loss) for loss in seen["losses"])
    unchanged = tuple(str(name) for name in seen["unchanged"])
    return Watched(
        int(seen["count"]),
        losses,
        bool(seen["finite"]),
        unchanged,
        int(seen["batches"]),
        int(seen["rows"]),
        int(seen["texts"]),
        float(seen["moved"]),
        int(seen["mispaired"]),
        int(seen["longest"]),
        int(seen["longest_given"]),
    )


def raised(header: Any) -> Raised:
    return Raised(
        str(header["raised"]), str(header["text"]), number(header.get("line")), str(header.get("code", "")),
        str(header.get("function", "")), tuple(str(path) for path in header["mutated"]), str(header["output"]),
    )  # fmt: skip


def ended(header: Any) -> Ended:
    reason: EndReason = header["ended"] if header["ended"] in get_args(EndReason) else "channel"
    return Ended(
        reason, str(header.get("text", "")), str(header.get("type", "")), number(header.get("line")),
        number(header.get("column")), str(header.get("code", "")), str(header.get("output", "")),
    )  # fmt: skip


def number(value: Any) -> int | None:
    return value if type(value) is int else None
