# mistake: The tape is walked from the inputs to the loss, so all gradients stay zero.
# targets: contract
# verdict: failed
# diagnosable: yes
"""A tiny autograd, then the forward pass written with it."""
import numpy as np


class Tensor:
    def __init__(self, data, parents=()):
        self.data = np.asarray(data, dtype=float)
        self.grad = np.zeros_like(self.data)
        self._parents = parents
        self._backward = lambda: None

    def _like(self, grad, other):
        # undo broadcasting
        while grad.ndim > other.data.ndim:
            grad = grad.sum(axis=0)
        for axis, size in enumerate(other.data.shape):
            if size == 1 and grad.shape[axis] != 1:
                grad = grad.sum(axis=axis, keepdims=True)
        return grad

    def __add__(self, other):
        out = Tensor(self.data + other.data, (self, other))

        def _backward():
            self.grad += self._like(out.grad, self)
            other.grad += self._like(out.grad, other)
        out._backward = _backward
        return out

    def __mul__(self, other):
        out = Tensor(self.data * other.data, (self, other))

        def _backward():
            self.grad += self._like(other.data * out.grad, self)
            other.grad += self._like(self.data * out.grad, other)
        out._backward = _backward
        return out

    def __matmul__(self, other):
        out = Tensor(self.data @ other.data, (self, other))

        def _backward():
            self.grad += out.grad @ other.data.T
            other.grad += self.data.T @ out.grad
        out._backward = _backward
        return out

    def tanh(self):
        t = np.tanh(self.data)
        out = Tensor(t, (self,))

        def _backward():
            self.grad += (1 - t ** 2) * out.grad
        out._backward = _backward
        return out

    def sigmoid(self):
        s = 0.5 * (1 + np.tanh(0.5 * self.data))
        out = Tensor(s, (self,))

        def _backward():
            self.grad += s * (1 - s) * out.grad
        out._backward = _backward
        return out

    def sum(self):
        out = Tensor(self.data.sum(), (self,))

        def _backward():
            self.grad += np.ones_like(self.data) * out.grad
        out._backward = _backward
        return out

    def backward(self):
        order, seen = [], set()
        stack = [(self, False)]
        while stack:
            node, done = stack.pop()
            if done:
                order.append(node)
                continue
            if id(node) in seen:
                continue
            seen.add(id(node))
            stack.append((node, True))
            for p in node._parents:
                stack.append((p, False))
        self.grad = np.ones_like(self.data)
        for node in order:
            node._backward()


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    w = {k: Tensor(v) for k, v in weights.items()}
    xs = [Tensor(x) for x in input_sequence]
    shape = np.shape(hidden_sequences[0])
    h0 = Tensor(np.zeros(shape) if initial_hidden is None else initial_hidden)
    c0 = Tensor(np.zeros(shape) if initial_cell is None else initial_cell)

    h, c = h0, c0
    loss = Tensor(0.0)
    for x, up in zip(xs, d_hidden_sequences):
        def z(name):
            return h @ w[name + "_weights"] + x @ w[name + "_inputs"] + w[name + "_bias"]
        f, i, o, g = z("forget_gate").sigmoid(), z("input_gate").sigmoid(), z("output_gate").sigmoid(), z("cell_gate").tanh()
        c = f * c + i * g
        h = o * c.tanh()
        loss = loss + (h * Tensor(up)).sum()
    loss.backward()

    grads = {k: v.grad for k, v in w.items()}
    grads["input_sequence"] = np.stack([x.grad for x in xs])
    grads["initial_hidden"] = h0.grad
    grads["initial_cell"] = c0.grad
    return grads
