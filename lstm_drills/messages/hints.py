"""How to find a mistake by oneself, by the kind of place where it was diagnosed."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "contract": Text(
        "Read the signature in the stub's docstring once more: the names and shapes of what comes in, and what goes out, in which order and of which shape. Print the shape of each of your arrays just before the return.",
        "再读一遍桩代码的文档字符串：输入的名字和形状，返回什么、按什么顺序、什么形状。在 return 之前打印每个数组的形状。",
    ),
    "numerics": Text(
        "Call your function with one input of 10000 and one of -10000, and print each intermediate value: where does the first inf or nan, or the first lost digit, appear?",
        "用一个 10000 和一个 -10000 的输入调用你的函数，打印每个中间值：第一个 inf、nan 或丢失的小数位出现在哪里？",
    ),
    "packing": Text(
        "Compute one gate alone, from its own three arrays, and compare it with what your code has for that gate. Then the next gate. The first that differs shows the place.",
        "只用某个门自己的三个数组单独算出这个门，与你代码里的结果比较；再换下一个门。第一个不同的门就是出错的地方。",
    ),
    "step": Text(
        "Put the numbers of the statement's worked example through your lines, one after the other: f, i, o, g, then c, then h. The first that differs from the statement shows the line.",
        "把题目里那个算例的数逐行代入你的代码：先 f、i、o、g，再 c，再 h。第一个与题目不同的量就指出了出错的那一行。",
    ),
    "sequence": Text(
        "Take T = 2 and print what enters each step: x_t, h_{t-1}, c_{t-1}. For each of the three, where did it come from, and where must it come from? Do it once with initial states and once without.",
        "取 T = 2，打印进入每一步的 x_t、h_{t-1}、c_{t-1}。这三个量各自从哪里来，又应当从哪里来？有初始状态和没有初始状态各做一次。",
    ),
    "own-forward": Text(
        "Check the forward pass first: `lstm-drills check 3.2`. A backward pass can only be as right as the forward pass it belongs to.",
        "先检查前向传播：`lstm-drills check 3.2`。反向传播是否正确，取决于它所对应的前向传播。",
    ),
    "gradient": Text(
        "Take T = 1 first, then T = 2. Move one number by 1e-5 up and down, run the forward pass, and compare the change of the loss with your gradient: first d c_t, then the four gates, then weights, inputs and states. The first that differs shows the line.",
        "先取 T = 1，再取 T = 2。把一个数上下移动 1e-5，运行前向传播，将损失的变化与你的梯度比较：先是 c_t 的梯度，再是四个门，然后是权重、输入和状态。第一个不同的就指出了出错的那一行。",
    ),
}
