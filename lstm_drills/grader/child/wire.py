"""Values as frames of bytes: a JSON header, then the arrays' raw buffers. Never pickle. Standard library and NumPy alone.

Used by both sides. Nothing is trusted: sizes are checked against the frame before anything is allocated.
"""

import json
import struct
from collections.abc import Callable
from math import prod
from typing import IO, Any

import numpy as np

MOST_HEADER = 8 * 2**20
MOST_PAYLOAD = 256 * 2**20
MOST_ITEMS = 200_000
DEEPEST = 8
PREFIX = struct.Struct(">16sIQ")  # nonce, length of the header, length of the payload
KINDS = "fiubc"


class WireError(Exception):
    """The bytes are no frame of ours."""


class TooLarge(Exception):
    """A value is larger than a frame may be; ``args`` say what it is."""


def write_frame(stream: IO[bytes], nonce: bytes, header: Any, buffers: list[Any]) -> None:
    head = json.dumps(header).encode()
    total = sum(memoryview(buffer).nbytes for buffer in buffers)
    if len(head) > MOST_HEADER or total > MOST_PAYLOAD:
        raise TooLarge(f"{total} bytes")
    stream.write(b"".join([PREFIX.pack(nonce, len(head), total), head, *buffers]))
    stream.flush()


def read_frame(stream: IO[bytes], nonce: bytes) -> tuple[Any, memoryview] | None:
    """The next header and its payload; None at the end of the stream. Raises WireError."""
    prefix = read_exactly(stream, PREFIX.size)
    if prefix is None:
        return None
    got, header_length, payload_length = PREFIX.unpack(prefix)
    if got != nonce or header_length > MOST_HEADER or payload_length > MOST_PAYLOAD:
        raise WireError("not a frame of this session")
    header, payload = read_exactly(stream, header_length), read_exactly(stream, payload_length)
    if header is None or payload is None:
        raise WireError("a frame ends early")
    try:
        return json.loads(header), memoryview(payload)
    except (ValueError, RecursionError) as error:
        raise WireError("a frame's header is no JSON") from error


def read_exactly(stream: IO[bytes], length: int) -> bytes | None:
    """That many bytes, or None where the stream ends before."""
    pieces = []
    while length > 0:
        piece = stream.read(min(length, 2**20))
        if not piece:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def encode(value: Any, buffers: list[Any], opaque: Callable[[Any], str] | None = None, depth: int = 0) -> Any:
    """A JSON description of the value; its arrays' bytes are appended to ``buffers``.

    Types are asked by ``type()``, and contents by the built-in types' own methods, so that a hostile subclass is not run.
    ``opaque`` names the type of anything else; without it, anything else is an error.
    """
    kind = type(value)
    if value is None or kind in (bool, int, float, str):
        return {"k": "v", "v": value}
    if issubclass(kind, np.ndarray):
        return _encode_array(np.ndarray.view(value, np.ndarray), buffers)
    if issubclass(kind, np.generic) and kind.__module__ == "numpy":
        return _encode_array(np.asarray(value), buffers)
    # by its name: to touch np.random is to load it, 25 ms
    if kind.__name__ == "Generator" and kind.__module__ == "numpy.random._generator":
        return {"k": "g", "v": value.bit_generator.state["state"]}
    if depth < DEEPEST and issubclass(kind, list | tuple):
        base = list if issubclass(kind, list) else tuple
        items = list(base.__iter__(value))
        _check_count(len(items))
        return {"k": "l" if base is list else "t", "i": [encode(item, buffers, opaque, depth + 1) for item in items]}
    if depth < DEEPEST and issubclass(kind, dict):
        pairs = list(dict.items(value))
        _check_count(len(pairs))
        if all(type(key) is str for key, _ in pairs):
            return {"k": "d", "i": [[key, encode(part, buffers, opaque, depth + 1)] for key, part in pairs]}
    if opaque is None:
        raise TypeError(f"cannot send a {kind.__name__}")
    return {"k": "o", "t": opaque(value)}


def _check_count(count: int) -> None:
    if count > MOST_ITEMS:
        raise TooLarge(f"{count} items")


def _encode_array(array: Any, buffers: list[Any]) -> Any:
    if array.dtype.kind not in KINDS or array.dtype.itemsize > 16:
        return {"k": "o", "t": f"array of {array.dtype.name}"}
    if array.size * array.dtype.itemsize > MOST_PAYLOAD:
        raise TooLarge(f"an array of {array.size} numbers")
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    order = "C" if array.flags.c_contiguous else "F" if array.flags.f_contiguous else "S"
    buffers.append(array.tobytes(order="F" if order == "F" else "C"))
    described = {"k": "a", "d": array.dtype.str, "s": list(array.shape), "o": order}
    return described if array.flags.writeable else {**described, "r": True}


class Decoder:
    """Rebuild values from a header and its payload; arrays come in the order in which they were encoded."""

    def __init__(self, payload: memoryview, opaque: Callable[[str], Any]) -> None:
        self.payload, self.opaque, self.offset = payload, opaque, 0

    def value(self, described: Any) -> Any:
        """Raises WireError for anything that ``encode`` does not make."""
        try:
            return self._value(described)
        except (KeyError, TypeError, ValueError, IndexError, RecursionError, AttributeError, OverflowError) as error:
            raise WireError("a value is described wrongly") from error

    def _value(self, described: Any) -> Any:
        kind = described["k"]
        if kind == "v":
            return described["v"]
        if kind == "a":
            return self._array(described)
        if kind in "lt":
            items = [self._value(item) for item in described["i"]]
            return items if kind == "l" else tuple(items)
        if kind == "d":
            return {str(key): self._value(part) for key, part in described["i"]}
        if kind == "g":
            return _generator(described["v"])
        if kind == "o":
            return self.opaque(str(described["t"])[:200])
        raise WireError("an unknown kind of value")

    def _array(self, described: Any) -> Any:
        dtype, shape, order = np.dtype(str(described["d"])), tuple(int(n) for n in described["s"]), described["o"]
        if dtype.kind not in KINDS or any(n < 0 for n in shape) or len(shape) > 32:
            raise WireError("an array of a strange kind")
        length = prod(shape) * dtype.itemsize
        if length > len(self.payload) - self.offset:
            raise WireError("an array that is not there")
        flat = np.frombuffer(self.payload, dtype, prod(shape), self.offset).copy()
        self.offset += length
        array = flat.reshape(shape, order="F" if order == "F" else "C")
        if order == "S":
            array = _strided(array)
        if described.get("r"):
            array.flags.writeable = False
        return array


def _generator(state: Any) -> Any:
    bits = np.random.PCG64(0)
    bits.state = {**bits.state, "state": {"state": int(state["state"]), "inc": int(state["inc"])}}
    return np.random.Generator(bits)


def _strided(array: Any) -> Any:
    """The same numbers, not contiguous: every second one of a wider array."""
    if array.ndim == 0 or array.size == 0:
        return array
    wide = np.full((*array.shape[:-1], 2 * array.shape[-1]), np.nan if array.dtype.kind in "fc" else 0, array.dtype)
    view = wide[..., ::2]
    view[...] = array
    return view
