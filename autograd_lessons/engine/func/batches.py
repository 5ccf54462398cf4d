"""`vmap(f)`: f of each example of a batch, called one after the other."""

import functools
from collections.abc import Callable
from typing import Any

from ..operations.joining import stack
from ..random.sampling import default_generator
from ..tensor import Tensor
from .trees import leaves, mapped


def vmap(
    func: Callable[..., Any], in_dims: Any = 0, out_dims: Any = 0, randomness: str = "error"
) -> Callable[..., Any]:
    """A function of batches: `func` of each example along `in_dims`, stacked along `out_dims`.

    in_dims: one dimension for all arguments, or one for each; None for what isn't a batch.
    randomness: "error" refuses random numbers, "same" gives each example the same.
    """
    name = getattr(func, "__name__", repr(func))

    @functools.wraps(func)
    def call(*args: Any, **kwargs: Any) -> Any:
        dims = tuple(in_dims) if isinstance(in_dims, tuple | list) else (in_dims,) * len(args)
        places = [_dims_of(each, dim) for each, dim in zip(args, dims, strict=True)]
        count = _count(name, in_dims, args, places)
        state = default_generator.get_state()
        results = []
        for index in range(count):
            if randomness == "same":
                default_generator.set_state(state)
            picked = [
                mapped(functools.partial(_pick, index), each, place)
                for each, place in zip(args, places, strict=True)
            ]
            results.append(func(*picked, **kwargs))
            if randomness == "error" and not state.equal(default_generator.get_state()):
                raise RuntimeError(
                    "vmap: called random operation while in randomness error mode. Please either "
                    "use the 'same' or 'different' randomness flags on vmap or perform the "
                    "randomness operation out of vmap"
                )
        return _stacked(name, results, out_dims)

    return call


def _dims_of(value: Any, dim: Any) -> Any:
    """The batch's dimension for each leaf of an argument."""
    if isinstance(dim, dict | list | tuple):
        return dim
    return mapped(lambda leaf: dim, value)


def _pick(index: int, leaf: Any, dim: int | None) -> Any:
    return leaf if dim is None else leaf.select(dim, index)


def _count(name: str, in_dims: Any, args: Any, places: Any) -> int:
    """How many examples there are. ValueError where that isn't clear."""
    if not args:
        raise ValueError(
            f"vmap({name})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are "
            "trying to vmap over a function with no inputs. The latter is unsupported."
        )
    sizes = []
    start = f"vmap({name}, in_dims={in_dims}, ...)(<inputs>): Got in_dim="
    for leaf, dim in zip(leaves(args), leaves(places), strict=True):
        if dim is None:
            continue
        if not isinstance(leaf, Tensor):
            raise ValueError(
                f"{start}{dim} for an input but the input is of type {type(leaf)}. We cannot vmap "
                "over non-Tensor arguments, please use None as the respective in_dim"
            )
        if not -leaf.ndim <= dim < leaf.ndim:
            raise ValueError(
                f"{start}{dim} for some input, but that input is a Tensor of dimensionality "
                f"{leaf.ndim} so expected in_dim to satisfy -{leaf.ndim} <= in_dim < {leaf.ndim}."
            )
        sizes.append(leaf.shape[dim])
    if len(set(sizes)) > 1:
        raise ValueError(
            "vmap: Expected all tensors to have the same size in the mapped dimension, got sizes "
            f"{sizes} for the mapped dimension"
        )
    return sizes[0]


def _stacked(name: str, results: list[Any], out_dims: Any) -> Any:
    for leaf in leaves(results[0]):
        if not isinstance(leaf, Tensor):
            raise ValueError(
                f"vmap({name}, ...): `{name}` must only return Tensors, got type {type(leaf)}. "
                "Did you mean to set out_dims= to None for output?"
            )
    first = results[0]
    dims = out_dims if isinstance(out_dims, tuple | list) else mapped(lambda leaf: out_dims, first)
    return mapped(lambda dim, *rows: stack(rows, dim), dims, *results)
