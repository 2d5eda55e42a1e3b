# mistake: The embedding is trainable=False, so the random word vectors are never learned.
# diagnosis: frameworks/weights-stay
import keras
from keras import layers


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential([
        keras.Input(shape=(None,), dtype="int32"),
        layers.Embedding(vocab_size, embedding_size, mask_zero=True, trainable=False),
        layers.LSTM(hidden_size),
        layers.Dense(num_classes, activation="softmax"),
    ])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
