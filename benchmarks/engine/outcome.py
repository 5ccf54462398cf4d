"""What came of a case for one library: figures, or in a word why there are none."""

from dataclasses import dataclass, field
from typing import Any

# How a reason reads in each README; {} is what it is about.
REASONS = {
    "missing": {"en": "no {}", "ko": "{} 없음"},
    "recursion": {"en": "recursion limit", "ko": "재귀 한도"},
    "memory": {"en": "out of memory", "ko": "메모리 부족"},
    "scalars": {"en": "scalars only", "ko": "스칼라만"},
    "dtype": {"en": "{}", "ko": "{}"},
    "differs": {"en": "other results", "ko": "결과가 다름"},
    "slow": {"en": "over {} s", "ko": "{}초 초과"},
    "crash": {"en": "crashed", "ko": "비정상 종료"},
    "error": {"en": "{}", "ko": "{}"},
}


class Unable(Exception):
    """A library cannot do a case: `reason` is a key of REASONS, `detail` what it is about."""

    def __init__(self, reason: str, detail: object = "") -> None:
        super().__init__(reason, str(detail))  # both, so that it can be sent between processes
        self.reason, self.detail = reason, str(detail)

    def text(self, language: str) -> str:
        return REASONS[self.reason][language].format(self.detail)


@dataclass(frozen=True)
class Figure:
    """`ratio`: this library's figure as a multiple of the reference's; `details`: for --json."""

    ratio: float
    details: dict[str, Any] = field(default_factory=dict)


Outcome = Figure | Unable


def unable(error: BaseException) -> Unable:
    """The reason behind whatever a library raised."""
    match error:
        case Unable():
            return error
        case RecursionError():
            return Unable("recursion")
        case MemoryError():
            return Unable("memory")
        case ImportError() | AttributeError():
            return Unable("missing", error.name or "")
        case _:
            return Unable("error", type(error).__name__)
