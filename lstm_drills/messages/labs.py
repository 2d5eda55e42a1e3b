"""What the labs say."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "help": Text(
        "Small experiments with a picture; without a name they are listed.", "带图的小实验；不写名字则列出全部。"
    ),
    "help-name": Text("gradients, gates, speed or memory.", "gradients、gates、speed 或 memory。"),
    "help-save": Text(
        "Also save the picture, as PNG or SVG (needs matplotlib).", "同时把图保存为 PNG 或 SVG（需要 matplotlib）。"
    ),
    "help-seed": Text("The seed of the random numbers.", "随机数的种子。"),
    "help-plain": Text("Numbers in words instead of drawings.", "不画图，用文字列出数值。"),
    "unknown": Text("There is no lab “{name}”. There are: {names}.", "没有名为“{name}”的实验。可选：{names}。"),
    "unknown-near": Text(
        "There is no lab “{name}”. Did you mean `lstm-drills lab {suggestion}`?",
        "没有名为“{name}”的实验。是不是想用 `lstm-drills lab {suggestion}`？",
    ),
    "save-what": Text(
        "Which picture shall {path} hold? Name a lab: {names}.", "要把哪个实验的图保存到 {path}？请写实验名：{names}。"
    ),
    "save-suffix": Text(
        "A picture can be saved as .png or .svg; {path} ends in neither.",
        "图可以保存为 .png 或 .svg；{path} 的扩展名不是这两种。",
    ),
    "save-no-folder": Text(
        "The picture cannot be saved as {path}: there is no folder {folder}.",
        "无法把图保存为 {path}：没有文件夹 {folder}。",
    ),
    "save-failed": Text("The picture cannot be saved as {path}: {reason}.", "无法把图保存为 {path}：{reason}。"),
    "save-needs-matplotlib": Text(
        "Saving a picture needs matplotlib, which is not installed here: `pip install matplotlib`, then run the command again.",
        "保存图片需要 matplotlib，这里还没有安装：运行 `pip install matplotlib`，然后再执行一次。",
    ),
    "saved": Text("The picture is saved:", "图已保存："),
    "saved-in-english": Text(
        "No Chinese font was found, so the picture's labels are in English.", "没有找到中文字体，图中的文字用英文。"
    ),
    "list-head": Text("Labs: small experiments with a picture", "实验：带图的小实验"),
    "about-gradients": Text(
        "how far back a gradient reaches: plain RNN, LSTM, forget bias 0, 1, 2 (1 s)",
        "梯度能传回多远：普通 RNN、LSTM、遗忘门偏置 0、1、2（1 秒）",
    ),
    "about-gates": Text(
        "what the gates of a trained LSTM do while it reads a story (5 s)",
        "训练好的 LSTM 读故事时，各个门在做什么（5 秒）",
    ),
    "about-speed": Text(
        "what makes a step fast, measured here and now (5 s)", "什么能加快训练，在这台机器上实测（5 秒）"
    ),
    "about-memory": Text(
        "RNN against LSTM on a task of memory, while they learn (20 s at most)",
        "RNN 与 LSTM 学习一个记忆任务，边学边画（最多 20 秒）",
    ),
    "title-gradients": Text("How far back a gradient reaches", "梯度能传回多远"),
    "title-gates": Text("What the gates do while an LSTM reads", "LSTM 读文本时各个门在做什么"),
    "title-speed": Text("What makes an LSTM fast, measured here and now", "什么能加快 LSTM：此时此地的实测"),
    "title-memory": Text("The adding task: who remembers {steps} steps?", "加法任务：谁能记住 {steps} 步？"),
    "next-save": Text("saves the picture for slides", "把图保存下来，放进幻灯片"),
    "next-quiz": Text("asks questions of this section", "做这一节的题"),
    "next-labs": Text("lists the other labs", "列出其他实验"),
    "questions": Text("Questions that it answers: {keys}", "它回答的题目：{keys}"),
    "see": Text("What to see: ", "看什么："),
    "plain-rnn": Text("plain RNN", "普通 RNN"),
    "lstm-bias": Text("LSTM, forget bias {bias}", "LSTM，遗忘门偏置 {bias}"),
    "gradients-setting": Text(
        "Norm of d loss / d h_t, set to 1 at the last step, {steps} steps, {units} units, mean of {networks} untrained networks",
        "d loss / d h_t 的范数（最后一步取为 1），{steps} 步，{units} 个单元，{networks} 个未训练网络的平均",
    ),
    "axis-time": Text("t, steps", "时间步 t"),
    "axis-norm": Text("norm of d loss / d h_t", "d loss / d h_t 的范数"),
    "gradients-row": Text(
        "{name}: {first} at step 1, a factor of {factor} a step", "{name}：第 1 步为 {first}，平均每步乘以 {factor}"
    ),
    "gradients-plain": Text("{name}: {values}", "{name}：{values}"),
    "gradients-plain-point": Text("{norm} at step {step}", "第 {step} 步 {norm}"),
    "see-gradients": Text(
        "With a forget bias of 0 the gates begin half shut and an LSTM loses the gradient about as fast as a plain RNN; every step up of"
        " the bias opens them further, and the gradient reaches further back. Nothing is trained yet: the picture says whether learning"
        " can begin, and nothing of exploding gradients, which gates do not cure.",
        "遗忘门偏置为 0 时，门一开始只开一半，LSTM 的梯度消失得和普通 RNN 差不多快；偏置每加大一点，门就开得更大，梯度就传得更远。"
        "这里还没有训练：图说明的是学习能否开始，与梯度爆炸无关，门结构并不能解决梯度爆炸。",
    ),
    "gates-training": Text("A small classifier is trained first, a few seconds ...", "先训练一个小分类器，需要几秒……"),
    "gates-setting": Text(
        "The story was not seen in training; the network says, rightly: {answer}. Of unseen"
        " stories it gets {percent} % right, by chance it would be 33 %.",
        "训练时没见过这个故事；网络的回答正确：{answer}。没见过的故事它答对 {percent} %，瞎猜是 33 %。",
    ),
    "gates-key": Text(
        "A line a word, a sign a unit: blank is 0, full is 1.", "每行一个词，每格一个单元：空白为 0，全黑为 1。"
    ),
    "gate-forget": Text("forget", "遗忘门"),
    "gate-input": Text("input", "输入门"),
    "gate-output": Text("output", "输出门"),
    "gate-cell": Text("|tanh c|", "|tanh c|"),
    "forget-gate": Text("forget gate", "遗忘门"),
    "input-gate": Text("input gate", "输入门"),
    "output-gate": Text("output gate", "输出门"),
    "cell-size": Text("|tanh c|, what is kept", "|tanh c|，记住的内容"),
    "axis-units": Text("units", "单元"),
    "gates-plain": Text(
        "{word}: forget {forget}, input {input}, output {output}, |tanh c| {cell}",
        "{word}：遗忘门 {forget}，输入门 {input}，输出门 {output}，|tanh c| {cell}",
    ),
    "gates-plain-head": Text("Means over {units} units, word by word:", "逐词列出 {units} 个单元的平均："),
    "see-gates": Text(
        "At the word “{key}” the forget gate falls ({at_key} on average, elsewhere {elsewhere}): whoever had the key is dropped there, so that"
        " the new holder can be written. After the last time it stays open through all that does not matter, and the cell grows darker: the"
        " answer is carried, not computed at the end.",
        "读到“{key}”时遗忘门（forget gate）明显变小（平均 {at_key}，其他地方 {elsewhere}）：先丢掉原来的持有者，才能写入新的持有者。"
        "最后一次之后，无关的内容经过时遗忘门一直开着，细胞状态越来越深：答案是一路带过来的，不是最后才算出来的。",
    ),
    "see-gates-unclear": Text(
        "This network has found no clear habit: at the word “{key}” its forget gate is {at_key} on average, elsewhere {elsewhere}. Try another"
        " --seed: usually the gate closes there, to drop whoever had the key, and stays open after the last time.",
        "这个网络没有形成明显的习惯：读到“{key}”时遗忘门（forget gate）平均 {at_key}，其他地方 {elsewhere}。请换一个 --seed："
        "通常遗忘门会在那里关上，丢掉原来的持有者，最后一次之后一直开着。",
    ),
    "speed-setting": Text(
        "NumPy on one thread, {steps} steps, {inputs} inputs; medians of {repeats} runs taken in turns. Per cent: of the first line's time.",
        "NumPy，单线程，{steps} 步，{inputs} 维输入；轮流运行 {repeats} 次取中位数。百分数：相对第一行的时间。",
    ),
    "group-alone": Text("Forward, one sequence (N=1, H={units})", "前向，一个序列（N=1，H={units}）"),
    "group-batch": Text("Forward, a batch (N={batch}, H={units})", "前向，一批序列（N={batch}，H={units}）"),
    "group-precision": Text("Forward and backward (N={batch}, H={units})", "前向加反向（N={batch}，H={units}）"),
    "group-batches": Text(
        "Forward and backward, time of one sequence (H={units})", "前向加反向，平均每个序列的时间（H={units}）"
    ),
    "group-truncation": Text(
        "Truncated backpropagation, a whole text of {steps} steps (N={batch}, H={units})",
        "截断的反向传播，整篇文本 {steps} 步（N={batch}，H={units}）",
    ),
    "way-per-gate": Text("per gate: 8 products a step", "每个门分开：每步 8 次矩阵乘法"),
    "way-fused": Text("gates side by side: 2 products", "各门拼在一起：2 次"),
    "way-one-product": Text("and all inputs at once: 1 product", "输入一次算完：每步 1 次"),
    "way-float64": Text("float64", "float64"),
    "way-float32": Text("float32", "float32"),
    "way-batch": Text("batch of {size}", "批大小 {size}"),
    "way-piece": Text("pieces of {size} steps, {megabytes} MB kept", "每段 {size} 步，保留 {megabytes} MB"),
    "speed-plain": Text("{way}: {milliseconds} ms, {percent} %", "{way}：{milliseconds} 毫秒，{percent} %"),
    "milliseconds": Text("ms", "毫秒"),
    "see-speed": Text(
        "Fewer, larger products pay where a call costs more than its arithmetic: for one sequence, and on a GPU, but little or not for a batch on"
        " a CPU; a larger batch shares each call, and float32 halves the bytes. Truncation saves memory and makes updates more frequent;"
        " the time of the whole text hardly changes.",
        "次数更少、规模更大的矩阵乘法，在调用开销大于运算本身时才划算：单个序列或 GPU 上划算，CPU 上的一批序列几乎没有好处；批越大，每次调用的开销"
        "分摊得越薄；float32 让字节数减半。截断节省内存、让更新更频繁，整篇文本的总时间几乎不变。",
    ),
    "memory-setting": Text(
        "Two numbers in a sequence are marked; their sum is to be given at the end. {units} units each, the same batches.",
        "序列中有两个数被标记，最后要给出它们的和。两个网络各 {units} 个单元，用同样的批次。",
    ),
    "memory-progress": Text("{updates} of {of} updates", "更新 {updates}/{of}"),
    "memory-now": Text(
        "Mean squared error after {updates} updates: plain RNN {plain}, LSTM {lstm}; always saying 1: {baseline}.",
        "{updates} 次更新后的均方误差：普通 RNN {plain}，LSTM {lstm}；总是回答 1：{baseline}。",
    ),
    "memory-at": Text(
        "{updates} updates: plain RNN {plain}, LSTM {lstm}", "{updates} 次更新：普通 RNN {plain}，LSTM {lstm}"
    ),
    "memory-interrupted": Text("Stopped with Ctrl-C; this is how far it came.", "已用 Ctrl-C 停止；下面是目前的结果。"),
    "memory-nothing": Text("Stopped before there was anything to draw.", "还没有结果就停止了。"),
    "memory-leave": Text("Ctrl-C stops and keeps the picture", "按 Ctrl-C 停止，图会保留"),
    "axis-updates": Text("updates", "更新次数"),
    "axis-error": Text("mean squared error", "均方误差"),
    "always-one": Text("always saying 1", "总是回答 1"),
    "lstm": Text("LSTM", "LSTM"),
    "see-memory": Text(
        "The dashed level is the error of always saying 1: the plain RNN stays there, since next to no gradient comes back to it from the first"
        " marked number. The LSTM leaves it once its cells carry that number over the steps: the same batches and optimiser, another path for"
        " the gradient.",
        "虚线是总是回答 1 的误差：普通 RNN 停在那里，因为几乎没有梯度能传回第一个被标记的数。LSTM 的细胞状态学会带着这个数走过这些步之后，就离开了虚线："
        "批次和优化器都一样，不同的是梯度走的路。",
    ),
}
