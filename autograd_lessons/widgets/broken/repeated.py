"""Programs that run backward twice, or ask too late.

What a learner reads is these functions' bodies, without their last line.
"""

from .case import Case, Library, Names


def freed(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    loss = (w - 3) ** 2
    for _ in range(2):
        w.grad = None
        loss.backward()
        with torch.no_grad():
            w -= 0.25 * w.grad
    return locals()


def freed_retain(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    loss = (w - 3) ** 2
    for _ in range(2):
        w.grad = None
        loss.backward(retain_graph=True)
        with torch.no_grad():
            w -= 0.25 * w.grad
    return locals()


def freed_detach(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    loss = (w - 3) ** 2
    for _ in range(2):
        w.grad = None
        loss.backward()
        loss = loss.detach()
        with torch.no_grad():
            w -= 0.25 * w.grad
    return locals()


def freed_inside(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    for _ in range(2):
        loss = (w - 3) ** 2
        w.grad = None
        loss.backward()
        with torch.no_grad():
            w -= 0.25 * w.grad
    return locals()


def freed_silenced(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    loss = (w - 3) ** 2
    for _ in range(2):
        w.grad = None
        loss.backward()
        loss = loss.detach().requires_grad_()
        with torch.no_grad():
            w -= 0.25 * w.grad
    return locals()


def update(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    for _ in range(2):
        loss = (w - 3) ** 2
        w.grad = None
        loss.backward()
        w -= 0.25 * w.grad
    return locals()


def update_rebound(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    for _ in range(2):
        loss = (w - 3) ** 2
        w.grad = None
        loss.backward()
        w = w - 0.25 * w.grad
    return locals()


def update_no_grad(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    for _ in range(2):
        loss = (w - 3) ** 2
        w.grad = None
        loss.backward()
        with torch.no_grad():
            w -= 0.25 * w.grad
    return locals()


def update_detached(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    for _ in range(2):
        loss = (w - 3) ** 2
        w.grad = None
        loss.backward()
        w = (w - 0.25 * w.grad).detach()
    return locals()


def update_copy(torch: Library) -> Names:
    w = torch.tensor(1.0, requires_grad=True)
    for _ in range(2):
        loss = (w - 3) ** 2
        w.grad = None
        loss.backward()
        copy = w.detach().clone()
        copy -= 0.25 * w.grad
    return locals()


def late(torch: Library) -> Names:
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = 3 * y
    z.backward()
    y.retain_grad()
    return locals()


def late_again(torch: Library) -> Names:
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = 3 * y
    z.backward()
    y.retain_grad()
    z.backward()
    return locals()


def late_leaf(torch: Library) -> Names:
    x = torch.tensor(2.0, requires_grad=True)
    y = (x**2).detach().requires_grad_()
    z = 3 * y
    z.backward()
    return locals()


def late_before(torch: Library) -> Names:
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    y.retain_grad()
    z = 3 * y
    z.backward()
    return locals()


def late_requires(torch: Library) -> Names:
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    y.requires_grad_()
    z = 3 * y
    z.backward()
    return locals()


CASES = [
    Case(
        freed,
        (freed_retain, freed_detach, freed_inside, freed_silenced),
        mended=freed_inside,
        wants=("w",),
        ask=("loss",),
    ),
    Case(
        update,
        (update_rebound, update_no_grad, update_detached, update_copy),
        mended=update_no_grad,
        wants=("w",),
    ),
    Case(
        late,
        (late_again, late_leaf, late_before, late_requires),
        mended=late_before,
        wants=("x", "y"),
        ask=("y", "z"),
    ),
]
