"""What a node keeps of its operation's values until backward, and whether it is still the same."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from . import versions
from .saved_errors import FREED, FREED_ERROR, modified
from .versions import VersionCounter


class KeptValues:
    """The part of `Node` that holds what its derivative rules need.

    values: for each input that wants a gradient, what its rule needs; `FREED` after backward.
    is_last_of_view: whether it is what last changed a view in place that is still there.
    counters: (version counter, count when saved, name) of the saved tensors that had one.
    operands: for each input its (shape, type) if it was broadcast or converted, else None.
    clone: of an operation in place that saved its input: that of the copy that was saved.
    plain: what else the rules need but arrays, once these are freed.
    """

    sources: tuple[Any, ...]
    number: int
    values: Any = ()
    counters: Sequence[tuple[VersionCounter, int, str]] = ()
    operands: tuple[tuple[tuple[int, ...], np.dtype[Any]] | None, ...] | None = None
    clone: Any = None
    plain: Mapping[str, Any] = MappingProxyType({})
    is_last_of_view: Callable[[], bool] = staticmethod(lambda: False)

    rule_names: ClassVar[tuple[tuple[str, ...], ...]] = ()
    input_names: ClassVar[tuple[str, ...]] = ()
    saved_names: tuple[str, ...] = ()  # those of tensors, in the order in which they are checked
    array_names: tuple[str, ...] = ()  # those of arrays that were no tensors with a gradient
    frees: bool = False  # whether anything saved is freed by backward, so that it can't run again
    keeps_more: bool = True  # whether to free them takes `release`, and not just to drop `values`
    plain_places: tuple[tuple[int, int, str], ...] = ()  # (rule, position, name) of the others

    def _place_of(self, name: str) -> tuple[Any, int]:
        """Where the input of this name was made."""
        raise NotImplementedError

    def checked_values(self) -> Any:
        """The saved values. RuntimeError where they were freed, or changed in place since."""
        if self.values is FREED:
            raise RuntimeError(FREED_ERROR)
        self.check_versions()
        return self.values

    def check_versions(self) -> None:
        """RuntimeError where a saved value was changed in place since."""
        if versions.newest_exchange > self.number:
            self.follow_exchanges(in_backward=True)
        for name in self.saved_names:
            self.check_version(name)

    def follow_exchanges(self, in_backward: bool = False) -> None:
        """Take over what was assigned to the `data` of saved inputs."""
        if self.saved_names:
            from .inplace import data

            data.follow(self)
            if in_backward:
                data.check_attached(self)

    def check_version(self, name: str) -> None:
        """RuntimeError where the saved value of this name was changed in place since."""
        counter, count = None, 0
        for each, noted, saved in self.counters:
            if saved == name:
                counter, count = each, noted
        if counter is None:
            value = self.find(name)
            if isinstance(value, np.ndarray):
                counter = versions.changed_since(value, self.number)
        if counter is not None and counter.count != count:
            raise RuntimeError(self._modified(name, counter, count))

    def release(self) -> None:
        """Free what was saved. Backward asks only where arrays were: else it can run again."""
        values = self.values
        if self.plain_places and values is not FREED:
            self.plain = plain = {}
            for rule, at, name in self.plain_places:
                if values[rule] is not None:
                    plain[name] = values[rule][at]
        self.values = FREED

    def release_if_saved(self) -> None:
        """`release` of a node whose rules do not all need arrays: if one that is wanted does."""
        arrays = {*self.saved_names, *self.array_names}
        for names, given in zip(self.rule_names, self.values, strict=False):
            if given is not None and not arrays.isdisjoint(names):
                KeptValues.release(self)
                return

    def _modified(self, name: str, counter: VersionCounter, expected: int) -> str:
        value = self.find(name)
        shape, array_type = value.shape, value.dtype
        for place_name, operand in zip(self.input_names, self.operands or (), strict=False):
            if place_name == name and operand is not None:
                shape, array_type = operand  # what was saved is broadcast or converted
        place = (self, 0) if name == "result" else self._place_of(name)
        if name != "result" and counter.maker is not None:
            place = counter.maker  # the operation that changed it in place
        # A view of what was changed: its place was made anew.
        is_view = self.is_last_of_view() if name == "result" else value.base is not None
        return modified(shape, array_type, place, counter.count, expected, is_view)

    def find(self, name: str) -> Any:
        """The array that the rules need under this name; None where no gradient is wanted."""
        for names, given in zip(self.rule_names, self.values, strict=True):
            if given is not None and name in names:
                return given[names.index(name)]
        return None
