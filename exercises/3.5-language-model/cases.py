"""The ladder of 3.5: loss and gradients, then perplexity on the same texts, then sampling, each from the smallest case upward.

The training has no rungs: it is judged by what it has learnt.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lstm_drills.content.cases import Case, lstm_weights, other_layouts, padded_ids, single_precision
from lstm_drills.messages import Text

GRADIENTS, PERPLEXITY, SAMPLE = "language_model_gradients", "perplexity", "sample"
# exp(z) is infinite from z = 710 on
HUGE_LOGIT = 1e4
TEXTS = "token_ids", "lengths"

Inputs = dict[str, Any]
Rung = tuple[str, Inputs, str, str]
TITLES = {
    GRADIENTS: Text("loss and gradients", "损失与梯度"),
    PERPLEXITY: Text("perplexity", "困惑度"),
    SAMPLE: Text("sampling", "采样"),
}


def cases(rng: np.random.RandomState) -> list[Case]:
    gradients = [_case(GRADIENTS, "gradients", *rung) for rung in _texts(rng)]
    huge = "huge-logits", "logits of 10000", "logits 达到 10000"
    gradients.append(_case(GRADIENTS, "gradients", huge[0], _huge(rng), *huge[1:]))
    gradients.append(_case(GRADIENTS, "gradients", *_again(rng), calls=2))
    measured = [_case(PERPLEXITY, "perplexity", *rung) for rung in _texts(rng)]
    measured.append(_case(PERPLEXITY, "perplexity", huge[0], _sure(rng), *huge[1:]))
    many = (
        "many-tokens",
        "380 tokens, some of them very unlikely: their product is 0",
        "380 个词元，有些概率极小：连乘得 0",
    )
    measured.append(_case(PERPLEXITY, "perplexity", many[0], _many(rng), *many[1:]))
    drawn = [_case(SAMPLE, "sample", *rung) for rung in _samples(rng)]
    return [*gradients, *measured, *drawn]


def _texts(rng: np.random.RandomState) -> Iterator[Rung]:
    yield (
        "two-tokens",
        _inputs(rng, [2], 2, 3, 1, 1),
        "one text of two tokens: one prediction",
        "一条文本，两个词元：一个预测",
    )
    yield "three-tokens", _inputs(rng, [3], 3, 4, 2, 2), "one text of three tokens", "一条文本，三个词元"
    yield (
        "all-sizes-differ",
        _inputs(rng, [7] * 6, 7, 11, 5, 3),
        "N=6 T=7 V=11 E=5 H=3, no padding",
        "N=6 T=7 V=11 E=5 H=3，没有填充",
    )
    yield from _ends(rng)
    yield from _sizes(rng)
    yield from _numbers(rng)


def _ends(rng: np.random.RandomState) -> Iterator[Rung]:
    garbage = _inputs(rng, [4, 7, 2, 5], 7, 11, 5, 3)
    for row, length in zip(garbage["token_ids"], garbage["lengths"], strict=True):
        row[length:] = rng.randint(1, 11, 7 - length)
    yield (
        "lengths-differ",
        _inputs(rng, [3, 7, 2, 6, 5], 7, 11, 5, 3),
        "texts of different lengths: the mean is over tokens, not over texts",
        "长度不同的文本：对词元取平均，而不是对文本",
    )
    yield (
        "longest-text-ends-early",
        _inputs(rng, [2, 4, 3], 6, 9, 4, 3),
        "no text fills all T places",
        "没有一条文本占满 T 个位置",
    )
    zeros = _inputs(rng, [5, 3, 6, 4], 6, 8, 4, 3)
    zeros["token_ids"][[0, 0, 1, 2, 3], [1, 4, 2, 0, 3]] = 0
    yield (
        "token-zero",
        zeros,
        "token 0 is a token like the others: only lengths say what is padding",
        "词元 0 和别的词元一样：只有长度说明哪里是填充",
    )
    yield "other-ids-behind-the-end", garbage, "ids other than 0 behind the end", "末尾之后有非 0 的编号"
    yield (
        "texts-that-predict-nothing",
        _inputs(rng, [3, 1, 0, 4], 5, 8, 4, 3),
        "texts of length 1 and 0 predict nothing",
        "长度为 1 和 0 的文本不预测任何词元",
    )


def _sizes(rng: np.random.RandomState) -> Iterator[Rung]:
    yield "repeated-tokens", _inputs(rng, [5, 3, 5], 5, 3, 4, 2), "two tokens, again and again", "只有两个词元反复出现"
    yield "one-unit", _inputs(rng, [4, 2, 3], 4, 6, 3, 1), "H=1", "H=1"
    yield (
        "equal-sizes",
        _inputs(rng, [5, 2, 4, 5, 3], 5, 5, 5, 5),
        "N = T = V = E = H = 5: a wrong axis does not crash",
        "N = T = V = E = H = 5：轴错了也不会报错",
    )


def _numbers(rng: np.random.RandomState) -> Iterator[Rung]:
    single = single_precision(_inputs(rng, [2, 4, 3], 4, 7, 5, 3))
    lists = _inputs(rng, [2, 3, 5], 5, 7, 4, 3)
    lists |= {name: lists[name].tolist() for name in TEXTS}
    yield "single-precision", single, "float32 parameters", "float32 参数"
    yield "lists", lists, "ids and lengths as lists", "编号和长度是列表"
    yield (
        "other-memory-layouts",
        other_layouts(_inputs(rng, [5, 3, 4], 5, 8, 4, 3), strided=TEXTS),
        "Fortran-ordered, strided and read-only arrays",
        "按列存储的、带步长的、只读的数组",
    )


def _huge(rng: np.random.RandomState) -> Inputs:
    """Every softmax is sure of something, not always of what comes next: the loss is of the size of the logits, as in float32."""
    inputs = _inputs(rng, [3, 5, 4], 5, 4, 4, 3)
    inputs["parameters"]["output_weights"] *= HUGE_LOGIT
    return inputs


def _sure(rng: np.random.RandomState) -> Inputs:
    """The token that comes next is the one that every logit speaks for: a perplexity of 1."""
    inputs = _inputs(rng, [4, 3, 5], 5, 4, 4, 3)
    ids, lengths = inputs["token_ids"], inputs["lengths"]
    inputs["token_ids"] = np.where((np.arange(5) > 0) & (np.arange(5) < lengths[:, None]), 3, ids)
    inputs["parameters"]["output_bias"][3] += HUGE_LOGIT
    return inputs


def _many(rng: np.random.RandomState) -> Inputs:
    """Probabilities down to 1e-20. All of them multiplied are less than the smallest float64."""
    inputs = _inputs(rng, [20] * 20, 20, 9, 4, 3)
    inputs["parameters"]["output_weights"] *= 10.0
    return inputs


def _again(rng: np.random.RandomState) -> Rung:
    return (
        "same-call-twice",
        _inputs(rng, [2, 4, 3], 4, 6, 3, 4),
        "the same call twice: nothing is left over from the first",
        "同样的调用做两次：第一次不能留下任何痕迹",
    )


# --- sampling -----------------------------------------------------------------------------------------------------------
def _samples(rng: np.random.RandomState) -> Iterator[Rung]:
    yield (
        "one-likeliest",
        _drawing(rng, 1, 0, None),
        "temperature 0, one token: the likeliest",
        "温度 0，一个词元：概率最大的",
    )
    yield (
        "likeliest",
        _drawing(rng, 12, 0, None),
        "temperature 0: each token is read before the next",
        "温度 0：每个词元读入之后再取下一个",
    )
    yield "drawn", _drawing(rng, 40, 1.0, None), "temperature 1, all tokens", "温度 1，全部词元"
    yield "cold", _drawing(rng, 40, 0.4, None), "temperature 0.4", "温度 0.4"
    yield "hot", _drawing(rng, 40, 2.5, None), "temperature 2.5", "温度 2.5"
    yield "three-likeliest", _drawing(rng, 40, 1.0, 3), "of the three likeliest", "只从最可能的三个里采样"
    yield "one-of-one", _drawing(rng, 12, 1.5, 1), "of one alone", "只剩一个可选"
    yield "cold-and-few", _drawing(rng, 40, 0.7, 4), "temperature 0.7, of four", "温度 0.7，四个里选"
    yield "more-than-there-are", _drawing(rng, 20, 1.0, 50), "top_k above V: all", "top_k 大于 V：全部"
    yield (
        "equals",
        _equals(rng),
        "equal probabilities at the edge of top_k: the smaller ids",
        "top_k 边界上概率相等：取编号小的",
    )
    yield (
        "likeliest-without-rng",
        _drawing(rng, 10, 0, 3) | {"rng": None},
        "temperature 0 and no rng: nothing is drawn",
        "温度 0，没有 rng：什么也不抽",
    )
    yield "nothing", _drawing(rng, 0, 1.0, None), "length 0: nothing", "长度 0：没有词元"
    huge = _drawing(rng, 20, 1.0, None)
    huge["parameters"]["output_weights"] *= HUGE_LOGIT
    yield "huge-logits", huge, "logits of 10000", "logits 达到 10000"


def _drawing(rng: np.random.RandomState, length: int, temperature: float, top_k: int | None) -> Inputs:
    parameters = _inputs(rng, [2], 2, 9, 4, 3)["parameters"]
    return {
        "parameters": parameters, "first_token": int(rng.randint(1, 9)), "length": length, "temperature": temperature,
        "top_k": top_k, "rng": np.random.default_rng(int(rng.randint(10**6))),
    }  # fmt: skip


def _equals(rng: np.random.RandomState) -> Inputs:
    """All logits are equal, whatever was read."""
    inputs = _drawing(rng, 30, 1.0, 3)
    inputs["parameters"]["output_weights"][:] = 0.0
    inputs["parameters"]["output_bias"][:] = 0.5
    return inputs


def _case(function: str, prefix: str, name: str, inputs: Inputs, en: str, zh: str, *, calls: int = 1) -> Case:
    title = TITLES[function]
    return Case(f"{prefix}-{name}", Text(f"{title.en}: {en}", f"{title.zh}：{zh}"), inputs, function, calls)


def _inputs(
    rng: np.random.RandomState, lengths: list[int], steps: int, tokens: int, embedding: int, units: int
) -> Inputs:
    """Texts of these lengths in ``steps`` places, of ids from 1 to ``tokens`` - 1, with 0 behind their ends."""
    token_ids = padded_ids(rng, lengths, steps, tokens)
    parameters = {
        "embedding": rng.normal(0.0, 1.0, (tokens, embedding)),
        **lstm_weights(rng, embedding, units),
        "output_weights": rng.normal(0.0, 1.5, (units, tokens)),
        "output_bias": rng.choice([-1.0, 1.0], tokens) * rng.uniform(0.2, 0.9, tokens),
    }
    return {"token_ids": token_ids, "lengths": np.array(lengths, np.int64), "parameters": parameters}
