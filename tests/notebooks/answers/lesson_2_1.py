"""Answers to the exercises of lesson 2.1."""

import numpy as np
import torch


def slope_gradient():
    x = torch.tensor(3.0, requires_grad=True)
    y = x**3 - 5 * x
    y.backward()
    return x.grad


def slope_of_a_vector():
    x = torch.tensor([3.0], requires_grad=True)
    y = x**3 - 5 * x
    y.backward()
    return x.grad


def slope_number():
    x = torch.tensor(3.0, requires_grad=True)
    y = x**3 - 5 * x
    y.backward()
    return x.grad.item()


def slope_value():
    x = torch.tensor([3.0], requires_grad=True)
    return x**3 - 5 * x


def slope_input():
    return torch.tensor([3.0], requires_grad=True)


def slope_accumulated():
    x = torch.tensor(3.0, requires_grad=True)
    for _ in range(3):
        y = x**3 - 5 * x
        y.backward()
    return x.grad


def slope_at_one():
    x = torch.tensor(1.0, requires_grad=True)
    y = x**3 - 5 * x
    y.backward()
    return x.grad


def leaf_made():
    return torch.tensor([10.0, 20.0], requires_grad=True)


def leaf_marked():
    return (torch.tensor([1.0, 2.0]) * 10).requires_grad_()


def leaf_detached():
    return (torch.tensor([1.0, 2.0], requires_grad=True) * 10).detach().requires_grad_(True)


def leaf_used():
    w = torch.tensor([1.0, 2.0]) * 10
    w.requires_grad = True
    (w**2).sum().backward()
    return w


def leaf_computed():
    return torch.tensor([1.0, 2.0], requires_grad=True) * 10


def leaf_untracked():
    return torch.tensor([1.0, 2.0]) * 10


def leaf_of_other_values():
    return torch.tensor([1.0, 2.0], requires_grad=True)


def leaf_column():
    return torch.tensor([[10.0], [20.0]], requires_grad=True)


def leaf_number():
    return torch.tensor(10.0)


def by_hand():
    return {"x.grad": 15 * 2 + 6 * 1, "w.grad": 15 * 3}


def by_hand_as_tensors():
    x = torch.tensor(3.0, requires_grad=True)
    w = torch.tensor(2.0, requires_grad=True)
    a = w * x
    b = a + x
    y = a * b
    y.backward()
    return {"x.grad": x.grad, "w.grad": w.grad}


def gradient_plain(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad


def gradient_of_a_vector(f, at):
    x = torch.tensor([at])
    x.requires_grad_()
    y = f(x)
    y.sum().backward()
    return x.grad.item()


def gradient_emptied(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    x.grad = None
    f(x).backward()
    return float(x.grad)


def gradient_value(f, at):
    return f(torch.tensor(at))


def gradient_input(f, at):
    return torch.tensor(at, requires_grad=True)


def gradient_accumulated(f, at):
    x = globals().setdefault("x", torch.tensor(at, requires_grad=True))
    f(x).backward()
    return x.grad


def gradient_constant(f, at):
    return 2 * at


def gradient_numeric(f, at):
    return (f(at + 1e-6) - f(at)) / 1e-6


def rounds_mended(x, times):
    found = []
    for _ in range(times):
        x.grad = None
        y = x**2
        y.backward()
        found.append(x.grad.item())
    return found


def rounds_kept_graph(x, times):
    found = []
    y = x**2
    for _ in range(times):
        x.grad = None
        y.backward(retain_graph=True)
        found.append(x.grad)
    return found


def rounds_by_grad(x, times):
    return [torch.autograd.grad(x**2, x)[0] for _ in range(times)]


def rounds_as_tensor(x, times):
    return torch.stack([torch.autograd.grad(x**2, x)[0] for _ in range(times)])


def rounds_fresh_leaf(x, times):
    found = []
    for _ in range(times):
        copy = x.detach().clone().requires_grad_()
        (copy**2).backward()
        found.append([copy.grad.item()])
    return found


def rounds_zeroed(x, times):
    found = []
    for _ in range(times):
        if x.grad is not None:
            x.grad.zero_()
        (x**2).backward()
        found.append(float(x.grad))
    return found


def rounds_starter(x, times):
    found = []
    y = x**2
    for _ in range(times):
        y.backward()
        found.append(x.grad.item())
    return found


def rounds_accumulated(x, times):
    found = []
    for _ in range(times):
        y = x**2
        y.backward()
        found.append(x.grad.item())
    return found


def rounds_kept_graph_only(x, times):
    found = []
    y = x**2
    for _ in range(times):
        y.backward(retain_graph=True)
        found.append(x.grad.item())
    return found


def rounds_shared(x, times):
    found = []
    for _ in range(times):
        (x**2).backward()
        found.append(x.grad)
    return found


def rounds_value(x, times):
    return [(x**2).item() for _ in range(times)]


def rounds_last_only(x, times):
    x.grad = None
    (x**2).backward()
    return x.grad


def rounds_hard_coded(x, times):
    return [6.0] * times


def numbers_central(f, at):
    h = 1e-5
    return (f(at + h) - f(at - h)) / (2 * h)


def numbers_forward(f, at):
    return (f(at + 1e-6) - f(at)) / 1e-6


def numbers_double(f, at):
    x = torch.tensor(at, dtype=torch.float64)
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def numbers_float32(f, at):
    x = torch.tensor(at)
    return (f(x + 1e-2) - f(x - 1e-2)) / 2e-2


def numbers_value(f, at):
    return f(at)


def numbers_constant(f, at):
    return 12.0


def numbers_autograd(f, at):
    x = torch.tensor(at, requires_grad=True)
    f(x).backward()
    return x.grad


def numbers_too_close(f, at):
    h = 1e-17
    return (f(at + h) - f(at - h)) / (2 * h)


def numbers_twice(f, at):
    h = 1e-5
    return (f(at + h) - f(at - h)) / h


def numbers_half(f, at):
    h = 1e-5
    return (f(at + h) - f(at)) / (2 * h)


def numbers_not_divided(f, at):
    h = 1e-5
    return f(at + h) - f(at - h)


def numbers_reversed(f, at):
    h = 1e-5
    return (f(at - h) - f(at + h)) / (2 * h)


def numbers_rough(f, at):
    return f(at + 0.5) - f(at - 0.5)


ANSWERS: dict[str, list[tuple[object, str]]] = {
    "2.1.slope": [
        (slope_gradient, "right"),
        (slope_of_a_vector, "right"),
        (slope_number, "right"),
        (22, "right"),
        (22.0, "right"),
        (np.float32(22), "right"),
        (np.array([[22]]), "right"),
        ([22], "right"),
        (22.0000001, "right"),
        (..., "unanswered"),
        (slope_value, "value"),
        (slope_input, "input"),
        (27, "missing_term"),
        (slope_accumulated, "accumulated"),
        (slope_at_one, "at_one"),
    ],
    "2.1.leaf_weight": [
        (leaf_made, "right"),
        (leaf_marked, "right"),
        (leaf_detached, "right"),
        (leaf_used, "right"),
        (..., "unanswered"),
        (leaf_computed, "not_leaf"),
        (leaf_untracked, "untracked"),
        (leaf_of_other_values, "values"),
        (leaf_column, "values"),
        (leaf_number, "values"),
    ],
    "2.1.by_hand": [
        (by_hand, "right"),
        (by_hand_as_tensors, "right"),
        ({"x.grad": 36.0, "w.grad": np.array([45])}, "right"),
        ({"x.grad": ..., "w.grad": 45}, "unanswered"),
        ({"x.grad": 36, "w.grad": None}, "unanswered"),
        ({"x.grad": 24, "w.grad": 27}, "two_ways"),
        ({"x.grad": 36, "w.grad": 18}, "two_ways"),
        ({"x.grad": 30, "w.grad": 45}, "straight"),
        ({"x.grad": 6, "w.grad": 45}, "through_a"),
        ({"x.grad": 36, "w.grad": 15}, "factor"),
        ({"x.grad": 54, "w.grad": 54}, "value"),
        ([36, 45], "form"),
        ({"x": 36, "w": 45}, "form"),
    ],
    "2.1.gradient": [
        (gradient_plain, "right"),
        (gradient_of_a_vector, "right"),
        (gradient_emptied, "right"),
        (gradient_value, "value"),
        (gradient_input, "input"),
        (gradient_accumulated, "accumulated"),
        (gradient_constant, "constant"),
        (gradient_numeric, "numeric"),
    ],
    "2.1.every_round": [
        (rounds_mended, "right"),
        (rounds_kept_graph, "right"),
        (rounds_by_grad, "right"),
        (rounds_as_tensor, "right"),
        (rounds_fresh_leaf, "right"),
        (rounds_zeroed, "right"),
        (rounds_starter, "second_time"),
        (rounds_accumulated, "accumulated"),
        (rounds_kept_graph_only, "accumulated"),
        (rounds_shared, "shared"),
        (rounds_value, "value"),
        (rounds_last_only, "count"),
        (rounds_hard_coded, "constant"),
    ],
    "2.1.by_numbers": [
        (numbers_central, "right"),
        (numbers_forward, "right"),
        (numbers_double, "right"),
        (numbers_float32, "right"),
        (numbers_value, "value"),
        (numbers_constant, "constant"),
        (numbers_autograd, "autograd"),
        (numbers_too_close, "zero"),
        (numbers_twice, "twice"),
        (numbers_half, "half"),
        (numbers_not_divided, "not_divided"),
        (numbers_reversed, "sign"),
        (numbers_rough, "rough"),
    ],
}
