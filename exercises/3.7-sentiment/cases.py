"""The ladder of 3.7: texts turned round, the model of both directions, dropout's masks, and the gradients through all of it.

The training has no rungs: it is judged by what it has learnt.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lstm_drills.content.cases import Array, Case, lstm_weights, other_layouts, padded_ids, single_precision
from lstm_drills.messages import Text

REVERSE, FORWARD, MASKS, GRADIENTS = "reverse_texts", "sentiment_forward", "dropout_masks", "sentiment_gradients"
TITLES = {
    REVERSE: Text("reversed", "反转"),
    FORWARD: Text("probabilities", "概率"),
    MASKS: Text("mask", "掩码"),
    GRADIENTS: Text("gradients", "梯度"),
}
DIRECTIONS = ("forward_", "backward_")
# what a mask keeps, and no number that could be taken for another
KEPT = 0.6
# exp(z) is infinite from z = 710 on, and 0 below -746
HUGE_LOGIT = 1e4
# logits that far apart are sure of a class, and the others' probabilities are not 0 yet
APART = 25.0
# a sum that opens a gate whatever else is in it
OPEN = 10.0
# the gradient of the embedding grows by this factor: any clipping between 1 and 10 shows
LARGE_GRADIENT = 300.0
MOST_SEED = 2**31 - 1
TEXTS = "token_ids", "lengths", "labels"

Inputs = dict[str, Any]
Rung = tuple[str, Inputs, str, str]


def cases(rng: np.random.RandomState) -> list[Case]:
    reverse = [_case(REVERSE, "reversed", *rung) for rung in _reversals(rng)]
    reverse.append(_case(REVERSE, "reversed", *_again(rng), calls=2))
    forward = [_case(FORWARD, "forward", *rung) for rung in (*_rungs(rng), *_masked(rng))]
    forward.append(_case(FORWARD, "forward", *_sure(rng)))
    forward.append(_case(FORWARD, "forward", *_again(rng), calls=2))
    masks = [_case(MASKS, "mask", *rung) for rung in _drawings(rng)]
    gradients = [_case(GRADIENTS, "gradients", *rung) for rung in (*_rungs(rng), *_masked(rng), *_labels(rng))]
    gradients.append(_case(GRADIENTS, "gradients", *_again(rng), calls=2))
    return [*reverse, *forward, *masks, *gradients]


def _reversals(rng: np.random.RandomState) -> Iterator[Rung]:
    garbage = _texts(rng, [4, 7, 2, 1, 5], 7, 11)
    for row, length in zip(garbage["token_ids"], garbage["lengths"], strict=True):
        row[length:] = rng.randint(1, 11, 7 - length)
    lists = {name: array.tolist() for name, array in _texts(rng, [2, 5, 0], 5, 9).items()}
    narrow = {name: array.astype(np.int32) for name, array in _texts(rng, [3, 1, 4], 4, 9).items()}
    yield "one-token", _texts(rng, [1], 1, 5), "one text of one token", "一条文本，一个词"
    yield "two-tokens", _texts(rng, [2], 2, 5), "one text of two tokens", "一条文本，两个词"
    yield "no-padding", _texts(rng, [5] * 3, 5, 9), "three texts of five tokens", "三条文本，各五个词"
    yield (
        "lengths-differ",
        _texts(rng, [3, 7, 1, 6], 7, 9),
        "texts of different lengths: padding stays behind",
        "长度不同的文本：填充仍在后面",
    )
    yield (
        "longest-text-ends-early",
        _texts(rng, [2, 4], 6, 9),
        "no text fills all T places",
        "没有一条文本占满 T 个位置",
    )
    yield "one-text-is-empty", _texts(rng, [3, 0, 5], 5, 9), "one text of length 0", "有一条长度为 0 的文本"
    yield (
        "other-ids-behind-the-end",
        garbage,
        "ids other than 0 behind the end stay where they are",
        "末尾之后有非 0 的编号：原地不动",
    )
    yield "lists", lists, "ids and lengths as lists", "编号和长度是列表"
    yield "narrow-integers", narrow, "int32 ids and lengths", "int32 的编号和长度"
    yield (
        "other-memory-layouts",
        other_layouts(_texts(rng, [5, 3, 0, 4], 5, 9), strided=TEXTS),
        "strided and read-only arrays",
        "带步长的、只读的数组",
    )


def _drawings(rng: np.random.RandomState) -> Iterator[Rung]:
    def drawn(shape: tuple[int, ...], rate: float) -> Inputs:
        return {"rng": np.random.default_rng(rng.randint(MOST_SEED)), "shape": shape, "rate": rate}

    yield "half", drawn((3, 4), 0.5), "12 numbers, a rate of 0.5", "12 个数，丢弃率 0.5"
    yield "fifth", drawn((7, 11), 0.2), "77 numbers, a rate of 0.2", "77 个数，丢弃率 0.2"
    yield "three-axes", drawn((4, 6, 5), 0.3), "a mask of three axes (N, T, E)", "三个轴的掩码 (N, T, E)"
    yield "most-dropped", drawn((6, 8), 0.9), "a rate of 0.9", "丢弃率 0.9"
    yield "nothing-dropped", drawn((5, 3), 0.0), "a rate of 0: ones", "丢弃率 0：全为 1"
    yield "one-row", drawn((1, 9), 0.4), "one row", "只有一行"


def _rungs(rng: np.random.RandomState) -> Iterator[Rung]:
    yield from _small(rng)
    yield from _ends(rng)
    yield from _sizes(rng)
    yield from _numbers(rng)
    yield from _containers(rng)
    yield _zeros(rng)


def _small(rng: np.random.RandomState) -> Iterator[Rung]:
    two = _inputs(rng, [2], 2, 3, 2, 1, 2)
    two["token_ids"][0] = [1, 2]
    yield "one-token", _inputs(rng, [1], 1, 2, 1, 1, 2), "one text of one token", "一条文本，一个词"
    yield "two-tokens", two, "one text of two tokens", "一条文本，两个词"
    yield (
        "all-sizes-differ",
        _inputs(rng, [7] * 6, 7, 11, 5, 3, 4),
        "N=6 T=7 V=11 E=5 H=3 C=4, no padding",
        "N=6 T=7 V=11 E=5 H=3 C=4，没有填充",
    )


def _ends(rng: np.random.RandomState) -> Iterator[Rung]:
    """Where texts end, what stands behind that, and words that occur more than once."""
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
        "one text of length 0: zero states of both directions decide",
        "有一条长度为 0 的文本：由两个方向的零状态决定",
    )
    yield (
        "other-ids-behind-the-end",
        garbage,
        "ids other than 0 behind the end: lengths alone say where a text ends",
        "末尾之后有非 0 的编号：文本在哪里结束，只看 lengths",
    )
    yield "all-texts-empty", _inputs(rng, [0, 0, 0], 4, 5, 3, 2, 4), "all texts are empty", "所有文本都为空"
    yield (
        "repeated-tokens",
        _inputs(rng, [5, 3, 5, 4], 5, 3, 4, 2, 3),
        "two words, again and again, within a text and in several",
        "只有两个词，在同一条和不同文本里反复出现",
    )


def _zeros(rng: np.random.RandomState) -> Rung:
    inputs = _inputs(rng, [5, 2, 4], 5, 6, 4, 3, 3)
    inputs["token_ids"][0, [1, 3]] = inputs["token_ids"][2, 0] = 0
    return "id-zero-inside", inputs, "id 0 inside a text: a word like any other", "文本内部有编号 0：它和别的词一样"


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
    for direction in DIRECTIONS:
        for gate in ("input", "output", "cell"):
            parameters[f"{direction}{gate}_gate_bias"] += OPEN  # all states are near 1
    parameters["output_weights"] = HUGE_LOGIT + APART * np.tile(np.arange(3.0), (6, 1))
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


def _masked(rng: np.random.RandomState) -> Iterator[Rung]:
    """Dropout: masks on the words alone, on the features alone, on both."""
    words = _inputs(rng, [4, 6, 1, 5], 6, 9, 5, 3, 4)
    features = _inputs(rng, [4, 6, 1, 5], 6, 9, 5, 3, 4)
    both = _inputs(rng, [3, 5, 0, 4, 2], 6, 4, 3, 2, 3)
    equal = _inputs(rng, [4, 2, 4, 3], 4, 6, 4, 2, 4)
    for inputs in (words, features, both, equal):
        inputs["masks"] = _masks(rng, inputs)
    words["masks"] = (words["masks"][0], np.ones_like(words["masks"][1]))
    features["masks"] = (np.ones_like(features["masks"][0]), features["masks"][1])
    single = _inputs(rng, [2, 4, 3], 4, 7, 5, 3, 2)
    single["masks"] = _masks(rng, single)
    single = single_precision(single)
    layouts = _inputs(rng, [3, 4, 2], 4, 6, 3, 2, 2)
    layouts["masks"] = _masks(rng, layouts)
    layouts = other_layouts(layouts, strided=TEXTS)
    yield "masked-words", words, "a mask on the embedded words", "词嵌入上有掩码"
    yield "masked-features", features, "a mask on the two states joined", "拼接后的两个状态上有掩码"
    yield (
        "both-masks",
        both,
        "both masks, lengths that differ, an empty text, repeated words",
        "两个掩码都有，长度不同，有空文本和重复的词",
    )
    yield "masks-of-equal-sizes", equal, "both masks, N = T = E = 2H = 4", "两个掩码都有，N = T = E = 2H = 4"
    yield "masks-in-single-precision", single, "float32 masks and parameters", "float32 的掩码和参数"
    yield "masks-in-other-layouts", layouts, "Fortran-ordered, read-only masks", "按列存储的、只读的掩码"


def _masks(rng: np.random.RandomState, inputs: Inputs) -> tuple[Array, Array]:
    """Factors 0 and 1 / KEPT, of which neither is all that there is."""
    texts, steps = inputs["token_ids"].shape
    embedding = inputs["parameters"]["embedding"].shape[1]
    features = len(inputs["parameters"]["output_weights"])
    shapes = (texts, steps, embedding), (texts, features)
    one, other = ((rng.random_sample(shape) < KEPT) / KEPT for shape in shapes)
    return one, other


def _sure(rng: np.random.RandomState) -> Rung:
    sure = _inputs(rng, [3, 5, 2, 4], 5, 7, 4, 3, 3)
    sure["parameters"]["output_weights"] *= 1e1 * HUGE_LOGIT
    return "sure", sure, "logits of ±10000: rows of 0 and 1, all finite", "logits 为 ±10000：每行是 0 和 1，都是有限值"


def _labels(rng: np.random.RandomState) -> Iterator[Rung]:
    """What only a function with labels can get wrong."""
    same = _inputs(rng, [3, 5, 2, 4], 5, 8, 4, 3, 3)
    same["labels"][:] = 1
    large = _inputs(rng, [4, 2, 5, 3], 5, 7, 4, 3, 3)
    parameters = large["parameters"]
    parameters["embedding"] /= LARGE_GRADIENT
    for direction in DIRECTIONS:
        for gate in ("forget", "input", "output", "cell"):
            parameters[f"{direction}{gate}_gate_inputs"] *= LARGE_GRADIENT
    yield "one-label", same, "all texts have the same label", "所有文本的标签相同"
    yield "large-gradients", large, "large gradients come back unclipped", "很大的梯度要原样返回，不做裁剪"


def _again(rng: np.random.RandomState) -> Rung:
    return (
        "same-call-twice",
        _inputs(rng, [2, 4, 3], 4, 6, 3, 4, 3),
        "the same call twice: nothing is left over from the first",
        "同样的调用做两次：第一次不能留下任何痕迹",
    )


TAKEN = {
    REVERSE: ("token_ids", "lengths"),
    FORWARD: ("token_ids", "lengths", "parameters", "masks"),
    MASKS: ("rng", "shape", "rate"),
    GRADIENTS: ("token_ids", "lengths", "labels", "parameters", "masks"),
}


def _case(function: str, prefix: str, name: str, inputs: Inputs, en: str, zh: str, *, calls: int = 1) -> Case:
    """Of the inputs those that the function takes."""
    title = TITLES[function]
    taken = {key: inputs[key] for key in TAKEN[function]}
    return Case(f"{prefix}-{name}", Text(f"{title.en}: {en}", f"{title.zh}：{zh}"), taken, function, calls)


def _texts(rng: np.random.RandomState, lengths: list[int], steps: int, words: int) -> Inputs:
    """Texts of these lengths in ``steps`` places, of ids from 1 to ``words`` - 1, with 0 behind their ends.

    No text reads the same from both sides: where it would, its last id becomes another.
    """
    token_ids = padded_ids(rng, lengths, steps, words)
    for row, length in zip(token_ids, lengths, strict=True):
        if length > 1 and (row[:length] == row[:length][::-1]).all():
            row[length - 1] = row[length - 1] % (words - 1) + 1
    return {"token_ids": token_ids, "lengths": np.array(lengths, np.int64)}


def _inputs(
    rng: np.random.RandomState, lengths: list[int], steps: int, words: int, embedding: int, units: int, classes: int
) -> Inputs:
    """Texts, labels, and parameters of a model of these sizes; no masks."""
    parameters = {"embedding": rng.normal(0.0, 1.0, (words, embedding))}
    for direction in DIRECTIONS:
        weights = lstm_weights(rng, embedding, units)
        parameters |= {f"{direction}{name}": array for name, array in weights.items()}
    parameters["output_weights"] = rng.normal(0.0, 1.5, (2 * units, classes))
    parameters["output_bias"] = rng.choice([-1.0, 1.0], classes) * rng.uniform(0.2, 0.9, classes)
    return {
        **_texts(rng, lengths, steps, words),
        "labels": rng.randint(0, classes, len(lengths)).astype(np.int64),
        "parameters": parameters,
        "masks": None,
    }
