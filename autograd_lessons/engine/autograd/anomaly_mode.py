"""`detect_anomaly`: the line of the program that a failing part of backward belongs to.

While it is on, each recorded operation notes where in the program it was called (that costs time),
and backward looks at the gradients that each node hands on. When something is wrong it warns with
the place noted, and raises.
"""

import os
from typing import Any

import numpy as np

from .. import hooks, overrides
from ..backward import run
from ..calls.warn_once import warn_outside
from ..node import AccumulateGrad, Node
from ..versions import next_number
from . import gradients

_HERE = os.path.dirname(os.path.dirname(__file__))


class _State:
    enabled = False
    check_nan = True
    first = 0  # older nodes have no place noted
    current: Node | None = None  # the node that backward is at


state = _State()


def is_anomaly_enabled() -> bool:
    """Whether anomalies are being looked for."""
    return state.enabled


def is_anomaly_check_nan_enabled() -> bool:
    """Whether nan in backward counts as an anomaly."""
    return state.check_nan


def set_anomaly_enabled(mode: bool, check_nan: bool = True) -> None:
    """Turn the search for anomalies on or off."""
    if mode and not state.enabled:
        state.first = next_number()
        overrides.watchers.append(_note)
        gradients.run = _watched
    elif state.enabled and not mode:
        overrides.watchers.remove(_note)
        gradients.run = run
    state.enabled, state.check_nan = mode, check_nan


class set_detect_anomaly:
    """Turn the search for anomalies on or off, at once; as a context manager, until its end."""

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        self._before = state.enabled, state.check_nan
        set_anomaly_enabled(mode, check_nan)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *exception: object) -> None:
        set_anomaly_enabled(*self._before)


class detect_anomaly(set_detect_anomaly):
    """Look for anomalies in this block; with `check_nan` nan in backward is one. Warns that it
    slows the program down."""

    def __init__(self, check_nan: bool = True) -> None:
        self._before, self._check_nan = (state.enabled, state.check_nan), check_nan
        warn_outside(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should "
            "only be enabled for debugging."
        )

    def __enter__(self) -> None:
        set_anomaly_enabled(True, self._check_nan)


def _note(name: str, inputs: Any, output: Any) -> None:
    """Note at the nodes that an operation has just made where in the program it was called."""
    from traceback import extract_stack, format_list

    outputs = output if isinstance(output, tuple | list) else (output,)
    stack = [getattr(each, "grad_fn", None) for each in outputs]
    place: list[str] = []
    while stack:
        node = stack.pop()
        if node is None or isinstance(node, AccumulateGrad) or node.number < state.first:
            continue
        if "traceback_" in node.metadata:
            continue
        if not place:
            frames = extract_stack()
            place = format_list([each for each in frames if not each.filename.startswith(_HERE)])
        node.metadata["traceback_"] = place
        if state.current is not None:
            node.metadata["parent_"] = state.current
        stack.extend(maker for maker, _ in node.next_functions)


def _watched(roots: list[Any], **options: Any) -> Any:
    """Backward, with an eye on each node."""
    handles = []
    for node in hooks.reachable(edge[0] for edge, _ in roots):
        if isinstance(node, AccumulateGrad):
            continue
        listening = hooks.of(node)
        handles.append(listening.add_pre(_starting(node)))
        if state.check_nan:
            handles.append(listening.add_post(_checking(node)))
    outer, state.current = state.current, None
    try:
        return run(roots, **options)
    except Exception:
        if state.current is not None:
            _report(state.current)
        raise
    finally:
        state.current = outer
        for handle in handles:
            handle.remove()


def _starting(node: Node) -> Any:
    def note(grads: Any) -> None:
        state.current = node

    return note


def _checking(node: Node) -> Any:
    def check(grad_inputs: Any, grad_outputs: Any) -> None:
        for position, grad in enumerate(grad_inputs):
            if grad is not None and np.isnan(grad._data).any():
                raise RuntimeError(
                    f"Function '{node.name()}' returned nan values in its {position}th output."
                )

    return check


def _report(node: Node) -> None:
    """Warn with the place in the program, and the places that led there in earlier backwards."""
    place = node.metadata.get("traceback_")
    warn_outside(
        f"Error detected in {node.name()}. "
        + (
            "No forward pass information available. Enable detect anomaly during forward pass for "
            "more information."
            if place is None
            else f"Traceback of forward call that caused the error:\n{''.join(place)}"
        )
    )
    parent: Any = node
    while (parent := parent.metadata.get("parent_")) is not None:
        place = parent.metadata.get("traceback_")
        warn_outside(
            f"\n\nPrevious calculation was induced by {parent.name()}. "
            + (
                "No forward pass information available."
                if place is None
                else "Traceback of forward call that induced the previous calculation:\n"
                + "".join(place)
            )
        )
