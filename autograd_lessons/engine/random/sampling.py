"""New random tensors: `rand`, `randn`, `randint`, `randperm`.

With PyTorch's numbers: after the same `manual_seed`, the same calls give the same tensors. How bits
become numbers stands in `draws.py`; where the bits come from, in `generator.py`.
"""

from operator import index
from typing import Any

import numpy as np

from .. import dtypes
from ..calls.type_names import InFull, type_name
from ..creation.factories import array_like, as_leaf
from ..devices import CPU
from ..devices import device as Device
from ..dims import check_sizes, sizes_of
from ..dtypes import dtype as Dtype
from ..operation import check_tensor
from ..tensor import Tensor, new
from . import draws, generator

_NO_CUDA = (
    "Cannot get CUDA generator without ATen_cuda library. PyTorch splits its backend into two "
    "shared libraries: a CPU library and a CUDA library; this error has occurred because you are "
    "trying to use some CUDA functionality, but the CUDA library has not been loaded by the "
    "dynamic linker for some reason.  The CUDA library MUST be loaded, EVEN IF you don't directly "
    "use any symbols from the CUDA library! One common culprit is a lack of -Wl,--no-as-needed in "
    "your link arguments; many dynamic linkers will delete dynamic library dependencies if you "
    "don't depend on any of their symbols.  You can check if this has occurred by using ldd on "
    "your binary to see if there is a dependency on *_cuda.so library."
)


def _check_device(args: Any, named: Any) -> None:
    from ..calls.arguments import problem

    wrong = problem("torch", "Generator", args, named)
    if wrong is not None:
        raise TypeError(wrong)
    for given in (*args, *named.values()):
        name = "cpu" if given is None else Device(given).type
        if name != "cpu":
            other = f"Cannot get {name.upper()} generator without ATen_{name} library."
            raise RuntimeError(_NO_CUDA if name == "cuda" else other)


class Generator(generator.Generator, metaclass=InFull, module="torch._C"):
    """A source of random numbers of its own, for the `generator=` of the functions here."""

    device: Device = CPU

    def __init__(self, *args: Any, **named: Any) -> None:
        """`Generator(device="cpu")`. RuntimeError for another device: there is none here."""
        if args or named:
            _check_device(args, named)
        super().__init__()

    def get_state(self) -> Any:
        """All that the next numbers depend on, as a tensor of 5056 bytes."""
        return new(super().get_state())

    def set_state(self, state: Any) -> "Generator":
        """Go on from what `get_state` returned. TypeError unless it is a tensor of bytes."""
        if not isinstance(state, Tensor):
            raise TypeError(f"expected a torch.ByteTensor, but got {type_name(state)}")
        super().set_state(state._data)
        return self

    def clone_state(self) -> "Generator":
        """Another generator that will give the same numbers."""
        return Generator().set_state(self.get_state())

    def __reduce__(self) -> Any:
        return _restored, (self.get_state(),)

    def __repr__(self) -> str:
        return f"<torch._C.Generator object at {hex(id(self))}>"


def _restored(state: Tensor) -> Generator:
    return Generator().set_state(state)


default_generator = Generator()
# Without `manual_seed` every run of a program has numbers of its own.
default_generator.seed()


def manual_seed(seed: Any) -> Generator:
    """Start the random numbers anew: after the same seed come the same numbers."""
    default_generator.manual_seed(int(seed))
    return default_generator


def seed() -> int:
    """Start the random numbers anew from a seed nobody can foretell, and return it."""
    return default_generator.seed()


def initial_seed() -> int:
    """The seed that the random numbers last started from."""
    return default_generator.initial_seed()


def get_rng_state() -> Tensor:
    """All that the next random numbers depend on, as a tensor of bytes."""
    return default_generator.get_state()


def set_rng_state(new_state: Tensor) -> None:
    """Go on from a state that `get_rng_state` returned."""
    default_generator.set_state(new_state)


def _filled_with(name: str, draw: Any, kernel: str, meaning: str) -> Any:
    def create(
        *sizes: Any,
        size: Any = None,
        generator: Generator | None = None,
        dtype: Dtype | None = None,
        requires_grad: bool = False,
    ) -> Tensor:
        shape = sizes_of(sizes if size is None else (tuple(size),))
        if draw is draws.uniform:
            dtypes.need_floating((dtype or dtypes.get_default_dtype()).numpy, kernel)
        check_sizes(shape)
        array = np.empty(shape, (dtype or dtypes.get_default_dtype()).numpy)
        return filled(array, generator, requires_grad)

    def filled(array: np.ndarray, generator: Generator | None, requires_grad: bool) -> Tensor:
        if array.size or draw is draws.uniform:
            dtypes.need_floating(array.dtype, kernel)
            array = draws.in_place_of(array, draw, generator=generator or default_generator)
        return as_leaf(new(array), requires_grad)

    def create_like(
        input: Tensor,
        *,
        generator: Generator | None = None,
        dtype: Dtype | None = None,
        requires_grad: bool = False,
        memory_format: Any = None,
    ) -> Tensor:
        check_tensor(f"{name}_like", input)
        return filled(array_like(input, dtype, memory_format), generator, requires_grad)

    create.__name__, create_like.__name__ = name, f"{name}_like"
    create.__doc__ = f"A tensor of the given size with {meaning}."
    create_like.__doc__ = f"A tensor of `input`'s shape and type with {meaning}."
    return create, create_like


rand, rand_like = _filled_with(
    "rand", draws.uniform, "check_uniform_bounds", "random numbers from 0 up to, but not, 1"
)
randn, randn_like = _filled_with(
    "randn", draws.normal, "normal_kernel_cpu", "normally distributed numbers (mean 0, variance 1)"
)


def randint(
    *args: Any,
    low: int | None = None,
    high: int | None = None,
    size: Any = None,
    generator: Generator | None = None,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """`randint(high, size)` or `randint(low, high, size)`: whole numbers, low <= n < high.

    RuntimeError for an empty range, TypeError for other arguments.
    """
    given = list(args)
    if size is None and given:
        size = given.pop()
    if high is None and given:
        high = given.pop()
    if low is None:
        low = given.pop() if given else 0
    if given or not isinstance(size, tuple | list):
        raise TypeError("randint() takes a range and a size")
    if not isinstance(low, int) or not isinstance(high, int):
        raise TypeError("randint() takes whole numbers")
    shape = sizes_of((size,))
    check_sizes(shape)
    data = draws.integers(
        shape,
        low,
        high,
        dtype=(dtype or dtypes.int64).numpy,
        generator=generator or default_generator,
    )
    return as_leaf(new(data), requires_grad)


def randint_like(
    input: Tensor,
    *bounds: Any,
    low: int = 0,
    high: Any = None,
    generator: Generator | None = None,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """`randint` with `input`'s shape and type."""
    low, high = bounds if len(bounds) == 2 else (low, *bounds) if bounds else (low, high)
    if isinstance(high, Tensor):
        high = int(high.item())
    source, array = generator or default_generator, array_like(input, dtype, memory_format)
    data = draws.in_place_of(array, draws.integers, index(low), index(high), generator=source)
    return as_leaf(new(data), requires_grad)


def randperm(
    n: int,
    *,
    generator: Generator | None = None,
    dtype: Dtype | None = None,
    requires_grad: bool = False,
) -> Tensor:
    """0, 1, …, n - 1 in random order."""
    if not isinstance(n, int):
        raise TypeError("randperm() takes a whole number")
    kind = (dtype or dtypes.int64).numpy
    if kind.kind in "iu" and n - 1 > np.iinfo(kind.name).max:
        raise RuntimeError(f"value cannot be converted to type {kind.name}_t without overflow")
    data = draws.permutation(n, dtype=kind, generator=generator or default_generator)
    return as_leaf(new(data), requires_grad)
