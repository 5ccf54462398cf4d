"""`torch.linalg`: norms, linear equations and what matrices are made of, loaded when asked for."""

from .calls.checking import checked
from .lazy import offered

__getattr__, __dir__ = offered(
    "torch.linalg",
    globals(),
    {
        "operations.decompositions": "eigh eigvalsh qr svd=linalg_svd svdvals",
        "operations.equations": "LinAlgError cholesky det inv slogdet solve",
        "operations.least_squares": "lstsq matrix_power matrix_rank pinv",
        "operations.vectors": "cross=linalg_cross matrix_norm norm=linalg_norm vector_norm",
    },
    lambda found, name: found if isinstance(found, type) else checked(found, "linalg", name),
)
