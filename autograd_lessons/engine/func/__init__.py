"""`torch.func`: functions of functions, on tensors in lists, tuples and dictionaries."""

from ..lazy import offered

__getattr__, __dir__ = offered(
    "torch.func",
    globals(),
    {
        "func.batches": "vmap",
        "func.derivatives": "grad grad_and_value hessian jacfwd jacrev jvp vjp",
        "func.modules": "functional_call stack_module_state",
    },
)
__all__ = __dir__()
