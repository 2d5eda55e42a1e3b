# mistake: return_state gives (output, h, c) but the code unpacks it as (output, c, h), so the Dense layer gets the cell state c instead of h.
# diagnosis: frameworks/cell-state-read
import keras
from keras import layers, ops


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    ids = keras.Input(shape=(None,), dtype="int32", name="ids")
    mask = ops.not_equal(ids, 0)
    x = layers.Embedding(input_dim=vocab_size, output_dim=embedding_size, name="emb")(ids)
    _, state_c, state_h = layers.LSTM(hidden_size, return_state=True, name="lstm")(x, mask=mask)
    logits = layers.Dense(num_classes, name="logits")(state_h)
    probs = layers.Softmax(name="probs")(logits)
    model = keras.Model(ids, probs)
    model.compile(optimizer=keras.optimizers.RMSprop(0.01), loss="sparse_categorical_crossentropy")
    return model
