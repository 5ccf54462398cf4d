"""`finfo` and `iinfo`: the smallest and largest numbers of a type."""

from typing import Any

import numpy as np

from . import dtypes
from .calls.type_names import InFull
from .dtypes import dtype as Dtype


def _check(function: str, type: Any) -> None:
    if type is None:
        raise TypeError(f'{function}() missing 1 required positional arguments: "type"')
    if not isinstance(type, Dtype):
        raise TypeError(
            f"{function}(): argument 'type' (position 1) must be torch.dtype, "
            f"not {type.__class__.__name__}"
        )


class _Limits(metaclass=InFull):
    dtype: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash(self.dtype)


class finfo(_Limits):
    """Limits of a floating point type, by default the default type. TypeError for other types."""

    def __init__(self, type: Dtype | None = None) -> None:
        type = dtypes.get_default_dtype() if type is None else type
        _check("finfo", type)
        if not type.is_floating_point:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                "'torch.finfo'"
            )
        found: Any = np.finfo(type.numpy)
        self.dtype, self.bits = type.name, int(found.bits)
        self.min, self.max = float(found.min), float(found.max)
        self.eps, self.resolution = float(found.eps), float(f"1e-{found.precision}")
        self.tiny = self.smallest_normal = float(found.smallest_normal)

    def __repr__(self) -> str:
        names = ("resolution", "min", "max", "eps", "smallest_normal", "tiny")
        shown = ", ".join(f"{name}={getattr(self, name):g}" for name in names)
        return f"finfo({shown}, dtype={self.dtype})"


class iinfo(_Limits):
    """Limits of an integer type. TypeError for other types."""

    def __init__(self, type: Dtype | None = None) -> None:
        _check("iinfo", type)
        assert type is not None
        if type.is_floating_point:
            raise TypeError(
                "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                "'torch.iinfo'"
            )
        if type is dtypes.bool:
            raise TypeError("torch.bool is not supported by torch.iinfo")
        found: Any = np.iinfo(type.numpy)
        self.dtype, self.bits = type.name, int(found.bits)
        self.min, self.max = int(found.min), int(found.max)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"
