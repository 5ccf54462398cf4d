"""Why a tensor has no gradient, or not the one expected: the cause, and what shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from .cuts import Unrecorded, history_of, untracked_of
from .graph import FREED
from .paths import (
    cut_between,
    in_graph,
    leaves_of,
    nodes_of,
    outermost,
    recorded_before,
    steps_of,
)
from .replay import Replay, is_zero, replay, spoiled
from .saved import saved_texts
from .signs import is_leaf_end, node_name
from .tensors import Tensor, library_of, place

_FLAT = {"Round", "Floor", "Ceil", "Trunc", "Sign"}
_SUSPECTS = {"Sqrt", "Rsqrt", "Pow", "Log", "Div", "Reciprocal", "Norm", "Acos", "Asin", "Exp"}
_MOST_NODES = 20_000


@dataclass(slots=True)
class Finding:
    """A cause by its key, the tensor that the gradient was to come from (`of`), the operation that
    is to blame (`at`: a node, or what was not recorded), and further facts for the text: by
    `variant` the texts of a special case."""

    cause: str
    of: Tensor | None = None
    at: Unrecorded | Any = None
    facts: dict[str, Any] = field(default_factory=dict)


def find(tensor: Tensor, root: Tensor | None, names: Mapping[str, Tensor]) -> Finding:
    """Say why `tensor` got no gradient: from `root`, or, without one, from whatever uses it."""
    others = outermost([each for each in names.values() if each is not tensor])
    if not tensor.requires_grad:
        return _untracked(tensor, [root] if root is not None else others, names)
    if (word := _misspelt(tensor)) and not getattr(tensor, word):
        return Finding("typo", tensor, facts={"attribute": word, "value": False})
    if root is None and _silenced(tensor):
        return Finding("silenced", tensor, _cut(tensor))
    grad = tensor.grad if tensor.is_leaf or tensor.retains_grad else None
    if guessed := root is None:
        root = _user(tensor, others)
    if grad is not None:
        return _with_gradient(tensor, grad, root)
    if root is None:
        return _without_user(tensor, names)
    finding = _between(tensor, root, names)
    if guessed and finding.cause in ("no_backward", "not_scalar"):
        # Where a result was cut off from this root, backward is called from that result.
        later = _behind_a_cut(root, [each for each in others if each.grad_fn is not None])
        return finding if later is None else _outside(tensor, later)
    return finding


def _untracked(tensor: Tensor, others: Iterable[Tensor], names: Mapping[str, Tensor]) -> Finding:
    if (word := _misspelt(tensor)) and getattr(tensor, word):
        return Finding("typo", tensor, facts={"attribute": word, "value": True})
    others = [each for each in others if _small(each)]
    for other in others:
        for leaf in _graph_leaves(other):
            if leaf is tensor:
                return Finding("frozen_later", other)
    history = history_of(tensor)
    for other in others:
        for leaf in _graph_leaves(other):
            if _shares(leaf, tensor) and all(leaf is not each for each in names.values()):
                return Finding("rebound", other, facts={"leaf": leaf})
    if (cut := cut_between(tensor)) is not None:
        return Finding(cut.cut, tensor, cut)
    if history is not None:
        return Finding("all_frozen", tensor, history, {"leaves": _given(tensor)})
    if tensor.is_inference():
        return Finding("inference_mode", tensor)
    if not (tensor.is_floating_point() or tensor.is_complex()):
        boolean = tensor.dtype == library_of(tensor).bool
        return Finding("comparison" if boolean else "integer", tensor)
    if hasattr(tensor, "_is_param") or type(tensor).__name__ == "Parameter":
        return Finding("frozen", tensor)
    for other in others:
        if any(_goes_into(tensor, step) for step in steps_of(other)):
            return Finding("frozen", other, facts={"variant": "given"})
    for name, other in names.items():
        if other is not tensor and other.requires_grad and _shares(other, tensor):
            return Finding("detach", tensor, facts={"shared": name})
    return Finding("untracked", tensor)


def _goes_into(tensor: Tensor, step: Any) -> bool:
    """Whether `watch` saw an untracked `tensor` go into a step."""
    sources = step.sources if isinstance(step, Unrecorded) else untracked_of(step)
    return any(source.tensor is tensor for source in sources)


def _between(tensor: Tensor, root: Tensor, names: Mapping[str, Tensor]) -> Finding:
    """Why `tensor`, which requires grad, got none from `root`."""
    if not root.requires_grad:
        cut = cut_between(root, tensor) or cut_between(root)
        if cut is not None:
            return Finding(cut.cut, root, cut)
        return _root_untracked(root)
    if not in_graph(tensor, root):
        return _outside(tensor, root)
    if not tensor.is_leaf and not tensor.retains_grad:
        return _not_retained(tensor, root, None, names)
    trial = _trial(root)
    if _ran(root, trial):
        return Finding("cleared" if tensor.is_leaf else "retained_late", root)
    return _failing(root, trial) or Finding("no_backward", root)


def _root_untracked(root: Tensor) -> Finding:
    found = _untracked(root, (), {})
    return found if found.cause != "frozen" else Finding("all_frozen", root)


def _outside(tensor: Tensor, root: Tensor) -> Finding:
    if (cut := cut_between(root, tensor)) is not None:
        return Finding("silenced" if root.is_leaf else cut.cut, root, cut)
    for leaf in leaves_of(root):
        if leaf is not tensor and _shares(leaf, tensor):
            return Finding("rebound", root, facts={"leaf": leaf})
    if root.is_leaf and _silenced(root):
        return Finding("silenced", root, _cut(root))
    reversed_ = {"variant": "reversed"} if in_graph(root, tensor) else {}
    return Finding("not_part", root, facts=reversed_)


def _not_retained(tensor: Tensor, root: Tensor, at: Any, names: Mapping[str, Tensor]) -> Finding:
    """About a non-leaf; one whose leaf has no name (any more) was often meant to be the leaf."""
    named = {id(each) for each in names.values()}
    lost = named and not any(id(leaf) in named for leaf in leaves_of(tensor))
    return Finding("not_retained", root, at, {"variant": "leaf_lost"} if lost else {})


def _without_user(tensor: Tensor, names: Mapping[str, Tensor]) -> Finding:
    """About a tensor that requires grad and that nobody seems to have computed with."""
    if tensor.is_leaf:
        return Finding("no_use")
    trial = _trial(tensor)
    if (failing := _failing(tensor, trial)) is not None:
        return failing
    if tensor.retains_grad:
        return Finding("retained_late" if _ran(tensor, trial) else "no_backward", tensor)
    if _ran(tensor, trial):
        return Finding("freed", tensor, trial.stopped)
    return _not_retained(tensor, tensor, trial.stopped, names)


def _failing(root: Tensor, trial: Replay) -> Finding | None:
    """Why backward from `root` raises, if it does."""
    if "not implemented" in trial.error:
        operation = trial.error.partition("aten::")[2].partition(" ")[0]
        return Finding("no_derivative", root, trial.stopped, {"operation": operation})
    if "inplace operation" in trial.error:
        return Finding("changed", root, trial.stopped)
    if root.numel() != 1 and not _ran(root, trial):
        return Finding("not_scalar", root, facts={"shape": tuple(root.shape)})
    return None


def _with_gradient(tensor: Tensor, grad: Tensor, root: Tensor | None) -> Finding:
    if spoiled(grad):
        return _spoiled(tensor, root)
    if not is_zero(grad):
        return Finding("has_gradient", root)
    between = [] if root is None else _nodes_between(tensor, root)
    for node in _trial(root).zero if root is not None else ():
        if node in between:
            return _zero(root, node)
    for node in between:
        if (base := _base(node)) in _FLAT and _passes_only(tensor, root, node):
            return _zero(root, node)
        if base == "Relu" and _passes_only(tensor, root, node) and _negative(tensor, node):
            return _zero(root, node)
    return Finding("zero", root, facts={"suspects": between})


def _zero(root: Tensor | None, node: Any) -> Finding:
    base = _base(node)
    cause = "zero_flat" if base in _FLAT else "zero_relu" if base == "Relu" else "zero"
    return Finding(cause, root, node)


def _negative(tensor: Tensor, node: Any) -> bool:
    """Whether `node` takes `tensor`, and finds nothing above zero there."""
    takes = any(getattr(before, "variable", None) is tensor for before in recorded_before(node))
    return takes and not bool((tensor.detach() > 0).any())


def _spoiled(tensor: Tensor, root: Tensor | None) -> Finding:
    between = [] if root is None else _nodes_between(tensor, root)
    trial = Replay() if root is None else _trial(root)
    for node in trial.nan:
        if node in between:
            return Finding("nan", root, node)
    suspects = [node for node in between if _base(node) in _SUSPECTS]
    return Finding("nan", root, facts={"suspects": suspects})


def _trial(root: Tensor) -> Replay:
    if root.grad_fn is None or not _small(root):
        return Replay()
    try:
        return replay(root)
    except RuntimeError:  # sparse and other layouts have no ones to begin with
        return Replay()


def _ran(root: Tensor, trial: Replay) -> bool:
    """Whether backward has run through the graph: it frees what was saved.

    Of a graph that saves nothing, as one of sums, only the gradients of its leaves can tell.
    """
    if trial.stopped is not None:
        return "second time" in trial.error
    if any(value != FREED for node in nodes_of(root) for _, value in saved_texts(node)):
        return False
    return any(leaf.grad is not None for leaf in leaves_of(root))


def _user(tensor: Tensor, others: list[Tensor]) -> Tensor | None:
    """The last variable that was computed from `tensor`: in a graph, or else unrecorded."""
    others = [each for each in others if _small(each)]
    recorded = [each for each in others if each.grad_fn is not None and in_graph(tensor, each)]
    if recorded:
        return max(recorded, key=lambda each: len(nodes_of(each)))
    return _behind_a_cut(tensor, others)


def _behind_a_cut(tensor: Tensor, others: list[Tensor]) -> Tensor | None:
    """The last variable that was computed from `tensor` and is cut off from it."""
    seen = [each for each in others if _small(each) and cut_between(each, tensor) is not None]
    return max(seen, key=lambda each: sum(1 for _ in steps_of(each)), default=None)


def _silenced(tensor: Tensor) -> bool:
    return tensor.is_leaf and _cut(tensor) is not None


def _cut(tensor: Tensor) -> Unrecorded | None:
    return None if history_of(tensor) is None else cut_between(tensor)


def _given(tensor: Tensor) -> list[Tensor]:
    """The tensors without a maker that an untracked one was made of."""
    found: dict[int, Tensor] = {}
    for step in steps_of(tensor):
        for source in step.sources if isinstance(step, Unrecorded) else ():
            if source.history is None and (given := source.tensor) is not None:
                found[id(given)] = given
    return list(found.values())


def _graph_leaves(tensor: Tensor) -> list[Tensor]:
    return [] if tensor.grad_fn is None else leaves_of(tensor)


def _nodes_between(tensor: Tensor, root: Tensor) -> list[Any]:
    """The nodes that `root`'s gradient passes on its way to `tensor`, the last made first."""
    nodes = nodes_of(root)
    goal, _ = place(tensor)
    reaching = {
        node
        for node in nodes
        if (goal is not None and node is goal) or (is_leaf_end(node) and node.variable is tensor)
    }
    passed = []
    for node in sorted(nodes, key=lambda each: each._sequence_nr()):
        if any(before in reaching for before in recorded_before(node)):
            reaching.add(node)
            passed.append(node)
    return passed[::-1]


def _passes_only(tensor: Tensor, root: Tensor | None, node: Any) -> bool:
    """Whether every way from `root` to `tensor` leads through `node`."""
    assert root is not None
    seen, waiting = {node}, [root.grad_fn]
    while waiting:
        step = waiting.pop()
        if step in seen:
            continue
        seen.add(step)
        if (is_leaf_end(step) and step.variable is tensor) or step is tensor.grad_fn:
            return False
        waiting.extend(recorded_before(step))
    return True


def _base(node: Any) -> str:
    return node_name(node).partition("Backward")[0]


def _shares(first: Tensor, second: Tensor) -> bool:
    """Whether two tensors have the same elements in memory."""
    try:
        if first.shape != second.shape or first.dtype != second.dtype or first.is_inference():
            return False
        return bool(first.data_ptr()) and first.data_ptr() == second.data_ptr()
    except RuntimeError:  # layouts without memory, or even a shape, of their own
        return False


def _misspelt(tensor: Tensor) -> str:
    """An attribute of the tensor's own that was to be `requires_grad`."""
    for name in getattr(tensor, "__dict__", ()):
        alike = SequenceMatcher(None, name, "requires_grad").ratio() > 0.85
        if alike and not name.startswith("_"):
            return str(name)
    return ""


def _small(tensor: Tensor) -> bool:
    """Whether its graph is one that can be looked at."""
    return all(count < _MOST_NODES for count, _ in enumerate(steps_of(tensor)))
