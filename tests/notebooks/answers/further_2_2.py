"""Further answers to the exercises of lesson 2.2, as learners type them."""

import torch


def sort_named():
    ok, A, B = "ok", "A", "B"
    return {
        "x.sort().values": ok,
        "x.max()": ok,
        "x.argmax()": B,
        "x[x.argmax()]": ok,
        "x.floor()": A,
        "x > 2": B,
        "x.int()": B,
        "x.sign()": A,
    }


def sort_argmax():
    return {
        "x.max()": "ok",
        "x.argmax()": "C",
        "x[x.argmax()]": "ok",
        "x.floor()": "A",
        "x > 2": "B",
        "x.int()": "B",
        "x.sign()": "A",
        "x.sort().values": "ok",
    }


def cause_comparison():
    return {"loss_1": "no_grad", "loss_2": "frozen", "loss_3": "frozen"}


def top_sorted(scores):
    return scores.sort().values[-1]


def top_along(scores):
    return scores.max(dim=0).values


def top_python_max(scores):
    return max(scores)


def top_one_hot(scores):
    chosen = torch.nn.functional.one_hot(scores.argmax(), len(scores))
    return (scores * chosen).sum()


def top_pair(scores):
    return scores.max(dim=0)


def top_rounded(scores):
    return scores.max().round()


def top_steps(scores):
    steps = torch.heaviside(scores - scores.max(), torch.tensor(1.0))
    return (steps * scores).sum()


def top_new_tensor(scores):
    return torch.tensor(max(scores.tolist()))


def top_logsumexp(scores):
    return scores.logsumexp(dim=0)


def root_relu(x):
    return x.relu().sqrt()


def root_masked(x):
    safe = x.masked_fill(x <= 0, 1.0)
    return safe.sqrt().masked_fill(x <= 0, 0.0)


def root_copy(x):
    safe = x.clone()
    safe[x <= 0] = 1.0
    return safe.sqrt() * (x > 0)


def root_each(x):
    return torch.stack([each.sqrt() if each > 0 else each * 0 for each in x])


def root_overwritten(x):
    y = x.sqrt()
    y[x <= 0] = 0.0
    return y


def root_shifted(x):
    return torch.where(x > 0, (x + 1e-8).sqrt(), 0.0)


def root_times_mask(x):
    return x.sqrt() * (x > 0)


def through_subtracted(x):
    return x - (x - (x > 0) * 1.0).detach()


def through_heaviside_apart(x):
    hard = torch.heaviside(x.detach(), torch.tensor(0.0))
    return hard + x - x.detach()


def through_integers(x):
    return x + ((x > 0).int() - x).detach()


def through_heaviside(x):
    return torch.heaviside(x, torch.tensor(0.0))


def through_undetached(x):
    return x + ((x > 0).float() - x)


def through_twice(x):
    return 2 * x + ((x > 0).float() - 2 * x).detach()


def through_truth(x):
    return x > 0


ANSWERS: dict[str, list[tuple[object, str]]] = {
    "2.2.sort": [
        (sort_named, "right"),
        (sort_argmax, "argmax"),
    ],
    "2.2.cause": [
        (cause_comparison, "loss_2"),
    ],
    "2.2.top": [
        (top_sorted, "right"),
        (top_along, "right"),
        (top_python_max, "right"),
        (top_one_hot, "right"),
        (top_pair, "pair"),
        (top_rounded, "gradient"),
        (top_steps, "stops"),
        (top_new_tensor, "not_recorded"),
        (top_logsumexp, "value"),
    ],
    "2.2.root": [
        (root_relu, "right"),
        (root_masked, "right"),
        (root_copy, "right"),
        (root_each, "right"),
        (root_overwritten, "stops"),
        (root_shifted, "nan"),
        (root_times_mask, "value"),
    ],
    "2.2.through": [
        (through_subtracted, "right"),
        (through_heaviside_apart, "right"),
        (through_integers, "right"),
        (through_heaviside, "stops"),
        (through_undetached, "zero"),
        (through_twice, "gradient"),
        (through_truth, "not_recorded"),
    ],
}
