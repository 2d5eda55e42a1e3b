"""What the diagnosis says of the form of a result, of exceptions and conduct, and where nothing explains a result."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "gate-forget": Text("forget gate", "遗忘门"),
    "gate-input": Text("input gate", "输入门"),
    "gate-output": Text("output gate", "输出门"),
    "gate-cell": Text("candidate (cell gate)", "候选状态"),
    "unknown": Text(
        "No known mistake, and no simple relation, reproduces what your code returns; so no cause is named here.",
        "已知的错误和简单的关系都无法重现你的代码返回的结果，因此这里不指认原因。",
    ),
    "where": Text("Off: {wrong}. Right: {right}.", "不对的：{wrong}。正确的：{right}。"),
    "where-all": Text("Every array of the result is off.", "结果中的每个数组都不对。"),
    "where-gates": Text(
        "Of the weights' gradients only those of these gates are off: {gates}.",
        "权重梯度中只有这些门的不对：{gates}。",
    ),
    "where-steps": Text("Of {of} steps these are off: {steps}.", "{of} 个时间步中不对的是：{steps}。"),
    "no-own-forward": Text(
        "Your backward pass was not compared with your own forward pass: there is no lstm_forward in the file and none"
        " in the workspace.",
        "没有拿你的反向传播和你自己的前向传播作比较：文件里和工作区里都没有 lstm_forward。",
    ),
    "size-from-outside": Text(
        "Line {line} reads {name} from outside the function, and it is not defined there. Take sizes from the arguments:"
        " hidden_size = len(weights['forget_gate_bias']), batch and input sizes from the input's shape.",
        "第 {line} 行从函数外部读取 {name}，而那里没有定义它。大小要从参数里取："
        "hidden_size = len(weights['forget_gate_bias'])，批大小和输入维度从输入的 shape 里取。",
    ),
    "global-size": Text(
        "Your function reads {name} from outside its arguments, so it is right for one size only. Take sizes from the"
        " arguments: hidden_size = len(weights['forget_gate_bias']), batch and input sizes from the input's shape.",
        "你的函数从参数之外读取 {name}，所以只在一种大小下才对。大小要从参数里取："
        "hidden_size = len(weights['forget_gate_bias'])，批大小和输入维度从输入的 shape 里取。",
    ),
    "derivative-not-defined": Text(
        "Line {line} calls {name}, which is defined nowhere. There is no such function to call: the derivative of a step is"
        " what this exercise asks you to write, gate by gate, by the chain rule.",
        "第 {line} 行调用了 {name}，但它在任何地方都没有定义。没有现成的函数可调用："
        "一个时间步的导数正是这道题要你用链式法则逐门写出来的。",
    ),
    "name-not-defined": Text(
        "Line {line} uses {name} before it has a value: define it in the file, or assign it on every path that leads there.",
        "第 {line} 行使用 {name} 时它还没有值：请在文件里定义它，或在到达这一行的每条路径上先给它赋值。",
    ),
    "writes-into-argument": Text(
        "Your code writes into one of its arguments, which is read-only here ({first}). Work on a copy, or build a new"
        " array: c = f * c instead of c *= f.",
        "你的代码向某个参数里写入，而这里的参数是只读的（{first}）。请在副本上操作，或生成新数组：用 c = f * c，不要用 c *= f。",
    ),
    "unknown-key": Text(
        "Your code looks up the key {key}, which is not in the dictionary ({first}). The twelve keys are"
        " forget_gate_, input_gate_, output_gate_, cell_gate_ with weights, inputs, bias.",
        "你的代码查找键 {key}，字典里没有它（{first}）。十二个键是 forget_gate_、input_gate_、output_gate_、cell_gate_"
        " 分别加上 weights、inputs、bias。",
    ),
    "shapes-do-not-fit": Text(
        "Two arrays do not fit together ({first}). Here: {sizes}. A matrix that should be transposed, or a size taken"
        " from the wrong axis, works only while the sizes are equal.",
        "两个数组的形状对不上（{first}）。这里的形状是：{sizes}。该转置的矩阵没有转置、或从错误的轴取大小，只有在各维相等时才碰巧能运行。",
    ),
    "modifies-argument": Text(
        "Your function changes its arguments ({names}): whoever called it finds other numbers there afterwards. Return new"
        " arrays, and leave the caller's as they were.",
        "你的函数改动了传入的参数（{names}）：调用者之后会发现里面的数变了。请返回新的数组，不要动调用者的数组。",
    ),
    "results-shared": Text(
        "Two arrays share the same memory: {one} and {other}. What changes one changes the other; return arrays of their own.",
        "有两个数组共用同一块内存：{one} 和 {other}。改一个就改了另一个；请返回各自独立的数组。",
    ),
    "results-overwritten": Text(
        "The arrays that your first call returned are overwritten by the next call. Make new arrays in every call.",
        "第一次调用返回的数组被下一次调用改写了。每次调用都要新建数组。",
    ),
    "keeps-state": Text(
        "Your function remembers earlier calls: the same inputs give another result than in a fresh process. Start every call"
        " from its arguments alone (no globals, no attributes, no mutable default arguments).",
        "你的函数记住了之前的调用：同样的输入，结果和在全新进程里不同。每次调用只能依赖参数（不要用全局变量、属性或可变的默认参数）。",
    ),
    "random": Text(
        "Your function gives other numbers each time it is called with the same inputs: something in it is random.",
        "同样的输入，你的函数每次给出的数都不同：其中有随机的东西。",
    ),
    "exact-for-own-forward": Text(
        "Your lstm_backward is the exact gradient of your own lstm_forward; but that forward pass is not the LSTM's. Mend the"
        " forward pass (lstm-drills check 3.2), then the derivative of what you change there.",
        "你的 lstm_backward 正是你自己的 lstm_forward 的精确梯度，但那个前向传播不是 LSTM 的。先改正前向传播"
        "（lstm-drills check 3.2），再改对应的导数。",
    ),
    "not-finite": Text(
        "All ordinary inputs are right, but huge ones give nan or inf: an exponential overflows and inf / inf or 0 * inf"
        " follows. Write the sigmoid so that it cannot, for example 0.5 * (1 + tanh(z / 2)), use np.tanh, and subtract the largest"
        " number from those of a softmax.",
        "普通的输入都对，但很大的输入给出 nan 或 inf：指数溢出后出现 inf / inf 或 0 * inf。"
        "请用不会溢出的写法，例如 sigmoid(z) = 0.5 * (1 + tanh(z / 2))，双曲正切用 np.tanh，softmax 先减去最大值。",
    ),
    "imprecise": Text(
        "The numbers are close, but only to {error} of the largest value: half precision, rounding, or a numerical derivative"
        " instead of the exact one.",
        "数值接近，但误差仍有最大值的 {error}：可能用了半精度、做了舍入，或用数值导数代替了精确导数。",
    ),
    "shape-transposed": Text("{first} The numbers are right: it is transposed.", "{first}数值是对的，只是转置了。"),
    "shape-batch-first": Text(
        "{first} The numbers are right, but batch and time stand in each other's place: time comes first.",
        "{first}数值是对的，但批和时间两个轴放反了：时间在前。",
    ),
    "shape-axis-missing": Text(
        "{first} The numbers are right, but an axis of length 1 is gone: a squeeze, or an index instead of a slice.",
        "{first}数值是对的，但长度为 1 的轴丢了：用了 squeeze，或用下标代替了切片。",
    ),
    "shape-axis-added": Text(
        "{first} The numbers are right, but there is an axis of length 1 too many: keepdims, or a bias kept as a row.",
        "{first}数值是对的，但多了一个长度为 1 的轴：用了 keepdims，或把偏置存成了一行。",
    ),
    "shape-reshaped": Text("{first} The numbers are right, in another shape.", "{first}数值是对的，只是形状不同。"),
    "shape-batch-not-summed": Text(
        "{first} Your {name} has one row for each example: sum over the batch, since the same parameter serves every example.",
        "{first}你的 {name} 每个样本各占一行：要对批求和，因为同一个参数被所有样本共用。",
    ),
    "overflow-raised": Text(
        "A huge input overflows ({first}). Write the sigmoid so that it cannot, for example 0.5 * (1 + tanh(z / 2)), and use NumPy's"
        " functions on whole arrays.",
        "很大的输入溢出了（{first}）。请用不会溢出的写法，例如 sigmoid(z) = 0.5 * (1 + tanh(z / 2))，并对整个数组用 NumPy 的函数。",
    ),
    "rounded": Text(
        "Your results are right, but rounded to {decimals} decimals.", "你的结果是对的，但被舍入到 {decimals} 位小数。"
    ),
    "half-precision": Text(
        "Your results are right to about three digits: they are computed or returned in half precision (float16).",
        "你的结果只有大约三位有效数字：是用半精度（float16）计算或返回的。",
    ),
    "truth-of-array": Text(
        "An array was used as a condition ({first}). Ask `if initial_hidden is None`, not `if initial_hidden` or `initial_hidden or ...`.",
        "把数组当成条件来判断了（{first}）。应当写 `if initial_hidden is None`，不要写 `if initial_hidden` 或 `initial_hidden or ...`。",
    ),
    "none-not-handled": Text(
        "Your code computes with None ({first}). initial_hidden and initial_cell may be None, which means zeros; or a function of"
        " yours has no return statement.",
        "你的代码拿 None 去计算了（{first}）。initial_hidden 和 initial_cell 可以是 None，表示全零；也可能是你的某个函数漏了 return。",
    ),
    "whole-numbers": Text(
        "Your results are whole numbers: they were stored in an array of integers, which cuts everything behind the point."
        " Make buffers with np.zeros(shape), which are floats.",
        "你的结果都是整数：它们被存进了整数数组，小数部分全被截掉。请用 np.zeros(shape) 建缓冲区，它默认是浮点数。",
    ),
    "shape-summed-over-all": Text(
        "{first} It is one number, the sum of all that belongs there: sum over the batch only (axis=0).",
        "{first}它只是一个数，是应有各数之和：只应当对批求和（axis=0）。",
    ),
    "shape-batch-summed": Text(
        "{first} It is summed over the batch; each example has a gradient of its own here.",
        "{first}它对批求了和；这里每个样本都有自己的梯度。",
    ),
    "shape-batch-summed-row": Text(
        "{first} It is summed over the batch; each example has a gradient of its own here.",
        "{first}它对批求了和；这里每个样本都有自己的梯度。",
    ),
    "shape-first-step": Text(
        "{first} It is that of the first step only; all T steps are asked for.",
        "{first}这只是第一步的；应当返回全部 T 步。",
    ),
    "shape-last-step": Text(
        "{first} It is that of the last step only; all T steps are asked for.",
        "{first}这只是最后一步的；应当返回全部 T 步。",
    ),
    "fault": Text(
        "The diagnosis itself failed, which is a bug of ours and changes nothing in the verdict. Please report it with your file and"
        " seed {seed}: {text}",
        "诊断程序自身出错，这是我们的问题，不影响判定。请连同你的文件和种子 {seed} 一起报告：{text}",
    ),
    "updates-weights": Text(
        "Your function changes the weights that it was given. A backward pass returns gradients, in arrays of their own; the update"
        " (weights minus learning rate times gradient) is the optimiser's work and comes later.",
        "你的函数直接改动了传入的权重。反向传播只返回梯度（放在新的数组里）；更新（权重减去学习率乘梯度）是优化器的事，之后才做。",
    ),
}
