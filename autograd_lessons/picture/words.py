"""A graph in words: for screen readers in the chosen language, for the terminal in English."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from autograd_lessons.language import text

from .graph import Graph, Node, OperationNode, TensorNode
from .names import shown
from .texts import edge_text, kind_text, operation_texts, tensor_texts
from .values import one_line

_MOST_STEPS = 24

_Source: TypeAlias = tuple[Node, str]  # what flows in, and the local derivative there


def alt_text(graph: Graph) -> str:
    """Return the picture's alternative text: a sentence for each tensor and each unnamed step."""
    sentences = []
    for tensor, operation, sources in _steps(graph):
        about = {}
        if tensor is not None:
            texts = map(one_line, tensor_texts(tensor))
            about = dict(zip(("name", "value", "grad"), texts, strict=True))
            about["kind"] = kind_text(tensor)
        if operation is not None:
            about["operation"] = _spoken(operation)
            about["inputs"] = ", ".join(_spoken(*source) for source in sources)
        key = "given" if operation is None else "step" if tensor is None else "made"
        if tensor is None and not sources:
            key = "left_out"
        sentences.append(text(f"picture.alt.{key}", **about))
    if len(sentences) > _MOST_STEPS:
        more = text("picture.alt.more", count=len(sentences) - _MOST_STEPS)
        sentences[_MOST_STEPS - 1 : -1] = [more]
    return text("picture.alt.graph", nodes=" ".join(sentences))


def plain_text(graph: Graph) -> str:
    """Return the graph as lines of text, such as ``y = [1]  non-leaf, grad not kept, …``.

    Always in English, as everything that Python prints.
    """
    lines = []
    for tensor, operation, sources in _steps(graph):
        made = ""
        if operation is not None:
            made = _printed(operation)
            if sources:
                made += f" of {', '.join(_printed(*each) for each in sources)}"
        if tensor is None:
            lines.append(f"  {made}")
        else:
            state = f"{tensor.kind.replace('_', '-')}, grad {one_line(tensor.grad)}"
            value = one_line(tensor.value)
            lines.append(f"  {_printed(tensor)} = {value}  {state}{made and ', '}{made}")
    if len(lines) > _MOST_STEPS:
        lines[_MOST_STEPS - 1 : -1] = [f"  … {len(lines) - _MOST_STEPS} more …"]
    tensors = len(graph.tensors) + sum(node.tensors for node in graph.operations)
    operations = sum(node.operations or (0 if node.tensors else 1) for node in graph.operations)
    counts = _count(tensors, "tensor"), _count(operations, "operation")
    return "\n".join([f"Picture of {' and '.join(counts)}", *lines])


def _steps(
    graph: Graph,
) -> Iterator[tuple[TensorNode | None, OperationNode | None, list[_Source]]]:
    """Yield what a reader is told: each tensor with what made it, each operation without a box."""
    nodes = {node.key: node for node in graph.nodes}
    sources: defaultdict[str, list[_Source]] = defaultdict(list)
    boxed = set()
    for edge in graph.edges:
        sources[edge.target].append((nodes[edge.source], edge_text(edge)))
        if isinstance(nodes[edge.target], TensorNode):
            boxed.add(edge.source)
    for node in graph.nodes:
        if isinstance(node, OperationNode):
            if node.key not in boxed:
                yield None, node, sources[node.key]
            continue
        maker = next((source for source, _ in sources[node.key]), None)
        if isinstance(maker, OperationNode):
            yield node, maker, sources[maker.key]
        else:
            yield node, None, []


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _spoken(node: Node, derivative: str = "") -> str:
    texts = tensor_texts(node) if isinstance(node, TensorNode) else operation_texts(node)
    about = [derivative] if derivative else []
    if isinstance(node, OperationNode) and node.cut:
        about.append(texts[1])
    return f"{texts[0]} ({', '.join(about)})" if about else texts[0]


def _printed(node: Node, derivative: str = "") -> str:
    if isinstance(node, TensorNode):
        name = shown(node.name) or ("result" if node.root else "no name")
    elif node.operations or node.tensors:
        kind = f"{node.operations} operations" if node.operations else f"{node.tensors} tensors"
        name = f"… {kind} …"
    else:
        reason = "" if node.cut == "after" else f": {node.cut}"
        name = f"{node.name} (not recorded{reason})" if node.cut else node.name
    return f"{name} ({derivative})" if derivative else name
