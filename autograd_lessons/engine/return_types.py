"""What functions with several results return: a tuple with names, such as values and indices."""

from functools import cache
from typing import Any

from .calls.type_names import InFull
from .lazy import offered
from .tensor import Tensor

__getattr__ = offered("torch.return_types", globals(), {})[0]


class Named(tuple[Tensor, ...], metaclass=InFull, module="torch.return_types"):
    """Tensors with names; prints as PyTorch's do, under the function's name."""

    names: tuple[str, ...]

    def __getattr__(self, name: str) -> Any:
        if name in self.names:
            return self[self.names.index(name)]
        kind = type(self)
        raise AttributeError(
            f"'{kind.__module__}.{kind.__name__}' object has no attribute '{name}'"
        )

    def __repr__(self) -> str:
        kind = type(self)
        inside = ",\n".join(f"{name}={self[n]!r}" for n, name in enumerate(self.names))
        return f"{kind.__module__}.{kind.__name__}(\n{inside})"

    def __reduce__(self) -> Any:
        return _restored, (type(self).__name__, self.names, tuple(self))


@cache
def named(function: str, *names: str) -> Any:
    """The type of what a function returns."""
    body = {"__doc__": f"What `{function}` returns.", "names": names}
    return InFull(function, (Named,), body, module=Named.__module__)


def _pair(function: str) -> Any:
    return named(function, "values", "indices")


def _restored(function: str, names: tuple[str, ...], results: tuple[Tensor, ...]) -> Named:
    return named(function, *names)(results)


max, min, median, sort, topk = map(_pair, ("max", "min", "median", "sort", "topk"))

slogdet, linalg_slogdet = (
    named(function, "sign", "logabsdet") for function in ("slogdet", "linalg_slogdet")
)
linalg_eigh = named("linalg_eigh", "eigenvalues", "eigenvectors")
linalg_lstsq = named("linalg_lstsq", "solution", "residuals", "rank", "singular_values")
linalg_qr = named("linalg_qr", "Q", "R")
linalg_svd = named("linalg_svd", "U", "S", "Vh")


def of_out(name: str, outs: tuple[Tensor, ...]) -> Named:
    """What a function with values and positions returns when they were written into others."""
    return _pair(f"{name}_out")(outs)
