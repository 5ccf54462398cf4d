"""Programs that recorded, and were then changed or asked too late or twice.

What a learner reads is these functions' bodies, without their last line.
"""

from .case import Case, Library, Names


def vector(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x**2
    y.backward()
    return locals()


def vector_requires(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x**2
    y.requires_grad_()
    y.backward()
    return locals()


def vector_first(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x**2
    y[0].backward()
    return locals()


def vector_item(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x**2
    torch.tensor(sum(y.tolist())).backward()
    return locals()


def vector_sum(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x**2
    y.sum().backward()
    return locals()


def leaf(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x[0] = 5.0
    y = (x**2).sum()
    y.backward()
    return locals()


def leaf_rebound(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x = x.clone()
    x[0] = 5.0
    y = (x**2).sum()
    y.backward()
    return locals()


def leaf_no_grad(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        x[0] = 5.0
    y = (x**2).sum()
    y.backward()
    return locals()


def leaf_detached(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x = x.detach()
    x[0] = 5.0
    y = (x**2).sum()
    y.backward()
    return locals()


def leaf_all(torch: Library) -> Names:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        x[0] = 5.0
        y = (x**2).sum()
    y.backward()
    return locals()


def version(torch: Library) -> Names:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = x.exp()
    shown = y.detach()
    shown += 100
    y.sum().backward()
    return locals()


def version_data(torch: Library) -> Names:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = x.exp()
    shown = y.data
    shown += 100
    y.sum().backward()
    return locals()


def version_retain(torch: Library) -> Names:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = x.exp()
    shown = y.detach()
    shown += 100
    y.sum().backward(retain_graph=True)
    return locals()


def version_no_grad(torch: Library) -> Names:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = x.exp()
    shown = y.detach()
    with torch.no_grad():
        shown += 100
    y.sum().backward()
    return locals()


def version_copy(torch: Library) -> Names:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = x.exp()
    shown = y.detach().clone()
    shown += 100
    y.sum().backward()
    return locals()


CASES = [
    Case(
        vector,
        (vector_requires, vector_first, vector_item, vector_sum),
        mended=vector_sum,
        wants=("x",),
        ask=("y",),
    ),
    Case(
        leaf,
        (leaf_rebound, leaf_no_grad, leaf_detached, leaf_all),
        mended=leaf_no_grad,
        wants=("x",),
    ),
    Case(
        version,
        (version_data, version_retain, version_no_grad, version_copy),
        mended=version_copy,
        wants=("x",),
        ask=("x", "y"),
    ),
]
