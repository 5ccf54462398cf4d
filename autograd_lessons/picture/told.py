"""A finding in words: the texts of its cause, with names and values in their places."""

from collections.abc import Iterable, Mapping

from autograd_lessons.language import entry, text

from .causes import Finding
from .cuts import Source, Unrecorded
from .names import shown
from .paths import leaves_of
from .remedies import remedy
from .signs import name_of_unrecorded, node_name, sign_of_unrecorded
from .tensors import Place, Tensor, place
from .values import one_line, value_text

_MOST = 6


class Told:
    """What the texts about a finding say; `tensor` is what was asked about."""

    def __init__(
        self, finding: Finding, tensor: Tensor | None, names: Mapping[str, Tensor]
    ) -> None:
        self._finding = finding
        self._tensor = tensor
        self._all = names
        self._names: dict[int, str] = {}
        self._places: dict[Place, str] = {}
        for name, each in names.items():
            self._names.setdefault(id(each), name)
            if each.grad_fn is not None:
                self._places.setdefault(place(each), name)

    @property
    def code(self) -> str:
        """Short code for what to do, "" where words say more."""
        finding, tracked = self._finding, self._tracked()
        if isinstance(finding.at, Unrecorded) and not tracked:
            return ""
        x = self._variable(tracked[0]) if tracked else self._raw_name(self._tensor)
        value = finding.facts.get("value")
        return remedy(self._variant(), x, self._raw_name(finding.of), value)

    def texts(self) -> dict[str, str]:
        """Return the verdict, what was seen and what to do."""
        values = self._values()
        key = f"why.{self._variant()}"
        return {part: text(f"{key}.{part}", **values) for part in ("verdict", "seen", "todo")}

    def _variant(self) -> str:
        finding = self._finding
        if variant := finding.facts.get("variant"):
            return f"{finding.cause}_{variant}"
        unseen = f"{finding.cause}_unseen"
        return unseen if finding.at is None and unseen in entry("why") else finding.cause

    def _values(self) -> dict[str, object]:
        finding, tensor = self._finding, self._tensor
        facts = finding.facts
        values: dict[str, object] = {
            "x": self._name(tensor, "this"),
            "y": self._name(finding.of, "this" if finding.of is tensor else "result"),
            "operation": facts.get("operation") or self._operation(),
            "made_by": self._made_by(),
            "inputs": self._inputs(),
            "leaves": self._leaves(),
            "tracked": self._listed(name for name, each in self._all.items() if each.requires_grad),
            "suspects": self._listed(map(node_name, facts.get("suspects", ()))),
            "value": facts.get("value", self._gradient()),
            "shape": facts.get("shape"),
            **{key: shown(facts.get(key, "")) for key in ("attribute", "shared", "type")},
        }
        if finding.of is not None:
            values["dtype"] = finding.of.dtype
        if tensor is not None:
            values["actual"] = tensor.requires_grad
        return values

    def _raw_name(self, tensor: Tensor | None) -> str:
        """The variable's name of a tensor, "" if it has none."""
        if tensor is None:
            return ""
        return self._names.get(id(tensor)) or self._places.get(place(tensor), "")

    def _name(self, tensor: Tensor | None, otherwise: str) -> str:
        name = self._raw_name(tensor)
        return shown(name) if name else text(f"why.{otherwise}")

    def _operation(self) -> str:
        at = self._finding.at
        if at is None:
            return text("why.unknown")
        if not isinstance(at, Unrecorded):
            return node_name(at)
        name = name_of_unrecorded(at.operation)
        sign = sign_of_unrecorded(name)
        return f"{name}()" if sign == name else f"{name} ({sign})"

    def _made_by(self) -> str:
        at = self._finding.at
        node = self._tensor.grad_fn if self._tensor is not None else None
        if self._finding.cause == "no_derivative":
            node = at
        return "" if node is None else node_name(node)

    def _inputs(self) -> str:
        at = self._finding.at
        if not isinstance(at, Unrecorded):
            return ""
        return self._listed(map(self._source, self._tracked() or at.sources))

    def _tracked(self) -> list[Source]:
        """What required grad of that which went into an operation that was not recorded."""
        at = self._finding.at
        return [each for each in at.sources if each.tracked] if isinstance(at, Unrecorded) else []

    def _variable(self, source: Source) -> str:
        """The variable's name of what went into an operation, "" if it has none."""
        if source.place is not None:
            return self._places.get(source.place, "")
        return self._raw_name(source.tensor)

    def _source(self, source: Source) -> str:
        if source.place is not None:
            return self._variable(source) or node_name(source.place[0])
        tensor = source.tensor
        if tensor is None:
            return "" if source.history is None else name_of_unrecorded(source.history.operation)
        return self._raw_name(tensor) or one_line(value_text(tensor))

    def _leaves(self) -> str:
        leaves = self._finding.facts.get("leaves")
        if leaves is None:
            root = self._finding.of
            leaves = [] if root is None else leaves_of(root)
        return self._listed(self._raw_name(each) or one_line(value_text(each)) for each in leaves)

    def _gradient(self) -> str:
        """The gradient that the texts speak of: that of the old leaf, or of the tensor itself."""
        tensor = self._finding.facts.get("leaf", self._tensor)
        if tensor is None or not (tensor.is_leaf or tensor.retains_grad) or tensor.grad is None:
            return "None"
        return one_line(value_text(tensor.grad))

    def _listed(self, words: Iterable[str]) -> str:
        found = [shown(word) for word in dict.fromkeys(words)]
        more = [f"… (+{len(found) - _MOST})"] if len(found) > _MOST else []
        return ", ".join(found[:_MOST] + more) or text("why.none")
