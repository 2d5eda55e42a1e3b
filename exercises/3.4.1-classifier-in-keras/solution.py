"""The text classifier in Keras: one layer for each step of 3.4."""

import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential(
        [
            # mask_zero: the LSTM passes over padding, so that its last state is that of each text's own last word
            keras.layers.Embedding(vocab_size, embedding_size, mask_zero=True),
            keras.layers.LSTM(hidden_size),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    # sparse: labels are whole numbers; from_logits stays False, since the model gives probabilities
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
