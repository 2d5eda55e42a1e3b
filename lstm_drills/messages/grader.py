"""What the grader speaks: verdicts, checks, the rows of the smallest failing example, and how a child process ended."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "passed": Text("{id} passed: all {rungs} rungs.", "{id} 通过：全部 {rungs} 级。"),
    "failed": Text("{id} failed.", "{id} 未通过。"),
    "failed-at-rung": Text("{id} failed at rung {rung} of {rungs}: {shows}", "{id} 在第 {rung} 级（共 {rungs} 级）未通过：{shows}"),
    "not-started": Text(
        "{id} is not started: the stub still raises NotImplementedError. Write the function, then check again.",
        "{id} 还没有开始：桩代码仍在抛出 NotImplementedError。写好函数后再检查。",
    ),
    "check-defined": Text("{function} is defined", "定义了 {function}"),
    "check-parameters": Text("{function} takes what it is given", "{function} 的参数符合约定"),
    "check-arguments": Text("the arguments are left as they were", "参数没有被改动"),
    "check-results": Text("the results have memory of their own", "返回的数组各自独立"),
    "function-missing": Text(
        "The file does not define {function}. Write `def {function}(...)` with the parameters of the stub.",
        "文件里没有定义 {function}。请按桩代码的参数写 `def {function}(...)`。",
    ),
    "parameter-unknown": Text(
        "{function} asks for {names}, which the exercise does not give it. Keep to the stub's parameters, or give it a default.",
        "{function} 要求参数 {names}，而题目不提供它。请保持桩代码的参数，或者给它一个默认值。",
    ),
    "missing-parameter": Text(
        "{function} does not take {names}. Add it with the stub's name and place.",
        "{function} 没有参数 {names}。请按桩代码的名字和位置加上。",
    ),
    "missing-optional-parameter": Text(
        "{function} does not take {names}. Add it with a default of None; the rungs that need it are skipped.",
        "{function} 没有参数 {names}。请加上，默认值为 None；需要它的各级已跳过。",
    ),
    "missing-initial-hidden": Text(
        "{function} cannot be given initial states: it does not take {names}. Add initial_hidden=None and initial_cell=None,"
        " and start from zeros only where they are None. A decoder starts from an encoder's states.",
        "{function} 无法接收初始状态：缺少参数 {names}。请加上 initial_hidden=None 和 initial_cell=None，"
        "只有在它们是 None 时才从零开始。解码器就是从编码器的状态出发的。",
    ),
    "missing-initial-cell": Text(
        "{function} cannot be given the cell state to start from: add initial_cell=None after initial_hidden.",
        "{function} 无法接收初始细胞状态：请在 initial_hidden 之后加上 initial_cell=None。",
    ),
    "missing-d-hidden-sequences": Text(
        "{function} does not take d_hidden_sequences, the gradient of the loss with respect to every h_t. Without it there is"
        " nothing to propagate back: a gradient is always of some loss.",
        "{function} 没有参数 d_hidden_sequences，也就是损失对每个 h_t 的梯度。没有它就没有可以往回传的东西：梯度总是某个损失的梯度。",
    ),
    "rung-skipped": Text("needs {name}, which the function does not take", "需要参数 {name}，函数没有"),
    "rung-not-reached": Text("not reached", "没有运行到"),
    "rung-wrong": Text("wrong: {names}", "不对：{names}"),
    "raised": Text("line {line} raised {type}: {text}", "第 {line} 行抛出 {type}：{text}"),
    "raised-no-line": Text("raised {type}: {text}", "抛出 {type}：{text}"),
    "arguments-modified": Text("changed by the call: {names}", "被调用改动了：{names}"),
    "results-shared": Text("{one} and {other} share memory", "{one} 和 {other} 共用内存"),
    "results-overwritten": Text("the next call overwrites what the first one returned", "后一次调用改写了前一次返回的数组"),
    "returns-none": Text(
        "The function returns None: is the return statement missing, or inside a branch?",
        "函数返回了 None：是漏了 return，还是 return 只在某个分支里？",
    ),
    "not-a-dict": Text(
        "The function must return a dictionary of gradients, not {got}.", "函数应当返回一个梯度字典，而不是 {got}。"
    ),
    "not-a-pair": Text("The function must return {names}, in this order; it returned {got}.", "函数应当依次返回 {names}；实际返回 {got}。"),
    "missing-key": Text("The key {name} is missing from the gradients.", "返回的梯度里缺少键 {name}。"),
    "not-an-array": Text("{name} must be an array of numbers, not {got}.", "{name} 应当是数值数组，而不是 {got}。"),
    "wrong-shape": Text("{name} has shape {got}; it must be {expected}.", "{name} 的形状是 {got}；应当是 {expected}。"),
    "row-missing": Text("missing", "缺失"),
    "row-shape": Text("another shape", "形状不同"),
    "row-not-finite": Text("not finite", "不是有限的数"),
    "row-zero": Text("all zero", "全是零"),
    "row-negative": Text("{factor} times the expected", "是应有值的 {factor} 倍"),
    "row-too-large": Text("{factor} times too large", "大了，是应有值的 {factor} 倍"),
    "row-too-small": Text("{factor} times too small", "小了，应有值是它的 {factor} 倍"),
}
