"""Ways to stop gradients, as the programs that a learner reads: what is read is what runs."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Way: TypeAlias = Literal[
    "freeze",
    "freeze_late",
    "detach",
    "rebind",
    "data",
    "no_grad",
    "inference_mode",
    "eval",
    "typo",
]

WAYS: tuple[Way, ...] = get_args(Way)
LAYERS = (1, 2, 3)
WEIGHTS = tuple(f"layer{layer}.weight" for layer in LAYERS)
NAMES = ("x", *WEIGHTS, *(f"h{layer}" for layer in LAYERS), "loss")

PRELUDE = """\
class Layer(torch.nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor([weight]))

    def forward(self, h):
        return self.weight * h
"""

_INPUTS = "x = torch.tensor([2.])"
_LAYERS = "layer1, layer2, layer3 = Layer(3.), Layer(4.), Layer(5.)"


@dataclass(frozen=True)
class Program:
    """Statements up to the end of the forward pass, then those from there on; one is the `stop`.

    `given` is the name of what goes into the layer concerned.
    """

    forward: tuple[str, ...]
    backward: tuple[str, ...]
    stop: str
    given: str

    @property
    def lines(self) -> list[str]:
        """The program's lines, as they are shown."""
        return "\n".join((*self.forward, *self.backward)).split("\n")

    @property
    def marked(self) -> list[int]:
        """The places of the lines that stop something, or seem to."""
        stop, lines = self.stop.split("\n"), self.lines
        first = next(place for place in range(len(lines)) if lines[place:][: len(stop)] == stop)
        return list(range(first, first + len(stop)))


def program(way: Way, place: int) -> Program:
    """Return the program that goes the way `way` at layer `place`."""
    layer, given = f"layer{place}", _given(place)
    early = {
        "freeze": f"{layer}.weight.requires_grad = False",
        "typo": f"{layer}.weight.require_grad = False",
        "eval": f"{layer}.eval()",
    }
    late = {
        "freeze_late": f"{layer}.weight.requires_grad = False",
        "rebind": f"{given} = {given}.detach()",
    }
    within = {
        "detach": _call(place, f"{given}.detach()"),
        "data": _call(place, f"{given}.data"),
        "no_grad": f"with torch.no_grad():\n    {_call(place, given)}",
        "inference_mode": f"with torch.inference_mode():\n    {_call(place, given)}",
    }
    calls = [within.get(way, "") if each == place else "" for each in LAYERS]
    return Program(
        (
            _INPUTS,
            _LAYERS,
            *([early[way]] if way in early else []),
            *(call or _call(each, _given(each)) for each, call in zip(LAYERS, calls, strict=True)),
            "loss = h3.sum()",
        ),
        (*([late[way]] if way in late else []), "loss.backward()"),
        {**early, **late, **within}[way],
        given,
    )


def _given(layer: int) -> str:
    return "x" if layer == 1 else f"h{layer - 1}"


def _call(layer: int, given: str) -> str:
    return f"h{layer} = layer{layer}({given})"
