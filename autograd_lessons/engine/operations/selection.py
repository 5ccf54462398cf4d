"""Which of several equal elements come first in `topk` and in a `sort` that need not be stable:
those that PyTorch's algorithm puts there.

PyTorch takes the k first of a list with C++'s `nth_element` and `sort`, or with `partial_sort`
where k is small. None of them keeps equal elements in order. What follows are these algorithms as
the GNU C++ library has them, on lists of (rank, position) that are compared by rank alone.
"""

Item = tuple[int, int]


def first(ranks: list[int], k: int, in_order: bool = True) -> list[int]:
    """The positions of the k lowest ranks.

    >>> first([1, 0, 0, 0, 1], 1)
    [1]
    """
    items = [(rank, position) for position, rank in enumerate(ranks)]
    if k * 64 <= len(items):
        _select_by_heap(items, 0, k, len(items))
        _sort_heap(items, 0, k)
    elif k:
        _nth_element(items, k - 1)
        if in_order:
            _sort(items, k - 1)
    return [position for _, position in items[:k]]


def unstable_order(ranks: list[int]) -> list[int]:
    """The positions as C++'s `sort` puts them: up to 16 keep equal ranks in order.

    >>> unstable_order([1, 0, 1])
    [1, 0, 2]
    """
    items = [(rank, position) for position, rank in enumerate(ranks)]
    _sort(items, len(items))
    return [position for _, position in items]


def _depth(count: int) -> int:
    """How often to divide before giving up on it: twice the logarithm."""
    return 2 * (count.bit_length() - 1)


def _nth_element(items: list[Item], nth: int) -> None:
    """Bring the nth lowest to its place, lower ones before it (quickselect)."""
    start, end = 0, len(items)
    depth = _depth(end)
    while end - start > 3:
        if depth == 0:
            _select_by_heap(items, start, nth + 1, end)
            items[start], items[nth] = items[nth], items[start]
            return
        depth -= 1
        cut = _divide(items, start, end)
        if cut <= nth:
            start = cut
        else:
            end = cut
    _insert(items, start, end)


def _sort(items: list[Item], end: int) -> None:
    """Sort the items before `end`: quicksort down to parts of 16, then insertion."""
    if end > 1:
        _sort_roughly(items, 0, end, _depth(end))
        _insert(items, 0, end)


def _sort_roughly(items: list[Item], start: int, end: int, depth: int) -> None:
    while end - start > 16:
        if depth == 0:
            _select_by_heap(items, start, end, end)
            _sort_heap(items, start, end)
            return
        depth -= 1
        cut = _divide(items, start, end)
        _sort_roughly(items, cut, end, depth)
        end = cut


def _divide(items: list[Item], start: int, end: int) -> int:
    """Lower ones to the front, higher ones to the back of a pivot, the middle of three; where the
    back begins."""
    three = (start + 1, start + (end - start) // 2, end - 1)
    a, b, c = (items[each][0] for each in three)
    if a < b:
        chosen = three[1] if b < c else three[2] if a < c else three[0]
    else:
        chosen = three[0] if a < c else three[2] if b < c else three[1]
    items[start], items[chosen] = items[chosen], items[start]
    pivot = items[start][0]
    low, high = start + 1, end
    while True:
        while items[low][0] < pivot:
            low += 1
        high -= 1
        while pivot < items[high][0]:
            high -= 1
        if low >= high:
            return low
        items[low], items[high] = items[high], items[low]
        low += 1


def _insert(items: list[Item], start: int, end: int) -> None:
    """Sort by insertion, which keeps equal items in order."""
    items[start:end] = sorted(items[start:end], key=lambda item: item[0])


def _select_by_heap(items: list[Item], start: int, middle: int, end: int) -> None:
    """The lowest before `middle`, as a heap with the highest of them on top."""
    count = middle - start
    for parent in reversed(range(count // 2)):
        _sink(items, start, parent, count, items[start + parent])
    for place in range(middle, end):
        item = items[place]
        if item[0] < items[start][0]:
            items[place] = items[start]
            _sink(items, start, 0, count, item)


def _sort_heap(items: list[Item], start: int, end: int) -> None:
    while end - start > 1:
        end -= 1
        item, items[end] = items[end], items[start]
        _sink(items, start, 0, end - start, item)


def _sink(items: list[Item], start: int, hole: int, count: int, item: Item) -> None:
    """Fill a hole in a heap: pull the higher children up to the bottom, then let `item` rise."""
    top, child = hole, hole
    while child < (count - 1) // 2:
        child = 2 * (child + 1)
        if items[start + child][0] < items[start + child - 1][0]:
            child -= 1
        items[start + hole], hole = items[start + child], child
    if count % 2 == 0 and child == (count - 2) // 2:
        child = 2 * child + 1
        items[start + hole], hole = items[start + child], child
    parent = (hole - 1) // 2
    while hole > top and items[start + parent][0] < item[0]:
        items[start + hole], hole = items[start + parent], parent
        parent = (hole - 1) // 2
    items[start + hole] = item
