"""What the grader speaks: verdicts, checks, the rows of the smallest failing example, and how a child process ended."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "passed": Text("{id} passed: all {rungs} rungs.", "{id} 通过：全部 {rungs} 级。"),
    "failed": Text("{id} failed.", "{id} 未通过。"),
    "failed-training": Text(
        "{id}: the functions are right, but the training does not reach what it should.",
        "{id}：函数都正确，但训练没有达到要求。",
    ),
    "still-to-write": Text(
        "{id}: what is written is right. Still to write: {functions}.", "{id}：已写的都正确。还要写：{functions}。"
    ),
    "failed-at-rung": Text(
        "{id} failed at rung {rung} of {rungs}: {shows}", "{id} 在第 {rung} 级（共 {rungs} 级）未通过：{shows}"
    ),
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
    "parameter-order": Text(
        "{function} takes its parameters in another order than the stub: who calls it by position gives it the wrong arrays.",
        "{function} 的参数顺序和桩代码不同：按位置调用的人会传错数组。",
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
    "rung-unwritten": Text("{function} is not written yet", "{function} 还没有写"),
    "rung-not-reached": Text("not reached", "没有运行到"),
    "rung-wrong": Text("wrong: {names}", "不对：{names}"),
    "raised": Text("line {line} raised {type}: {text}", "第 {line} 行抛出 {type}：{text}"),
    "raised-no-line": Text("raised {type}: {text}", "抛出 {type}：{text}"),
    "arguments-modified": Text("changed by the call: {names}", "被调用改动了：{names}"),
    "results-shared": Text("{one} and {other} share memory", "{one} 和 {other} 共用内存"),
    "results-overwritten": Text(
        "the next call overwrites what the first one returned", "后一次调用改写了前一次返回的数组"
    ),
    "returns-none": Text(
        "The function returns None: is the return statement missing, or inside a branch?",
        "函数返回了 None：是漏了 return，还是 return 只在某个分支里？",
    ),
    "not-a-dict": Text(
        "The function must return a dictionary of gradients, not {got}.", "函数应当返回一个梯度字典，而不是 {got}。"
    ),
    "not-a-pair": Text(
        "The function must return {names}, in this order; it returned {got}.",
        "函数应当依次返回 {names}；实际返回 {got}。",
    ),
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
    "ended-syntax": Text(
        "Line {line} is not valid Python ({text}): {code}", "第 {line} 行不是合法的 Python（{text}）：{code}"
    ),
    "ended-syntax-no-line": Text("The file is not valid Python: {text}", "文件不是合法的 Python：{text}"),
    "ended-import": Text(
        "Loading the file stopped at line {line}: {type}: {text}. Only definitions should run when it is loaded.",
        "加载文件时在第 {line} 行停下：{type}：{text}。加载时只应当执行定义。",
    ),
    "ended-import-no-line": Text("Loading the file failed: {type}: {text}", "加载文件失败：{type}：{text}"),
    "ended-missing-module": Text(
        "Line {line} imports {text}, which is not installed here. The exercises need NumPy alone.",
        "第 {line} 行导入 {text}，这里没有安装。练习只需要 NumPy。",
    ),
    "ended-missing-module-no-line": Text(
        "The file imports {text}, which is not installed here. The exercises need NumPy alone.",
        "文件导入 {text}，这里没有安装。练习只需要 NumPy。",
    ),
    "ended-forbidden-import": Text(
        "Line {line} imports lstm_drills, which holds the answers: it cannot be used in a submission.",
        "第 {line} 行导入 lstm_drills，答案就在里面：提交的代码不能使用它。",
    ),
    "ended-forbidden-import-no-line": Text(
        "The file imports lstm_drills, which holds the answers: it cannot be used in a submission.",
        "文件导入 lstm_drills，答案就在里面：提交的代码不能使用它。",
    ),
    "ended-forbidden-file": Text(
        "Line {line} opens a file that a submission may not use ({text}). All it needs is in its arguments.",
        "第 {line} 行打开了提交的代码不能使用的文件（{text}）。需要的一切都在参数里。",
    ),
    "ended-forbidden-file-no-line": Text(
        "The file opens what a submission may not use ({text}). All it needs is in its arguments.",
        "代码打开了不能使用的文件（{text}）。需要的一切都在参数里。",
    ),
    "ended-exit": Text(
        "Line {line} ended the program (exit): return the result instead.",
        "第 {line} 行结束了程序（exit）：请改为返回结果。",
    ),
    "ended-exit-no-line": Text(
        "The code ended its process without a result (an exit call?). Return the result instead.",
        "代码没有给出结果就结束了进程（调用了 exit？）。请改为返回结果。",
    ),
    "ended-crash": Text(
        "The process crashed ({text}) while line {line} was running: {code}",
        "第 {line} 行运行时进程崩溃（{text}）：{code}",
    ),
    "ended-crash-no-line": Text(
        "The process crashed ({text}): not an exception, but a fault in compiled code or endless recursion in it.",
        "进程崩溃（{text}）：不是普通异常，而是编译代码里的错误或其中的无穷递归。",
    ),
    "ended-timeout": Text(
        "Stopped after {seconds} s: line {line} was running: {code}",
        "运行 {seconds} 秒后被停止：当时在执行第 {line} 行：{code}",
    ),
    "ended-timeout-no-line": Text(
        "Stopped after {seconds} s: it was still running. Is there a loop that does not end?",
        "运行 {seconds} 秒后被停止，仍未结束。是不是有停不下来的循环？",
    ),
    "ended-memory": Text(
        "The process was ended while line {line} was running, most likely for want of memory (limit {gigabytes} GB): {code}",
        "第 {line} 行运行时进程被结束，多半是内存不够（上限 {gigabytes} GB）：{code}",
    ),
    "ended-memory-no-line": Text(
        "The process was killed, most likely for want of memory (limit {gigabytes} GB).",
        "进程被杀死，多半是内存不够（上限 {gigabytes} GB）。",
    ),
    "ended-output": Text(
        "Too much came out of line {line}, printed or returned: {code}", "第 {line} 行的输出（打印或返回）太多：{code}"
    ),
    "ended-output-no-line": Text(
        "The code printed or returned far too much ({text}). Return arrays of the stated shapes, and print little.",
        "代码打印或返回的内容太多（{text}）。请返回规定形状的数组，少打印。",
    ),
    "ended-channel": Text(
        "The code closed or wrote into the channel by which results come back, so there is no result. Leave file descriptors"
        " that you did not open alone.",
        "代码关闭或写入了传回结果的通道，因此没有结果。不是自己打开的文件描述符请不要动。",
    ),
    "ended-grader-fault": Text(
        "The grader itself failed; this says nothing about your code. Please report it with: {text}",
        "评分程序自身出错，与你的代码无关。请报告以下内容：{text}",
    ),
}
