# mistake: The dropout is called with training=True, so it is on in evaluation too and the same text gets different probabilities on every call.
# diagnosis: frameworks/two-calls-differ
import keras


class TextClassifier(keras.Model):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes, **kw):
        super().__init__(**kw)
        self.embed = keras.layers.Embedding(vocab_size, embedding_size, mask_zero=True)
        self.rnn = keras.layers.LSTM(hidden_size)
        self.drop = keras.layers.Dropout(0.2)
        self.head = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, token_ids):
        x = self.embed(token_ids)
        h = self.rnn(x, mask=self.embed.compute_mask(token_ids))
        h = self.drop(h, training=True)
        return self.head(h)


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    net = TextClassifier(vocab_size, embedding_size, hidden_size, num_classes)
    net.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return net
