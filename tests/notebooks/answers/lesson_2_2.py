"""Answers to the exercises of lesson 2.2."""

import torch

CLASSES = {
    "x.max()": "ok",
    "x.argmax()": "B",
    "x[x.argmax()]": "ok",
    "x.floor()": "A",
    "x > 2": "B",
    "x.int()": "B",
    "x.sign()": "A",
    "x.sort().values": "ok",
}
CAUSES = {"loss_1": "no_grad", "loss_2": "operation", "loss_3": "frozen"}


def top_max(scores):
    return scores.max()


def top_index(scores):
    return scores[scores.argmax()]


def top_loop(scores):
    best = scores[0]
    for place in range(1, len(scores)):
        if scores[place] > best:
            best = scores[place]
    return best


def top_one_element(scores):
    return scores.max().reshape(1)


def top_starter(scores):
    return ...


def top_argmax(scores):
    return scores.argmax()


def top_fixed(scores):
    return scores[1]


def top_mean(scores):
    return scores.mean()


def top_item(scores):
    return scores.max().item()


def top_detached(scores):
    return scores.max().detach()


def top_new_leaf(scores):
    return torch.tensor(scores.max().item(), requires_grad=True)


def top_wrong_slope(scores):
    return scores.sum() - (scores.sum() - scores.max()).detach()


def root_two_wheres(x):
    safe = torch.where(x > 0, x, 1.0)
    return torch.where(x > 0, safe.sqrt(), 0.0)


def root_mask(x):
    result = torch.zeros_like(x)
    result[x > 0] = x[x > 0].sqrt()
    return result


def root_clamp_first(x):
    return x.clamp(min=1e-12).sqrt()


def root_small_number(x):
    return (x.relu() + 1e-10).sqrt()


def root_starter(x):
    return torch.where(x > 0, x.sqrt(), 0.0)


def root_nan_to_num(x):
    return x.sqrt().nan_to_num(0.0)


def root_clamp_at_zero(x):
    return x.clamp(min=0).sqrt()


def root_of_size(x):
    return x.abs().sqrt()


def root_first_only(x):
    return torch.where(x > 0, x, 1.0).sqrt()[0]


def root_no_grad(x):
    with torch.no_grad():
        return torch.where(x > 0, x.sqrt(), 0.0)


def root_new_leaf(x):
    return torch.where(x > 0, x.detach().sqrt(), 0.0).requires_grad_()


def root_wrong_slope(x):
    safe = torch.where(x > 0, x, 1.0)
    return x + (torch.where(x > 0, safe.sqrt(), 0.0) - x).detach()


def through_detached(x):
    hard = (x > 0).float()
    return x + (hard - x).detach()


def through_no_grad(x):
    with torch.no_grad():
        change = (x > 0).float() - x
    return x + change


def through_where(x):
    return x - x.detach() + torch.where(x > 0, 1.0, 0.0)


def through_starter(x):
    return ...


def through_compared(x):
    return (x > 0).float()


def through_silenced(x):
    return (x > 0).float().requires_grad_()


def through_flat(x):
    return x.sign().clamp(min=0)


def through_itself(x):
    return x


def through_detached_x(x):
    hard = (x > 0).float()
    return hard + (x - hard).detach()


def through_at_zero(x):
    return x + ((x >= 0).float() - x).detach()


def through_sigmoid(x):
    soft = torch.sigmoid(x)
    return soft + ((x > 0).float() - soft).detach()


ANSWERS: dict[str, list[tuple[object, str]]] = {
    "2.2.sort": [
        (CLASSES, "right"),
        (CLASSES | {"x.max()": " OK ", "x.floor()": "a"}, "right"),
        (CLASSES | {"x.max()": ...}, "unanswered"),
        (CLASSES | {"x.max()": None}, "unanswered"),
        (CLASSES | {"x.max()": "A"}, "max"),
        (CLASSES | {"x.argmax()": "A"}, "argmax"),
        (CLASSES | {"x[x.argmax()]": "B"}, "taken"),
        (CLASSES | {"x.floor()": "C"}, "floor"),
        (CLASSES | {"x > 2": "A"}, "compare"),
        (CLASSES | {"x.int()": "A"}, "int"),
        (CLASSES | {"x.sign()": "ok"}, "sign"),
        (CLASSES | {"x.sort().values": "B"}, "sorted"),
        (CLASSES | {"x.max()": "zero"}, "word"),
        (CLASSES | {"x.max()": 1}, "word"),
        (CLASSES | {"x.min()": "ok"}, "form"),
    ],
    "2.2.cause": [
        (CAUSES, "right"),
        (CAUSES | {"loss_1": "NO_GRAD"}, "right"),
        (CAUSES | {"loss_2": ...}, "unanswered"),
        (CAUSES | {"loss_1": "frozen"}, "loss_1"),
        (CAUSES | {"loss_2": "no_grad"}, "loss_2"),
        (CAUSES | {"loss_3": "operation"}, "loss_3"),
        (CAUSES | {"loss_3": "argmax"}, "word"),
        (CAUSES | {"loss_4": "frozen"}, "form"),
    ],
    "2.2.top": [
        (top_max, "right"),
        (top_index, "right"),
        (top_loop, "right"),
        (top_one_element, "right"),
        (top_starter, "unanswered"),
        (top_argmax, "position"),
        (top_fixed, "one_place"),
        (top_mean, "value"),
        (top_item, "python_number"),
        (top_detached, "not_recorded"),
        (top_new_leaf, "cut"),
        (top_wrong_slope, "gradient"),
    ],
    "2.2.root": [
        (root_two_wheres, "right"),
        (root_mask, "right"),
        (root_clamp_first, "right"),
        (root_small_number, "right"),
        (root_starter, "nan"),
        (root_nan_to_num, "nan"),
        (root_clamp_at_zero, "inf"),
        (root_of_size, "value"),
        (root_first_only, "value"),
        (root_no_grad, "not_recorded"),
        (root_new_leaf, "cut"),
        (root_wrong_slope, "gradient"),
    ],
    "2.2.through": [
        (through_detached, "right"),
        (through_no_grad, "right"),
        (through_where, "right"),
        (through_starter, "unanswered"),
        (through_compared, "not_recorded"),
        (through_silenced, "cut"),
        (through_flat, "zero"),
        (through_itself, "value"),
        (through_detached_x, "value"),
        (through_at_zero, "at_zero"),
        (through_sigmoid, "gradient"),
    ],
}
