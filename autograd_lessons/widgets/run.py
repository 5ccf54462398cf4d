"""One run of a learner's function: its live tensors, and what they show."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from autograd_lessons.picture import Graph, value_text
from autograd_lessons.picture.summary import drawable
from autograd_lessons.picture.tensors import is_tensor
from autograd_lessons.picture.values import number_text

from .inputs import Inputs
from .trace import Trace

Tensor = Any

_MOST_NODES = 400
"""More than `draw` shows, as every result has a box here."""


@dataclass(frozen=True)
class Switch:
    """What a box of the graph switches: an input's `requires_grad`, a result's `retain_grad`.

    `target` names the tensor, in the next run as well. `fixed`: the function has done it itself.
    """

    what: Literal["requires_grad", "retain_grad"]
    target: str
    on: bool
    fixed: bool = False


@dataclass(frozen=True)
class Evaluation:
    """What a run shows; `grads` are texts by row, `switches` go by the key of the box.

    `slope` is the gradient of the only number that goes in, as one backward pass gives it;
    `passes` is how many there were since .grad was None. `error` is what backward raised where the
    result does not lead back to any input.
    """

    graph: Graph
    value: float
    value_text: str
    grads: dict[str, str]
    slope: float | None
    passes: int
    error: str
    switches: dict[str, Switch]


class Run:
    """Made with one backward pass done, which may be repeated: the graph keeps what it saved."""

    def __init__(self, inputs: Inputs, trace: Trace, retained: Collection[str]) -> None:
        """`retained` are the targets of switches that were turned on."""
        self._inputs, self._trace, self._leaves = inputs, trace, trace.leaves
        self._result, self._targets = trace.result, trace.recorded
        self._fixed = {name for name, tensor in self._targets.items() if tensor.retains_grad}
        for name in self._targets.keys() & retained:
            self._targets[name].retain_grad()
        self._error = ""
        self._passes = 0
        self.backward()
        self._slope = self._only_slope()

    def backward(self) -> None:
        """Call backward on the result, perhaps once more: gradients add up."""
        try:
            # Signs read what backward would free, and it may be called again.
            self._result.backward(retain_graph=True)
        except RuntimeError as error:
            if self._result.requires_grad:
                raise
            self._error = f"{type(error).__name__}: {error}"
        self._passes += 1

    def clear(self) -> None:
        """Set every gradient that is kept to None."""
        for tensor in [*self._leaves.values(), *self._targets.values()]:
            if tensor.is_leaf or tensor.retains_grad:
                tensor.grad = None
        self._passes = 0

    def look(self) -> Evaluation:
        """Return what there is to see now; of a graph too large to be drawn, its ends."""
        collector = self._trace.collected()
        graph = drawable(collector.graph, _MOST_NODES)
        drawn = {node.key for node in graph.tensors}
        targets = {id(tensor): name for name, tensor in self._targets.items()}
        inputs = {id(leaf): name for name, leaf in self._leaves.items()}
        switches = {}
        for key, tensor in collector.boxes.values():
            if key not in drawn or not is_tensor(tensor):
                continue
            if id(tensor) in inputs:
                name = inputs[id(tensor)]
                switches[key] = Switch("requires_grad", name, tensor.requires_grad)
            elif name := targets.get(id(tensor), ""):
                fixed = name in self._fixed
                switches[key] = Switch("retain_grad", name, tensor.retains_grad, fixed)
        return Evaluation(
            graph=graph,
            value=float(self._result.item()),
            value_text=value_text(self._result.reshape(())),
            grads=self._grads(),
            slope=self._slope,
            passes=self._passes,
            error=self._error,
            switches=switches,
        )

    def _grads(self) -> dict[str, str]:
        texts = {}
        for name, leaf in self._leaves.items():
            rows = self._inputs.rows[name]
            grad = None if leaf.grad is None else leaf.grad.reshape(-1).tolist()
            for index, row in enumerate(rows):
                texts[row] = "None" if grad is None else number_text(grad[index])
        return texts

    def _only_slope(self) -> float | None:
        if not self._inputs.single:
            return None
        (leaf,) = self._leaves.values()
        return None if leaf.grad is None else float(leaf.grad.item())
