# mistake: The softmax in the Lambda layer is taken over axis 0, the texts of the batch, instead of over the classes, so the columns sum to 1 and not the rows.
# diagnosis: frameworks/softmax-wrong-axis
import keras
from keras import layers, ops


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    ids = keras.Input(shape=(None,), dtype="int32")
    x = layers.Embedding(vocab_size, embedding_size, mask_zero=True)(ids)
    h = layers.LSTM(hidden_size)(x)
    logits = layers.Dense(num_classes)(h)
    probs = layers.Lambda(lambda z: ops.softmax(z, axis=0), output_shape=(num_classes,))(logits)
    model = keras.Model(ids, probs)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return model
