"""The source of PyTorch's random numbers on the CPU.

PyTorch draws 32 bits at a time from a Mersenne twister (MT19937). NumPy has the same one and seeds
it in the same way, so the same seed gives the same bits. `draws.py` makes numbers of them.
"""

import os
from typing import Any

import numpy as np

from ..calls.type_names import type_name

# The memory behind PyTorch's `Generator.get_state()`, a C struct.
_STATE: np.dtype[Any] = np.dtype(
    [
        ("initial_seed", "<u8"),
        ("left", "<i4"),  # 625 - next
        ("seeded", "<i4"),
        ("next", "<u8"),
        ("words", "<u8", 624),
        ("normal_x", "<f8"),
        ("normal_y", "<f8"),  # the spare normal
        ("normal_rho", "<f8"),
        ("normal_is_valid", "<i4"),
        ("unused", "V12"),  # a spare float32 normal, which no CPU function makes
    ]
)


class Generator:
    """A source of random bits. A new one starts from PyTorch's default seed, always the same."""

    def __init__(self) -> None:
        self.manual_seed(67280421310721)

    def manual_seed(self, seed: int) -> "Generator":
        """Start anew from `seed`, -2**63 to 2**64 - 1 (of which the lower 32 bits matter).

        RuntimeError if it is no int, ValueError outside that range.
        """
        if not isinstance(seed, int) or isinstance(seed, bool):
            raise RuntimeError(f"manual_seed expected a long, but got {type_name(seed)}")
        if not -(2**63) <= seed < 2**64:
            raise ValueError("Overflow when unpacking long long")
        self._seed = seed % 2**64
        self._twister: np.random.RandomState | None = None
        # Normals come in pairs; the second waits here for the next call.
        self.spare_normal: float | None = None
        return self

    def initial_seed(self) -> int:
        """Return the seed this generator last started from."""
        return self._seed

    def seed(self) -> int:
        """Start anew from a seed nobody can foretell, and return it."""
        return self.manual_seed(int.from_bytes(os.urandom(8))).initial_seed()

    def draw_32(self, count: int) -> np.ndarray:
        """Return `count` draws of 32 bits (uint32)."""
        # NumPy's `bytes(0)` would use up a draw.
        drawn = self._mersenne_twister().bytes(4 * count) if count else b""
        return np.frombuffer(drawn, "<u4")

    def draw_64(self, count: int) -> np.ndarray:
        """Return `count` draws of 64 bits (uint64), two draws of 32 each, the higher first."""
        high, low = self.draw_32(2 * count).reshape(count, 2).T.astype(np.uint64)
        return high << np.uint64(32) | low

    def get_state(self) -> np.ndarray:
        """Return all that the next numbers depend on: PyTorch's 5056 bytes (uint8)."""
        twister: Any = self._mersenne_twister().get_state(legacy=False)["state"]
        position = twister["pos"]
        state = np.zeros((), _STATE)
        state["initial_seed"], state["seeded"], state["words"] = self._seed, 1, twister["key"]
        state["left"], state["next"] = 625 - position, position % 624
        if self.spare_normal is not None:
            state["normal_y"], state["normal_is_valid"] = self.spare_normal, 1
        return np.frombuffer(state.tobytes(), np.uint8).copy()

    def set_state(self, state: np.ndarray) -> "Generator":
        """Go on from a state that `get_state` of a generator, this one or PyTorch's, returned.

        TypeError if it is not uint8, RuntimeError if it has another size.
        """
        if state.dtype != np.uint8:
            raise TypeError("RNG state must be a torch.ByteTensor")
        if state.size != _STATE.itemsize:
            raise RuntimeError(
                f"Expected a CPUGeneratorImplState of size {_STATE.itemsize} "
                f"but found the input RNG state size to be {state.size}"
            )
        fields = np.frombuffer(state.tobytes(), _STATE)[0]
        if not fields["seeded"] or not 1 <= fields["left"] <= 624 or fields["next"] > 624:
            raise RuntimeError("Invalid mt19937 state")
        self.manual_seed(int(fields["initial_seed"]))
        position = 625 - int(fields["left"])
        words = fields["words"].astype(np.uint32)
        self._mersenne_twister().set_state(("MT19937", words, position, 0, 0.0))
        self.spare_normal = float(fields["normal_y"]) if fields["normal_is_valid"] else None
        return self

    def _mersenne_twister(self) -> "np.random.RandomState":
        # Made late: loading numpy.random takes a fifth of the time that numpy takes.
        if self._twister is None:
            self._twister = np.random.RandomState(self._seed % 2**32)
        return self._twister
