"""The cheat sheet's words: one block a topic, a formula or two and what to say of it, on one printed page."""

from typing import NamedTuple

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "title": Text("LSTM on one page", "一页 LSTM"),
    "weak-first": Text("Your weakest topics come first.", "你最弱的主题排在最前。"),
    "written": Text(
        "The page is in {path}; print it, or open it in a browser.", "已写入 {path}；可以打印，或用浏览器打开。"
    ),
}


class Block(NamedTuple):
    """``topic`` as in questions/topics.yaml; ``formulas`` as they are; ``points`` to say."""

    topic: str
    title: Text
    formulas: str
    points: tuple[Text, ...]


BLOCKS: tuple[Block, ...] = (
    Block(
        "gates-and-cell",
        Text("One step", "一个时间步"),
        "f, i, o = sigmoid(h W + x U + b)   each its own W, U, b\n"
        "g       = tanh(h W + x U + b)\n"
        "c_t = f * c_{t-1} + i * g\n"
        "h_t = o * tanh(c_t)",
        (
            Text(
                "Forget gate keeps, input gate writes, output gate shows; the candidate g is content, no gate.",
                "遗忘门保留，输入门写入，输出门输出；候选状态 g 是内容，不是门。",
            ),
            Text(
                "Shapes: x (N, D), h and c (N, H), W (H, H), U (D, H), b (H).",
                "形状：x (N, D)，h 和 c (N, H)，W (H, H)，U (D, H)，b (H)。",
            ),
            Text(
                "c has no bound and carries; h lies between -1 and 1 and is what others see.",
                "c 没有上下界，负责传递；h 在 -1 和 1 之间，别的单元只看得到它。",
            ),
        ),
    ),
    Block(
        "gradients",
        Text("Vanishing and exploding", "梯度消失与梯度爆炸"),
        "plain RNN: product of diag(tanh') W^T      0.9^100 = 0.00003, 1.1^100 = 13781\n"
        "LSTM, along the cell: dc_t/dc_{t-k} = f_t ... f_{t-k+1}",
        (
            Text(
                "The additive path eases vanishing. Exploding is not solved: clip the global norm.",
                "加法路径缓解消失；爆炸没有解决：按全局范数裁剪。",
            ),
            Text(
                "f < 1 still fades: that is forgetting. Start with a forget bias of 1.",
                "f < 1 仍会衰减，那就是遗忘。遗忘门偏置从 1 开始。",
            ),
        ),
    ),
    Block(
        "bptt",
        Text("Backward", "反向传播"),
        "dc += dh * o * (1 - tanh(c)^2)\n"
        "dz_o = dh * tanh(c) * o (1 - o)     dz_f = dc * c_{t-1} * f (1 - f)\n"
        "dz_i = dc * g * i (1 - i)           dz_g = dc * i * (1 - g^2)\n"
        "dW = sum_t h_{t-1}^T dz    dU = sum_t x^T dz    db = sum_t sum_n dz\n"
        "back to h_{t-1}: sum of dz W^T      back to c_{t-1}: dc * f",
        (
            Text(
                "Shared weights: gradients are summed over time. Finish dh and dc before they are used.",
                "权重共用：梯度对时间求和。dh 和 dc 先算完整再使用。",
            ),
            Text(
                "Truncation: the state runs on, the gradient stops (detach).", "截断：状态继续走，梯度停下（detach）。"
            ),
        ),
    ),
    Block(
        "parameter-count-complexity",
        Text("Counting", "计数"),
        "LSTM: 4 H (D + H + 1) Keras      4 H (D + H + 2) PyTorch (two biases)\n"
        "GRU:  3 H (D + H + 1) classic    3 H (D + H + 2) PyTorch, Keras reset_after\n"
        "16 -> 32: 6,272 in Keras, 6,400 in PyTorch\n"
        "a step: 4 H (D + H) multiply-adds; BPTT's memory grows with T",
        (Text("Two directions double it; the next layer's D is then 2H.", "双向翻倍；下一层的 D 变为 2H。"),),
    ),
    Block(
        "rnn-vs-lstm",
        Text("Against a plain RNN and a GRU", "与普通 RNN、GRU 比较"),
        "RNN: h_t = tanh(h W + x U + b)\nGRU: h_t = (1 - z) * n + z * h_{t-1}     n = tanh(x U + r * (h W) + b)",
        (
            Text(
                "GRU: two gates, one state, three quarters of the weights; results are mostly alike.",
                "GRU：两个门、一个状态、四分之三的权重；效果大多相当。",
            ),
            Text(
                "1997 had no forget gate; Gers et al. added it in 2000.", "1997 年没有遗忘门；2000 年由 Gers 等人加上。"
            ),
        ),
    ),
    Block(
        "sequence-batching",
        Text("Batches of texts", "成批的文本"),
        "ids (N, T) + lengths (N)  ->  read h at length - 1; mask the loss",
        (
            Text(
                "Pad on the right and mask, or pack; sort by length into buckets. Padding must reach neither state nor loss.",
                "在右侧填充并加掩码，或打包；按长度分桶。填充不能影响状态，也不能进入损失。",
            ),
            Text(
                "(N, T, D) to (T, N, D) is a transpose, never a reshape.",
                "(N, T, D) 到 (T, N, D) 用转置，绝不能用 reshape。",
            ),
        ),
    ),
    Block(
        "initialisation",
        Text("Start and regularise", "初始化与正则化"),
        "W orthogonal, U Glorot, b_f = 1 (PyTorch: only one of the two biases)",
        (
            Text(
                "Dropout on inputs and between layers; on the recurrent way only with one mask for all steps.",
                "dropout 用在输入和层间；循环方向上只能整个序列用同一个掩码。",
            ),
            Text(
                "Also: weight decay, early stopping, layer normalisation; batch normalisation does not drop in.",
                "另有：权重衰减、提前停止、层归一化；批归一化不能直接套用。",
            ),
        ),
    ),
    Block(
        "bidirectional-stacked",
        Text("Bidirectional, stacked", "双向与多层"),
        "out_t = [h_t forward; h_t backward]  (N, 2H)",
        (
            Text(
                "Not for what must answer before the end: streaming, forecasting, generating.",
                "不能用于必须在结束前给出结果的任务：流式、预测、生成。",
            ),
        ),
    ),
    Block(
        "seq2seq-attention",
        Text("Encoder, decoder, attention", "编码器、解码器、注意力"),
        "a_s = softmax_s(score(h_t, e_s))    context = sum_s a_s e_s",
        (
            Text(
                "One vector for all is the bottleneck; attention looks again at each step.",
                "一个向量装下全部是瓶颈；注意力每一步都重新查看。",
            ),
            Text(
                "Teacher forcing trains, beam search decodes (divide by the length), exposure bias is the gap.",
                "训练用教师强制，解码用束搜索（按长度归一），两者之差就是曝光偏差。",
            ),
        ),
    ),
    Block(
        "language-model",
        Text("Language models", "语言模型"),
        "perplexity = exp(mean cross-entropy per token)",
        (
            Text(
                "Comparable only on the same tokens. Temperature below 1 sharpens.",
                "只有词元相同才能比较。温度小于 1 更尖锐。",
            ),
        ),
    ),
    Block(
        "lstm-vs-transformer",
        Text("Against a Transformer", "与 Transformer 比较"),
        "LSTM: T steps in a row, O(H^2) a token, state of fixed size\n"
        "Transformer: parallel over T, O(T) a token to look back, cache grows",
        (
            Text(
                "LSTM: streaming, small data, small devices. Transformer: scale, long context, parallel training.",
                "LSTM：流式、小数据、小设备。Transformer：大规模、长上下文、并行训练。",
            ),
        ),
    ),
    Block(
        "debugging",
        Text("When it does not learn", "学不动的时候"),
        "first loss near log(C); overfit one batch; gradient check in float64, e = 1e-5",
        (
            Text(
                "NaN: clip, smaller steps, loss from logits. Far words ignored: vanishing. Test better than life: leakage.",
                "NaN：裁剪、减小步子、由 logits 算损失。远处的词没用上：梯度消失。测试好、上线差：数据泄漏。",
            ),
        ),
    ),
)
TO_SAY: tuple[Text, ...] = (
    Text(
        "The cell state is a sum, and the only factor on its way is the forget gate.",
        "细胞状态是求和，路上唯一的因子是遗忘门。",
    ),
    Text("Gates are shares (sigmoid), content has a sign (tanh).", "门是比例（sigmoid），内容有正负（tanh）。"),
    Text("Vanishing is eased, exploding is clipped.", "消失得到缓解，爆炸靠裁剪。"),
    Text("Four weight blocks, three gates, two states.", "四组权重，三个门，两个状态。"),
    Text("Same weights at every step: gradients add up.", "每步同一组权重：梯度相加。"),
    Text("I mask padding in the state, the loss and the metric.", "填充在状态、损失、指标里都要屏蔽。"),
    Text("I check a gradient by central differences before I trust it.", "先用中心差分核对梯度，再相信它。"),
    Text("I compare with a simple baseline on the same split.", "在同一划分上与简单基线比较。"),
    Text("I name the convention when I give a count.", "报参数量时说明约定。"),
    Text("I say when I would not use an LSTM.", "会说明什么时候不用 LSTM。"),
)
TEXTS["to-say"] = Text("Ten things to say", "要说的十句话")
