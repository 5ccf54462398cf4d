"""Short code for what to do about a cause: the same in every language."""

_CODE = {
    "index": "{x}.max()\n(torch.softmax({x}, 0) * torch.arange(len({x}))).sum()",
    "comparison": "torch.sigmoid(10 * ({x} - 2))",
    "number": "loss = {x}**2\nprint(loss.item())",
    "rebuilt": "{x}.clone()",
    "frozen": "{x}.requires_grad_()",
    "frozen_later": "{x}.requires_grad_()\n{y}.backward()",
    "typo": "{x}.requires_grad = {value}",
    "rebound": "detached = {x}.detach()",
    "frozen_given": "{x}.requires_grad_()",
    "not_retained_leaf_lost": "{x} = {x}.detach().requires_grad_()",
    "not_retained": "{x}.retain_grad()\n{y}.backward()",
    "retained_late": "{x}.retain_grad()\n{y}.backward()",
    "no_backward": "{y}.backward()",
    "not_scalar": "{y}.sum().backward()",
    "freed": "{y}.backward(retain_graph=True)",
    "untracked": "with watch():\n    ...\nwhy({y})",
    "not_part": "with watch():\n    ...\nwhy({x}, {y})",
    "no_use": "with watch():\n    ...\nwhy({x}, {y})",
    "zero_flat": "{x} + ({x}.round() - {x}).detach()",
    "zero_unseen": "{y}.backward(retain_graph=True)\nwhy({x}, {y})",
    "nan_unseen": "{y}.backward(retain_graph=True)\nwhy({x}, {y})",
}


def remedy(key: str, x: str, y: str, value: object) -> str:
    """Return the code for the texts at `key`, "" where words say more.

    A name that cannot stand in code is replaced by ``x`` or ``y``.
    """
    x = x if x.isidentifier() else "x"
    y = y if y.isidentifier() else "y"
    return _CODE.get(key, "").format(x=x, y=y, value=value)
