"""Further answers to the exercises of lesson 2.1, as learners type them."""

import torch


def slope_by_grad():
    x = torch.tensor(3.0, requires_grad=True)
    return torch.autograd.grad(x**3 - 5 * x, x)


def slope_of_a_parameter():
    x = torch.nn.Parameter(torch.tensor([3.0]))
    (x**3 - 5 * x).backward()
    return x.grad.tolist()


def slope_of_a_matrix():
    x = torch.tensor([[3.0]], requires_grad=True)
    y = x**3 - 5 * x
    y.sum().backward()
    return x.grad.numpy()


def slope_twice():
    x = torch.tensor(3.0, requires_grad=True)
    y = x**3 - 5 * x
    y.backward(retain_graph=True)
    y.backward()
    return x.grad


def slope_other_tensor():
    x = torch.tensor(3.0, requires_grad=True)
    y = x**3 - 5 * x
    y.backward()
    return y


def slope_constant_term():
    x = torch.tensor(3.0, requires_grad=True)
    y = x**3 - 5
    y.backward()
    return x.grad


def leaf_parameter():
    return torch.nn.Parameter(torch.tensor([1.0, 2.0]) * 10)


def leaf_range():
    return torch.arange(10.0, 30.0, 10.0, requires_grad=True)


def leaf_made_unrecorded():
    with torch.no_grad():
        w = torch.tensor([1.0, 2.0], requires_grad=True) * 10
    w.requires_grad = True
    return w


def leaf_reshaped():
    return torch.tensor([10.0, 20.0], requires_grad=True).reshape(2)


def leaf_retained():
    w = torch.tensor([1.0, 2.0], requires_grad=True) * 10
    w.retain_grad()
    return w


def leaf_cut_off():
    return (torch.tensor([1.0, 2.0], requires_grad=True) * 10).detach()


def leaf_row():
    return torch.tensor([[10.0, 20.0]], requires_grad=True)


def gradient_by_grad(f, at):
    x = torch.tensor(at, requires_grad=True)
    return torch.autograd.grad(f(x), x)


def gradient_jacobian(f, at):
    return torch.autograd.functional.jacobian(f, torch.tensor(at))


def gradient_in_float64(f, at):
    x = torch.tensor([at], dtype=torch.float64, requires_grad=True)
    f(x).backward(torch.ones(1, dtype=torch.float64))
    return x.grad[0]


def gradient_at_one(f, at):
    x = torch.tensor(1.0, requires_grad=True)
    f(x).backward()
    return x.grad


def gradient_twice(f, at):
    x = torch.tensor(at, requires_grad=True)
    y = f(x)
    y.backward(retain_graph=True)
    y.backward()
    return x.grad


def gradient_numeric_tensors(f, at):
    x = torch.tensor(at, dtype=torch.float64)
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def gradient_of_a_square(f, at):
    x = torch.tensor(at, requires_grad=True)
    (x**2).backward()
    return x.grad


def rounds_optimizer(x, times):
    found = []
    optimizer = torch.optim.SGD([x], lr=0.1)
    for _ in range(times):
        optimizer.zero_grad()
        y = x**2
        y.backward()
        found.append(x.grad.item())
    return tuple(found)


def rounds_let_go(x, times):
    found = []
    for _ in range(times):
        y = x**2
        y.backward()
        found.append(x.grad)
        x.grad = None
    return found


def rounds_differences(x, times):
    found, before = [], 0
    for _ in range(times):
        y = x**2
        y.backward()
        found.append(x.grad.item() - before)
        before = x.grad.item()
    return found


def rounds_zeroed_too_soon(x, times):
    found = []
    for _ in range(times):
        y = x**2
        y.backward()
        x.grad.zero_()
        found.append(x.grad.item())
    return found


def rounds_left_early(x, times):
    found = []
    for _ in range(times):
        x.grad = None
        y = x**2
        y.backward()
        found.append(x.grad.item())
        return found


def rounds_emptied(x, times):
    found = []
    for _ in range(times):
        x.grad = None
        (x**2).backward()
        found.append(x.grad)
        x.grad.zero_()
    return found


def rounds_zeroed_at_once(x, times):
    found = []
    for _ in range(times):
        x.grad.zero_()
        (x**2).backward()
        found.append(x.grad.item())
    return found


def numbers_default_step(f, at, h=1e-4):
    return (f(at + h) - f(at - h)) / (2 * h)


def numbers_two_points(f, at):
    left, right = at - 0.001, at + 0.001
    return (f(right) - f(left)) / (right - left)


def numbers_backward(f, at):
    return (f(at) - f(at - 1e-6)) / 1e-6


def numbers_wide(f, at):
    h = 0.5
    return (f(at + h) - f(at - h)) / (2 * h)


def numbers_missing_parentheses(f, at):
    h = 0.001
    return f(at + h) - f(at) / h


def numbers_far_away(f, at):
    return f(at + 10.0) - f(at - 10.0)


def numbers_around_zero(f, at):
    h = 1e-5
    return (f(h) - f(-h)) / (2 * h)


def numbers_no_parentheses(f, at):
    h = 1e-5
    return f(at + h) - f(at - h) / (2 * h)


def numbers_multiplied(f, at):
    h = 1e-5
    return (f(at + h) - f(at - h)) / 2 * h


ANSWERS: dict[str, list[tuple[object, str]]] = {
    "2.1.slope": [
        (slope_by_grad, "right"),
        (slope_of_a_parameter, "right"),
        (slope_of_a_matrix, "right"),
        (slope_twice, "accumulated"),
        (slope_other_tensor, "value"),
        (slope_constant_term, "missing_term"),
    ],
    "2.1.leaf_weight": [
        (leaf_parameter, "right"),
        (leaf_range, "right"),
        (leaf_made_unrecorded, "right"),
        (leaf_reshaped, "not_leaf"),
        (leaf_retained, "not_leaf"),
        (leaf_cut_off, "untracked"),
        (leaf_row, "values"),
    ],
    "2.1.gradient": [
        (gradient_by_grad, "right"),
        (gradient_jacobian, "right"),
        (gradient_in_float64, "right"),
        (gradient_at_one, "elsewhere"),
        (gradient_twice, "repeated"),
        (gradient_numeric_tensors, "numeric"),
        (gradient_of_a_square, "constant"),
    ],
    "2.1.every_round": [
        (rounds_optimizer, "right"),
        (rounds_let_go, "right"),
        (rounds_differences, "right"),
        (rounds_zeroed_too_soon, "emptied"),
        (rounds_left_early, "count"),
        (rounds_emptied, "emptied"),
        (rounds_zeroed_at_once, "none_yet"),
    ],
    "2.1.by_numbers": [
        (numbers_default_step, "right"),
        (numbers_two_points, "right"),
        (numbers_backward, "right"),
        (numbers_wide, "rough"),
        (numbers_missing_parentheses, "parentheses"),
        (numbers_far_away, "elsewhere"),
        (numbers_around_zero, "elsewhere"),
        (numbers_no_parentheses, "parentheses"),
        (numbers_multiplied, "not_divided"),
    ],
}
