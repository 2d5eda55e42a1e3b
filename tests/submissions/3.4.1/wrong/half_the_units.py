# mistake: half the units
# diagnosis: frameworks/units
import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential(
        [
            keras.layers.Embedding(vocab_size, embedding_size, mask_zero=True),
            keras.layers.LSTM(hidden_size // 2 + 1),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
