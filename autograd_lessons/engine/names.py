"""What the engine offers under PyTorch's names, by the module that has it.

`a=b` gives the module's `b` the name `a`. Nothing is loaded before it is used.
"""

# Functions of `torch` that are methods of tensors, too.
BOTH = {
    "conversion": "clone",
    "facts": "is_complex is_floating_point is_nonzero numel",
    "operations.activation": "relu sigmoid tanh",
    "operations.arithmetic": "abs neg positive pow reciprocal rsqrt sign sqrt square negative=neg "
    "absolute=abs",
    "operations.arranging": "broadcast_to flip fliplr flipud movedim ravel roll swapaxes swapdims "
    "tile unflatten moveaxis=movedim",
    "operations.bivariate": "atan2 fmax fmin fmod heaviside hypot lerp arctan2=atan2",
    "operations.choosing": "masked_fill masked_select",
    "operations.clamping": "clamp clip=clamp",
    "operations.closeness": "allclose equal isclose",
    "operations.comparison": "bitwise_not eq ge gt isfinite isinf isnan le logical_and logical_not "
    "logical_or logical_xor lt ne greater=gt greater_equal=ge less=lt less_equal=le not_equal=ne",
    "operations.composed": "diff inner repeat_interleave",
    "operations.cumulative": "cumprod cumsum prod",
    "operations.diagonals": "diag diag_embed diagonal trace tril triu",
    "operations.equations": "det inverse logdet slogdet=slogdet_of",
    "operations.extremes": "amax amin",
    "operations.finding": "bincount count_nonzero nonzero unique",
    "operations.functions": "acos asin atan ceil cos cosh exp exp2 expm1 floor log log1p log2 "
    "log10 maximum minimum sin sinh tan trunc arccos=acos arcsin=asin arctan=atan fix=trunc",
    "operations.gathering": "gather index_select narrow take take_along_dim",
    "operations.hyperbolic": "acosh asinh atanh arccosh=acosh arcsinh=asinh arctanh=atanh",
    "operations.indexing": "select=select_along",
    "operations.joining": "chunk unbind",
    "operations.least_squares": "matrix_power pinverse",
    "operations.linalg": "addmm bmm dot matmul mm mv",
    "operations.logsumexp": "logaddexp logsumexp",
    "operations.multinomial": "multinomial",
    "operations.ordering": "argsort median sort topk",
    "operations.products": "addcdiv addcmul",
    "operations.random_sampling": "bernoulli",
    "operations.reduction": "all any argmax argmin max mean min sum",
    "operations.scaled": "add div remainder round sub subtract=sub divide=div true_divide=div",
    "operations.scattering": "index_add scatter scatter_add",
    "operations.shape": "flatten permute reshape squeeze t transpose unsqueeze",
    "operations.softmax": "log_softmax softmax",
    "operations.special": "erf erfc frac logit nan_to_num",
    "operations.variance": "std var",
    "operations.vectors": "cross dist outer ger=outer",
}

# Functions only, and other things that `torch` has.
FUNCTIONS = {
    "autograd.anomaly_mode": "is_anomaly_check_nan_enabled is_anomaly_enabled set_anomaly_enabled",
    "creation.factories": "arange as_tensor empty empty_like eye from_numpy full full_like "
    "linspace ones ones_like zeros zeros_like",
    "creation.legacy": "BoolTensor ByteTensor CharTensor DoubleTensor FloatTensor IntTensor "
    "LongTensor ShortTensor",
    "devices": "accelerator backends cuda device get_default_device get_num_threads "
    "set_default_device set_num_threads use_deterministic_algorithms version",
    "facts": "is_tensor",
    "nn.modules.typename": "typename",
    "formats": "contiguous_format layout memory_format preserve_format strided "
    "legacy_contiguous_format=contiguous_format",
    "func": "vmap",
    "nn.functions.distance": "cosine_similarity",
    "limits": "finfo iinfo",
    "operations.arranging": "broadcast_shapes broadcast_tensors meshgrid",
    "operations.choosing": "where",
    "operations.composed": "cdist tensordot",
    "operations.diagonals": "tril_indices triu_indices",
    "operations.einsum": "einsum",
    "operations.joining": "cat split stack concat=cat concatenate=cat",
    "operations.random_sampling": "normal",
    "operations.scaled": "bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift "
    "bitwise_xor floor_divide mul rsub multiply=mul",
    "operations.stacking": "atleast_1d atleast_2d atleast_3d column_stack dstack hstack vstack "
    "row_stack=vstack",
    "operations.variance": "std_mean var_mean",
    "operations.vectors": "norm",
    "printing": "set_printoptions",
    "random.sampling": "Generator default_generator get_rng_state initial_seed manual_seed rand "
    "rand_like randint randint_like randn randn_like randperm seed set_rng_state",
    "serialization": "load save",
}

# Methods only.
METHODS = {
    "autograd.gradients": "backward=tensor_backward",
    "conversion": "to=moved float=to_float double=to_double int=to_int long=to_long short=to_short "
    "bool=to_bool byte=to_byte char=to_char",
    "copying": "__reduce_ex__ __deepcopy__",
    "creation.new_tensors": "new_tensor new_full new_zeros new_ones new_empty",
    "facts": "stride storage_offset data_ptr type=type_of is_contiguous is_same_size is_signed "
    "element_size nelement=numel ndimension dim=ndimension get_device cpu cuda",
    "inference": "is_inference",
    "inplace.shapes": "squeeze_ t_ transpose_ unsqueeze_ swapaxes_=transpose_ swapdims_=transpose_",
    "inplace.values": "copy_ fill_ __setitem__=setitem",
    "operations.arithmetic": "__abs__=abs floor_divide mul multiply=mul __neg__=neg "
    "__pos__=positive",
    "operations.arranging": "contiguous repeat",
    "operations.comparison": "bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift "
    "bitwise_xor",
    "operations.diagonals": "fill_diagonal_",
    "operations.indexing": "__getitem__=getitem",
    "operations.joining": "split=split_tensor",
    "operations.random_sampling": "bernoulli_ exponential_ normal_ random_ uniform_",
    "operations.shape": "expand expand_as reshape_as view view_as",
    "operations.vectors": "norm=tensor_norm",
    "operators": "__eq__ __rtruediv__ __pow__ __rpow__ __matmul__ __mod__ __rmod__ __rfloordiv__ "
    "__rlshift__ __rrshift__ __invert__ __delitem__ __iter__ __contains__ __reversed__ size "
    "type_as where",
}

# Methods that change the tensor in place: their names end in `_`.
IN_PLACE = {
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
    "operations.special": "erf erfc frac logit nan_to_num",
    "operations.truth": "eq ge gt le lt ne greater=gt greater_equal=ge less=lt less_equal=le "
    "not_equal=ne",
}

# Methods that `torch` has as functions, too.
METHODS_AS_FUNCTIONS = (
    "abs_ acos_ acosh_ arccos_ arccosh_ arcsin_ arcsinh_ arctan_ arctanh_ asin_ asinh_ atan_ "
    "atanh_ ceil_ clamp_ clip_ cos_ cosh_ detach detach_ erf_ erfc_ exp2_ exp_ expm1_ fill_ fix_ "
    "floor_ frac_ log10_ log1p_ log2_ log_ nan_to_num_ neg_ negative_ reciprocal_ relu_ round_ "
    "rsqrt_ sigmoid_ sin_ sinh_ sqrt_ square_ tan_ tanh_ trunc_ zero_"
)

# Operators, and those in place.
OPERATORS = {
    "operations.arithmetic": "__add__=add __sub__=sub __mul__=mul __truediv__=div "
    "__floordiv__=floor_divide __radd__=add __rmul__=mul __rsub__=rsub",
    "operations.comparison": "__ne__=ne __lt__=lt __le__=le __gt__=gt __ge__=ge "
    "__and__=bitwise_and __or__=bitwise_or __xor__=bitwise_xor __rand__=bitwise_and "
    "__ror__=bitwise_or __rxor__=bitwise_xor __lshift__=bitwise_left_shift "
    "__rshift__=bitwise_right_shift",
}
IN_PLACE_OPERATORS = {
    "operations.arithmetic": "__iadd__=add __isub__=sub __imul__=mul __itruediv__=div "
    "__ifloordiv__=floor_divide __ipow__=pow",
    "operations.scaled": "__imod__=remainder",
    "operations.comparison": "__iand__=bitwise_and __ior__=bitwise_or __ixor__=bitwise_xor "
    "__ilshift__=bitwise_left_shift __irshift__=bitwise_right_shift",
}

# The modules that `torch` has.
MODULES = {
    "autograd": "autograd",
    "func": "func",
    "linalg": "linalg",
    "nn": "nn",
    "optim": "optim",
    "random": "random",
    "special": "operations.special",
    "serialization": "serialization",
    "utils": "utils",
}
