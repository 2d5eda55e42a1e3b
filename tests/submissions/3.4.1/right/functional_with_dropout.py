# style: the functional API, a named softmax layer, dropout, another optimiser
import keras
from keras import layers


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    ids = keras.Input(shape=(None,), dtype="int32")
    x = layers.Embedding(vocab_size, embedding_size, mask_zero=True)(ids)
    x = layers.LSTM(hidden_size, name="reader")(x)
    x = layers.Dropout(0.1)(x)
    x = layers.Dense(num_classes)(x)
    model = keras.Model(ids, layers.Softmax()(x))
    model.compile(
        optimizer=keras.optimizers.RMSprop(0.01), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False)
    )
    return model
