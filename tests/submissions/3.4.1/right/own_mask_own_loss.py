# style: functional, the mask made by hand and handed to the LSTM, return_state, Softmax as a layer of its own, and a home-made loss; comments in Chinese
import keras
from keras import layers, ops


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    # 词的编号，长度任意
    ids = keras.Input(shape=(None,), dtype="int32", name="ids")
    # 掩码：真词为 True，填充为 False
    mask = ops.not_equal(ids, 0)
    x = layers.Embedding(input_dim=vocab_size, output_dim=embedding_size, name="emb")(ids)
    # return_state 返回 (输出, h, c)；这里只要 h
    _, h, _ = layers.LSTM(hidden_size, return_state=True, name="lstm")(x, mask=mask)
    logits = layers.Dense(num_classes, name="logits")(h)
    probs = layers.Softmax(axis=-1, name="probs")(logits)
    model = keras.Model(ids, probs)

    # 自己写的交叉熵：标签是整数，先变成 one-hot
    def nll(y_true, y_pred):
        y = ops.cast(ops.reshape(y_true, (-1,)), "int32")
        hot = ops.one_hot(y, num_classes)
        return -ops.sum(hot * ops.log(y_pred + 1e-7), axis=-1)

    model.compile(optimizer=keras.optimizers.RMSprop(learning_rate=0.01), loss=nll)
    return model
