# mistake: The mask handed to the LSTM is inverted: it is True on the padding (ids == 0) and False on the words, so every word is skipped.
# diagnosis: frameworks/padding-is-read
import keras
from keras import layers, ops


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    ids = keras.Input(shape=(None,), dtype="int32", name="ids")
    # 掩码：填充的位置
    padding_mask = ops.equal(ids, 0)
    x = layers.Embedding(vocab_size, embedding_size)(ids)
    h = layers.LSTM(hidden_size)(x, mask=padding_mask)
    probs = layers.Dense(num_classes, activation="softmax")(h)
    model = keras.Model(ids, probs)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return model
