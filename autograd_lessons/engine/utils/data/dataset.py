"""Datasets: examples by number, from tensors, from parts of others, or of a class of one's own."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, Generic, TypeVar

from ...calls.warn_once import warn_outside
from ...naming import Named
from ...random.sampling import Generator, randperm
from ...tensor import Tensor

T = TypeVar("T", covariant=True)


class Dataset(Named, Generic[T]):
    """The base of them. A class of one's own writes `__getitem__` and `__len__`."""

    def __getitem__(self, index: Any) -> T:
        raise NotImplementedError("Subclasses of Dataset should implement __getitem__.")

    def __add__(self, other: "Dataset[Any]") -> "ConcatDataset":
        return ConcatDataset([self, other])


class IterableDataset(Dataset[T]):
    """Examples one after the other. A class of one's own writes `__iter__`."""

    def __iter__(self) -> Iterator[T]:
        raise NotImplementedError


class TensorDataset(Dataset[tuple[Tensor, ...]]):
    """Example i is a tuple of the rows i of the tensors. AssertionError for unequal numbers."""

    def __init__(self, *tensors: Tensor) -> None:
        if any(tensors[0].size(0) != each.size(0) for each in tensors):
            raise AssertionError("Size mismatch between tensors")
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Tensor, ...]:
        return tuple(each[index] for each in self.tensors)

    def __len__(self) -> int:
        return self.tensors[0].size(0)


class ConcatDataset(Dataset[Any]):
    """Several datasets, one behind the other."""

    def __init__(self, datasets: Iterable[Any]) -> None:
        self.datasets = list(datasets)
        if not self.datasets:
            raise AssertionError("datasets should not be an empty iterable")
        if any(isinstance(each, IterableDataset) for each in self.datasets):
            raise AssertionError("ConcatDataset does not support IterableDataset")
        self.cumulative_sizes = list(accumulate(len(each) for each in self.datasets))

    def __len__(self) -> int:
        return self.cumulative_sizes[-1]

    def __getitem__(self, index: int) -> Any:
        if index < 0:
            if -index > len(self):
                raise ValueError("absolute value of index should not exceed dataset length")
            index += len(self)
        number = bisect_right(self.cumulative_sizes, index)
        before = self.cumulative_sizes[number - 1] if number else 0
        return self.datasets[number][index - before]


class Subset(Dataset[T]):
    """The examples of another dataset with these numbers."""

    def __init__(self, dataset: Any, indices: Sequence[int]) -> None:
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, list):
            return self.dataset[[self.indices[each] for each in index]]
        return self.dataset[self.indices[index]]

    def __len__(self) -> int:
        return len(self.indices)


def random_split(
    dataset: Any, lengths: Sequence[float], generator: Generator | None = None
) -> list[Subset[Any]]:
    """Random parts of these lengths, or of these fractions, which add up to 1.

    ValueError where lengths don't add up to that of the dataset.
    """
    sizes = _sizes(lengths, len(dataset)) if math.isclose(sum(lengths), 1) else lengths
    if sum(sizes) != len(dataset):
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    numbers = randperm(len(dataset), generator=generator).tolist()
    ends = accumulate(sizes)
    return [
        Subset(dataset, numbers[end - size : end]) for end, size in zip(ends, sizes, strict=True)
    ]


def _sizes(fractions: Sequence[float], count: int) -> list[int]:
    sizes = []
    for index, fraction in enumerate(fractions):
        if fraction < 0 or fraction > 1:
            raise ValueError(f"Fraction at index {index} is not between 0 and 1")
        sizes.append(math.floor(count * fraction))
    for index in range(count - sum(sizes)):
        sizes[index % len(sizes)] += 1
    for index, size in enumerate(sizes):
        if size == 0:
            warn_outside(
                f"Length of split at index {index} is 0. This might result in an empty dataset."
            )
    return sizes
