"""The ladder of 3.6: attention, then loss and gradients, then greedy and beam search, each from the smallest case upward.

The training has no rungs: it is judged by what it has learnt.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lstm_drills.content.cases import Array, Case, lstm_weights, other_layouts, padded_ids, single_precision
from lstm_drills.messages import Text
from lstm_drills.reference.decoding import beam_search, greedy_translation

ATTEND, GRADIENTS, GREEDY, BEAM = "attend", "translation_gradients", "greedy_translation", "beam_search"
TITLES = {
    ATTEND: Text("attention", "注意力"),
    GRADIENTS: Text("loss and gradients", "损失与梯度"),
    GREEDY: Text("greedy search", "贪心解码"),
    BEAM: Text("beam search", "束搜索"),
}
START, END = 1, 2
# exp(z) is infinite from z = 710 on, and 0 below -746
HUGE = 1e4
# of two scores, one takes all
APART = 40.0
# the gradient of the embeddings grows by this factor: any clipping between 1 and 10 shows
LARGE_GRADIENT = 300.0
# a sum that opens or shuts a gate
OPEN = 40.0
# draws of a model, and of sources for it, until its translations end in the way that a rung is about
CANDIDATES, MOST_DRAWS = 12, 40
# of a token that a chain never writes
NEVER = -30.0

TEXTS = "source_ids", "source_lengths", "target_ids", "target_lengths"

Inputs = dict[str, Any]
Rung = tuple[str, Inputs, str, str]
# titles of rungs that several functions have
TWICE = "the same call twice: nothing is left over from the first", "同样的调用做两次：第一次不能留下任何痕迹"
LISTS = "ids and lengths as lists", "编号和长度是列表"
FLOAT32 = "float32 parameters", "float32 参数"
LAYOUTS = "Fortran-ordered, strided and read-only arrays", "按列存储的、带步长的、只读的数组"
LOGITS = "logits of 10000", "logits 达到 10000"
MARKS = "start token 4, end token 5", "start_token 为 4，end_token 为 5"
EMPTY = "one source of length 0", "有一个长度为 0 的源句"
ALL_EMPTY = "all sources are empty", "所有源句都为空"


def cases(rng: np.random.RandomState) -> list[Case]:
    looked = [_case(ATTEND, "attention", *rung) for rung in _looks(rng)]
    looked.append(_case(ATTEND, "attention", "same-call-twice", _look(rng, [3, 1, 4], 4, 3), *TWICE, calls=2))
    gradients = [_case(GRADIENTS, "gradients", *rung) for rung in _pairs(rng)]
    again = _inputs(rng, [2, 4, 3], [4, 3, 2], 5, 6, 3, 4)
    gradients.append(_case(GRADIENTS, "gradients", "same-call-twice", again, *TWICE, calls=2))
    greedy = [_case(GREEDY, "greedy", *rung) for rung in _greedy(rng)]
    greedy.append(_case(GREEDY, "greedy", "same-call-twice", _ending(rng, [3, 5, 2], 6, 8), *TWICE, calls=2))
    beam = [_case(BEAM, "beam", *rung) for rung in (*_beams(rng), *_chains(rng))]
    beam.append(_case(BEAM, "beam", "same-call-twice", _deceiving(rng, 4, 6, 3), *TWICE, calls=2))
    return [*looked, *gradients, *greedy, *beam]


# --- attention ----------------------------------------------------------------------------------------------------------
def _looks(rng: np.random.RandomState) -> Iterator[Rung]:
    yield "one-place", _look(rng, [1], 1, 1), "one place: all attention is there", "只有一个位置：注意力全在那里"
    yield "two-places", _look(rng, [2], 2, 1), "N=1 S=2 H=1", "N=1 S=2 H=1"
    yield "all-sizes-differ", _look(rng, [7] * 5, 7, 3), "N=5 S=7 H=3, no padding", "N=5 S=7 H=3，没有填充"
    yield "lengths-differ", _look(rng, [3, 7, 1, 5], 7, 4), "sources of different lengths", "长度不同的源句"
    yield (
        "longest-source-ends-early",
        _look(rng, [2, 4, 3], 6, 5),
        "no source fills all S places",
        "没有一个源句占满 S 个位置",
    )
    yield "one-source-is-empty", _look(rng, [3, 0, 5], 5, 4), f"{EMPTY[0]}: zeros", f"{EMPTY[1]}：全为零"
    yield "all-sources-empty", _look(rng, [0, 0], 3, 4), *ALL_EMPTY
    yield "one-source", _look(rng, [4], 6, 3), "N=1: the batch axis stays", "N=1：批这个轴要保留"
    yield "one-step", _look(rng, [1, 0, 1], 1, 4), "S=1", "S=1"
    yield "one-unit", _look(rng, [4, 2, 3], 5, 1), "H=1", "H=1"
    yield (
        "equal-sizes",
        _look(rng, [4, 2, 3, 4], 4, 4),
        "N = S = H = 4: a wrong axis does not crash",
        "N = S = H = 4：轴错了也不会报错",
    )
    yield "huge-scores", _huge_look(rng), "scores of ±10000", "分数达到 ±10000"
    yield from _look_containers(rng)


def _huge_look(rng: np.random.RandomState) -> Inputs:
    """Three sources of two real places: scores far above 0, far below it, and far on both sides; one that is ordinary.

    The two are so far apart that float32, which has no decimals left at 10000, makes the same of them.
    """
    inputs = _look(rng, [2, 2, 2, 3], 4, 3)
    state, states = inputs["decoder_state"], inputs["encoder_states"]
    state[:3], states[:, :3] = 1.0, rng.uniform(-0.3, 0.3, (4, 3, 3))
    for n, (one, other) in enumerate(((HUGE, HUGE - APART), (-HUGE, APART - HUGE), (-HUGE, HUGE))):
        states[0, n, 0] += one
        states[1, n, 0] += other
    return inputs


def _look_containers(rng: np.random.RandomState) -> Iterator[Rung]:
    single = single_precision(_look(rng, [3, 5, 1], 5, 4))
    yield "single-precision", single, "float32", "float32"
    yield "lists", _listed(_look(rng, [3, 1, 4], 4, 3)), "lengths as a list", "长度是列表"
    yield "other-memory-layouts", other_layouts(_look(rng, [5, 3, 0, 4], 5, 3), strided=TEXTS), *LAYOUTS


def _look(rng: np.random.RandomState, lengths: list[int], places: int, units: int) -> Inputs:
    """States behind the ends are like others: that nothing looks there is the function's business."""
    return {
        "decoder_state": rng.normal(0.0, 1.0, (len(lengths), units)),
        "encoder_states": rng.normal(0.0, 1.0, (places, len(lengths), units)),
        "source_lengths": np.array(lengths, np.int64),
    }


# --- loss and gradients -------------------------------------------------------------------------------------------------
def _pairs(rng: np.random.RandomState) -> Iterator[Rung]:
    yield (
        "one-prediction",
        _inputs(rng, [1], [2], 2, 3, 1, 1),
        "a source of one token, a target of two: one prediction",
        "源句一个词元，目标句两个：一个预测",
    )
    yield "two-places", _inputs(rng, [2], [2], 3, 4, 2, 2), "a source of two tokens", "源句两个词元"
    yield (
        "two-predictions",
        _inputs(rng, [2], [3], 3, 4, 2, 2),
        "a target of three tokens: two predictions",
        "目标句三个词元：两个预测",
    )
    yield (
        "all-sizes-differ",
        _inputs(rng, [7] * 6, [5] * 6, 11, 9, 4, 3),
        "N=6 S=7 T=5 V=11 W=9 E=4 H=3, no padding",
        "N=6 S=7 T=5 V=11 W=9 E=4 H=3，没有填充",
    )
    yield from _ends(rng)
    yield from _sizes(rng)
    yield from _numbers(rng)
    yield from _containers(rng)


def _ends(rng: np.random.RandomState) -> Iterator[Rung]:
    garbage = _inputs(rng, [4, 7, 2, 5], [3, 4, 6, 2], 11, 8, 5, 3)
    _fill(rng, garbage, "source", 11)
    _fill(rng, garbage, "target", 8)
    wide = _inputs(rng, [2, 4, 3], [3, 2, 4], 9, 7, 4, 3)
    wide |= {name: np.pad(wide[name], ((0, 0), (0, 2))) for name in ("source_ids", "target_ids")}
    yield (
        "source-lengths-differ",
        _inputs(rng, [3, 7, 1, 6, 2], [4] * 5, 11, 8, 5, 3),
        "sources of different lengths: each hands over its own last states",
        "源句长度不同：各自交出自己最后一步的状态",
    )
    yield (
        "target-lengths-differ",
        _inputs(rng, [5] * 5, [3, 7, 2, 6, 4], 9, 8, 4, 3),
        "targets of different lengths: the mean is over tokens, not over targets",
        "目标句长度不同：对词元取平均，而不是对目标句",
    )
    yield "longest-texts-end-early", wide, "no text fills all its places", "没有一条文本占满所有位置"
    yield "other-ids-behind-the-ends", garbage, "ids other than 0 behind the ends", "末尾之后有非 0 的编号"
    yield (
        "one-source-is-empty",
        _inputs(rng, [3, 0, 5, 1], [4, 3, 5, 2], 9, 7, 4, 3),
        f"{EMPTY[0]}: zero states, zero context",
        f"{EMPTY[1]}：零状态，零上下文",
    )
    yield "all-sources-empty", _inputs(rng, [0, 0], [3, 4], 4, 6, 3, 2), *ALL_EMPTY
    yield (
        "targets-that-predict-nothing",
        _inputs(rng, [3, 2, 4, 1], [3, 1, 0, 5], 8, 7, 4, 3),
        "targets of length 1 and 0 predict nothing",
        "长度为 1 和 0 的目标句不预测任何词元",
    )


def _sizes(rng: np.random.RandomState) -> Iterator[Rung]:
    yield (
        "repeated-tokens",
        _inputs(rng, [5, 3, 5], [6, 4, 5], 3, 4, 4, 2),
        "few tokens, again and again, on both sides",
        "两边都只有几个词元反复出现",
    )
    yield "one-pair", _inputs(rng, [3], [4], 6, 7, 4, 3), "N=1", "N=1"
    yield "one-place", _inputs(rng, [1, 0, 1], [3, 4, 2], 5, 6, 3, 4), "S=1", "S=1"
    yield "one-unit", _inputs(rng, [4, 2, 3], [3, 5, 4], 6, 7, 3, 1), "H=1", "H=1"
    yield (
        "equal-sizes",
        _inputs(rng, [5, 2, 4, 5, 3], [5, 4, 2, 5, 3], 5, 5, 5, 5),
        "N = S = T = V = W = E = H = 5: a wrong axis does not crash",
        "N = S = T = V = W = E = H = 5：轴错了也不会报错",
    )


def _numbers(rng: np.random.RandomState) -> Iterator[Rung]:
    huge = _inputs(rng, [3, 5, 4], [4, 3, 5], 6, 5, 4, 3)
    huge["parameters"]["output_weights"] *= HUGE
    large = _inputs(rng, [4, 2, 5, 3], [3, 5, 4, 2], 7, 6, 4, 3)
    parameters = large["parameters"]
    for side, name in (("source", "encoder"), ("target", "decoder")):
        parameters[f"{side}_embedding"] /= LARGE_GRADIENT
        for gate in ("forget", "input", "output", "cell"):
            parameters[f"{name}_{gate}_gate_inputs"] *= LARGE_GRADIENT
    yield "huge-logits", huge, *LOGITS
    yield "large-gradients", large, "large gradients come back unclipped", "很大的梯度要原样返回，不做裁剪"


def _containers(rng: np.random.RandomState) -> Iterator[Rung]:
    single = _inputs(rng, [2, 4, 0, 3], [3, 2, 4, 5], 7, 6, 5, 3)
    narrow = _inputs(rng, [2, 4, 1], [4, 2, 3], 7, 5, 3, 4)
    narrow |= {name: array.astype(np.int32) for name, array in narrow.items() if name in TEXTS}
    lists = _inputs(rng, [2, 3, 5], [3, 4, 2], 7, 6, 4, 3)
    other_order = _inputs(rng, [4, 2, 3], [3, 4, 2], 6, 5, 4, 3)
    names = sorted(other_order["parameters"])
    other_order["parameters"] = {name: other_order["parameters"][name] for name in names}
    yield "single-precision", single_precision(single), *FLOAT32
    yield "narrow-integers", narrow, "int32 ids and lengths", "int32 的编号和长度"
    yield "lists", _listed(lists), *LISTS
    yield "other-key-order", other_order, "parameters with its keys in another order", "parameters 的键换了顺序"
    layouts = _inputs(rng, [5, 3, 0, 4], [3, 5, 4, 2], 8, 7, 4, 3)
    yield "other-memory-layouts", other_layouts(layouts, strided=TEXTS), *LAYOUTS


# --- greedy search ------------------------------------------------------------------------------------------------------
def _greedy(rng: np.random.RandomState) -> Iterator[Rung]:
    garbage = _ending(rng, [3, 6, 2, 4], 7, 8)
    _fill(rng, garbage, "source", 9)
    other = _ending(rng, [4, 2, 5, 3], 7, 7, start=4, end=5)
    yield "one-step", _writing(rng, [2], 4, 1), "one source, one token", "一个源句，一个词元"
    yield (
        "three-steps",
        _ending(rng, [3], 5, 3, lambda ends, _: ends == [4]),
        "one source, three tokens without an end",
        "一个源句，三个词元，没有结束",
    )
    yield (
        "one-ends",
        _ending(rng, [4], 6, 7, lambda ends, _: 2 <= ends[0] <= 4),
        "one source: the end token, then zeros",
        "一个源句：结束词元，之后为零",
    )
    yield (
        "ends-differ",
        _ending(rng, [3, 5, 1, 4, 2], 7, 8),
        "several sources: each ends at its own step",
        "几个源句：各自在不同的步结束",
    )
    yield (
        "nobody-ends",
        _ending(rng, [3, 2, 4], 6, 5, lambda ends, most: min(ends) > most),
        "nothing ends within max_length tokens",
        "max_length 个词元之内都没有结束",
    )
    yield (
        "everybody-ends",
        _ending(rng, [2, 5, 3], 6, 20, lambda ends, _: 2 <= max(ends) <= 9 and len(set(ends)) > 1),
        "max_length is far away",
        "max_length 很大",
    )
    empty = _ending(rng, [3, 0, 4], 6, 6, lambda ends, _: len(set(ends)) > 1)
    yield "one-source-is-empty", empty, *EMPTY
    yield (
        "other-ids-behind-the-end",
        garbage,
        "ids other than 0 behind the ends of sources",
        "源句末尾之后有非 0 的编号",
    )
    yield "other-marks", other, *MARKS
    yield "equals", _equals(_writing(rng, [2, 3], 6, 4)), "equal probabilities: the smaller id", "概率相等：取编号小的"
    yield from _greedy_containers(rng)


def _greedy_containers(rng: np.random.RandomState) -> Iterator[Rung]:
    huge = _ending(rng, [3, 4, 2], 6, 6)
    for name in ("output_weights", "output_bias"):
        huge["parameters"][name] *= HUGE
    yield "huge-logits", huge, *LOGITS
    yield "single-precision", single_precision(_ending(rng, [2, 4, 3], 6, 6)), *FLOAT32
    yield "lists", _listed(_ending(rng, [3, 1, 4], 6, 6)), *LISTS
    yield "other-memory-layouts", other_layouts(_ending(rng, [4, 2, 5], 6, 6), strided=TEXTS), *LAYOUTS


def _writing(
    rng: np.random.RandomState, lengths: list[int], tokens: int, most: int, start: int = START, end: int = END
) -> Inputs:
    """Sources of ids 1 to 8, and a decoder of ``tokens`` tokens that writes at most so many."""
    inputs = _inputs(rng, lengths, [2] * len(lengths), 9, tokens, 4, 3)
    chosen = {name: inputs[name] for name in ("source_ids", "source_lengths", "parameters")}
    return {**chosen, "start_token": start, "end_token": end, "max_length": most}


def _some_end(ends: list[int], most: int) -> bool:
    """At two steps at least, one of them early enough that it shows whether somebody writes on; and one source never ends."""
    return len(set(ends)) > 2 and min(ends) <= most - 2 and max(ends) > most


def _ending(
    rng: np.random.RandomState,
    lengths: list[int],
    tokens: int,
    most: int,
    fits: Callable[[list[int], int], bool] = _some_end,
    start: int = START,
    end: int = END,
) -> Inputs:
    """A model, and sources for it whose translations end at steps (from 1; most + 1 for never) that are as they should be."""
    for _ in range(MOST_DRAWS):
        inputs = _writing(rng, lengths * CANDIDATES, tokens, most, start, end)
        inputs["parameters"]["output_bias"][end] += rng.uniform(0.0, 2.0)
        ended = greedy_translation(**inputs) == end
        ends = [int(row.argmax()) + 1 if row.any() else most + 1 for row in ended]
        for _ in range(MOST_DRAWS):
            rows = [n + len(lengths) * rng.randint(CANDIDATES) for n in range(len(lengths))]
            if fits([ends[row] for row in rows], most):
                return {**inputs, **{name: inputs[name][rows] for name in ("source_ids", "source_lengths")}}
    raise ValueError("no model whose translations end so")


def _equals(inputs: Inputs) -> Inputs:
    """All logits are equal, whatever was read."""
    inputs["parameters"]["output_weights"][:] = 0.0
    inputs["parameters"]["output_bias"][:] = 0.5
    return inputs


# --- beam search --------------------------------------------------------------------------------------------------------
def _beams(rng: np.random.RandomState) -> Iterator[Rung]:
    huge = _search(rng, 3, 6, 7, 3)
    huge["parameters"]["output_weights"] *= HUGE
    single = single_precision(_search(rng, 4, 6, 7, 3))
    lists = _listed(_search(rng, 3, 7, 6, 4))
    endless = _search(rng, 4, 6, 5, 3)
    endless["parameters"]["output_bias"][END] = NEVER
    yield "one-step", _search(rng, 2, 4, 1, 1), "one hypothesis, one token", "一个假设，一个词元"
    yield "one-hypothesis", _search(rng, 4, 6, 7, 1), "beam_size 1: greedy search", "beam_size 为 1：就是贪心解码"
    yield "two-hypotheses", _deceiving(rng, 3, 6, 2), "beam_size 2", "beam_size 为 2"
    yield "three-hypotheses", _deceiving(rng, 5, 8, 3), "beam_size 3", "beam_size 为 3"
    yield "one-token-source", _deceiving(rng, 1, 7, 4), "a source of one token", "只有一个词元的源句"
    yield (
        "more-than-there-are",
        _search(rng, 4, 4, 5, 30),
        "a beam wider than all there is at first",
        "束比一开始的候选还宽",
    )
    yield "nobody-ends", endless, "nothing is finished: the first of the beam", "一个都没有完成：取束里的第一个"
    yield "other-marks", _deceiving(rng, 4, 7, 2, start=4, end=5), *MARKS
    yield (
        "equals",
        _equals(_search(rng, 3, 6, 4, 2)),
        "equal probabilities: the smaller ids, in order",
        "概率相等：编号小的在前",
    )
    yield "huge-logits", huge, *LOGITS
    yield "single-precision", single, *FLOAT32
    yield "lists", lists, "ids as a list", "编号是列表"
    yield "other-memory-layouts", other_layouts(_deceiving(rng, 4, 6, 2), strided=TEXTS), *LAYOUTS


def _search(
    rng: np.random.RandomState, places: int, tokens: int, most: int, size: int, start: int = START, end: int = END
) -> Inputs:
    inputs = _writing(rng, [places], tokens, most, start, end)
    del inputs["source_lengths"]
    return {**inputs, "source_ids": inputs["source_ids"][0], "beam_size": size}


def _chains(rng: np.random.RandomState) -> Iterator[Rung]:
    """Models that go by the last token alone, so that each probability is as it is written here."""
    astray = {
        START: {3: 0.5, 4: 0.4, 5: 0.1},
        3: {END: 0.35, 3: 0.33, 5: 0.32},
        4: {END: 0.95, 5: 0.05},
        5: {END: 1.0},
    }
    short = {START: {3: 0.7, END: 0.3}, 3: {4: 0.6, 5: 0.4}, 4: {END: 0.6, 5: 0.4}, 5: {5: 0.8, END: 0.2}}
    living = {START: {3: 0.9, END: 0.1}, 3: {3: 0.9, 4: 0.07, END: 0.03}, 4: {4: 1.0}}
    late = {START: {3: 0.6, END: 0.4}, 3: {4: 0.9, 5: 0.1}, 4: {END: 0.9, 3: 0.1}, 5: {5: 1.0}}
    # The end takes one of three places. Of the next three, the third becomes the best: who has two places left drops it.
    anywhere = {0: 0.19, END: 0.22, 3: 0.21, 4: 0.2, 5: 0.18}
    crowded = {
        START: {3: 0.5, 4: 0.36, END: 0.12, 5: 0.02},
        3: {0: 0.52, 6: 0.48},
        4: {5: 0.95, 0: 0.05},
        6: {END: 0.98, 0: 0.02},
        0: anywhere,
        5: anywhere,
    }
    missed = {
        START: {3: 0.6, 4: 0.4},
        3: {0: 0.52, 5: 0.48},
        4: {6: 0.55, 0: 0.45},
        6: {END: 0.98, 0: 0.02},
        0: anywhere,
        5: anywhere,
    }
    # Two that are likelier push what has ended out of a beam of two, if it still stands there; they end worse.
    outlived = {
        START: {3: 0.7, END: 0.3},
        3: {4: 0.52, 5: 0.48},
        4: {END: 0.6, 0: 0.4},
        5: {END: 0.5, 0: 0.5},
        0: {END: 0.9, 0: 0.1},
    }
    yield (
        "greedy-is-wrong",
        _chain(rng, astray, 4, 2),
        "the likeliest first token leads astray: greedy search is wrong here",
        "最可能的第一个词元是歧路：贪心解码在这里是错的",
    )
    yield (
        "short-is-likelier",
        _chain(rng, short, 5, 3),
        "the shortest is the likeliest: no division by the length",
        "最短的最可能：不除以长度",
    )
    yield (
        "finished-before-living",
        _chain(rng, living, 3, 2),
        "one is finished, and a likelier one has not ended: the finished one",
        "有一个已经完成，更可能的那个还没有结束：取完成的",
    )
    yield (
        "first-to-finish-is-not-best",
        _chain(rng, late, 5, 2),
        "a later end is likelier than the first",
        "后结束的比先结束的更可能",
    )
    yield (
        "finished-ones-take-places",
        _chain(rng, crowded, 5, 3),
        "what ends takes a place of its step, and none of the next",
        "结束的假设占掉这一步的位置，不占下一步的",
    )
    yield (
        "too-narrow-for-the-best",
        _chain(rng, missed, 5, 2),
        "the best is the third of its step: a beam of two misses it",
        "最好的在它那一步排第三：宽度为 2 的束会错过它",
    )
    yield (
        "finished-ones-are-safe",
        _chain(rng, outlived, 5, 2),
        "what has ended cannot be pushed out by what is still alive",
        "已经结束的，不会被还活着的挤掉",
    )


def _chain(rng: np.random.RandomState, likely: dict[int, dict[int, float]], most: int, size: int) -> Inputs:
    """Units as many as tokens, of which the last token lights one; the output layer holds the probabilities' logarithms."""
    tokens = 7
    parameters = {"source_embedding": np.ones((9, tokens)), "target_embedding": np.eye(tokens)}
    for name in ("encoder", "decoder"):
        for gate, bias in (("forget", -OPEN), ("input", OPEN), ("output", OPEN), ("cell", 0.0)):
            parameters[f"{name}_{gate}_gate_weights"] = np.zeros((tokens, tokens))
            parameters[f"{name}_{gate}_gate_inputs"] = np.eye(tokens) if gate == "cell" else np.zeros((tokens, tokens))
            parameters[f"{name}_{gate}_gate_bias"] = np.full(tokens, bias)
    lit = np.tanh(np.tanh(1.0))
    parameters["output_weights"] = np.concatenate([_logs(likely, tokens, NEVER) / lit, np.zeros((tokens, tokens))])
    parameters["output_bias"] = np.zeros(tokens)
    return {**_search(rng, 3, tokens, most, size), "parameters": parameters}


def _deceiving(
    rng: np.random.RandomState, places: int, tokens: int, size: int, start: int = START, end: int = END
) -> Inputs:
    """A model with a memory and a source to look at, of whose translations the likeliest is not the one that greedy finds."""
    for _ in range(MOST_DRAWS):
        inputs = {
            **_search(rng, places, tokens, 7, size, start, end),
            "parameters": _led_astray(rng, tokens, start, end),
        }
        found, _ = beam_search(**inputs)
        greedy, _ = beam_search(**{**inputs, "beam_size": 1})
        if 2 < len(found) < 7 and found.tolist() != greedy.tolist():
            return inputs
    raise ValueError("no model that leads greedy search astray")


def _led_astray(rng: np.random.RandomState, tokens: int, start: int, end: int) -> dict[str, Array]:
    """As in a chain, but for gates half open, recurrent weights, and an output layer that reads the context, too."""
    one, other, then = rng.permutation([token for token in range(tokens) if token not in (start, end)])[:3]
    likely = {
        start: {one: 0.5, other: 0.4},
        one: {end: 0.2, one: 0.2, other: 0.2, then: 0.2},
        other: {then: 0.95},
        then: {end: 0.95},
    }
    parameters = _inputs(rng, [1], [2], 9, tokens, tokens, tokens)["parameters"]
    parameters["target_embedding"] = 3.0 * np.eye(tokens)
    parameters["decoder_cell_gate_inputs"] = np.eye(tokens)
    parameters["decoder_cell_gate_weights"] *= 0.5
    parameters["decoder_cell_gate_bias"][:] = 0.0
    for gate, bias in (("forget", -1.0), ("input", 3.0), ("output", 3.0)):
        parameters[f"decoder_{gate}_gate_bias"] += bias
    context = rng.normal(0.0, 0.8, (tokens, tokens))
    parameters["output_weights"] = np.concatenate([1.5 * _logs(likely, tokens, -4.0), context])
    return parameters


def _logs(likely: dict[int, dict[int, float]], tokens: int, otherwise: float) -> Array:
    """(W, W): the logarithms of the probabilities, by token and the one after it."""
    logs = np.full((tokens, tokens), otherwise)
    for token, row in likely.items():
        for following, probability in row.items():
            logs[token, following] = np.log(probability)
    return logs


TAKEN = {
    ATTEND: ("decoder_state", "encoder_states", "source_lengths"),
    GRADIENTS: ("source_ids", "source_lengths", "target_ids", "target_lengths", "parameters"),
    GREEDY: ("source_ids", "source_lengths", "parameters", "start_token", "end_token", "max_length"),
    BEAM: ("source_ids", "parameters", "start_token", "end_token", "max_length", "beam_size"),
}


def _case(function: str, prefix: str, name: str, inputs: Inputs, en: str, zh: str, *, calls: int = 1) -> Case:
    title = TITLES[function]
    taken = {key: inputs[key] for key in TAKEN[function]}
    return Case(f"{prefix}-{name}", Text(f"{title.en}: {en}", f"{title.zh}：{zh}"), taken, function, calls)


def _inputs(
    rng: np.random.RandomState,
    sources: list[int],
    targets: list[int],
    source_tokens: int,
    target_tokens: int,
    embedding: int,
    units: int,
) -> Inputs:
    """Pairs of these lengths, of ids from 1 upward, with 0 behind their ends, and a model of these sizes."""
    parameters = {
        "source_embedding": rng.normal(0.0, 1.0, (source_tokens, embedding)),
        "target_embedding": rng.normal(0.0, 1.0, (target_tokens, embedding)),
    }
    for name in ("encoder", "decoder"):
        parameters |= {f"{name}_{key}": array for key, array in lstm_weights(rng, embedding, units).items()}
    parameters["output_weights"] = rng.normal(0.0, 1.5, (2 * units, target_tokens))
    parameters["output_bias"] = rng.choice([-1.0, 1.0], target_tokens) * rng.uniform(0.2, 0.9, target_tokens)
    return {
        "source_ids": padded_ids(rng, sources, max(1, *sources), source_tokens),
        "source_lengths": np.array(sources, np.int64),
        "target_ids": padded_ids(rng, targets, max(1, *targets), target_tokens),
        "target_lengths": np.array(targets, np.int64),
        "parameters": parameters,
    }


def _fill(rng: np.random.RandomState, inputs: Inputs, side: str, tokens: int) -> None:
    """Ids other than 0 behind the ends of sources or targets."""
    for row, length in zip(inputs[f"{side}_ids"], inputs[f"{side}_lengths"], strict=True):
        row[length:] = rng.randint(1, tokens, len(row) - length)


def _listed(inputs: Inputs) -> Inputs:
    return inputs | {name: array.tolist() for name, array in inputs.items() if name in TEXTS}
