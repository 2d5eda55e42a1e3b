"""The ladder of 3.4: the model first, then its gradients, each from one token upward to what breaks habits.

The training has no rungs: it is judged by what it has learnt.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lstm_drills.content.cases import Case, lstm_weights, other_layouts, padded_ids, single_precision
from lstm_drills.messages import Text

FORWARD, GRADIENTS = "text_classifier_forward", "text_classifier_gradients"
# exp(z) is infinite from z = 710 on, and 0 below -746
HUGE_LOGIT = 1e4
# logits that far apart are sure of a class, and the others' probabilities are not 0 yet
APART = 25.0
# a sum that opens a gate whatever else is in it
OPEN = 10.0
# the gradient of the embedding grows by this factor: any clipping between 1 and 10 shows
LARGE_GRADIENT = 300.0
TEXTS = "token_ids", "lengths", "labels"

Inputs = dict[str, Any]
Rung = tuple[str, Inputs, str, str]


def cases(rng: np.random.RandomState) -> list[Case]:
    forward = [_case(FORWARD, "forward", *rung) for rung in _rungs(rng)]
    forward.append(_case(FORWARD, "forward", *_sure(rng)))
    forward.append(_case(FORWARD, "forward", *_again(rng), calls=2))
    gradients = [_case(GRADIENTS, "gradients", *rung) for rung in (*_rungs(rng), *_labels(rng))]
    gradients.append(_case(GRADIENTS, "gradients", *_again(rng), calls=2))
    return [*forward, *gradients]


def _rungs(rng: np.random.RandomState) -> Iterator[Rung]:
    yield from _small(rng)
    yield from _ends(rng)
    yield from _tokens(rng)
    yield from _sizes(rng)
    yield from _numbers(rng)
    yield from _containers(rng)


def _small(rng: np.random.RandomState) -> Iterator[Rung]:
    yield "one-token", _inputs(rng, [1], 1, 2, 1, 1, 2), "one text of one token", "一条文本，一个词"
    yield "two-tokens", _inputs(rng, [2], 2, 3, 2, 1, 2), "one text of two tokens", "一条文本，两个词"
    yield (
        "all-sizes-differ",
        _inputs(rng, [7] * 6, 7, 11, 5, 3, 4),
        "N=6 T=7 V=11 E=5 H=3 C=4, no padding",
        "N=6 T=7 V=11 E=5 H=3 C=4，没有填充",
    )


def _ends(rng: np.random.RandomState) -> Iterator[Rung]:
    """Where texts end, and what stands behind that."""
    garbage = _inputs(rng, [4, 7, 2, 1, 5], 7, 11, 5, 3, 4)
    for row, length in zip(garbage["token_ids"], garbage["lengths"], strict=True):
        row[length:] = rng.randint(1, 11, 7 - length)
    yield (
        "lengths-differ",
        _inputs(rng, [3, 7, 1, 6, 2], 7, 11, 5, 3, 4),
        "texts of different lengths, padded with 0",
        "长度不同的文本，用 0 填充",
    )
    yield (
        "longest-text-ends-early",
        _inputs(rng, [2, 4, 3], 6, 9, 4, 3, 2),
        "no text fills all T places",
        "没有一条文本占满 T 个位置",
    )
    yield (
        "one-text-is-empty",
        _inputs(rng, [3, 0, 5, 1], 5, 9, 4, 3, 3),
        "one text of length 0: the zero state decides",
        "有一条长度为 0 的文本：由零状态决定",
    )
    yield (
        "other-ids-behind-the-end",
        garbage,
        "ids other than 0 behind the end: lengths alone say where a text ends",
        "末尾之后有非 0 的编号：文本在哪里结束，只看 lengths",
    )
    yield "all-texts-empty", _inputs(rng, [0, 0, 0], 4, 5, 3, 2, 4), "all texts are empty", "所有文本都为空"


def _tokens(rng: np.random.RandomState) -> Iterator[Rung]:
    repeated = _inputs(rng, [5, 3, 5, 4], 5, 3, 4, 2, 3)
    silent = _inputs(rng, [4, 2, 5], 5, 6, 3, 4, 2)
    silent["parameters"]["embedding"][silent["token_ids"][[0, 1, 2], [3, 1, 2]]] = 0.0
    yield (
        "repeated-tokens",
        repeated,
        "two words, again and again, within a text and in several",
        "只有两个词，在同一条和不同文本里反复出现",
    )
    yield (
        "words-of-zeros",
        silent,
        "real words whose embedding is all zeros count like any other",
        "词嵌入全为零的真实词与别的词一样算数",
    )


def _sizes(rng: np.random.RandomState) -> Iterator[Rung]:
    yield "one-text", _inputs(rng, [3], 5, 7, 4, 3, 4), "N=1: the batch axis stays", "N=1：批这个轴要保留"
    yield "one-step", _inputs(rng, [1, 1, 0, 1], 1, 6, 3, 4, 3), "T=1", "T=1"
    yield "one-unit", _inputs(rng, [4, 2, 3], 4, 6, 3, 1, 4), "H=1", "H=1"
    yield "two-classes", _inputs(rng, [2, 5, 4, 1, 3], 5, 8, 3, 4, 2), "C=2: two columns", "C=2：两列"
    yield (
        "equal-sizes",
        _inputs(rng, [4, 1, 3, 2], 4, 4, 4, 4, 4),
        "N = T = V = E = H = C = 4: a wrong axis does not crash",
        "N = T = V = E = H = C = 4：轴错了也不会报错",
    )


def _numbers(rng: np.random.RandomState) -> Iterator[Rung]:
    single = single_precision(_inputs(rng, [2, 4, 0, 3], 4, 7, 5, 3, 4))
    yield (
        "huge-logits",
        _huge_logits(rng),
        "logits of 10000 and more, and an empty text beside them",
        "logits 达到 10000 以上，旁边有一条空文本",
    )
    yield "single-precision", single, "float32 parameters", "float32 参数"


def _huge_logits(rng: np.random.RandomState) -> Inputs:
    """Texts that are sure of the last class, which is their label, and one that is not.

    What float32, or a small constant inside the logarithm, makes of this is still right; what overflows is not.
    """
    inputs = _inputs(rng, [3, 5, 0, 4], 5, 7, 4, 3, 3)
    parameters = inputs["parameters"]
    for gate in ("input", "output", "cell"):
        parameters[f"{gate}_gate_bias"] += OPEN  # all states are near 1
    parameters["output_weights"] = HUGE_LOGIT + APART * np.tile(np.arange(3.0), (3, 1))
    inputs["labels"] = np.array([2, 2, 1, 2])
    return inputs


def _containers(rng: np.random.RandomState) -> Iterator[Rung]:
    narrow = _inputs(rng, [2, 4, 1], 4, 7, 3, 4, 2)
    narrow |= {name: narrow[name].astype(np.int32) for name in ("token_ids", "lengths", "labels")}
    lists = _inputs(rng, [2, 3, 5], 5, 7, 4, 3, 2)
    lists |= {name: lists[name].tolist() for name in TEXTS}
    other_order = _inputs(rng, [4, 2, 3], 4, 6, 4, 3, 3)
    names = sorted(other_order["parameters"])
    other_order["parameters"] = {name: other_order["parameters"][name] for name in names}
    yield "narrow-integers", narrow, "int32 ids, lengths and labels", "int32 的编号、长度和标签"
    yield "lists", lists, "ids, lengths and labels as lists", "编号、长度和标签是列表"
    yield "other-key-order", other_order, "parameters with its keys in another order", "parameters 的键换了顺序"
    yield (
        "other-memory-layouts",
        other_layouts(_inputs(rng, [5, 3, 0, 4], 5, 8, 4, 3, 3), strided=TEXTS),
        "Fortran-ordered, strided and read-only arrays",
        "按列存储的、带步长的、只读的数组",
    )


def _sure(rng: np.random.RandomState) -> Rung:
    sure = _inputs(rng, [3, 5, 2, 4], 5, 7, 4, 3, 3)
    sure["parameters"]["output_weights"] *= 1e1 * HUGE_LOGIT
    return "sure", sure, "logits of ±10000: rows of 0 and 1, all finite", "logits 为 ±10000：每行是 0 和 1，都是有限值"


def _labels(rng: np.random.RandomState) -> Iterator[Rung]:
    """What only a function with labels can get wrong."""
    same = _inputs(rng, [3, 5, 2, 4], 5, 8, 4, 3, 3)
    same["labels"][:] = 1
    absent = _inputs(rng, [3, 1, 4, 2, 4], 4, 8, 3, 2, 4)
    absent["labels"] = np.array([3, 0, 3, 2, 0])
    large = _inputs(rng, [4, 2, 5, 3], 5, 7, 4, 3, 3)
    parameters = large["parameters"]
    parameters["embedding"] /= LARGE_GRADIENT
    for gate in ("forget", "input", "output", "cell"):
        parameters[f"{gate}_gate_inputs"] *= LARGE_GRADIENT
    yield "one-label", same, "all texts have the same label", "所有文本的标签相同"
    yield "absent-class", absent, "a class that no text has", "有一个类别没有任何文本"
    yield "large-gradients", large, "large gradients come back unclipped", "很大的梯度要原样返回，不做裁剪"


def _again(rng: np.random.RandomState) -> Rung:
    return (
        "same-call-twice",
        _inputs(rng, [2, 4, 3], 4, 6, 3, 4, 3),
        "the same call twice: nothing is left over from the first",
        "同样的调用做两次：第一次不能留下任何痕迹",
    )


def _case(function: str, prefix: str, name: str, inputs: Inputs, en: str, zh: str, *, calls: int = 1) -> Case:
    """The model does not get labels, and its gradients do."""
    title = {FORWARD: Text("probabilities", "概率"), GRADIENTS: Text("gradients", "梯度")}[function]
    if function == FORWARD:
        inputs = {key: value for key, value in inputs.items() if key != "labels"}
    return Case(f"{prefix}-{name}", Text(f"{title.en}: {en}", f"{title.zh}：{zh}"), inputs, function, calls)


def _inputs(
    rng: np.random.RandomState, lengths: list[int], steps: int, words: int, embedding: int, units: int, classes: int
) -> Inputs:
    """Texts of these lengths in ``steps`` places, of ids from 1 to ``words`` - 1, with 0 behind their ends."""
    token_ids = padded_ids(rng, lengths, steps, words)
    parameters = {
        "embedding": rng.normal(0.0, 1.0, (words, embedding)),
        **lstm_weights(rng, embedding, units),
        "output_weights": rng.normal(0.0, 1.5, (units, classes)),
        "output_bias": rng.choice([-1.0, 1.0], classes) * rng.uniform(0.2, 0.9, classes),
    }
    return {
        "token_ids": token_ids,
        "lengths": np.array(lengths, np.int64),
        "labels": rng.randint(0, classes, len(lengths)).astype(np.int64),
        "parameters": parameters,
    }
