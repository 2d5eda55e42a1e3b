"""What the diagnosis says of the forward pass over time."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "initial-both-ignored": Text(
        "Your first step starts from zeros although initial states are given: begin with initial_hidden and initial_cell, and"
        " with zeros only where they are None.",
        "给了初始状态，你的第一步却从零开始：应当从 initial_hidden 和 initial_cell 出发，只有在它们是 None 时才用零。",
    ),
    "initial-hidden-ignored": Text(
        "Your first step ignores initial_hidden and starts from a hidden state of zeros.",
        "你的第一步忽略了 initial_hidden，从全零的隐藏状态开始。",
    ),
    "initial-cell-ignored": Text(
        "Your first step ignores initial_cell and starts from a cell state of zeros.",
        "你的第一步忽略了 initial_cell，从全零的细胞状态开始。",
    ),
    "initial-swapped": Text(
        "initial_hidden and initial_cell stand in each other's place.", "initial_hidden 和 initial_cell 放反了。"
    ),
    "initial-hidden-for-both": Text(
        "Your first step uses initial_hidden as the cell state too.", "你的第一步把 initial_hidden 也当成了细胞状态。"
    ),
    "initial-cell-for-both": Text(
        "Your first step uses initial_cell as the hidden state too.", "你的第一步把 initial_cell 也当成了隐藏状态。"
    ),
    "initial-cell-from-tanh": Text(
        "Your first step starts from tanh(initial_cell); the cell state enters as it is.",
        "你的第一步从 tanh(initial_cell) 开始；细胞状态应当原样进入。",
    ),
    "initial-first-example-for-all": Text(
        "Your first step gives every example the initial states of the first one.",
        "你的第一步让所有样本都用了第一个样本的初始状态。",
    ),
    "initial-batch-mean": Text(
        "Your first step averages the initial states over the batch.", "你的第一步对批求了初始状态的平均。"
    ),
    "initial-ones": Text("Your first step starts from ones.", "你的第一步从全一的状态开始。"),
    "carried-hidden-is": Text(
        "The hidden state that enters step t is {got} in your code; it must be the h that step t-1 produced.",
        "在你的代码里，进入第 t 步的隐藏状态是 {got}；应当是第 t-1 步产生的 h。",
    ),
    "carried-cell-is": Text(
        "The cell state that enters step t is {got} in your code; it must be the c that step t-1 produced.",
        "在你的代码里，进入第 t 步的细胞状态是 {got}；应当是第 t-1 步产生的 c。",
    ),
    "carried-both-initial": Text(
        "Every step starts from the initial states: nothing is carried from one step to the next.",
        "每一步都从初始状态出发：状态没有从一步传到下一步。",
    ),
    "carried-both-zero": Text(
        "Every step starts from zeros: nothing is carried from one step to the next.",
        "每一步都从零开始：状态没有从一步传到下一步。",
    ),
    "carried-both-zero-after-first": Text(
        "After the first step every step starts from zeros: nothing is carried on.",
        "第一步之后每一步都从零开始：状态没有传下去。",
    ),
    "carried-swapped": Text(
        "Hidden and cell state are exchanged when they enter a step.", "进入每一步时，隐藏状态和细胞状态放反了。"
    ),
    "carried-swapped-after-first": Text(
        "Hidden and cell state are exchanged when they are carried to the next step: look at the order in which the step's"
        " results are unpacked.",
        "传到下一步时，隐藏状态和细胞状态放反了：请检查接收这一步结果的顺序。",
    ),
    "carried-hidden-for-both": Text(
        "The hidden state is carried in the place of the cell state as well.", "隐藏状态同时被当成细胞状态传了下去。"
    ),
    "carried-hidden-for-both-after-first": Text(
        "After the first step the hidden state is carried in the place of the cell state as well.",
        "第一步之后，隐藏状态同时被当成细胞状态传了下去。",
    ),
    "carried-cell-for-both": Text(
        "The cell state is carried in the place of the hidden state as well.", "细胞状态同时被当成隐藏状态传了下去。"
    ),
    "carried-cell-for-both-after-first": Text(
        "After the first step the cell state is carried in the place of the hidden state as well.",
        "第一步之后，细胞状态同时被当成隐藏状态传了下去。",
    ),
    "carried-one-example-behind": Text(
        "The states move on to the next example of the batch from step to step.",
        "状态在每一步都错位到批中的下一个样本。",
    ),
    "inputs-reversed": Text(
        "Your code reads the inputs from the last step to the first; the forward pass goes forward in time.",
        "你的代码从最后一步往前读输入；前向传播应当按时间顺序进行。",
    ),
    "inputs-first-only": Text("Every step reads the input of the first step.", "每一步读的都是第一步的输入。"),
    "inputs-last-only": Text("Every step reads the input of the last step.", "每一步读的都是最后一步的输入。"),
    "inputs-one-late": Text(
        "Step t reads x_{{t-1}} (zeros at the first step); it must read x_t.",
        "第 t 步读的是 x_{{t-1}}（第一步是零）；应当读 x_t。",
    ),
    "inputs-one-late-wrapped": Text(
        "Step t reads x_{{t-1}}, the first one the last input (index -1); it must read x_t.",
        "第 t 步读的是 x_{{t-1}}，第一步读到了最后一个输入（下标 -1）；应当读 x_t。",
    ),
    "inputs-one-late-repeated": Text(
        "From the second step on, step t reads x_{{t-1}}; it must read x_t.",
        "从第二步起，第 t 步读的是 x_{{t-1}}；应当读 x_t。",
    ),
    "inputs-one-early": Text(
        "Step t reads x_{{t+1}} (zeros at the last step); it must read x_t.",
        "第 t 步读的是 x_{{t+1}}（最后一步是零）；应当读 x_t。",
    ),
    "inputs-one-early-wrapped": Text(
        "Step t reads x_{{t+1}}, the last one the first input; it must read x_t.",
        "第 t 步读的是 x_{{t+1}}，最后一步读到了第一个输入；应当读 x_t。",
    ),
    "inputs-one-early-repeated": Text(
        "Step t reads x_{{t+1}}; it must read x_t.", "第 t 步读的是 x_{{t+1}}；应当读 x_t。"
    ),
    "inputs-reshaped": Text(
        "Batch and time of the input are mixed by a reshape: use a transpose to exchange axes, or leave the order (T, N, D).",
        "输入的批和时间被 reshape 搅乱了：交换轴要用转置，或者保持 (T, N, D) 的顺序。",
    ),
    "inputs-batch-mean": Text("The input is averaged over the batch.", "输入对批取了平均。"),
    "inputs-first-example-for-all": Text(
        "Every example reads the input of the first one.", "所有样本读的都是第一个样本的输入。"
    ),
    "inputs-skips-first": Text(
        "The first step is left out: T inputs give T states.", "漏掉了第一步：T 个输入应当得到 T 个状态。"
    ),
    "inputs-skips-last": Text(
        "The last step is left out: T inputs give T states.", "漏掉了最后一步：T 个输入应当得到 T 个状态。"
    ),
    "inputs-batch-reversed": Text("The examples of the batch are in reverse order.", "批中样本的顺序反了。"),
    "inputs-ignored": Text("The input does not enter at all.", "输入根本没有参与计算。"),
    "inputs-summed-so-far": Text(
        "Step t reads the sum of all inputs up to t; it must read x_t.",
        "第 t 步读的是到 t 为止所有输入的和；应当只读 x_t。",
    ),
    "returned-reversed": Text("The states come back in reverse order of time.", "返回的状态时间顺序反了。"),
    "returned-hidden-reversed": Text(
        "The hidden states come back in reverse order of time.", "返回的隐藏状态时间顺序反了。"
    ),
    "returned-cell-reversed": Text(
        "The cell states come back in reverse order of time.", "返回的细胞状态时间顺序反了。"
    ),
    "returned-swapped": Text(
        "The two results are exchanged: hidden states come first, then cell states.",
        "两个返回值放反了：隐藏状态在前，细胞状态在后。",
    ),
    "returned-hidden-twice": Text(
        "You return the hidden states in the place of the cell states too.", "细胞状态的位置上返回的也是隐藏状态。"
    ),
    "returned-cell-twice": Text(
        "You return the cell states in the place of the hidden states too.", "隐藏状态的位置上返回的也是细胞状态。"
    ),
    "returned-last-repeated": Text(
        "Every step of your result holds the last states: one array is stored T times and overwritten. Store a copy each step.",
        "结果的每一步都是最后的状态：同一个数组被存了 T 次又被改写。每一步都要存一份副本。",
    ),
    "returned-hidden-last-repeated": Text(
        "Every step of your hidden states holds the last one: the same array is stored T times and overwritten.",
        "每一步的隐藏状态都是最后一个：同一个数组被存了 T 次又被改写。",
    ),
    "returned-cell-last-repeated": Text(
        "Every step of your cell states holds the last one: the same array is stored T times and overwritten.",
        "每一步的细胞状态都是最后一个：同一个数组被存了 T 次又被改写。",
    ),
    "returned-before-update": Text(
        "You store the states before the step instead of after it.", "你存的是每一步之前的状态，应当存之后的。"
    ),
    "returned-hidden-before-update": Text(
        "You store the hidden state before the step instead of after it.",
        "你存的是每一步之前的隐藏状态，应当存之后的。",
    ),
    "returned-cell-before-update": Text(
        "You store the cell state before the step instead of after it.", "你存的是每一步之前的细胞状态，应当存之后的。"
    ),
    "returned-with-initial": Text(
        "Your result begins with the initial states and so has T + 1 entries; only the T states after each step belong in it.",
        "你的结果以初始状态开头，所以有 T + 1 项；应当只包含每一步之后的 T 个状态。",
    ),
    "returned-batch-first": Text(
        "Your result is (N, T, H); time comes first: (T, N, H).", "你的结果是 (N, T, H)；时间应当在前：(T, N, H)。"
    ),
    "returned-hidden-batch-first": Text(
        "Your hidden states are (N, T, H); time comes first: (T, N, H).",
        "你的隐藏状态是 (N, T, H)；时间应当在前：(T, N, H)。",
    ),
    "returned-cell-batch-first": Text(
        "Your cell states are (N, T, H); time comes first: (T, N, H).",
        "你的细胞状态是 (N, T, H)；时间应当在前：(T, N, H)。",
    ),
    "returned-batch-first-reshaped": Text(
        "Your result is reshaped to (N, T, H), which mixes batch and time; it must be (T, N, H).",
        "你的结果被 reshape 成了 (N, T, H)，批和时间混在了一起；应当是 (T, N, H)。",
    ),
    "returned-reshaped-in-time": Text(
        "A reshape mixes batch and time in your result; exchange axes by a transpose.",
        "reshape 把结果里的批和时间混在了一起；交换轴要用转置。",
    ),
    "returned-units-first": Text(
        "Your result has its axes in the order (H, N, T); it must be (T, N, H).",
        "你的结果的轴顺序是 (H, N, T)；应当是 (T, N, H)。",
    ),
    "returned-column-major": Text(
        "Your result is (T, H, N), one column for each example; it must be (T, N, H).",
        "你的结果是 (T, H, N)，每个样本一列；应当是 (T, N, H)。",
    ),
    "returned-last-only": Text(
        "You return the last step only; all T steps are asked for.", "你只返回了最后一步；应当返回全部 T 步。"
    ),
    "returned-last-state": Text(
        "You return the last state only; all T steps are asked for.", "你只返回了最后的状态；应当返回全部 T 步。"
    ),
    "returned-hidden-all-cell-last": Text(
        "You return the last cell state only; the cell states of all T steps are asked for.",
        "你只返回了最后的细胞状态；应当返回全部 T 步的细胞状态。",
    ),
    "returned-without-first": Text(
        "The state after the first step is missing from your result.", "你的结果缺少第一步之后的状态。"
    ),
    "returned-without-last": Text(
        "The state after the last step is missing from your result.", "你的结果缺少最后一步之后的状态。"
    ),
    "returned-flattened": Text(
        "Your result has lost the time axis: it must be (T, N, H).", "你的结果丢掉了时间轴：应当是 (T, N, H)。"
    ),
    "returned-squeezed": Text(
        "A squeeze drops axes of length 1: the result must be (T, N, H) for T = 1 and N = 1 too.",
        "squeeze 丢掉了长度为 1 的轴：即使 T = 1 或 N = 1，结果也应当是 (T, N, H)。",
    ),
    "returned-tanh-cell": Text(
        "You return tanh of the cell states; the cell states themselves are asked for.",
        "你返回的是细胞状态的 tanh；应当返回细胞状态本身。",
    ),
    "returned-first-zero": Text("The first step of your result is left at zero.", "你的结果的第一步一直是零。"),
    "returned-last-zero": Text("The last step of your result is left at zero.", "你的结果的最后一步一直是零。"),
    "returned-summed": Text("Your result sums the states over time.", "你的结果对时间做了累加。"),
    "returned-first-only": Text(
        "You return the first step only: does the return statement stand inside the loop?",
        "你只返回了第一步：return 是不是写在循环里面了？",
    ),
    "given-missing-are-ones": Text(
        "Where no initial state is given your code starts from ones; it must be zeros.",
        "没有给初始状态时，你的代码从全一开始；应当从零开始。",
    ),
    "given-both-or-none": Text(
        "If one of the two initial states is missing, your code sets both to zeros; each is None or given by itself.",
        "两个初始状态中缺一个时，你的代码把两个都设成了零；它们各自可以是 None 或已给出。",
    ),
    "given-first-step-twice": Text(
        "The first step is computed twice: once before the loop and once inside it.",
        "第一步算了两次：循环前一次，循环里又一次。",
    ),
    "batch-as-time": Text(
        "Your loop runs over the examples as if they were time steps: the input is (T, N, D), time first.",
        "你的循环把样本当成时间步来遍历：输入是 (T, N, D)，时间在前。",
    ),
    "batch-as-time-and-back": Text(
        "Your code takes the input to be (N, T, D); it is (T, N, D), time first.",
        "你的代码把输入当成 (N, T, D)；它是 (T, N, D)，时间在前。",
    ),
    "examples-leak": Text(
        "Each example starts from the last state of the example before it; every example starts from its own initial state.",
        "每个样本都从前一个样本的最后状态开始；每个样本应当从自己的初始状态开始。",
    ),
}
