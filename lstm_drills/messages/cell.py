"""What the diagnosis says of one LSTM step: the gates, their parts, the new cell state and the new hidden state."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "activation-is": Text(
        "Your {gate} goes through {got}; it must go through {right}.",
        "你的{gate}用了 {got}；应当用 {right}。",
    ),
    "activation-missing": Text(
        "Your {gate} has no activation: its weighted sum must go through {right}.",
        "你的{gate}没有激活函数：加权和要先经过 {right}。",
    ),
    "part-missing": Text(
        "Your {gate} lacks the part {part}: it must be activated from h_{{t-1}} W + x_t U + b.",
        "你的{gate}缺少 {part} 这一项：激活之前应当是 h_{{t-1}} W + x_t U + b。",
    ),
    "part-doubled": Text("Your {gate} counts the part {part} twice.", "你的{gate}把 {part} 这一项加了两次。"),
    "part-negated": Text(
        "Your {gate} subtracts the part {part} instead of adding it.", "你的{gate}减去了 {part}，应当是加上。"
    ),
    "part-of-other-gate": Text(
        "Your {gate} takes the part {part} from the {other}; each gate has its own weights and bias.",
        "你的{gate}的 {part} 用的是{other}的参数；每个门都有自己的权重和偏置。",
    ),
    "recurrent-is": Text(
        "In your {gate} the recurrent part is {got}; it must be h_{{t-1}} W, with this gate's own W.",
        "你的{gate}中的循环项是 {got}；应当是 h_{{t-1}} W，W 是这个门自己的。",
    ),
    "gate-value-is": Text(
        "Your {gate} is computed as {got} (h: the previous hidden state, x: the input); it must be the activation of the whole"
        " sum hW + xU + b, for each example and unit by itself.",
        "你的{gate}算成了 {got}（h 是上一步的隐藏状态，x 是输入）；应当对整个和 hW + xU + b 取激活，每个样本、每个单元各算各的。",
    ),
    "gate-is-other": Text("Where the {gate} belongs you use the {other}.", "该用{gate}的地方，你用了{other}。"),
    "gate-weights-of-other": Text(
        "Your {gate} is computed from the weights of the {other}.", "你的{gate}是用{other}的权重算出来的。"
    ),
    "gate-complement-of-other": Text(
        "Your {gate} is 1 minus the {other}. In an LSTM the two are separate; a coupled gate is another architecture.",
        "你的{gate}等于 1 减去{other}。在 LSTM 里两者各自独立；耦合门是另一种结构。",
    ),
    "gate-times-other": Text("Your {gate} is multiplied by the {other} as well.", "你的{gate}又多乘了{other}。"),
    "new-cell-is": Text(
        "Your new cell state is {got}; it must be f_t * c_{{t-1}} + i_t * g_t (g_t: the candidate).",
        "你的新细胞状态是 {got}；应当是 f_t * c_{{t-1}} + i_t * g_t（g_t 是候选状态）。",
    ),
    "new-hidden-is": Text(
        "Your new hidden state is {got}; it must be o_t * tanh(c_t), with the new cell state c_t.",
        "你的新隐藏状态是 {got}；应当是 o_t * tanh(c_t)，c_t 是新的细胞状态。",
    ),
    "gates-swapped": Text(
        "The {one} and the {other} stand in each other's place: check the order in which you pack and unpack them.",
        "{one}和{other}互换了位置：请检查打包和拆包的顺序。",
    ),
    "gates-permuted": Text(
        "The gates are in each other's places: where f, i, o, g belong you have {order}. Check the order in which you pack"
        " and unpack them.",
        "门的位置乱了：该是 f, i, o, g 的地方，你放的是 {order}。请检查打包和拆包的顺序。",
    ),
    "also-in": Text("{first} The same holds for: {gates}.", "{first}同样的问题还出现在：{gates}。"),
    "part-of-one-gate": Text(
        "All gates take the part {part} from the {gate}: a line that was copied and not changed. Each gate has its own.",
        "所有门的 {part} 用的都是{gate}的参数：复制了一行却没有改。每个门都有自己的参数。",
    ),
    "stacked-otherwise": Text(
        "The vector is stacked in one order and the matrix in the other: [x, h] must meet [U; W], or [h, x] must meet [W; U].",
        "向量和矩阵的拼接顺序不一致：[x, h] 要配 [U; W]，[h, x] 要配 [W; U]。",
    ),
    "returned-swapped": Text(
        "The two results of the step are exchanged: the new hidden state comes first, then the new cell state.",
        "这一步的两个结果放反了：新的隐藏状态在前，新的细胞状态在后。",
    ),
    "returned-hidden-twice": Text(
        "You return the hidden state in the place of the cell state too.", "细胞状态的位置上返回的也是隐藏状态。"
    ),
    "returned-cell-twice": Text(
        "You return the cell state in the place of the hidden state too.", "隐藏状态的位置上返回的也是细胞状态。"
    ),
    "returned-cell-tanh": Text(
        "You return tanh of the new cell state; the next step needs the cell state itself.",
        "你返回的是新细胞状态的 tanh；下一步需要的是细胞状态本身。",
    ),
    "returned-cell-gated": Text(
        "The cell state that you return is multiplied by the output gate; the gate decides what is shown, not what is kept.",
        "你返回的细胞状态乘了输出门；输出门只决定展示什么，不决定保留什么。",
    ),
    "returned-cell-forgotten": Text(
        "The cell state that you return is multiplied by the forget gate once more.",
        "你返回的细胞状态又多乘了一次遗忘门。",
    ),
    "returned-first-example-only": Text(
        "Only the first example of the batch is computed; the others stay zero.",
        "只算了批中的第一个样本，其余样本都是零。",
    ),
    "returned-batch-mean": Text("Every example gets the mean of the batch.", "每个样本得到的都是整批的平均。"),
    "returned-batch-reversed": Text(
        "The examples of the batch come back in reverse order.", "返回时批中样本的顺序反了。"
    ),
}
