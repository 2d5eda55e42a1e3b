# mistake: softmax, and a loss that expects logits
# diagnosis: frameworks/from-logits
import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    model = keras.Sequential(
        [
            keras.layers.Embedding(vocab_size, embedding_size, mask_zero=True),
            keras.layers.LSTM(hidden_size),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model
