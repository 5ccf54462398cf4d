"""`torch.device`, and what programs ask of devices: there is the CPU alone."""

from types import ModuleType
from typing import Any

from .calls.type_names import InFull

_KNOWN = (
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
    "mps, meta, hpu, mtia, privateuseone"
)


class device(metaclass=InFull):
    """A place for tensors, such as `device("cpu")`. RuntimeError for a name that isn't one."""

    def __init__(self, *args: Any, **named: Any) -> None:
        if named or len(args) != 1 or not isinstance(args[0], str | int | device):
            from .calls.arguments import problem

            wrong = problem("torch", "device", args, named)
            if wrong is not None:
                raise TypeError(wrong)
        self._set(*args, **named)

    def _set(self, type: Any = None, index: int | None = None, **named: Any) -> None:
        type = named.get("device", type)
        if isinstance(type, device):
            type, index = type.type, type.index
        if (index is not None and index < 0) or (isinstance(type, int) and type < 0):
            raise RuntimeError("Device index must not be negative")
        if isinstance(type, int):
            raise RuntimeError("Cannot access accelerator device when none is available.")
        if not type:
            raise RuntimeError("Device string must not be empty")
        name, colon, number = type.partition(":")
        letters = name.replace("_", "a")  # a pattern would take longer, and this runs at import
        if not (letters.isascii() and letters.isalpha()) or (colon and not number.isdecimal()):
            raise RuntimeError(f"Invalid device string: '{type}'")
        if name not in _KNOWN.split(", "):
            raise RuntimeError(
                f"Expected one of {_KNOWN} device type at start of device string: {type}"
            )
        if colon and index is not None:
            raise RuntimeError(
                "type (string) must not include an index because index was passed explicitly: "
                f"{type}"
            )
        self.type: str = name
        self.index: int | None = int(number) if colon else index

    def __reduce__(self) -> tuple[Any, ...]:
        return _device, (str(self),)

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, device)
        return same and (self.type, self.index) == (other.type, other.index)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __repr__(self) -> str:
        index = "" if self.index is None else f", index={self.index}"
        return f"device(type='{self.type}'{index})"


def _device(name: str) -> device:
    """What a stored device is made with."""
    return device(name)


CPU = device("cpu")


def check_device(wanted: Any) -> None:
    """AssertionError or RuntimeError, in PyTorch's words, for another device than the CPU."""
    name = device(wanted).type
    if name == "cuda":
        raise AssertionError("Torch not compiled with CUDA enabled")
    if name != "cpu":
        raise RuntimeError(f"PyTorch is not linked with support for {name} devices")


def get_default_device() -> device:
    """Where new tensors are made: on the CPU."""
    return CPU


def set_default_device(device: Any) -> None:
    """Say where new tensors are to be made. Errors for anything but the CPU."""
    if device is not None:
        check_device(device)


def _module(name: str, **contents: Any) -> ModuleType:
    module = ModuleType(f"torch.{name}")
    vars(module).update(contents)
    return module


def _none(name: str, **others: Any) -> ModuleType:
    """What is known of a kind of devices that there are none of."""
    return _module(name, is_available=lambda: False, **others)


def _nothing(*args: Any, **named: Any) -> None:
    """What settings of things that are not there do."""


def _no_cuda(*args: Any, **named: Any) -> None:
    check_device("cuda")


cuda = _none(
    "cuda",
    device_count=lambda: 0,
    memory_allocated=lambda device=None: 0,
    manual_seed=_nothing,
    manual_seed_all=_nothing,
    empty_cache=_nothing,
    **dict.fromkeys(
        ["current_device", "get_device_name", "get_device_properties", "synchronize"], _no_cuda
    ),
)
accelerator = _none("accelerator", device_count=lambda: 0, current_accelerator=lambda: None)
backends = _module(
    "backends",
    mps=_none("backends.mps", is_built=lambda: False),
    cudnn=_none("backends.cudnn", enabled=True, benchmark=False, deterministic=False),
)
version = _module("version", cuda=None)
set_num_threads = use_deterministic_algorithms = _nothing


def get_num_threads() -> int:
    """How many threads compute."""
    return 1
