"""Answers to the exercises of lesson 2.3."""

import torch

from autograd_lessons import engine

GRADIENTS = {"x.grad": 36, "y.grad": 12, "z.grad": None}


def middle_retained(x):
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward()
    return y.grad


def middle_hook(x):
    seen = []
    y = 3 * x
    y.register_hook(seen.append)
    z = y**2
    z.backward()
    return seen[0]


def middle_number(x):
    y = 3 * x
    y.retain_grad()
    (y**2).backward()
    return y.grad.item()


def middle_starter(x):
    y = 3 * x
    z = y**2
    z.backward()
    return ...


def middle_late(x):
    y = 3 * x
    z = y**2
    z.backward()
    y.retain_grad()
    return y.grad


def middle_late_and_again(x):
    y = 3 * x
    z = y**2
    z.backward(retain_graph=True)
    y.retain_grad()
    z.backward()
    return y.grad


def middle_twice(x):
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward(retain_graph=True)
    z.backward()
    return y.grad


def middle_of_x(x):
    y = 3 * x
    z = y**2
    z.backward()
    return x.grad


def middle_value(x):
    return 3 * x


def middle_formula(x):
    y = 3 * x
    z = y**2
    z.backward()
    return 2 * y


def update_in_place(w, lr):
    with torch.no_grad():
        w -= lr * w.grad
    return w


def update_in_place_silent(w, lr):
    with torch.no_grad():
        w -= lr * w.grad


def update_and_reset(w, lr):
    with torch.no_grad():
        w -= lr * w.grad
    w.grad = None
    return w


def update_new_leaf(w, lr):
    return (w - lr * w.grad).detach().requires_grad_()


def update_starter(w, lr):
    return ...


def update_rebound(w, lr):
    w = w - lr * w.grad


def update_not_leaf(w, lr):
    w = w - lr * w.grad
    return w


def update_lost(w, lr):
    with torch.no_grad():
        w = w - lr * w.grad
    return w


def update_uphill(w, lr):
    with torch.no_grad():
        w += lr * w.grad
    return w


def update_without_rate(w, lr):
    with torch.no_grad():
        w -= w.grad
    return w


def update_value(w, lr):
    with torch.no_grad():
        w -= lr
    return w


def layers_retained(x, weights):
    h = x
    layers = []
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        layers.append(h)
    h.backward()
    return [layer.grad for layer in layers]


def layers_hooks(x, weights):
    h, seen = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.register_hook(lambda gradient: seen.insert(0, gradient))
    h.backward()
    return seen


def layers_grad(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    return torch.autograd.grad(h, layers)


def layers_starter(x, weights):
    return ...


def layers_reversed(x, weights):
    h, seen = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.register_hook(seen.append)
    h.backward()
    return seen


def layers_last_only(x, weights):
    h = x
    for w in weights:
        h = torch.tanh(w * h)
    h.retain_grad()
    h.backward()
    return [h.grad]


def layers_of_weights(x, weights):
    h = x
    for w in weights:
        h = torch.tanh(w * h)
    h.backward()
    return [w.grad for w in weights]


def layers_values(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    return layers


def layers_late(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    h.backward()
    for layer in layers:
        layer.retain_grad()
    return [layer.grad for layer in layers]


def layers_again(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        layers.append(h)
    h.backward(retain_graph=True)
    for layer in layers:
        layer.retain_grad()
    h.backward()
    return [layer.grad for layer in layers]


def layers_twice(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        layers.append(h)
    h.backward(retain_graph=True)
    h.backward()
    return [layer.grad for layer in layers]


def layers_one_tensor(x, weights):
    return x


def middle_clone(x):
    y = 3 * x
    y.retain_grad()
    z = y * y
    z.backward(torch.ones(1))
    return y.grad.clone()


def middle_emptied(x):
    y = 3 * x
    z = y**2
    z.backward(retain_graph=True)
    x.grad = None
    y.retain_grad()
    z.backward()
    return y.grad


def middle_grad_first(x):
    y = 3 * x
    z = y**2
    (gradient,) = torch.autograd.grad(z, y, retain_graph=True)
    z.backward()
    return gradient


def middle_new_leaf(x):
    y = (3 * x).detach().requires_grad_()
    z = y**2
    z.backward()
    return y.grad


def middle_retains_x(x):
    x.retain_grad()
    y = 3 * x
    y.retain_grad()
    z = y**2
    z.backward()
    return x.grad


def update_optimizer(w, lr):
    torch.optim.SGD([w], lr=lr).step()
    return w


def update_copied(w, lr):
    with torch.no_grad():
        w.copy_(w - lr * w.grad)
    return w


def update_sub(w, lr):
    with torch.no_grad():
        w.sub_(w.grad, alpha=lr)


def update_detached_view(w, lr):
    same_memory = w.detach()
    same_memory -= lr * w.grad
    return w


def update_flag_again(w, lr):
    with torch.no_grad():
        w = w - lr * w.grad
    w.requires_grad = True
    return w


def update_retained(w, lr):
    w = w - lr * w.grad
    w.retain_grad()
    return w


def update_detached(w, lr):
    return (w - lr * w.grad).detach()


def update_twice(w, lr):
    (w**2).backward()
    with torch.no_grad():
        w -= lr * w.grad
    return w


def layers_kept(x, weights):
    h, layers = x, []
    for w in weights:
        h = (w * h).tanh()
        h.retain_grad()
        layers.append(h)
    h.backward()
    return layers


def layers_stacked(x, weights):
    layers = [x]
    for w in weights:
        layers.append(torch.tanh(w * layers[-1]))
        layers[-1].retain_grad()
    layers[-1].backward()
    return torch.stack([layer.grad for layer in layers[1:]])


def layers_generator(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        layers.append(h)
    h.backward()
    return (layer.grad for layer in layers)


def layers_hooks_turned(x, weights):
    h, seen = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.register_hook(seen.append)
    h.backward()
    return reversed(seen)


def layers_shifted(x, weights):
    h, layers = x, []
    for w in weights:
        layers.append(h)
        h = torch.tanh(w * h)
        h.retain_grad()
    h.backward()
    return [layer.grad for layer in layers]


def layers_with_x(x, weights):
    h, layers = x, [x]
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        layers.append(h)
    h.backward()
    return [layer.grad for layer in layers]


def layers_before_backward(x, weights):
    h, grads = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        grads.append(h.grad)
    h.backward()
    return grads


def layers_of_products(x, weights):
    h, products = x, []
    for w in weights:
        product = w * h
        product.retain_grad()
        products.append(product)
        h = torch.tanh(product)
    h.backward()
    return [product.grad for product in products]


def layers_each_backward(x, weights):
    h, layers = x, []
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
        h.backward(retain_graph=True)
        layers.append(h)
    return [layer.grad for layer in layers]


def layers_ones(x, weights):
    h = x
    for w in weights:
        h = torch.tanh(w * h)
        h.retain_grad()
    h.backward()
    return [h.grad for _ in weights]


def layers_last_grad(x, weights):
    h = x
    for w in weights:
        h = torch.tanh(w * h)
    h.retain_grad()
    h.backward()
    return h.grad


ANSWERS: dict[str, list[tuple[object, str]]] = {
    "2.3.by_hand": [
        (GRADIENTS, "right"),
        (GRADIENTS | {"x.grad": 36.0, "y.grad": engine.tensor([12.0]), "z.grad": "None"}, "right"),
        (GRADIENTS | {"x.grad": [36], "y.grad": torch.tensor(12.0)}, "right"),
        (GRADIENTS | {"x.grad": ...}, "unanswered"),
        (GRADIENTS | {"x.grad": 12}, "x"),
        (GRADIENTS | {"x.grad": None}, "x"),
        (GRADIENTS | {"y.grad": 4}, "y"),
        (GRADIENTS | {"y.grad": None}, "y"),
        (GRADIENTS | {"z.grad": 1}, "z"),
        (GRADIENTS | {"z.grad": 0}, "z"),
        (GRADIENTS | {"w.grad": 0}, "form"),
        ({"z.grad": None, "y.grad": "None", "x.grad": 36} | {"y.grad": [12.0]}, "right"),
        (GRADIENTS | {"x.grad": 6}, "x"),
        (GRADIENTS | {"y.grad": 6}, "y"),
        (GRADIENTS | {"x.grad": 36, "z.grad": 36}, "z"),
    ],
    "2.3.middle": [
        (middle_retained, "right"),
        (middle_hook, "right"),
        (middle_number, "right"),
        (middle_starter, "unanswered"),
        (middle_late, "none"),
        (middle_late_and_again, "doubled"),
        (middle_twice, "doubled"),
        (middle_of_x, "of_x"),
        (middle_value, "value"),
        (middle_formula, "tracked"),
        (middle_clone, "right"),
        (middle_emptied, "right"),
        (middle_grad_first, "right"),
        (middle_new_leaf, "lost"),
        (middle_retains_x, "of_x"),
    ],
    "2.3.mend": [
        (update_in_place, "right"),
        (update_in_place_silent, "right"),
        (update_and_reset, "right"),
        (update_new_leaf, "right"),
        (update_starter, "unanswered"),
        (update_rebound, "unchanged"),
        (update_not_leaf, "not_leaf"),
        (update_lost, "lost"),
        (update_uphill, "sign"),
        (update_without_rate, "no_lr"),
        (update_value, "value"),
        (update_optimizer, "right"),
        (update_copied, "right"),
        (update_sub, "right"),
        (update_detached_view, "right"),
        (update_flag_again, "right"),
        (update_retained, "not_leaf"),
        (update_detached, "lost"),
        (update_twice, "value"),
    ],
    "2.3.filled": [
        (["a", "e"], "right"),
        (("e", "a"), "right"),
        ({"a.grad", "e.grad"}, "right"),
        ("a, e", "right"),
        (["a"], "missing"),
        (["a", "b", "e"], "non_leaf"),
        (["a", "e", "f"], "non_leaf"),
        (["a", "e", "out"], "non_leaf"),
        (["a", "c", "d", "e"], "untracked"),
        (["a", "e", "g"], "unused"),
        (["a", "x"], "form"),
        ([], "form"),
        ([...], "unanswered"),
        (2, "form"),
        ("a와 e", "right"),
        ("['a', 'e']", "right"),
        (["e.grad", "a.grad"], "right"),
        (["a", "b", "e", "out"], "non_leaf"),
        (["e"], "missing"),
        ({"a": 10, "e": 6}, "form"),
    ],
    "2.3.layers": [
        (layers_retained, "right"),
        (layers_hooks, "right"),
        (layers_grad, "right"),
        (layers_starter, "unanswered"),
        (layers_reversed, "reversed"),
        (layers_last_only, "count"),
        (layers_of_weights, "of_weights"),
        (layers_values, "values"),
        (layers_late, "none"),
        (layers_again, "doubled"),
        (layers_twice, "doubled"),
        (layers_one_tensor, "form"),
        (layers_stacked, "right"),
        (layers_generator, "right"),
        (layers_hooks_turned, "right"),
        (layers_kept, "values"),
        (layers_shifted, "shifted"),
        (layers_with_x, "count"),
        (layers_before_backward, "none"),
        (layers_of_products, "of_products"),
        (layers_each_backward, "doubled"),
        (layers_ones, "ones"),
        (layers_last_grad, "form"),
    ],
}
