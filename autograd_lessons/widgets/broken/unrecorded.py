"""Programs whose result has no record, or seems to have one, each with changes that may mend it.

What a learner reads is these functions' bodies, without their last line.
"""

from .case import Case, Library, Names


def argmax(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.argmax()
    y.backward()
    return locals()


def argmax_float(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.argmax().float()
    y.backward()
    return locals()


def argmax_requires(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.argmax().float().requires_grad_()
    y.backward()
    return locals()


def argmax_value(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x[x.argmax()]
    y.backward()
    return locals()


def argmax_round(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.max().round()
    y.backward()
    return locals()


def frozen(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0])
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    w.requires_grad = False
    y = (w * x).sum()
    y.backward()
    return locals()


def frozen_result(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0])
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    w.requires_grad = False
    y = (w * x).sum()
    y.requires_grad_()
    y.backward()
    return locals()


def frozen_data(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    w.requires_grad = False
    y = (w * x).sum()
    y.backward()
    return locals()


def frozen_late(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0])
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    w.requires_grad = False
    y = (w * x).sum()
    w.requires_grad = True
    y.backward()
    return locals()


def frozen_before(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0])
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    w.requires_grad = True
    y = (w * x).sum()
    y.backward()
    return locals()


def no_grad(torch: Library) -> Names:
    w = torch.tensor(2.0, requires_grad=True)
    with torch.no_grad():
        y = w**2
    y.backward()
    return locals()


def no_grad_backward(torch: Library) -> Names:
    w = torch.tensor(2.0, requires_grad=True)
    with torch.no_grad():
        y = w**2
    with torch.enable_grad():
        y.backward()
    return locals()


def no_grad_outside(torch: Library) -> Names:
    w = torch.tensor(2.0, requires_grad=True)
    y = w**2
    y.backward()
    return locals()


def no_grad_inside(torch: Library) -> Names:
    w = torch.tensor(2.0, requires_grad=True)
    with torch.no_grad():
        w.requires_grad_()
        y = w**2
    y.backward()
    return locals()


def no_grad_result(torch: Library) -> Names:
    w = torch.tensor(2.0, requires_grad=True)
    with torch.no_grad():
        y = w**2
    y.requires_grad_()
    y.backward()
    return locals()


def silenced(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.argmax().float().requires_grad_()
    y.backward()
    return locals()


def silenced_retain(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.argmax().float().requires_grad_()
    x.retain_grad()
    y.backward()
    return locals()


def silenced_round(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.round().sum()
    y.backward()
    return locals()


def silenced_removed(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    y = x.argmax().float()
    y.backward()
    return locals()


def silenced_soft(torch: Library) -> Names:
    x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
    weights = torch.softmax(x, dim=0)
    y = (weights * torch.tensor([0.0, 1.0, 2.0])).sum()
    y.backward()
    return locals()


CASES = [
    Case(
        argmax,
        (argmax_float, argmax_requires, argmax_value, argmax_round),
        mended=argmax_value,
        wants=("x",),
        ask=("y",),
    ),
    Case(
        frozen,
        (frozen_result, frozen_data, frozen_late, frozen_before),
        mended=frozen_before,
        wants=("w",),
        ask=("y",),
    ),
    Case(
        no_grad,
        (no_grad_backward, no_grad_outside, no_grad_inside, no_grad_result),
        mended=no_grad_outside,
        wants=("w",),
        ask=("y",),
    ),
    Case(
        silenced,
        (silenced_retain, silenced_round, silenced_removed, silenced_soft),
        mended=silenced_soft,
        wants=("x",),
        ask=("x", "y"),
    ),
]
