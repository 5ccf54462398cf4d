"""`torch.device`, and what programs ask of devices: there is the CPU alone."""

from types import SimpleNamespace
from typing import Any

from .calls.type_names import InFull

_KNOWN = (
    "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, "
    "mps, meta, hpu, mtia, privateuseone"
)


class device(metaclass=InFull):
    """A place for tensors, such as `device("cpu")`. RuntimeError for a name that isn't one."""

    def __init__(self, type: Any, index: int | None = None) -> None:
        if isinstance(type, device):
            type, index = type.type, type.index
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


def _none(available: bool = False, **others: Any) -> SimpleNamespace:
    return SimpleNamespace(is_available=lambda: available, **others)


def _nothing(*args: Any, **named: Any) -> None:
    """What settings of things that are not there do."""


cuda = _none(
    device_count=lambda: 0,
    manual_seed=_nothing,
    manual_seed_all=_nothing,
    empty_cache=_nothing,
    synchronize=_nothing,
)
accelerator = _none(device_count=lambda: 0, current_accelerator=lambda: None)
backends = SimpleNamespace(
    mps=_none(is_built=lambda: False),
    cudnn=_none(enabled=True, benchmark=False, deterministic=False),
)
version = SimpleNamespace(cuda=None)
set_num_threads = use_deterministic_algorithms = _nothing


def get_num_threads() -> int:
    """How many threads compute."""
    return 1
