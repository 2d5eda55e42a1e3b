# mistake: The Input fixes the number of steps at 20, so texts padded to any other T are refused although T may be any.
# diagnosis: frameworks/fixed-length
import keras
from keras import layers


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    max_length = 20
    ids = keras.Input(shape=(max_length,), dtype="int32")
    x = layers.Embedding(vocab_size, embedding_size, mask_zero=True)(ids)
    h = layers.LSTM(hidden_size)(x)
    probs = layers.Dense(num_classes, activation="softmax")(h)
    model = keras.Model(inputs=ids, outputs=probs)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
