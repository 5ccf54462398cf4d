"""`torch.linalg`: norms, products and linear equations, loaded when they are first asked for."""

from .calls.checking import checked
from .lazy import offered

__getattr__, __dir__ = offered(
    "torch.linalg",
    globals(),
    {
        "operations.equations": "LinAlgError cholesky det inv solve",
        "operations.vectors": "cross=linalg_cross matrix_norm norm=linalg_norm svdvals vector_norm",
    },
    lambda found, name: found if isinstance(found, type) else checked(found, "linalg", name),
)
