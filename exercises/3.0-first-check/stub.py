"""Exercise 3.0: a first check. This file passes as it is; break it, and read what the check says.
练习 3.0：第一次检查。这个文件现在就能通过；把它弄坏，看看检查怎么说。
"""


def mix(gate, old, new):
    """Keep a share of the old memory and fill up with the new.  保留一部分旧记忆，其余换成新的。

    gate  (N, H)  between 0 and 1: how much of the old stays    0 到 1 之间：旧的保留多少
    old   (N, H)  what was remembered                           原来记住的
    new   (N, H)  what could be remembered instead              可以换成的

    Returns (N, H), and changes no argument.  返回 (N, H)，不改动任何参数。
    """
    # Try one of these, save, and run `lstm-drills check 3.0`.  试试下面的一种改法，保存后运行检查：
    #   gate * new + (1 - gate) * old
    #   gate * old + new
    #   old * new
    return gate * old + (1 - gate) * new
