"""Which operations are also methods and operators of a tensor, by the module that has them.

`a=b` gives the module's `b` the name `a`. Nothing is loaded before it is used.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from .calls.checking import checked
from .lazy import Lazy, load, places
from .tensor import Tensor

_METHODS = {
    "autograd.gradients": "backward=tensor_backward",
    "conversion": "clone to=moved float=to_float double=to_double int=to_int long=to_long "
    "short=to_short bool=to_bool byte=to_byte char=to_char",
    "copying": "__reduce_ex__ __deepcopy__",
    "facts": "stride storage_offset data_ptr type=type_of is_contiguous is_floating_point "
    "is_complex is_nonzero is_same_size is_signed element_size nelement=numel numel ndimension "
    "dim=ndimension get_device cpu cuda itemsize nbytes layout name is_cuda=no is_sparse=no "
    "is_meta=no is_quantized=no",
    "inference": "is_inference",
    "inplace.values": "copy_ fill_ __setitem__=setitem",
    "inplace.shapes": "squeeze_ t_ transpose_ unsqueeze_ swapaxes_=transpose_ swapdims_=transpose_",
    "creation.new_tensors": "new_tensor new_full new_zeros new_ones new_empty",
    "operations.activation": "relu sigmoid tanh",
    "operations.arithmetic": "abs absolute=abs __abs__=abs floor_divide mul multiply=mul neg "
    "negative=neg __neg__=neg positive __pos__=positive pow reciprocal rsqrt sign sqrt "
    "square",
    "operations.arranging": "broadcast_to contiguous flip fliplr flipud movedim moveaxis=movedim "
    "ravel repeat roll swapaxes swapdims tile unflatten",
    "operations.bivariate": "atan2 arctan2=atan2 fmax fmin fmod heaviside hypot lerp",
    "operations.choosing": "masked_fill masked_select",
    "operations.clamping": "clamp clip=clamp",
    "operations.closeness": "allclose equal isclose",
    "operations.comparison": "eq ge gt isfinite isinf isnan le logical_and logical_not "
    "logical_or logical_xor lt ne bitwise_and bitwise_left_shift bitwise_not bitwise_or "
    "bitwise_right_shift bitwise_xor greater=gt greater_equal=ge less=lt less_equal=le "
    "not_equal=ne",
    "operations.composed": "diff inner repeat_interleave",
    "operations.cumulative": "cumprod cumsum prod",
    "operations.diagonals": "diag diag_embed diagonal fill_diagonal_ trace tril triu",
    "operations.drawing": "exponential_ multinomial",
    "operations.equations": "det inverse",
    "operations.extremes": "amax amin",
    "operations.filling": "bernoulli bernoulli_ normal_ random_ uniform_",
    "operations.functions": "acos asin atan ceil cos cosh exp exp2 expm1 floor log log10 "
    "log1p log2 maximum minimum sin sinh tan trunc "
    "arccos=acos arcsin=asin arctan=atan fix=trunc",
    "operations.finding": "bincount count_nonzero nonzero unique",
    "operations.gathering": "gather index_select narrow take take_along_dim",
    "operations.hyperbolic": "acosh asinh atanh arccosh=acosh arcsinh=asinh arctanh=atanh",
    "operations.indexing": "__getitem__=getitem select=select_along",
    "operations.joining": "chunk split=split_tensor unbind",
    "operations.linalg": "addmm bmm dot matmul mm mv",
    "operations.logsumexp": "logaddexp logsumexp",
    "operations.ordering": "argsort median sort topk",
    "operations.products": "addcdiv addcmul",
    "operations.reduction": "all any argmax argmin max mean min sum",
    "operations.scaled": "add div divide=div true_divide=div remainder round sub subtract=sub",
    "operations.scattering": "index_add scatter scatter_add",
    "operations.shape": "expand expand_as flatten permute reshape reshape_as squeeze t transpose "
    "unsqueeze view view_as",
    "operations.softmax": "log_softmax softmax",
    "operations.special": "erf erfc frac nan_to_num",
    "operations.variance": "std var",
    "operations.vectors": "cross dist norm=tensor_norm outer ger=outer",
    "operators": "__eq__ __rtruediv__ __pow__ __rpow__ __matmul__ __mod__ __rmod__ __rfloordiv__ "
    "__rlshift__ __rrshift__ __invert__ __delitem__ __iter__ __contains__ __reversed__ "
    "size type_as where",
}
_OPERATORS = {
    "operations.arithmetic": "__add__=add __sub__=sub __mul__=mul __truediv__=div "
    "__floordiv__=floor_divide __radd__=add __rmul__=mul __rsub__=rsub",
    "operations.comparison": "__ne__=ne __lt__=lt __le__=le __gt__=gt __ge__=ge "
    "__and__=bitwise_and __or__=bitwise_or __xor__=bitwise_xor __rand__=bitwise_and "
    "__ror__=bitwise_or __rxor__=bitwise_xor __lshift__=bitwise_left_shift "
    "__rshift__=bitwise_right_shift",
}
# What `Tensor` itself defines, to be called with the right arguments only.
_OWN = "item tolist numpy detach detach_ requires_grad_ retain_grad"
_READ_ONLY = "grad_fn is_leaf retains_grad shape dtype device ndim output_nr"
# The methods have a name that ends in `_`.
_IN_PLACE = {
    "inplace.values": "zero",
    "operations.activation": "relu sigmoid tanh",
    "operations.arithmetic": "abs absolute=abs floor_divide mul multiply=mul neg negative=neg pow "
    "reciprocal rsqrt sign sqrt square",
    "operations.bivariate": "atan2 arctan2=atan2 fmod heaviside hypot lerp",
    "operations.choosing": "masked_fill",
    "operations.clamping": "clamp clip=clamp",
    "operations.comparison": "bitwise_and bitwise_left_shift bitwise_not bitwise_or "
    "bitwise_right_shift bitwise_xor logical_and logical_not logical_or logical_xor",
    "operations.cumulative": "cumprod cumsum",
    "operations.diagonals": "tril triu",
    "operations.functions": "acos asin atan ceil cos cosh exp exp2 expm1 floor log log10 "
    "log1p log2 sin sinh tan trunc arccos=acos arcsin=asin arctan=atan fix=trunc",
    "operations.hyperbolic": "acosh asinh atanh arccosh=acosh arcsinh=asinh arctanh=atanh",
    "operations.linalg": "addmm",
    "operations.products": "addcdiv addcmul",
    "operations.scaled": "add div divide=div true_divide=div remainder round sub subtract=sub",
    "operations.scattering": "index_add scatter scatter_add",
    "operations.special": "erf erfc frac nan_to_num",
    "operations.truth": "eq ge gt le lt ne greater=gt greater_equal=ge less=lt less_equal=le "
    "not_equal=ne",
}
_IN_PLACE_OPERATORS = {
    "operations.arithmetic": "__iadd__=add __isub__=sub __imul__=mul __itruediv__=div "
    "__ifloordiv__=floor_divide __ipow__=pow",
    "operations.scaled": "__imod__=remainder",
    "operations.comparison": "__iand__=bitwise_and __ior__=bitwise_or __ixor__=bitwise_xor "
    "__ilshift__=bitwise_left_shift __irshift__=bitwise_right_shift",
}


def _operator(module: str, name: str) -> Any:
    return load(module, name, "operator")


def _in_place(module: str, name: str) -> Any:
    from .inplace.methods import version_of

    return version_of(load(module, name))


def _in_place_operator(module: str, name: str) -> Any:
    from .inplace.methods import operator_of

    return operator_of(load(module, name))


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
    return checked(_in_place(module, there), "Tensor", name)


def _refusing(name: str) -> Any:
    def refuse(self: Tensor, value: Any = None) -> None:
        raise AttributeError(f"attribute '{name}' of 'torch._C.TensorBase' objects is not writable")

    return refuse


def attach() -> None:
    """Give `Tensor` its methods and operators."""
    for name in _OWN.split():
        setattr(Tensor, name, checked(getattr(Tensor, name), "Tensor", name))
    for name in _READ_ONLY.split():
        refuse = _refusing(name)
        setattr(Tensor, name, getattr(Tensor, name).setter(refuse).deleter(refuse))
    for table, find, ending in ((_METHODS, _method, ""), (_IN_PLACE, _in_place_method, "_")):
        for name, place in places(table).items():
            _set(name + ending, partial(find, name + ending, *place))
    for table, found in (
        (_OPERATORS, _operator),
        (_IN_PLACE_OPERATORS, _in_place_operator),
    ):
        for name, place in places(table).items():
            _set(name, partial(found, *place))


def _set(name: str, find: Callable[[], Any]) -> None:
    setattr(Tensor, name, Lazy(name, find))
