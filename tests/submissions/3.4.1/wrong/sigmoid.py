# mistake: sigmoid for one class out of several
# diagnosis: frameworks/sigmoid
import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential(
        [
            keras.layers.Embedding(vocab_size, embedding_size, mask_zero=True),
            keras.layers.LSTM(hidden_size),
            keras.layers.Dense(num_classes, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
