"""What is said of a model that was built with Keras or PyTorch."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    # --- what is missing
    "missing-keras": Text(
        "this drill needs Keras and something that it runs on, which are not installed; the smallest way:"
        " pip install keras torch --extra-index-url https://download.pytorch.org/whl/cpu (about 200 MB to load, 800 MB on the disk)",
        "这个练习需要 Keras 和它的一个后端，现在还没有安装；最省的装法："
        "pip install keras torch --extra-index-url https://download.pytorch.org/whl/cpu（下载约 200 MB，占用约 800 MB）",
    ),
    "missing-torch": Text(
        "this drill needs PyTorch, which is not installed; for the processor alone:"
        " pip install torch --index-url https://download.pytorch.org/whl/cpu (about 200 MB to load, 800 MB on the disk)",
        "这个练习需要 PyTorch，现在还没有安装；只用 CPU 的版本："
        "pip install torch --index-url https://download.pytorch.org/whl/cpu（下载约 200 MB，占用约 800 MB）",
    ),
    # --- the checks
    "check-built": Text("build_model returns a model", "build_model 返回一个模型"),
    "check-parts": Text("its parts and their sizes", "模型的各部分及其大小"),
    "check-output": Text("what comes out for a batch of texts", "一批文本的输出"),
    "check-padding": Text("padding and the other texts of a batch change nothing", "填充和同批的其他文本不影响结果"),
    "check-loss": Text("the loss fits the labels and the output", "损失与标签、输出相符"),
    "check-weights": Text("the same numbers as the reference, with its weights", "换上参考实现的权重后，结果与它相同"),
    "check-learning": Text("everything that has weights learns", "凡有权重的都能学习"),
    "check-trained": Text(
        "accuracy on {texts} texts that the training has not seen", "在训练没有见过的 {texts} 条文本上的准确率"
    ),
    "later": Text("comes when what is before it is right", "前面的都对了之后再查"),
    "passed": Text("{id} passed: all {count} checks.", "{id} 通过：{count} 项检查全部通过。"),
    "failed": Text("{id} failed: {check}", "{id} 未通过：{check}"),
    "commonest": Text("always the same class", "总猜同一类"),
    "bag-of-words": Text("naive Bayes on words", "朴素贝叶斯（单词）"),
    # --- what is wrong: built
    "no-model": Text("build_model must return a {wanted}, not {got}.", "build_model 应当返回 {wanted}，而不是 {got}。"),
    "class-not-object": Text(
        "build_model returns the class {got} itself: make an object of it, {got}(...), and return that.",
        "build_model 返回的是类 {got} 本身：应当创建它的对象 {got}(...) 再返回。",
    ),
    "not-compiled": Text(
        "The model is not compiled: call model.compile(optimizer=..., loss=...) before you return it.",
        "模型还没有编译：返回之前先调用 model.compile(optimizer=..., loss=...)。",
    ),
    # --- parts
    "no-embedding": Text(
        "There is no embedding layer: the model must turn token ids into vectors by {name}.",
        "没有词嵌入层：模型要用 {name} 把词的编号变成向量。",
    ),
    "no-lstm": Text(
        "There is no LSTM in the model, but {got}: the drill is about an LSTM.",
        "模型里没有 LSTM，而是 {got}：本练习要求用 LSTM。",
    ),
    "several-lstms": Text(
        "There should be one LSTM in one direction; found: {got}.", "应当只有一个单向的 LSTM；现在有：{got}。"
    ),
    "no-output-layer": Text(
        "Nothing turns the state of {units} numbers into {classes} classes: the last layer with weights must be {name}.",
        "没有哪一层把 {units} 个数的状态变成 {classes} 类：最后一个带权重的层应当是 {name}。",
    ),
    "vocabulary-size": Text(
        "The embedding has {got} rows; vocab_size counts every id already, 0 (the padding) included, so it must have {wanted}.",
        "词嵌入有 {got} 行；vocab_size 已经数了所有编号，包括 0（填充），所以应为 {wanted} 行。",
    ),
    "embedding-size": Text(
        "The embedding's vectors have {got} numbers, not embedding_size = {wanted}.",
        "词嵌入的向量有 {got} 个数，应为 embedding_size = {wanted}。",
    ),
    "units": Text(
        "The LSTM has {got} units, not hidden_size = {wanted}.", "LSTM 有 {got} 个单元，应为 hidden_size = {wanted}。"
    ),
    "classes": Text(
        "The last layer gives {got} numbers for a text, not num_classes = {wanted}.",
        "最后一层对每条文本给出 {got} 个数，应为 num_classes = {wanted}。",
    ),
    # --- output
    "an-output-per-step": Text(
        "The output has the shape {got}, one for each step: leave return_sequences=True out, the text's class is decided once, at its end.",
        "输出的形状是 {got}，每一步一个：去掉 return_sequences=True，文本的类别只在末尾判断一次。",
    ),
    "output-shape": Text(
        "The output has the shape {got}; expected: {expected}.", "输出的形状是 {got}，应为 {expected}。"
    ),
    "one-length-only": Text(
        "The model takes texts of {first} places and not of {then}: it depends on the padded length (a Flatten, say, or a fixed"
        " input length). Use the LSTM's last state.",
        "模型能处理 {first} 个位置的文本，却处理不了 {then} 个位置的：它依赖于填充后的长度（例如用了 Flatten，或固定了输入长度）。"
        "应当使用 LSTM 的最后状态。",
    ),
    "not-an-array": Text(
        "forward must return one tensor of logits, not {got}.", "forward 应当返回一个 logits 张量，而不是 {got}。"
    ),
    "sigmoid": Text(
        "The outputs of a text do not sum to 1: the last activation is sigmoid, which judges each class alone. For one class out of"
        " several it must be softmax.",
        "一条文本的各输出之和不是 1：最后的激活函数是 sigmoid，它对每一类各自判断。多类选一应当用 softmax。",
    ),
    "no-softmax": Text(
        'The outputs of a text do not sum to 1: the last layer needs activation="softmax" (and the loss no from_logits=True).',
        '一条文本的各输出之和不是 1：最后一层要加 activation="softmax"（损失就不要 from_logits=True）。',
    ),
    "softmax-wrong-axis": Text(
        "The probabilities sum to 1 over the texts of the batch, and not over the classes: softmax must go along the last axis.",
        "概率是沿着同批的文本加起来为 1，而不是沿着类别：softmax 应当沿最后一个轴。",
    ),
    "softmax-before-loss": Text(
        "forward returns probabilities. CrossEntropyLoss takes logits and computes the softmax itself; twice, the gradients become"
        " weak. Return the linear layer's output.",
        "forward 返回的是概率。CrossEntropyLoss 要的是 logits，它自己会做 softmax；做两次，梯度会变弱。请返回线性层的输出。",
    ),
    # --- padding
    "padding-is-read": Text(
        "More padding behind the same texts changes the result: the LSTM reads on after a text has ended. {advice}",
        "同样的文本后面多加一些填充，结果就变了：文本结束之后 LSTM 还在往下读。{advice}",
    ),
    "advice-keras": Text(
        "Give the embedding mask_zero=True, and use layers that pass the mask on.",
        "给 Embedding 加上 mask_zero=True，并使用会传递掩码的层。",
    ),
    "advice-torch": Text(
        "Pack the sequences by their lengths, and take h_n, which is the state at each text's own end.",
        "按长度打包序列（pack_padded_sequence），取 h_n，它是每条文本自己末尾处的状态。",
    ),
    "texts-mix": Text(
        "The result of a text depends on the other texts of its batch: the axes of texts and steps are mixed up. {advice}",
        "一条文本的结果取决于同批的其他文本：文本和时间步两个轴弄混了。{advice}",
    ),
    "advice-batch-first": Text(
        "Token ids come as (N, T): give nn.LSTM and the packing batch_first=True.",
        "词的编号是 (N, T)：nn.LSTM 和打包函数都要加 batch_first=True。",
    ),
    "order-not-restored": Text(
        "The results come in another order than the texts: they were sorted by length and not put back. Let pack_padded_sequence do"
        " it, with enforce_sorted=False.",
        "结果的次序与文本不一致：按长度排了序，却没有还原。让 pack_padded_sequence 来做：enforce_sorted=False。",
    ),
    "must-be-sorted": Text(
        "The texts of a batch come in any order of length: give pack_padded_sequence enforce_sorted=False.",
        "一批文本的长度没有次序：给 pack_padded_sequence 加上 enforce_sorted=False。",
    ),
    "zeros-behind-the-end": Text(
        "All texts but the longest get the same result: behind a text's end the unpacked output holds zeros. Take h_n, or the output"
        " at lengths - 1.",
        "除了最长的文本，其余文本的结果都一样：解包后的输出在文本末尾之后全是零。请取 h_n，或取 lengths - 1 处的输出。",
    ),
    "two-calls-differ": Text(
        "The same batch gives another result the second time. {advice}", "同一批文本再算一次，结果就不同了。{advice}"
    ),
    "advice-evaluation-keras": Text(
        "Outside training dropout must be off (no training=True in the call), and no state may stay from the batch before"
        " (no stateful=True).",
        "不训练时 dropout 必须关闭（调用时不要写 training=True），也不能留下上一批的状态（不要用 stateful=True）。",
    ),
    "advice-evaluation-torch": Text(
        "In evaluation mode dropout must be off (F.dropout needs training=self.training), and no state may stay from the batch before.",
        "评估模式下 dropout 必须关闭（F.dropout 要写 training=self.training），也不能留下上一批的状态。",
    ),
    "one-text-shape": Text(
        "For a batch of one text the output has the shape {got}, not {expected}: something takes the batch axis away as well,"
        " squeeze() without an axis, say.",
        "一批只有一条文本时，输出的形状是 {got}，应为 {expected}：有什么把批这个轴也去掉了，例如没有写明轴的 squeeze()。",
    ),
    "packed-along-texts": Text(
        "pack_padded_sequence took the axis of texts for the one of steps: token ids come as (N, T), so give it batch_first=True.",
        "pack_padded_sequence 把文本那个轴当成了时间步：词的编号是 (N, T)，所以要加 batch_first=True。",
    ),
    "fixed-length": Text(
        "The model takes texts of {length} places only, and T may be any: keras.Input((None,)).",
        "模型只接受 {length} 个位置的文本，而 T 可以是任意值：用 keras.Input((None,))。",
    ),
    # --- loss
    "no-loss": Text(
        'The model is compiled without a loss: give it loss="sparse_categorical_crossentropy".',
        '编译时没有给出损失：请用 loss="sparse_categorical_crossentropy"。',
    ),
    "one-hot-loss": Text(
        "categorical_crossentropy wants labels as one-hot rows; here a label is one whole number: sparse_categorical_crossentropy.",
        "categorical_crossentropy 要求标签是 one-hot 行；这里的标签是一个整数：用 sparse_categorical_crossentropy。",
    ),
    "from-logits": Text(
        "The loss has from_logits=True and the model ends in a softmax: it would be computed twice, and the gradients become weak."
        " Leave one of the two out; here the output must be probabilities.",
        "损失里有 from_logits=True，模型最后又有 softmax：会做两次，梯度变弱。两者只留一个；这里的输出要求是概率。",
    ),
    "other-loss": Text(
        "The loss is {got}; for one class out of several, with labels as whole numbers, it is sparse_categorical_crossentropy.",
        "损失是 {got}；多类选一、标签是整数时，应当用 sparse_categorical_crossentropy。",
    ),
    # --- weights
    "other-activation": Text(
        "With the reference's weights the outputs differ: the LSTM's {name} is {got}; an LSTM has {wanted} there.",
        "换上参考实现的权重后输出不同：LSTM 的 {name} 是 {got}，标准的 LSTM 用 {wanted}。",
    ),
    "reads-backwards": Text(
        "With the reference's weights the outputs differ: the LSTM reads the texts from their end (go_backwards=True).",
        "换上参考实现的权重后输出不同：LSTM 从末尾往前读（go_backwards=True）。",
    ),
    "differs": Text(
        "With the reference's weights the outputs differ by {difference}: something between the embedding, the LSTM's last state and"
        " the last layer is computed otherwise. (Another layer, another state, a factor?)",
        "换上参考实现的权重后输出相差 {difference}：从词嵌入、LSTM 的最后状态到最后一层之间，有什么算得不一样。"
        "（多了一层？取了别的状态？多了一个系数？）",
    ),
    "cell-state-read": Text(
        "With the reference's weights the outputs are those of a model that classifies from the cell state c. It should be the hidden"
        " state h: (h, c) come in this order.",
        "换上参考实现的权重后，输出正是用细胞状态 c 来分类的结果。应当用隐藏状态 h：两者的次序是 (h, c)。",
    ),
    "states-averaged": Text(
        "With the reference's weights the outputs are those of a model that averages all hidden states. The state at the text's last word"
        " is wanted.",
        "换上参考实现的权重后，输出正是对所有隐藏状态取平均的结果。这里要的是文本最后一个词处的状态。",
    ),
    "states-summed": Text(
        "With the reference's weights the outputs are those of a model that adds up all hidden states. The state at the text's last word"
        " is wanted.",
        "换上参考实现的权重后，输出正是把所有隐藏状态相加的结果。这里要的是文本最后一个词处的状态。",
    ),
    "largest-of-states": Text(
        "With the reference's weights the outputs are those of a model that takes each unit's largest state. The state at the text's last"
        " word is wanted.",
        "换上参考实现的权重后，输出正是对每个单元取各步最大值的结果。这里要的是文本最后一个词处的状态。",
    ),
    "first-state-read": Text(
        "With the reference's weights the outputs are those of a model that reads the state at the text's first word. The last is wanted.",
        "换上参考实现的权重后，输出正是读取文本第一个词处的状态的结果。这里要的是最后一个词处的。",
    ),
    "relu-on-the-state": Text(
        "With the reference's weights the outputs are those of a model with a ReLU on the last state, which loses its negative half. The"
        " last layer takes the state as it is.",
        "换上参考实现的权重后，输出正是对最后的状态先做 ReLU 的结果，负的一半就丢了。最后一层直接用这个状态。",
    ),
    "tanh-on-the-state": Text(
        "With the reference's weights the outputs are those of a model with one more tanh on the last state, which has been through one"
        " already. The last layer takes the state as it is.",
        "换上参考实现的权重后，输出正是对最后的状态再做一次 tanh 的结果，而它已经做过了。最后一层直接用这个状态。",
    ),
    "softmax-twice": Text(
        "With the reference's weights the outputs are those of two softmaxes in a row, which press all probabilities towards equal ones."
        " Leave one out.",
        "换上参考实现的权重后，输出正是连做两次 softmax 的结果，各概率被压得彼此接近。请去掉一个。",
    ),
    # --- learning
    "weights-stay": Text(
        "Training leaves weights of the {name} as they were drawn: no gradient reaches them. {advice}",
        "训练时 {name} 有权重始终不变：梯度没有传到那里。{advice}",
    ),
    "advice-gradient-keras": Text(
        "Look for trainable=False, or a stop_gradient behind the layer.",
        "请检查 trainable=False，或该层之后的 stop_gradient。",
    ),
    "advice-gradient-torch": Text(
        "Look for requires_grad_(False), for a detach() or a no_grad() behind the layer.",
        "请检查 requires_grad_(False)，以及该层之后的 detach() 或 no_grad()。",
    ),
    "words-stay": Text(
        "The vectors of the ids {ids} get no gradient and never learn. Only 0 is padding: padding_idx=0, or none.",
        "编号 {ids} 的向量得不到梯度，永远学不会。只有 0 是填充：padding_idx=0，或者不设。",
    ),
    # --- training
    "too-little": Text(
        "After {epochs} epochs the accuracy on unseen texts is {accuracy}; {wanted} is to be reached. {advice}",
        "训练 {epochs} 轮后，没见过的文本上的准确率是 {accuracy}；要求达到 {wanted}。{advice}",
    ),
    "advice-rate-keras": Text(
        "The optimiser is yours: Adam with its usual rate of 0.001 reaches it; look at the learning rate, and at dropout.",
        "优化器由你决定：用 Adam 默认的学习率 0.001 就能达到；请检查学习率和 dropout。",
    ),
    "advice-rate-torch": Text(
        "The training is ours (Adam, 0.01, clipped): look for what keeps gradients from the LSTM, a detach() or a no_grad, say, or for"
        " a very large dropout.",
        "训练循环由我们提供（Adam，0.01，带裁剪）：请看是什么挡住了传给 LSTM 的梯度，例如 detach() 或 no_grad，或者 dropout 太大。",
    ),
}
