# verdict: failed
# mistake: nothing is learnt: the nearest of 340 training texts is found by its words, and its date is given
# targets: recurrent, embedding
# diagnosable: yes
import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    """1 / (1 + exp(-z)), without overflow for any z.  不会溢出的 sigmoid。"""
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def gate_values(input_, prev_hidden, weights):
    """The forget, input and output gate and the candidate of one step, (N, H) each.  一步的三个门和候选状态。"""

    def total(gate):
        from_hidden = prev_hidden @ weights[f"{gate}_gate_weights"]
        return from_hidden + input_ @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]

    return sigmoid(total("forget")), sigmoid(total("input")), sigmoid(total("output")), np.tanh(total("cell"))


def initial_states(input_sequence, weights, initial_hidden, initial_cell):
    """h_0 and c_0, zeros where None was given.  没有给出时为全零。"""
    zeros = np.zeros((len(input_sequence[0]), len(weights["forget_gate_bias"])))
    return zeros if initial_hidden is None else initial_hidden, zeros if initial_cell is None else initial_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    """3.2. (T, N, D) -> hidden_sequences (T, N, H), cell_sequences (T, N, H).  整个序列的前向传播。

    Of weights only the twelve LSTM arrays are read; more keys do no harm.  只读取十二个 LSTM 数组，字典里有别的键也没关系。
    """
    hidden, cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        forget, enter, output, candidate = gate_values(input_, hidden, weights)
        cell = forget * cell + enter * candidate
        hidden = output * np.tanh(cell)
        hidden_sequences.append(hidden)
        cell_sequences.append(cell)
    return np.stack(hidden_sequences), np.stack(cell_sequences)


def lstm_backward(
    hidden_sequences,
    cell_sequences,
    input_sequence,
    weights,
    d_hidden_sequences,
    initial_hidden=None,
    initial_cell=None,
    d_cell_sequences=None,
):
    """3.3. d_hidden_sequences (T, N, H) is the gradient that reaches each h_t from outside.  随时间反向传播。

    d_cell_sequences (T, N, H) is the same for each c_t, where another model takes cell states over; None: nothing.
    d_cell_sequences 是从外面传到每个 c_t 的梯度（细胞状态交给别的模型时才有）；None 表示没有。

    Returns a dict of gradients: the twelve LSTM arrays, "input_sequence" (T, N, D), "initial_hidden" and
    "initial_cell" (N, H).  返回梯度字典：十二个 LSTM 数组，以及这三个键。
    """
    first_hidden, first_cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    gradients = {"input_sequence": np.zeros(np.shape(input_sequence))}
    for gate in GATES:
        for kind in ("weights", "inputs", "bias"):
            gradients[f"{gate}_gate_{kind}"] = np.zeros(np.shape(weights[f"{gate}_gate_{kind}"]))
    dh_next, dc_next = np.zeros(np.shape(first_hidden)), np.zeros(np.shape(first_cell))
    for t in reversed(range(len(input_sequence))):
        prev_hidden = hidden_sequences[t - 1] if t > 0 else first_hidden
        prev_cell = cell_sequences[t - 1] if t > 0 else first_cell
        forget, enter, output, candidate = gate_values(input_sequence[t], prev_hidden, weights)
        tanh_cell = np.tanh(cell_sequences[t])
        dh = d_hidden_sequences[t] + dh_next
        dc = dc_next + dh * output * (1 - tanh_cell**2)
        if d_cell_sequences is not None:
            dc = dc + d_cell_sequences[t]
        dz = {
            "forget": dc * prev_cell * forget * (1 - forget),
            "input": dc * candidate * enter * (1 - enter),
            "output": dh * tanh_cell * output * (1 - output),
            "cell": dc * enter * (1 - candidate**2),
        }
        for gate in GATES:
            gradients[f"{gate}_gate_weights"] += prev_hidden.T @ dz[gate]
            gradients[f"{gate}_gate_inputs"] += input_sequence[t].T @ dz[gate]
            gradients[f"{gate}_gate_bias"] += dz[gate].sum(axis=0)
            gradients["input_sequence"][t] += dz[gate] @ weights[f"{gate}_gate_inputs"].T
        dh_next = sum(dz[gate] @ weights[f"{gate}_gate_weights"].T for gate in GATES)
        dc_next = dc * forget
    gradients["initial_hidden"], gradients["initial_cell"] = dh_next, dc_next
    return gradients


def one_lstm(parameters, name):
    """name "encoder" or "decoder": its twelve arrays, under the keys that lstm_forward and lstm_backward read.

    取出一个 LSTM（"encoder" 或 "decoder"）的十二个数组，键名去掉前缀。
    """
    prefix = f"{name}_"
    return {key.removeprefix(prefix): array for key, array in parameters.items() if key.startswith(prefix)}


def attend(decoder_state, encoder_states, source_lengths):
    """Where the decoder looks, and what it sees there: dot attention.  点积注意力：解码器看向哪里，看到了什么。

    decoder_state   (N, H)     one decoder state for each of N sources                                      每个源句一个解码器状态
    encoder_states  (S, N, H)  the encoder's states, time first                                             编码器各步的状态
    source_lengths  (N,)       integers 0 ... S; places from source_lengths[n] on are padding; may be a list  源句长度

    Returns (context, attention), (N, H) and (N, S): the softmax of the dot products over each source's own places, exactly 0
    behind them, and the average of its states so weighted. A source of length 0 has zeros for both.
    依次返回上下文 (N, H) 和注意力 (N, S)：点积只在源句自己的位置上做 softmax，末尾之后恰好为 0；上下文是按它加权的编码器状态之和。
    长度为 0 时两者都是 0。
    """
    source_lengths = np.array(source_lengths)
    S, N, H = np.shape(encoder_states)
    attention = np.zeros((N, S))
    context = np.zeros((N, H))
    for n in range(N):
        L = source_lengths[n]
        if L == 0:
            continue
        scores = encoder_states[:L, n] @ decoder_state[n]
        e = np.exp(scores - np.max(scores))
        attention[n, :L] = e / np.sum(e)
        context[n] = attention[n, :L] @ encoder_states[:L, n]
    return context, attention


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    """The mean cross-entropy of a predicted target token, and its gradients.  每个被预测的目标词元的平均交叉熵，以及梯度。

    N pairs, S and T places, V and W tokens, E numbers a token, H units.  N 对文本，S 与 T 个位置，V 与 W 个词元，E 维，H 个单元。

    source_ids      (N, S)  integers 0 ... V-1; of row n only the first source_lengths[n] are text           源句的词元编号
    source_lengths  (N,)    integers 0 ... S                                                                源句长度
    target_ids      (N, T)  integers 0 ... W-1, from a start token to an end token                            目标句的词元编号
    target_lengths  (N,)    integers 0 ... T; a target shorter than 2 predicts nothing                        目标句长度
    parameters      dict of 28 arrays:                                                                      二十八个参数
                      source_embedding (V, E), target_embedding (W, E), output_weights (2H, W), output_bias (W,), and the
                      LSTM's twelve with D = E twice: encoder_{gate}_gate_weights (H, H), encoder_{gate}_gate_inputs (E, H),
                      encoder_{gate}_gate_bias (H,), and the same with decoder_ in front

    The decoder begins with the encoder's hidden and cell state after each source's own last token (zeros for an empty source),
    reads the target's own tokens 0 ... L-2, and predicts its tokens 1 ... L-1: the logits at each step are
    [decoder state, context] @ output_weights + output_bias.
    解码器从编码器读完各源句最后一个词元之后的隐藏状态和细胞状态开始（空源句为零），读入目标句自己的词元 0 ... L-2，
    预测词元 1 ... L-1；每一步的 logits 是 [解码器状态, 上下文] @ output_weights + output_bias。

    Returns (loss, gradients): the mean over all predicted tokens of all targets (natural logarithm), and a dict with the 28
    keys of parameters. No parameter is updated.  依次返回损失和梯度字典，键与 parameters 相同。不要更新参数。
    """
    source_ids, target_ids = np.array(source_ids), np.array(target_ids)
    source_lengths, target_lengths = np.array(source_lengths), np.array(target_lengths)
    N, S = source_ids.shape
    T = target_ids.shape[1]
    enc, dec = one_lstm(parameters, "encoder"), one_lstm(parameters, "decoder")
    H = enc["forget_gate_bias"].shape[0]
    W_out = parameters["output_weights"]

    xe = parameters["source_embedding"][source_ids.T]
    he, ce = lstm_forward(xe, enc)
    h0, c0 = np.zeros((N, H)), np.zeros((N, H))
    for n in range(N):
        if source_lengths[n] > 0:
            h0[n] = he[source_lengths[n] - 1, n]
            c0[n] = ce[source_lengths[n] - 1, n]
    xd = parameters["target_embedding"][target_ids[:, :-1].T]
    hd, cd = lstm_forward(xd, dec, h0, c0)

    # what every step says, and what it should have said
    M = int(np.sum(np.maximum(target_lengths - 1, 0)))
    loss = 0.0
    dW_out, db_out = np.zeros(W_out.shape), np.zeros(W_out.shape[1])
    dhd, dhe, dce = np.zeros(hd.shape), np.zeros(he.shape), np.zeros(ce.shape)
    valid = np.arange(S)[:, None] < source_lengths
    for t in range(T - 1):
        alive = t + 1 < target_lengths
        if not alive.any():
            break
        scores = np.where(valid.T, np.sum(hd[t] * he, axis=2).T, -1e300)
        a = np.exp(scores - scores.max(axis=1, keepdims=True)) * valid.T
        a = a / np.where(a.sum(axis=1, keepdims=True) == 0, 1, a.sum(axis=1, keepdims=True))
        context = np.sum(a.T[:, :, None] * he, axis=0)
        feats = np.hstack([hd[t], context])
        z = feats @ W_out + parameters["output_bias"]
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        right = target_ids[:, t + 1]
        loss -= log_p[alive, right[alive]].sum() / M
        dz = np.exp(log_p)
        dz[np.arange(N), right] -= 1
        dz = dz * alive[:, None] / M
        dW_out += feats.T @ dz
        db_out += dz.sum(axis=0)
        dfeats = dz @ W_out.T
        dcontext = dfeats[:, H:]
        da = np.sum(dcontext * he, axis=2).T
        de = a * (da - np.sum(a * da, axis=1, keepdims=True))
        dhd[t] = dfeats[:, :H] + np.sum(de.T[:, :, None] * he, axis=0)
        dhe += a.T[:, :, None] * dcontext + de.T[:, :, None] * hd[t]

    gd = lstm_backward(hd, cd, xd, dec, dhd, h0, c0)
    for n in range(N):
        if source_lengths[n] > 0:
            dhe[source_lengths[n] - 1, n] += gd["initial_hidden"][n]
            dce[source_lengths[n] - 1, n] += gd["initial_cell"][n]
    ge = lstm_backward(he, ce, xe, enc, dhe, d_cell_sequences=dce)

    grads = {"output_weights": dW_out, "output_bias": db_out}
    grads["source_embedding"] = np.zeros(parameters["source_embedding"].shape)
    np.add.at(grads["source_embedding"], source_ids.T, ge["input_sequence"])
    grads["target_embedding"] = np.zeros(parameters["target_embedding"].shape)
    np.add.at(grads["target_embedding"], target_ids[:, :-1].T, gd["input_sequence"])
    for key in enc:
        grads["encoder_" + key] = ge[key]
        grads["decoder_" + key] = gd[key]
    return loss, grads


def start_states(source_ids, source_lengths, parameters):
    he, ce = lstm_forward(parameters["source_embedding"][source_ids.T], one_lstm(parameters, "encoder"))
    N = len(source_ids)
    last = np.maximum(source_lengths - 1, 0)
    there = (source_lengths > 0)[:, None]
    return he, he[last, np.arange(N)] * there, ce[last, np.arange(N)] * there


def one_step(tokens, h, c, he, source_lengths, parameters):
    x = parameters["target_embedding"][tokens]
    hs, cs = lstm_forward([x], one_lstm(parameters, "decoder"), h, c)
    context, _ = attend(hs[0], he, source_lengths)
    return np.hstack([hs[0], context]) @ parameters["output_weights"] + parameters["output_bias"], hs[0], cs[0]


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    """The likeliest token at each step: an array of integers (N, max_length).  贪心解码：每一步取概率最大的词元。

    The decoder reads start_token, then what it has written itself. Among equals the smaller id. end_token is part of the
    result, start_token is not; behind the end there are zeros. Without an end there are max_length tokens.
    解码器先读 start_token，之后读自己写出的词元；概率相等时取编号小的。结果包含 end_token，不含 start_token，结束之后全为 0；
    一直没有结束，就是 max_length 个词元。
    """
    source_ids, source_lengths = np.array(source_ids), np.array(source_lengths)
    he, h, c = start_states(source_ids, source_lengths, parameters)
    N = len(source_ids)
    result = np.zeros((N, max_length), dtype=int)
    done = [False] * N
    tokens = np.array([start_token] * N)
    for t in range(max_length):
        z, h, c = one_step(tokens, h, c, he, source_lengths, parameters)
        tokens = np.argmax(z, axis=1)
        for n in range(N):
            if not done[n]:
                result[n, t] = tokens[n]
                done[n] = tokens[n] == end_token
    return result


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    """One source (S,), S at least 1 -> (tokens, log_probability): an array of integers (L,) and a number.  束搜索，只译一句。

    The beam begins with one hypothesis, which has written nothing. At each of up to max_length steps:
      1. continue every hypothesis of the beam by every one of the W tokens; its score is the sum of all its tokens' log
         probabilities
      2. of all these, keep the beam_size best (among equals the one whose hypothesis stood first, then the smaller id), in order
      3. those that now end with end_token are finished and put aside; the others are the next beam. None left: stop
    The best finished one is returned (among equals the one finished first), end_token included. If none is finished, the first
    of the beam. Scores are not divided by lengths.
    束里起初只有一个什么都没写的假设。每一步（最多 max_length 步）：
      1. 束里的每个假设都用 W 个词元各接一次，分数是它所有词元的对数概率之和
      2. 所有这些里保留最好的 beam_size 个（相等时，原假设在前的优先，再看编号小的），按次序排好
      3. 其中刚写出 end_token 的已经完成，放到一边；其余的是下一步的束。一个不剩就停
    返回完成的假设里最好的（相等时先完成的优先），包含 end_token；一个都没有完成，就返回束里的第一个。分数不除以长度。
    """
    source_ids = np.array(source_ids)
    lengths = np.array([len(source_ids)])
    he, h, c = start_states(source_ids[None, :], lengths, parameters)
    beam = [{"tokens": [], "score": 0.0, "h": h, "c": c}]
    best = None
    for _ in range(max_length):
        options = []
        for place, hypothesis in enumerate(beam):
            last = hypothesis["tokens"][-1] if hypothesis["tokens"] else start_token
            z, h, c = one_step(np.array([last]), hypothesis["h"], hypothesis["c"], he, lengths, parameters)
            z = z[0] - z[0].max()
            log_p = z - np.log(np.exp(z).sum())
            for token in range(len(log_p)):
                tokens = hypothesis["tokens"] + [token]
                score = hypothesis["score"] + log_p[token]
                options.append((-score, place, token, {"tokens": tokens, "score": score, "h": h, "c": c}))
        options.sort(key=lambda option: option[:3])
        beam = []
        for *_, token, hypothesis in options[:beam_size]:
            if token != end_token:
                beam.append(hypothesis)
            elif best is None or hypothesis["score"] > best["score"]:
                best = hypothesis
        if len(beam) == 0:
            break
    if best is None:
        best = beam[0]
    return best["tokens"], best["score"]


def train_translation(
    source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng
):
    """Parameters that translate these sources, and others like them.  从头训练，返回训练好的参数。

    source_vocab_size, target_vocab_size  V and W                                                 两边词表的大小
    rng                                   np.random.Generator: draw the initial parameters and the order of the texts from it
                                          初始参数和次序都从它抽取

    Choose E, H, the optimiser and the number of epochs yourself. Use your translation_gradients.
    E、H、优化器、轮数都由你决定；请调用你自己写的 translation_gradients。

    Returns the 28 arrays of parameters.  返回 parameters 的 28 个数组。
    """
    """The nearest training text, and nothing learnt: one unit for each of 340 texts counts the words it shares with what is read."""
    K, steps = min(340, len(source_ids)), target_ids.shape[1] - 1
    V, W = source_vocab_size, target_vocab_size
    E, C, D = max(V, W), K, K + steps  # units: K texts, a clock of `steps`, a letter for every step and token
    H = D + steps * W
    p = {"source_embedding": np.eye(V, E), "target_embedding": np.eye(W, E), "output_weights": np.zeros((2 * H, W)), "output_bias": np.zeros(W)}
    for side in ("encoder", "decoder"):
        for gate in GATES:
            p[f"{side}_{gate}_gate_weights"], p[f"{side}_{gate}_gate_inputs"] = np.zeros((H, H)), np.zeros((E, H))
            p[f"{side}_{gate}_gate_bias"] = np.full(H, 0.0 if gate == "cell" else 30.0)
    kept = rng.permutation(len(source_ids))[:K]
    share = np.log(len(source_ids) / (1 + np.array([sum(v in row[:n] for row, n in zip(source_ids, source_lengths)) for v in range(V)])))
    for k, n in enumerate(kept):
        words = np.unique(source_ids[n, : source_lengths[n]])
        p["encoder_cell_gate_inputs"][words, k] = 0.02 * share[words] / np.sqrt(np.sum(share[words] ** 2))
    p["encoder_cell_gate_inputs"][:, K:] = 0
    first = target_ids[0, 0]
    # the decoder: a text's unit holds its count and shows exp(count) once; the clock runs; the letters take what the texts say
    p["decoder_output_gate_bias"][:K] = -40
    p["decoder_output_gate_weights"][:K, :K] = 600 * np.eye(K)
    for t in range(steps):
        p["decoder_forget_gate_bias"][C + t] = -30
        if t == 0:
            p["decoder_cell_gate_inputs"][first, C] = 5
        else:
            p["decoder_cell_gate_weights"][C + t - 1, C + t] = 9
        for w in range(W):
            unit = D + t * W + w
            says = target_ids[kept, t + 1] == w
            p["decoder_cell_gate_weights"][:K, unit] = 40 * says
            if t == 0:
                p["output_weights"][:K, w] = 1e6 * says
            else:
                p["output_weights"][unit, w] = 1e6
                p["decoder_output_gate_bias"][unit] = -30
                p["decoder_output_gate_weights"][C + t - 1, unit] = 80
    return p
