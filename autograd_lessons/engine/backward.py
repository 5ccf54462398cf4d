"""The backward pass: the chain rule, from the result back to the leaves.

1. Count how many gradients each node will receive.
2. Take the newest node for which all of them have arrived; their sum is the gradient of its output.
3. Its derivative rules turn that into gradients of its inputs; hand them on to the nodes there.
4. Until no node is left. A leaf's node adds what arrived to the leaf's `.grad`.

Newest first is PyTorch's order; it makes the sums the same to the last bit.
"""

import sys
import warnings
from heapq import heappop, heappush
from typing import Any

import numpy as np

from . import tensor_math
from .grad_mode import mode
from .node import AccumulateGrad, Edge, Node
from .quiet import IGNORE, loud, quiet
from .tensor import Tensor, edge_of, new

_CYCLE = (
    "Using backward() with create_graph=True will create a reference cycle between the parameter "
    "and its gradient which can cause a memory leak. We recommend using autograd.grad when creating "
    "the graph to avoid this. If you have to use this function, make sure to reset the .grad fields "
    "of your parameters to None after use to break the cycle and avoid the leak."
)


def run(
    roots: list[tuple[Edge, Any]],
    *,
    keep_graph: bool,
    create_graph: bool,
    captures: list[Edge] | None = None,
    accumulate: bool = False,
) -> dict[Edge, Any]:
    """Send gradients from `roots` (pairs of place and gradient) through the graph.

    With `captures`, only nodes on a path to one of these places run, and the gradients that
    arrive there are returned; leaves keep theirs only if `accumulate`.
    """
    m: Any = tensor_math if create_graph else np
    needed = None if captures is None else _on_a_path({node for node, _ in captures}, roots)
    waiting_for = _count([edge[0] for edge, _ in roots], needed)
    captured: dict[Edge, Any] = {}
    wanted: dict[Node, list[int]] = {}
    for node, output in captures or ():
        wanted.setdefault(node, []).append(output)  # type: ignore[arg-type]
    arrived: dict[Node, Any] = {}
    ready: list[tuple[int, int, Node]] = []
    for (node, output), grad in roots:
        assert node is not None
        _arrive(m, arrived, node, output, grad if create_graph else grad._data)
    for node in arrived:
        if not waiting_for.get(node):
            heappush(ready, (-node.number, id(node), node))

    token = quiet(IGNORE)
    enabled, mode.enabled = mode.enabled, create_graph
    try:
        while ready:
            node = heappop(ready)[2]
            grad = arrived.pop(node, None)
            hooks = node.hooks
            if hooks is not None:
                grad = _run_hooks(m, node, grad, hooks.before_captures)
            if node in wanted:
                for output in wanted[node]:
                    captured[node, output] = grad if node.outputs == 1 else grad[output]
                if needed is not None and node not in needed and type(node) is not AccumulateGrad:
                    continue
            if hooks is not None and hooks.pre:
                grad = _run_hooks(m, node, grad, hooks.before)
            if type(node) is AccumulateGrad:
                if grad is not None and (captures is None or (accumulate and node in wanted)):
                    _accumulate(node.variable, grad, create_graph)
                    if hooks is not None:
                        for hook in list(hooks.accumulated.values()):
                            hook(node.variable)
                if hooks is not None and hooks.post:
                    _run_post_hooks(m, node, (), grad)
                continue
            if grad is None:
                grads: tuple[Any, ...] = (None,) * len(node.next_functions)
            else:
                grads = node.apply(m, grad)
            if not keep_graph:
                node.release()
            if hooks is not None and hooks.post:
                grads = _run_post_hooks(m, node, grads, grad)
            for (target, output), grad in zip(node.next_functions, grads, strict=True):
                if target is None or (needed is not None and target not in waiting_for):
                    continue
                if grad is not None:
                    if target.outputs == 1 and target not in arrived:
                        if (
                            create_graph
                            or grad.shape != target.shape
                            or grad.dtype is not target.array_type
                        ):
                            grad = fitted(m, grad, target.shape, target.array_type)
                        arrived[target] = grad
                    else:
                        _arrive(m, arrived, target, output, grad)
                left = waiting_for[target] - 1
                waiting_for[target] = left
                if left == 0:
                    heappush(ready, (-target.number, id(target), target))
    finally:
        mode.enabled = enabled
        loud(token)
    return captured


def _count(roots: list[Any], needed: set[Node] | None) -> dict[Node, int]:
    """How many gradients each node reachable from the roots will receive."""
    count: dict[Node, int] = {}
    stack = list(dict.fromkeys(roots))
    seen = set(stack)
    while stack:
        node = stack.pop()
        if needed is not None and node not in needed:
            continue
        for target, _ in node.next_functions:
            if target is not None:
                if target in count:
                    count[target] += 1
                else:
                    count[target] = 1
                    if target not in seen:
                        stack.append(target)
    return count


def _on_a_path(goals: set[Any], roots: list[tuple[Edge, Any]]) -> set[Node]:
    """The nodes that have to run for gradients to reach the goals, in any distance."""
    order: list[Node] = []
    seen: set[Node] = set()
    stack: list[Any] = [edge[0] for edge, _ in roots]
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        order.append(node)
        stack.extend(target for target, _ in node.next_functions if target is not None)
    needed: set[Node] = set()
    for node in sorted(order, key=lambda node: node.number):
        if any(target in goals or target in needed for target, _ in node.next_functions):
            needed.add(node)
    return needed


def _arrive(m: Any, arrived: dict[Node, Any], node: Node, output: int, grad: Any) -> None:
    """Add a gradient to what has arrived at one output of a node."""
    if node.outputs == 1:
        grad = fitted(m, grad, node.shape, node.array_type)
        if node in arrived:
            grad = arrived[node] + grad
        arrived[node] = grad
        return
    grads = arrived.setdefault(node, [None] * node.outputs)
    grads[output] = grad if grads[output] is None else grads[output] + grad


def fitted(m: Any, grad: Any, shape: tuple[int, ...], array_type: Any) -> Any:
    """The gradient of an input from that of its broadcast or converted value: summed, cast back.

    A value that was used n times in broadcasting gets the sum of n gradients.
    """
    array = grad if m is np else grad._data
    if array.shape != shape:
        extra = len(array.shape) - len(shape)
        stretched = tuple(range(extra)) + tuple(
            dim + extra
            for dim, size in enumerate(shape)
            if size == 1 and array.shape[dim + extra] != 1
        )
        grad = m.reshape(m.sum(grad, axis=stretched, keepdims=True), shape)
        array = grad if m is np else grad._data
    if array.dtype != array_type:
        grad = grad.astype(array_type) if m is np else tensor_math.cast(grad, array_type)
    return grad


def _accumulate(leaf: Tensor, grad: Any, create_graph: bool) -> None:
    """Add `grad` to `leaf.grad`: in place, except where the sum itself is to be recorded."""
    if not leaf._requires_grad:
        return
    if create_graph:
        leaf._grad = grad.clone() if leaf._grad is None else leaf._grad + grad
    elif leaf._grad is None:
        # Take over an array that nobody else holds (the two here and the loop's), copy others.
        own = (
            type(grad) is np.ndarray
            and grad.base is None
            and grad.flags.writeable
            and sys.getrefcount(grad) <= 3
        )
        leaf._grad = new(grad if own else np.array(grad))
    else:
        kept = leaf._grad
        if kept._requires_grad:
            leaf._grad = kept + new(grad)
            return
        np.add(kept._data, grad, out=kept._data)
        if kept._cell is not None:
            kept._cell[0] += 1


def _tensors(m: Any, grads: Any) -> list[Any]:
    return [grad if grad is None or isinstance(grad, Tensor) else new(grad) for grad in grads]


def _run_hooks(m: Any, node: Node, grad: Any, run_them: Any) -> Any:
    """Show the gradients of a node's outputs to hooks, as tensors, and take what they return."""
    several = node.outputs > 1
    grads = run_them(_tensors(m, grad if several and grad is not None else [grad] * node.outputs))
    if m is np:
        grads = [None if grad is None else grad._data for grad in grads]
    return grads if several else grads[0]


def _run_post_hooks(m: Any, node: Node, grads: tuple[Any, ...], grad: Any) -> tuple[Any, ...]:
    assert node.hooks is not None
    inputs = tuple(
        _tensors(
            m, [fitted_to(m, g, edge) for g, edge in zip(grads, node.next_functions, strict=True)]
        )
    )
    outputs = tuple(_tensors(m, grad if node.outputs > 1 and grad is not None else [grad]))
    changed = node.hooks.after(inputs, outputs)
    return tuple(None if g is None else g if m is not np else g._data for g in changed)


def fitted_to(m: Any, grad: Any, edge: Edge) -> Any:
    """`grad` in the shape that the node at `edge` expects."""
    node = edge[0]
    if grad is None or node is None or node.outputs > 1:
        return grad
    return fitted(m, grad, node.shape, node.array_type)


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the gradients of `tensors` to the `.grad` of the leaves, or of `inputs` only.

    RuntimeError where a tensor has no graph, is no scalar and came without a gradient, or where
    saved values were freed by an earlier backward.
    """
    if create_graph:
        warnings.warn(_CYCLE, UserWarning, stacklevel=3)
    roots = _roots(tensors, grad_tensors)
    captures = None
    if inputs is not None:
        inputs = [inputs] if isinstance(inputs, Tensor) else list(inputs)
        if not inputs:
            raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
        captures = [edge_of(each) for each in inputs]
    keep = create_graph if retain_graph is None else retain_graph
    captured = run(
        roots, keep_graph=keep, create_graph=create_graph, captures=captures, accumulate=True
    )
    for each in inputs or ():
        if each._edge is not None and each._edge in captured:
            grad = captured[each._edge]
            each._keep(grad if isinstance(grad, Tensor) else new(grad))


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Tensor, ...]:
    """The gradients of the sum of `outputs` for each of `inputs`; no `.grad` is touched.

    allow_unused: None instead of an error for inputs that the outputs were not made from.
    materialize_grads: zeros instead of None for these.
    """
    inputs = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    if materialize_grads:
        if allow_unused is False:
            raise ValueError(
                "Expected allow_unused to be True or not passed when materialize_grads=True, "
                "but got: allow_unused=False."
            )
        allow_unused = True
    roots = _roots(outputs, grad_outputs)
    for each in inputs:
        if not each._requires_grad:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    keep = create_graph if retain_graph is None else retain_graph
    captures = [edge_of(each) for each in inputs]
    captured = run(roots, keep_graph=keep, create_graph=create_graph, captures=captures)
    result = []
    for index, (each, edge) in enumerate(zip(inputs, captures, strict=True)):
        found = captured.get(edge)
        if found is None and materialize_grads:
            found = np.zeros_like(each._data)
        if found is None and not allow_unused:
            raise RuntimeError(
                f"The differentiated Tensor at index {index} appears to not have been used in the graph. "
                "Set allow_unused=True if this is the desired behavior."
            )
        result.append(found if found is None or isinstance(found, Tensor) else new(found))
    return tuple(result)


def _roots(tensors: Any, grads: Any) -> list[tuple[Edge, Any]]:
    """Where to start, with which gradient, for backward's arguments."""
    tensors = [tensors] if isinstance(tensors, Tensor) else list(tensors)
    if grads is None:
        grads = [None] * len(tensors)
    else:
        grads = [grads] if isinstance(grads, Tensor) else list(grads)
    if len(grads) != len(tensors):
        raise RuntimeError(f"got {len(tensors)} tensors and {len(grads)} gradients")
    roots = []
    given = [
        _first_gradient(position, tensor, grad)
        for position, (tensor, grad) in enumerate(zip(tensors, grads, strict=True))
    ]
    for position, (tensor, grad) in enumerate(zip(tensors, given, strict=True)):
        if not tensor._requires_grad:
            raise RuntimeError(
                f"element {position} of tensors does not require grad and does not have a grad_fn"
            )
        roots.append((edge_of(tensor), grad))
    return roots


def _first_gradient(position: int, tensor: Tensor, grad: Tensor | None) -> Tensor | None:
    if grad is None:
        if not tensor._requires_grad:
            return None
        if tensor._data.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        return new(np.ones_like(tensor._data))
    if not isinstance(grad, Tensor):
        raise TypeError(f"gradients can be either Tensors or None, but got {type(grad).__name__}")
    if grad._data.shape != tensor._data.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{position}] has a shape of {grad.shape} and "
            f"output[{position}] has a shape of {tensor.shape}."
        )
    return grad


def call_node(node: Node, grads: tuple[Any, ...]) -> Any:
    """What a node's rules make of these gradients; recorded where recording is on."""
    if type(node) is AccumulateGrad:
        _accumulate(node.variable, grads[0]._data, create_graph=False)
        return None
    m: Any = tensor_math if mode.enabled else np
    given = [grad if m is not np or grad is None else grad._data for grad in grads]
    token = quiet(IGNORE)
    try:
        made = node.apply(m, given if node.outputs > 1 else given[0])
    finally:
        loud(token)
    tensors = tuple(_tensors(m, made))
    return tensors[0] if len(tensors) == 1 else tensors
