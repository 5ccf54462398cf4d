"""`DataLoader`: batches of a dataset's examples, in order or shuffled."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Generic, TypeVar

from ...creation.factories import as_tensor, empty
from ...dtypes import int64
from ...naming import Named
from ...random.sampling import Generator
from .collate import default_collate
from .dataset import IterableDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler

T = TypeVar("T", covariant=True)


class DataLoader(Named, Generic[T]):
    """`for batch in DataLoader(dataset, batch_size=32, shuffle=True): …`

    sampler, batch_sampler: another order than these two. collate_fn: what makes a batch of a list
    of examples. batch_size=None: the examples themselves. num_workers: accepted, but all examples
    are loaded here. ValueError for settings that exclude each other.
    """

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Iterable[Any] | None = None,
        batch_sampler: Iterable[Any] | None = None,
        num_workers: int = 0,
        collate_fn: Callable[[Any], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Callable[[int], None] | None = None,
        multiprocessing_context: Any = None,
        generator: Generator | None = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        pin_memory_device: str = "",
        in_order: bool = True,
    ) -> None:
        if num_workers < 0:
            raise ValueError(
                "num_workers option should be non-negative; use num_workers=0 to disable "
                "multiprocessing."
            )
        self._iterable = isinstance(dataset, IterableDataset)
        if self._iterable:
            self._refuse_order(shuffle, sampler, batch_sampler)
        if sampler is not None and shuffle:
            raise ValueError("sampler option is mutually exclusive with shuffle")
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError(
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, "
                    "and drop_last"
                )
            batch_size, drop_last = None, False
        elif batch_size is None and drop_last:
            raise ValueError(
                "batch_size=None option disables auto-batching and is mutually exclusive with "
                "drop_last"
            )
        if sampler is None and not self._iterable:
            sampler = (
                RandomSampler(dataset, generator=generator)
                if shuffle
                else SequentialSampler(dataset)
            )
        if batch_size is not None and not self._iterable:
            batch_sampler = BatchSampler(sampler or (), batch_size, drop_last)
        self.dataset, self.batch_size, self.drop_last = dataset, batch_size, drop_last
        self.sampler, self.batch_sampler, self.generator = sampler, batch_sampler, generator
        self.num_workers, self.pin_memory, self.timeout = num_workers, pin_memory, timeout
        self.worker_init_fn, self.persistent_workers = worker_init_fn, persistent_workers
        self._batched = batch_sampler is not None or (self._iterable and batch_size is not None)
        self.collate_fn = collate_fn or (default_collate if self._batched else _converted)

    @staticmethod
    def _refuse_order(shuffle: Any, sampler: Any, batch_sampler: Any) -> None:
        if shuffle not in (False, None):
            raise ValueError(
                "DataLoader with IterableDataset: expected unspecified shuffle option, but got "
                f"shuffle={shuffle}"
            )
        for name, given in (("sampler", sampler), ("batch_sampler", batch_sampler)):
            if given is not None:
                raise ValueError(
                    f"DataLoader with IterableDataset: expected unspecified {name} option, but "
                    f"got {name}={given}"
                )

    def __iter__(self) -> Iterator[Any]:
        empty((), dtype=int64).random_(generator=self.generator)  # the workers' seed
        return self._loaded()

    def _loaded(self) -> Iterator[Any]:
        if self._iterable:
            examples = iter(self.dataset)
            if not self._batched:
                yield from map(self.collate_fn, examples)
                return
            while batch := list(islice(examples, self.batch_size)):
                if len(batch) == self.batch_size or not self.drop_last:
                    yield self.collate_fn(batch)
            return
        take = getattr(self.dataset, "__getitems__", None)
        for index in self.batch_sampler if self._batched else self.sampler:  # type: ignore[union-attr]
            if self._batched:
                found = take(index) if take else [self.dataset[each] for each in index]
            else:
                found = self.dataset[index]
            yield self.collate_fn(found)

    def __len__(self) -> int:
        if self._iterable:
            count = len(self.dataset)
            if self.batch_size is None:
                return count
            return count // self.batch_size if self.drop_last else -(-count // self.batch_size)
        return len(self.batch_sampler if self._batched else self.sampler)  # type: ignore[arg-type]


def _converted(example: Any) -> Any:
    """A single example: arrays become tensors."""
    import numpy as np

    return as_tensor(example) if isinstance(example, np.ndarray | np.generic) else example
