"""Functions with a kink, a tie, a jump or a pole: what autograd answers, and by which rule."""

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from autograd_lessons import engine
from autograd_lessons.picture.values import number_text

from .slopes import Sides, sides
from .wording import slope_text

Library = Any  # the engine or PyTorch
Tensor = Any
Function = Callable[[Library, Tensor], Tensor]

# PyTorch's rules for where a gradient is not given by the derivative, in its order. The sixth, for
# what is no function (random numbers), has no curve.
Rule = Literal["differentiable", "convex", "concave", "defined", "undefined"]
RULES: tuple[Rule, ...] = ("differentiable", "convex", "concave", "defined", "undefined")


def code_of(function: Function) -> str:
    """Return the code of a function of one `return`: what is shown is what runs."""
    return inspect.getsource(function).partition("return ")[2].strip()


@dataclass(frozen=True)
class Kink:
    """A function at a point, where the element `moved` of `at` is asked about.

    Seen as a whole it falls under `rule`; `kept` says whether PyTorch's gradient is the rule's.
    """

    f: Function
    at: tuple[float, ...]
    rule: Rule
    kept: bool = True
    moved: int = 0

    @property
    def code(self) -> str:
        """The function as code."""
        return code_of(self.f)

    @property
    def name(self) -> str:
        """What the moved element is called: `x`, or `x[1]`."""
        return "x" if len(self.at) == 1 else f"x[{self.moved}]"

    def gradient(self, library: Library) -> Tensor:
        """Return `x.grad`, asked of the engine or PyTorch."""
        x = library.tensor(self._given, requires_grad=True)
        self.f(library, x).backward()
        return x.grad

    def answer(self, library: Library) -> str:
        """The moved element's part of the gradient as a text."""
        grad = self.gradient(library)
        return number_text((grad if len(self.at) == 1 else grad[self.moved]).item() + 0.0)

    def value(self, at: float) -> float:
        """Return the function's value where the moved element is `at`, in float64."""
        point = list(self.at)
        point[self.moved] = at
        x = engine.tensor(point if len(point) > 1 else at, dtype=engine.float64)
        value: float = self.f(engine, x).item()
        return value

    @property
    def here(self) -> float:
        """Where the moved element is."""
        return self.at[self.moved]

    @property
    def sides(self) -> Sides | None:
        """The slopes to the left and right; None where there is no finite value."""
        return sides(self.value, self.here)

    @property
    def options(self) -> list[str]:
        """What one may predict: autograd's answer among what the slopes suggest."""
        found = {"0", "1", "inf", "nan", self.answer(engine)}
        if (both := self.sides) is not None:
            slopes = [one.slope for one in (both.left, both.right) if not math.isnan(one.slope)]
            found |= {slope_text(slope) for slope in slopes}
            if len(slopes) == 2 and all(map(math.isfinite, slopes)):
                found.add(slope_text(sum(slopes) / 2))
        return sorted(found, key=lambda text: (text == "nan", float(text)))

    @property
    def _given(self) -> float | list[float]:
        return self.at[0] if len(self.at) == 1 else list(self.at)


def relu(torch: Library, x: Tensor) -> Tensor:
    return torch.relu(x)


def absolute(torch: Library, x: Tensor) -> Tensor:
    return x.abs()


def clamp(torch: Library, x: Tensor) -> Tensor:
    return x.clamp(min=0)


def leaky_relu(torch: Library, x: Tensor) -> Tensor:
    return torch.nn.functional.leaky_relu(x, 0.1)


def difference(torch: Library, x: Tensor) -> Tensor:
    return torch.relu(x) - torch.relu(-x)


def largest(torch: Library, x: Tensor) -> Tensor:
    return x.max()


def largest_along(torch: Library, x: Tensor) -> Tensor:
    return x.max(dim=0).values


def maximum(torch: Library, x: Tensor) -> Tensor:
    return torch.maximum(x[0], x[1])


def median(torch: Library, x: Tensor) -> Tensor:
    return x.median()


def norm(torch: Library, x: Tensor) -> Tensor:
    return x.norm()


def sqrt(torch: Library, x: Tensor) -> Tensor:
    return x.sqrt()


def half_power(torch: Library, x: Tensor) -> Tensor:
    return x**0.5


def sqrt_square(torch: Library, x: Tensor) -> Tensor:
    return (x**2).sqrt()


def where(torch: Library, x: Tensor) -> Tensor:
    return torch.where(x > 0, x.sqrt(), torch.zeros_like(x))


def log(torch: Library, x: Tensor) -> Tensor:
    return x.log()


def reciprocal(torch: Library, x: Tensor) -> Tensor:
    return 1 / x


def zeroth_power(torch: Library, x: Tensor) -> Tensor:
    return x**0


def sign(torch: Library, x: Tensor) -> Tensor:
    return x.sign()


def rounded(torch: Library, x: Tensor) -> Tensor:
    return x.round()


def floor(torch: Library, x: Tensor) -> Tensor:
    return x.floor()


def ceil(torch: Library, x: Tensor) -> Tensor:
    return x.ceil()


def trunc(torch: Library, x: Tensor) -> Tensor:
    return x.trunc()


KINKS: dict[str, Kink] = {
    kink.f.__name__: kink
    for kink in (
        Kink(relu, (0.0,), "convex"),
        Kink(absolute, (0.0,), "convex"),
        Kink(clamp, (0.0,), "convex", kept=False),
        Kink(leaky_relu, (0.0,), "convex"),
        Kink(difference, (0.0,), "differentiable", kept=False),
        Kink(largest, (1.0, 3.0, 3.0), "convex", moved=1),
        Kink(largest_along, (1.0, 1.0, 0.0), "convex", kept=False),
        Kink(maximum, (2.0, 2.0), "convex"),
        Kink(median, (1.0, 1.0, 0.0), "concave"),
        Kink(norm, (0.0, 0.0), "convex"),
        Kink(sqrt, (0.0,), "defined"),
        Kink(half_power, (0.0,), "defined"),
        Kink(sqrt_square, (0.0,), "convex", kept=False),
        Kink(where, (0.0,), "defined", kept=False),
        Kink(log, (0.0,), "undefined"),
        Kink(reciprocal, (0.0,), "undefined"),
        Kink(zeroth_power, (0.0,), "differentiable"),
        Kink(sign, (0.0,), "defined"),
        Kink(rounded, (0.5,), "defined"),
        Kink(floor, (1.0,), "defined"),
        Kink(ceil, (1.0,), "defined"),
        Kink(trunc, (1.0,), "defined"),
    )
}
