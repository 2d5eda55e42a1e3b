# mistake: The Dense layer already applies the softmax and a Softmax layer applies it a second time, so the probabilities are squeezed towards uniform.
# diagnosis: frameworks/softmax-twice
import keras
from keras import layers


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential([
        keras.Input(shape=(None,), dtype="int32"),
        layers.Embedding(vocab_size, embedding_size, mask_zero=True),
        layers.LSTM(hidden_size),
        layers.Dense(num_classes, activation="softmax"),
        layers.Softmax(),
    ])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
