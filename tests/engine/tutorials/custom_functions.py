import torch
from torch.autograd import Function
from torch.autograd.function import once_differentiable
import numpy as np


class Exp(Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx, grad_output):
        (result,) = ctx.saved_tensors
        return grad_output * result


class MulConstant(Function):
    @staticmethod
    def forward(tensor, constant):
        return tensor * constant

    @staticmethod
    def setup_context(ctx, inputs, output):
        tensor, constant = inputs
        ctx.constant = constant

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output * ctx.constant, None


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x * g


class NumpySin(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x.detach().numpy()
        return torch.from_numpy(np.sin(ctx.x))

    @staticmethod
    def backward(ctx, g):
        return torch.as_tensor(np.cos(ctx.x)) * g


class MyReLU(Function):
    """ReLU as everybody writes it"""

    @staticmethod
    def forward(ctx, input):
        ctx.save_for_backward(input)
        return input.clamp(min=0)

    @staticmethod
    def backward(ctx, grad_output):
        (input,) = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input < 0] = 0
        return grad_input


class Linear(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output

    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        print("needs", ctx.needs_input_grad)
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias


x = torch.tensor([1.0, -2.0], requires_grad=True)
y = Exp.apply(x)
print(y)
y.sum().backward()
print(x.grad)
x.grad = None
z = MulConstant.apply(x, 5.5)
print(z, z.grad_fn.name())
z.sum().backward()
print(x.grad)
(g,) = torch.autograd.grad(Exp.apply(x).sum(), x, create_graph=True)
print(g, torch.autograd.grad(g.sum(), x))
(g,) = torch.autograd.grad(Square.apply(x).sum(), x, create_graph=True)
try:
    g.sum().backward()
except RuntimeError as e:
    print(e)
xd = torch.tensor([0.5, 1.0], dtype=torch.float64, requires_grad=True)
y = NumpySin.apply(xd)
print(y)
y.sum().backward()
print(xd.grad)
r = MyReLU.apply(x)
print(r)
x.grad = None
r.sum().backward()
print(x.grad)
inp = torch.randn(
    4, 3, dtype=torch.double, requires_grad=True, generator=torch.Generator().manual_seed(1)
)
weight = torch.randn(
    2, 3, dtype=torch.double, requires_grad=True, generator=torch.Generator().manual_seed(2)
)
bias = torch.zeros(2, dtype=torch.double, requires_grad=True)
out = Linear.apply(inp, weight, bias)
out.sum().backward()
print(inp.grad.shape, weight.grad.shape, bias.grad)
out = Linear.apply(inp.detach(), weight)
print(
    out.grad_fn.name(),
    out.grad_fn.next_functions[0],
    out.grad_fn.next_functions[2] if len(out.grad_fn.next_functions) > 2 else "none",
)
out.sum().backward()
from torch.autograd import gradcheck

test = gradcheck(
    Exp.apply, (torch.randn(3, dtype=torch.double, requires_grad=True),), eps=1e-6, atol=1e-4
)
print(test)
