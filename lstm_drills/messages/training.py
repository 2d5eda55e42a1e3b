"""What is said of a training: what was reached beside the baselines, and what its course betrays."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "check-accuracy": Text(
        "accuracy on {texts} texts that the training has not seen", "在训练没有见过的 {texts} 条文本上的准确率"
    ),
    "check-exact-match": Text(
        "share of {texts} texts that the training has not seen that come out right to the last sign",
        "训练没有见过的 {texts} 条文本里，译得一字不差的比例",
    ),
    "check-perplexity": Text(
        "perplexity on {texts} texts that the training has not seen", "在训练没有见过的 {texts} 条文本上的困惑度"
    ),
    "check-later": Text("the training, judged on texts that it has not seen", "训练：用没有见过的文本来评判"),
    "reached-accuracy": Text("{reached}; to reach: {wanted}", "{reached}；要求达到 {wanted}"),
    "reached-exact-match": Text("{reached}; to reach: {wanted}", "{reached}；要求达到 {wanted}"),
    "reached-perplexity": Text("{reached}; at most: {wanted}", "{reached}；不得高于 {wanted}"),
    "later": Text(
        "the training is judged once the functions that it uses are right", "训练要用到的函数都正确之后，才评判训练"
    ),
    "yours": Text("yours", "你的模型"),
    "wanted": Text("to reach", "要求"),
    "always-the-same": Text("always the commonest class", "总猜最多的一类"),
    "naive-bayes-words": Text("naive Bayes on words", "朴素贝叶斯（单词）"),
    "logistic-regression-bigrams": Text("logistic regression, bigrams", "逻辑回归（二元组）"),
    "logistic-regression-trigrams": Text("logistic regression, trigrams", "逻辑回归（三元组）"),
    "logistic-regression-last-ten-words": Text("the last ten words alone", "只看最后十个词"),
    "1-gram": Text("tokens alone", "只看词频"),
    "2-gram": Text("bigrams", "二元模型"),
    "3-gram": Text("trigrams", "三元模型"),
    "commonest-signs": Text("always the commonest signs", "每一位总猜最多的"),
    "nearest-source": Text("the training text with most words in common", "抄用词最接近的训练文本"),
    "sign-by-sign-words": Text("each sign from the words alone", "每一位只看用了哪些词"),
    "sign-by-sign-trigrams": Text("each sign from runs of three words", "每一位只看三元组"),
    "loss": Text("loss", "损失"),
    "progress": Text("training: {seconds} s of at most {most} s", "训练中：{seconds} 秒（最多 {most} 秒）"),
    "progress-loss": Text(
        "training: {seconds} s of at most {most} s, loss {loss}", "训练中：{seconds} 秒（最多 {most} 秒），损失 {loss}"
    ),
    "not-a-dict": Text(
        "The training must return a dictionary of parameters, not {got}.", "训练应当返回一个参数字典，而不是 {got}。"
    ),
    "missing-keys": Text(
        "The returned parameters lack {names}; needed are {needed}.",
        "返回的参数里缺少 {names}；需要的是 {needed}。",
    ),
    "too-large": Text(
        "{size} is {got}: a model of more than {most} is not run. These texts need a small part of that.",
        "{size} 是 {got}：超过 {most} 的模型不会运行。学会这些文本只需要其中的一小部分。",
    ),
    "not-finite": Text(
        "The training ends in numbers that are not finite: a step was too large, or a logarithm met 0. Clip the gradients, take"
        " a smaller learning rate, and compute the loss from the logits.",
        "训练中出现了非有限的数：某一步太大，或者对 0 取了对数。请裁剪梯度、减小学习率，并直接由 logits 计算损失。",
    ),
    "returns-the-first": Text(
        "The loss falls, but what you return are the parameters of the first step: return those after the last one. (`p = p - step`"
        " makes a new array; who holds the old one sees nothing of it.)",
        "损失在下降，返回的却是第一步时的参数：应当返回最后一步之后的。（`p = p - step` 会新建数组，拿着旧数组的人看不到变化。）",
    ),
    "only-the-bias": Text(
        "Only the output bias ever changes: all else started at zero, where all units are alike and get no gradient. Draw the matrices"
        " at random.",
        "只有输出层的偏置在变化：其余都从零开始，各单元完全一样，也得不到梯度。矩阵要随机初始化。",
    ),
    "one-batch": Text(
        "Every step sees the same batch: those few texts are learnt by heart, and nothing else. Walk through all texts in every epoch.",
        "每一步看到的都是同一批：只背下了那几条文本。每一轮都要走遍全部文本。",
    ),
    "steps-too-large": Text(
        "The steps are far too large: the loss goes from {first} to {last}, and the gates are shut. Try a learning rate a hundred times"
        " smaller.",
        "步子太大了：损失从 {first} 到 {last}，门都关死了。试试小一百倍的学习率。",
    ),
    "steps-too-small": Text(
        "The steps are far too small: the parameters hardly move, and the loss stays ({first}, then {last}).",
        "步子太小了：参数几乎没动，损失停在原处（{first}，后来 {last}）。",
    ),
    "nothing-changes": Text(
        "No parameter is another at the end than at the first step: the updates are lost. Are they made on copies, or is the"
        " learning rate 0?",
        "训练结束时，所有参数都和第一步时一样：更新丢掉了。是不是更新在副本上，或者学习率是 0？",
    ),
    "only-the-output-layer": Text(
        "Only the output layer ever changes: the embedding and the LSTM stay as they were drawn. Update every array under its"
        " own key.",
        "只有输出层在变化：词嵌入和 LSTM 一直是初始值。请按各自的键更新每一个数组。",
    ),
    "lstm-never-changes": Text(
        "Nothing inside the LSTM ever changes: its matrices and biases stay as they were at the first step, and only what is before and"
        " behind it learns. Update every array under its own key.",
        "LSTM 内部什么都没有变：矩阵和偏置一直停在第一步时的样子，学习的只有它前后的部分。请按各自的键更新每一个数组。",
    ),
    "some-never-change": Text(
        "These never change during the training: {names}. Update every array under its own key.",
        "这些参数在训练中从未变化：{names}。请按各自的键更新每一个数组。",
    ),
    "loss-rises": Text(
        "The loss rises, from {first} to {last}: the steps go up the gradient, or they are far too large. A step is"
        " parameter - learning rate x gradient.",
        "损失在上升，从 {first} 到 {last}：更新是沿梯度上升的，或者步子太大。一步更新应是：参数 - 学习率 × 梯度。",
    ),
    "loss-stays": Text(
        "The loss hardly moves, from {first} to {last}. Are the steps too small, are gradients scaled down twice, do the labels"
        " still belong to their texts after shuffling, or does it stop on the first plateau?",
        "损失几乎不动，从 {first} 到 {last}。是步子太小、梯度被多缩小了一次、打乱之后标签不再对应各自的文本，还是停在了第一个平台上？",
    ),
    "memorised": Text(
        "The training texts are known ({trained}), others are not ({held_out}): the model has memorised. Train for fewer epochs,"
        " or a smaller model.",
        "训练文本学会了（{trained}），没见过的没有学会（{held_out}）：模型只是记住了。请减少训练轮数，或用更小的模型。",
    ),
    "too-short": Text(
        "The training is over after about one walk through the texts, which are not learnt yet ({trained}): walk through them more often.",
        "训练只把文本走了大约一遍就结束了，还没有学会（{trained}）：请多走几遍。",
    ),
    "sees-a-part": Text(
        "Only {seen} of the {texts} training texts ever reach the gradients: those are learnt, the others are not. Walk through all of"
        " them in every epoch.",
        "{texts} 条训练文本里，只有 {seen} 条进过梯度计算：学会了这些，别的没有。每一轮都要走遍全部文本。",
    ),
    "mispaired": Text(
        "Texts come with others' translations: {part} of all that reached the gradients. Whatever reorders the sources must reorder"
        " their lengths, the targets and theirs in the same way: one permutation for all four.",
        "源句配上了别人的译文：进过梯度计算的，有 {part} 是这样。打乱或排序时，源句、源句长度、目标句、目标句长度要用同一个排列。",
    ),
    "cut-short": Text(
        "No text reaches the gradients with more than {seen} tokens; the longest has {longest}. What is cut off is never learnt.",
        "进入梯度计算的文本最多只有 {seen} 个词元，而最长的有 {longest} 个。截掉的部分永远学不到。",
    ),
    "attention-cut": Text(
        "The last H rows of output_weights are all zero: the output layer takes nothing from the context, and attention is cut off."
        " Draw them like the others, and let them learn.",
        "output_weights 的后 H 行全是零：输出层没有用到上下文，注意力被切断了。请像其余各行一样初始化，并让它们学习。",
    ),
    "never-calls": Text(
        "Your training never calls {function}, so that nothing is learnt from the gradients that were checked here.",
        "你的训练从来没有调用 {function}：检查过的那些梯度，没有用来学习。",
    ),
    "too-little": Text(
        "The training texts themselves are not learnt yet ({trained}). Train for longer, with larger steps or an optimiser such as"
        " Adam; start the forget gate's bias at 1.",
        "连训练文本都还没有学会（{trained}）。请训练更久、加大步子，或用 Adam 之类的优化器；遗忘门的偏置从 1 开始。",
    ),
}
