# mistake: the embedding is as wide as the state
# diagnosis: frameworks/embedding-size
import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential(
        [
            keras.layers.Embedding(vocab_size, hidden_size, mask_zero=True),
            keras.layers.LSTM(hidden_size),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
