"""Questions about the learner's own work, each with what an interviewer listens for. The learner ticks what they said."""

from dataclasses import dataclass

from lstm_drills.interview.blueprints import BlueprintName
from lstm_drills.messages import Text


@dataclass(frozen=True, slots=True)
class Project:
    """points: four to six; a good answer makes all of them in three minutes."""

    id: str
    blueprints: tuple[BlueprintName, ...]
    topics: tuple[str, ...]
    question: Text
    points: tuple[Text, ...]


PROJECTS: tuple[Project, ...] = (
    Project(
        "lstm-you-built",
        ("junior", "senior"),
        ("nlp-applications",),
        Text(
            "Tell me about an LSTM that you built, from the task to the result.",
            "讲讲你做过的一个 LSTM 项目，从任务到结果。",
        ),
        (
            Text(
                "The task in one sentence: what went in, what came out, and who used it.",
                "一句话说清任务：输入什么、输出什么、谁在用。",
            ),
            Text(
                "The data: how many sequences, how long, how they were split, and how you kept the test part unseen.",
                "数据：多少条序列、多长、怎样划分，以及怎样保证测试集没有被看到。",
            ),
            Text(
                "A baseline that is no LSTM, with its number.",
                "一个不是 LSTM 的基线模型，并给出它的数字。",
            ),
            Text(
                "The model in figures: layers, units, parameters, what was read out of it.",
                "用数字描述模型：层数、单元数、参数量，以及从哪里取输出。",
            ),
            Text(
                "The result as a number on the test part, and how sure you are of it (several seeds, an interval).",
                "测试集上的结果数字，以及它有多可信（多个随机种子、置信区间）。",
            ),
            Text(
                "What you yourself did, and what you would do differently now.",
                "哪些是你自己做的，现在会怎样改。",
            ),
        ),
    ),
    Project(
        "loss-that-would-not-fall",
        ("junior", "senior", "research"),
        ("debugging",),
        Text(
            "Tell me of a recurrent network that would not train. How did you find out why?",
            "讲一次循环网络怎么也训练不好的经历：你是怎样找出原因的？",
        ),
        (
            Text(
                "What was seen, exactly: which curve, from which step on, against what was expected.",
                "确切的现象：哪条曲线、从第几步开始、与预期差在哪里。",
            ),
            Text(
                "The cheap checks first: overfit one batch, look at the decoded inputs and targets, compare the first loss with log of the classes.",
                "先做便宜的检查：过拟合一个批次、看解码后的输入和目标、把初始损失与类别数的对数比较。",
            ),
            Text(
                "One thing changed at a time, with a guess said beforehand.",
                "每次只改一处，并且事先说出猜测。",
            ),
            Text(
                "Something measured inside the network: gradient norms per step, share of saturated gates, a gradient check.",
                "测量了网络内部的量：每步的梯度范数、饱和的门所占比例、梯度检查。",
            ),
            Text(
                "The cause, named, and why it gave just this picture.",
                "说出具体原因，以及为什么正好表现成这个样子。",
            ),
            Text(
                "What was left behind so that it cannot come back: a test, an assertion, a plot.",
                "留下了什么防止复发：测试、断言或监控曲线。",
            ),
        ),
    ),
    Project(
        "lstm-or-something-else",
        ("senior", "research"),
        ("lstm-vs-transformer",),
        Text(
            "Tell me of a time when you had to choose between an LSTM and another model. What did you choose, and was it right?",
            "讲一次你在 LSTM 和其他模型之间做选择的经历：选了什么，事后看对吗？",
        ),
        (
            Text(
                "What the decision depended on: length of the sequences, amount of data, latency, memory, streaming or not.",
                "决定取决于什么：序列长度、数据量、延迟、内存、是否流式。",
            ),
            Text(
                "The alternatives by name, a plain one among them (n-grams, boosted trees, a CNN, a Transformer).",
                "列出具体的备选，其中有一个简单的（n-gram、梯度提升树、CNN、Transformer）。",
            ),
            Text(
                "A comparison that was fair: equal budget for tuning, equal parameters or equal time, the same split.",
                "比较是公平的：同样的调参预算、同样的参数量或时间、同样的划分。",
            ),
            Text(
                "A number for the gain and one for the cost.",
                "收益有数字，代价也有数字。",
            ),
            Text(
                "When you would decide otherwise today.",
                "今天在什么情况下会做不同的选择。",
            ),
        ),
    ),
    Project(
        "into-production",
        ("senior",),
        ("training-speed", "time-series"),
        Text(
            "Tell me about a sequence model that you brought into production. What broke, or what would have?",
            "讲讲你上线过的一个序列模型：出过什么问题，或者本来会出什么问题？",
        ),
        (
            Text(
                "The demands as numbers: latency at the 99th percentile, requests a second, memory.",
                "用数字说明要求：P99 延迟、每秒请求数、内存。",
            ),
            Text(
                "Where the state lives between requests, and what happens when it is lost.",
                "请求之间的状态保存在哪里，丢失时会怎样。",
            ),
            Text(
                "That training and serving prepare the data with the same code, vocabulary and normalisation.",
                "训练和上线用同一份代码、词表和归一化来准备数据。",
            ),
            Text(
                "What made it fast enough, and by how much: batching by length, quantisation, a smaller model.",
                "靠什么达到速度，快了多少：按长度组批、量化、更小的模型。",
            ),
            Text(
                "What is watched while it runs: drift of the inputs, quality on fresh labels, an alarm.",
                "运行时监控什么：输入漂移、新标注上的质量、报警。",
            ),
            Text(
                "How it is rolled back.",
                "怎样回滚。",
            ),
        ),
    ),
    Project(
        "a-paper-you-rebuilt",
        ("research",),
        ("variants-gru-peephole", "modern-xlstm-ssm"),
        Text(
            "Tell me about a paper on recurrent networks whose result you tried to reproduce.",
            "讲讲你尝试复现过的一篇循环网络论文。",
        ),
        (
            Text(
                "The claim, as a number on a data set, and why it mattered to you.",
                "论文的主张：在哪个数据集上的哪个数字，以及你为什么在意它。",
            ),
            Text(
                "What the paper leaves out and how you filled it in (initialisation, dropout places, when the rate falls).",
                "论文没写明什么，你怎样补上（初始化、dropout 的位置、学习率何时下降）。",
            ),
            Text(
                "How close you came, over how many seeds.",
                "复现到什么程度，用了几个随机种子。",
            ),
            Text(
                "An ablation: which part of the gain comes from which part of the method.",
                "消融实验：哪部分收益来自方法的哪个部分。",
            ),
            Text(
                "What you believe of the claim now, and what would change your mind.",
                "你现在怎么看这个主张，什么证据会改变你的看法。",
            ),
        ),
    ),
    Project(
        "own-backward-pass",
        ("junior", "research"),
        ("bptt", "implementation-numpy"),
        Text(
            "Have you written an LSTM's backward pass by hand? Take me through it, and tell me how you knew that it was right.",
            "你手写过 LSTM 的反向传播吗？带我走一遍，并说说你怎么知道它是对的。",
        ),
        (
            Text(
                "Two quantities are carried backwards: the gradient of h and that of c.",
                "向后传递两个量：h 的梯度和 c 的梯度。",
            ),
            Text(
                "The gradient of c has two sources: through h_t, and from the step after, times its forget gate.",
                "c 的梯度有两个来源：经过 h_t 的，以及后一步传来、乘以后一步遗忘门的。",
            ),
            Text(
                "Gradients of shared weights are summed over the steps, and over the batch.",
                "共享权重的梯度对时间步求和，也对批求和。",
            ),
            Text(
                "What is kept from the forward pass, and what that costs in memory.",
                "前向传播要保存什么，占多少内存。",
            ),
            Text(
                "A check by central differences in float64, with a relative error, also at a size where all dimensions differ.",
                "在 float64 下用中心差分检查，看相对误差，并用各维大小都不相同的形状。",
            ),
        ),
    ),
    Project(
        "too-little-data",
        ("junior", "senior"),
        ("regularisation", "text-classification"),
        Text(
            "Tell me of a sequence task for which you had too little data, or bad labels. What did you do?",
            "讲一次序列任务数据太少或标注很差的经历：你做了什么？",
        ),
        (
            Text(
                "How you knew that data were the limit: a learning curve, the gap between training and validation.",
                "怎么知道瓶颈在数据：学习曲线、训练与验证之间的差距。",
            ),
            Text(
                "How good the labels were: two annotators on the same part, their agreement.",
                "标注质量如何：两人标同一部分，一致率多少。",
            ),
            Text(
                "What was brought in from outside: pre-trained embeddings or a language model, augmentation, weak labels.",
                "从外部引入了什么：预训练词向量或语言模型、数据增强、弱标注。",
            ),
            Text(
                "What held overfitting down, and where the dropout was placed in the recurrent network.",
                "怎样抑制过拟合，dropout 放在循环网络的什么位置。",
            ),
            Text(
                "What helped how much, measured one by one.",
                "逐项测量：每一项各带来多少提升。",
            ),
        ),
    ),
    Project(
        "explain-it-to-others",
        ("junior", "senior", "research"),
        ("gates-and-cell", "gradients"),
        Text(
            "A colleague from another field asks what your LSTM has learnt and why it should be trusted. What did you show, or would you show?",
            "一位其他领域的同事问：你的 LSTM 学到了什么，凭什么相信它？你当时展示了什么，或者会展示什么？",
        ),
        (
            Text(
                "The memory in everyday words, without a formula, and without calling it human memory.",
                "用日常语言说明它的记忆，不用公式，也不把它说成人的记忆。",
            ),
            Text(
                "Errors first: typical failures with examples, and the groups of inputs where it is worse.",
                "先讲错误：典型的失败例子，以及表现较差的输入类别。",
            ),
            Text(
                "Something looked at inside: gates or cells over a sequence, gradients for the inputs.",
                "看过内部的东西：一个序列上门或细胞状态的变化、对输入的梯度。",
            ),
            Text(
                "A test by intervention: a word changed, a part left out, and what the output did. A picture alone is no proof.",
                "用干预来验证：改一个词、去掉一段，输出怎样变化。光有图不是证据。",
            ),
            Text(
                "The limits, said without being asked: what it has not been tested on.",
                "主动说明局限：哪些情况没有测试过。",
            ),
        ),
    ),
)


def project(project_id: str) -> Project:
    """The project question of that id. Raises KeyError."""
    found = next((known for known in PROJECTS if known.id == project_id), None)
    if found is None:
        raise KeyError(project_id)
    return found
