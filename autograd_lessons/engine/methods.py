"""A tensor's methods and operators: the operations in `names.py`, loaded when first used."""

from functools import partial
from typing import Any

from . import names
from .calls.checking import checked
from .lazy import Lazy, load, places
from .tensor import Tensor

# What `Tensor` itself defines, to be called with the right arguments only.
_OWN = "item tolist numpy detach detach_ requires_grad_ retain_grad"
_READ_ONLY = "grad_fn is_leaf retains_grad shape dtype device ndim output_nr T mT H _version"
_FACTS = "itemsize nbytes layout name is_cuda is_sparse is_meta is_quantized"


def _method(name: str, module: str, there: str) -> Any:
    found = load(module, there)
    if not callable(found) or name.startswith("__"):
        return found
    if _takes_nothing(found) and name == found.__name__:
        return found
    return checked(found, "Tensor", name)


def _takes_nothing(method: Any) -> bool:
    """Whether it is the fast kind of operation, on a tensor alone: that checks by itself."""
    forward = getattr(method, "__wrapped__", None)
    return forward is not None and forward.__code__.co_varnames == ("self",)


def _in_place_method(name: str, module: str, there: str) -> Any:
    from .inplace.methods import version_of

    return checked(version_of(load(module, there)), "Tensor", name)


def _operator(name: str, module: str, there: str) -> Any:
    return load(module, there, "operator")


def _in_place_operator(name: str, module: str, there: str) -> Any:
    from .inplace.methods import operator_of

    return operator_of(load(module, there))


def _refusing(name: str) -> Any:
    def refuse(self: Tensor, value: Any = None) -> None:
        raise AttributeError(f"attribute '{name}' of 'torch._C.TensorBase' objects is not writable")

    return refuse


def _fact(name: str, tensor: Tensor) -> Any:
    return load("facts", "PROPERTIES")[name](tensor)


def attach() -> None:
    """Give `Tensor` its methods and operators."""
    for name in _OWN.split():
        setattr(Tensor, name, checked(getattr(Tensor, name), "Tensor", name))
    for name in _READ_ONLY.split():
        refuse = _refusing(name)
        setattr(Tensor, name, getattr(Tensor, name).setter(refuse).deleter(refuse))
    for name in _FACTS.split():
        refuse = _refusing(name)
        setattr(Tensor, name, property(partial(_fact, name), refuse, refuse))
    for table, find, ending in (
        (names.BOTH, _method, ""),
        (names.METHODS, _method, ""),
        (names.IN_PLACE, _in_place_method, "_"),
        (names.OPERATORS, _operator, ""),
        (names.IN_PLACE_OPERATORS, _in_place_operator, ""),
    ):
        for name, (module, there) in places(table).items():
            name += ending
            setattr(Tensor, name, Lazy(name, partial(find, name, module, there)))
