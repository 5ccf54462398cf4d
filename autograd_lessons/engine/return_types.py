"""What functions with several results return: a tuple whose elements have names."""

from typing import Any

from .tensor import Tensor


class Named(tuple[Tensor, ...]):
    """Tensors with names; prints as PyTorch's do, under the function's name."""

    __module__ = "torch.return_types"
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


def named(function: str, *names: str) -> type[Named]:
    """The type of what a function returns."""
    doc = f"What `{function}` returns."
    return type(
        function, (Named,), {"__doc__": doc, "__module__": Named.__module__, "names": names}
    )


def _pair(function: str) -> type[Named]:
    return named(function, "values", "indices")


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
