# mistake: the mean of all states
# diagnosis: frameworks/states-averaged
import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential(
        [
            keras.layers.Embedding(vocab_size, embedding_size, mask_zero=True),
            keras.layers.LSTM(hidden_size, return_sequences=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
