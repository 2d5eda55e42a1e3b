# mistake: The mask of the embedding is lost on the way: the custom layer between the embedding and the LSTM does not pass masks on (no supports_masking), so the LSTM runs over the padding.
# diagnosis: frameworks/padding-is-read
import keras
from keras import layers, ops


class CastFeatures(layers.Layer):
    """Make sure that the features are (N, T, D) floats."""

    def __init__(self, size, **kw):
        super().__init__(**kw)
        self.size = size

    def call(self, x):
        return ops.reshape(ops.cast(x, self.compute_dtype), (ops.shape(x)[0], -1, self.size))

    def compute_output_shape(self, input_shape):
        return (input_shape[0], input_shape[1], self.size)


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    ids = keras.Input(shape=(None,), dtype="int32")
    x = layers.Embedding(vocab_size, embedding_size, mask_zero=True)(ids)
    x = CastFeatures(embedding_size)(x)
    h = layers.LSTM(hidden_size)(x)
    out = layers.Dense(num_classes, activation="softmax")(h)
    model = keras.Model(ids, out)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return model
