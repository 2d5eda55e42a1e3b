"""What trace and gradcheck say."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "help-trace": Text(
        "Every intermediate value of the smallest case that your code fails.",
        "列出你的代码未通过的最小例子的每个中间值。",
    ),
    "help-gradcheck": Text("Compare your gradients with central differences.", "用中心差分检验你的梯度。"),
    "help-show": Text("Show the expected numbers too.", "同时显示应有的数值。"),
    "help-seed": Text("The seed of the random inputs, as check says it.", "随机输入的种子，与 check 给出的一致。"),
    "not-traced": Text(
        "The steps of {id} cannot be traced; those of {ids} can: `lstm-drills trace {first}`.",
        "无法逐步列出 {id}；可以列出 {ids}：`lstm-drills trace {first}`。",
    ),
    "not-gradchecked": Text(
        "{id} has no gradients of an LSTM to check; {ids} has: `lstm-drills gradcheck {first}`.",
        "{id} 没有要检验的 LSTM 梯度；{ids} 有：`lstm-drills gradcheck {first}`。",
    ),
    "not-started": Text(
        "{id} is not started, so there is nothing of yours to set beside these values.",
        "{id} 还没有开始，所以没有你的数值可以对照。",
    ),
    "gradcheck-not-started": Text(
        "{id} is not started, so there are no gradients to check.", "{id} 还没有开始，所以没有梯度可以检验。"
    ),
    "head-failed": Text(
        "{id}, rung {rung} of {rungs}, the first that fails: {shows}",
        "{id}，第 {rung} 级（共 {rungs} 级），第一个未通过的：{shows}",
    ),
    "head-passed": Text(
        "{id}: all {rungs} rungs are right; this is the smallest, {shows}",
        "{id}：{rungs} 级全部正确；这是最小的一级，{shows}",
    ),
    "head-alone": Text("{id}, the smallest case: {shows}", "{id}，最小的例子：{shows}"),
    "wrong": Text("Wrong: {names}", "不对的：{names}"),
    "one-example": Text(
        "Example {example} of {examples} is shown, the one that is furthest off.",
        "显示 {examples} 个样本中的第 {example} 个，它偏差最大。",
    ),
    "first-example": Text("Example 1 of {examples} is shown.", "显示 {examples} 个样本中的第 1 个。"),
    "given": Text("Given", "已知"),
    "step": Text("Step {t}", "第 {t} 步"),
    "step-back": Text("Back through step {t}", "反向经过第 {t} 步"),
    "outputs": Text("Returned", "返回值"),
    "letters": Text(
        "W, U, b are a gate's _weights, _inputs and _bias; g is the candidate (cell_gate_...); products by position but for those with a matrix.",
        "W、U、b 是各个门的 _weights、_inputs 和 _bias；g 是候选状态（cell_gate_...）；除了与矩阵相乘，其余都是逐元素相乘。",
    ),
    "letters-back": Text(
        "d... is the gradient of the loss; dz belongs to the sum that goes into a gate's activation.",
        "d... 是损失的梯度；dz 是激活函数之前那个和的梯度。",
    ),
    "expected": Text("expected", "应为"),
    "yours": Text("yours", "你的"),
    "signs": Text("= right   ~ off by less than a tenth   ! off by more", "= 正确   ~ 偏差小于十分之一   ! 偏差更大"),
    "do-show": Text("shows the expected numbers", "显示应有的数值"),
    "do-trace": Text("shows every intermediate value", "列出每个中间值"),
    "do-check": Text("grades your file and names the mistake", "评分并指出错误"),
    "do-gradcheck": Text("checks the gradients one by one", "逐个检验梯度"),
    "do-start": Text("puts the file to edit into your workspace", "把要编辑的文件放进工作区"),
    "check-head": Text(
        "{id}: your gradients beside central differences (T={steps} N={batch} D={inputs} H={units}, seed {seed})",
        "{id}：你的梯度与中心差分对照（T={steps} N={batch} D={inputs} H={units}，种子 {seed}）",
    ),
    "own-file": Text(
        "Own: through lstm_forward of the same file. True: through the reference's.",
        "自己：经过同一文件里的 lstm_forward。真实：经过参考实现。",
    ),
    "own-workspace": Text(
        "Own: through your lstm_forward of 3.2. True: through the reference's.",
        "自己：经过你在 3.2 写的 lstm_forward。真实：经过参考实现。",
    ),
    "own-none": Text(
        "There is no lstm_forward of yours (in this file, or 3.2 in the workspace), so your gradients are compared with the true forward pass alone.",
        "没有找到你的 lstm_forward（本文件里，或工作区的 3.2），所以只与真实的前向传播对照。",
    ),
    "own-failed": Text(
        "Your lstm_forward could not be used: it fails, or returns another form. So your gradients are compared with the true forward pass alone.",
        "你的 lstm_forward 无法使用：它出错了，或返回的形式不对。所以只与真实的前向传播对照。",
    ),
    "own-differs": Text(
        "Your forward pass is not the true one: mend that first.", "你的前向传播与真实的不同：请先改好它。"
    ),
    "coarse": Text(
        "Your forward pass calculates in float32, so its differences are taken with a larger step and say less.",
        "你的前向传播用 float32 计算，所以差分取较大的步长，精度也低一些。",
    ),
    "relative": Text(
        "Errors are relative to the largest number of each output; below 1e-5 is right.",
        "误差是相对每个输出中最大的数；小于 1e-5 算正确。",
    ),
    "column-own": Text("own", "自己"),
    "column-true": Text("true", "真实"),
    "judged-right": Text("right", "正确"),
    "judged-right-for-own": Text("right for your own forward pass only", "只对你自己的前向传播正确"),
    "judged-right-for-true": Text("right for the true forward pass only", "只对真实的前向传播正确"),
    "judged-wrong": Text("wrong", "不对"),
    "judged-wrong-factor": Text("wrong: {factor} times what it should be", "不对：是应有值的 {factor} 倍"),
    "judged-missing": Text("missing from what you return", "返回值里没有它"),
    "judged-shape": Text("its shape is {got}; it must be {expected}", "形状是 {got}；应当是 {expected}"),
    "all-right": Text("All {count} gradients are right.", "{count} 个梯度全部正确。"),
    "some-wrong": Text("{wrong} of {count} gradients are not right.", "{count} 个梯度中有 {wrong} 个不对。"),
    "all-right-for-own": Text(
        "Your gradients are exactly those of your own forward pass, which is not the true one: mend lstm_forward, and they are right.",
        "你的梯度正好是你自己的前向传播的梯度，而那个前向传播本身不对：改好 lstm_forward，梯度就对了。",
    ),
}
