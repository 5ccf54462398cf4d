import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Function, gradcheck, gradgradcheck
from torch.autograd.function import once_differentiable


class LinearFunction(Function):
    @staticmethod
    def forward(input, weight, bias):
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output

    @staticmethod
    def setup_context(ctx, inputs, output):
        input, weight, bias = inputs
        ctx.save_for_backward(input, weight, bias)

    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias


linear = LinearFunction.apply
torch.manual_seed(0)
inp = (
    torch.randn(4, 3, dtype=torch.double, requires_grad=True),
    torch.randn(2, 3, dtype=torch.double, requires_grad=True),
    None,
)
print(gradcheck(linear, inp, eps=1e-6, atol=1e-4))


class MulConstant(Function):
    @staticmethod
    def forward(tensor, constant):
        return tensor * constant

    @staticmethod
    def setup_context(ctx, inputs, output):
        tensor, constant = inputs
        ctx.set_materialize_grads(False)
        ctx.constant = constant

    @staticmethod
    def backward(ctx, grad_output):
        if grad_output is None:
            return None, None
        return grad_output * ctx.constant, None


class MyLinear(nn.Module):
    def __init__(self, i, o, bias=True):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(o, i))
        if bias:
            self.bias = nn.Parameter(torch.empty(o))
        else:
            self.register_parameter("bias", None)
        nn.init.uniform_(self.weight, -0.1, 0.1)
        if self.bias is not None:
            nn.init.uniform_(self.bias, -0.1, 0.1)

    def forward(self, x):
        return linear(x, self.weight, self.bias)

    def extra_repr(self):
        return "input_features={}, output_features={}, bias={}".format(
            *self.weight.shape[::-1], self.bias is not None
        )


print(MyLinear(3, 2), MyLinear(3, 2, False)(torch.ones(1, 3)))


class SimpleExp(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        ctx.mark_non_differentiable()
        return x**3, x > 0

    @staticmethod
    def backward(ctx, g, _):
        return g * 3 * ctx.x**2


x = torch.tensor([1.0, -2.0], requires_grad=True)
y, mask = SimpleExp.apply(x)
print(y, mask)
(g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g, torch.autograd.grad(g.sum(), x))


class Sinh(Function):
    @staticmethod
    def forward(ctx, x):
        ex, enx = torch.exp(x), torch.exp(-x)
        ctx.save_for_backward(ex, enx)
        return (ex - enx) / 2, ex, enx

    @staticmethod
    def backward(ctx, grad_out, _ge, _gn):
        ex, enx = ctx.saved_tensors
        return grad_out * (ex + enx) / 2 + _ge * ex - _gn * enx


s = lambda x: Sinh.apply(x)[0]
t = torch.rand(3, 2, dtype=torch.double, requires_grad=True)
print(gradcheck(s, t), gradgradcheck(s, t))


class Cube(Function):
    @staticmethod
    def forward(x):
        return x**3, 3 * x**2

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(inputs[0], output[1])

    @staticmethod
    def backward(ctx, g, gd):
        x, d = ctx.saved_tensors
        return g * d + gd * 6 * x


cube = lambda x: Cube.apply(x)[0]
print(
    gradgradcheck(cube, t),
    torch.func.grad(lambda v: cube(v).sum())(torch.tensor([1.0, 2.0])) if False else "",
)


class Bad(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sin()

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return g * ctx.saved_tensors[0].cos()


try:
    print(gradgradcheck(Bad.apply, t))
except RuntimeError as e:
    print(type(e).__name__, e)


class Inplace(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2)

    @staticmethod
    def backward(ctx, g):
        return g * 2


z = torch.ones(2, requires_grad=True)
w = z * 1
out = Inplace.apply(w)
print(out is w, out, w._version)
out.sum().backward()
print(z.grad)
try:
    Inplace.apply(z)
except RuntimeError as e:
    print(e)


class Clamp(Function):
    @staticmethod
    def forward(ctx, i, lo, hi):
        ctx.save_for_backward(i)
        ctx.bounds = (lo, hi)
        return i.clamp(lo, hi)

    @staticmethod
    def backward(ctx, grad_output):
        (i,) = ctx.saved_tensors
        lo, hi = ctx.bounds
        return grad_output * ((i >= lo) & (i <= hi)), None, None


i = torch.tensor([-2.0, 0.5, 3.0], requires_grad=True)
Clamp.apply(i, 0, 1).sum().backward()
print(
    i.grad,
    Clamp.apply(i, 0, 1).grad_fn._raw_saved_tensors
    if False
    else Clamp.apply(i, 0, 1).grad_fn.bounds,
)
print(Clamp.apply(i, 0, 1).grad_fn.saved_tensors)
