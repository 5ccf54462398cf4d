"""`torch.utils`: datasets and their loaders, and checkpoints."""

from ..lazy import offered

_TABLE = {"utils.checkpoint": ".", "utils.data": "."}
__getattr__, __dir__ = offered("torch.utils", globals(), _TABLE)
