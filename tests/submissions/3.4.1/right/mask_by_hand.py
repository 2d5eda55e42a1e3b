# style: the mask computed from the ids and handed over
import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    ids = keras.Input((None,), dtype="int32")
    mask = keras.layers.Lambda(lambda t: keras.ops.not_equal(t, 0), output_shape=lambda s: s)(ids)
    vectors = keras.layers.Embedding(vocab_size, embedding_size)(ids)
    state = keras.layers.LSTM(hidden_size)(vectors, mask=mask)
    out = keras.layers.Dense(num_classes, "softmax")(state)
    model = keras.Model(ids, out)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy")
    return model
