import torch
import torch.autograd.forward_ad as fwAD
import torch.nn as nn

torch.manual_seed(0)
primal = torch.randn(3, 3)
tangent = torch.randn(3, 3)


def fn(x, y):
    return x**2 + y**2


with fwAD.dual_level():
    dual_input = fwAD.make_dual(primal, tangent)
    print(fwAD.unpack_dual(dual_input).tangent is tangent)
    plain = torch.randn(3, 3)
    dual_output = fn(dual_input, plain)
    print(fwAD.unpack_dual(dual_output).primal)
    jvp = fwAD.unpack_dual(dual_output).tangent
    print(jvp)
t = fwAD.unpack_dual(dual_output).tangent
print(t if t is None else t.detach())
model = nn.Linear(3, 2)
inp = torch.randn(4, 3)
params = {name: p for name, p in model.named_parameters()}
tangents = {name: torch.rand_like(p) for name, p in params.items()}
with fwAD.dual_level():
    for name, p in params.items():
        delattr(model, name)
        setattr(model, name, fwAD.make_dual(p, tangents[name]))
    out = model(inp)
    jvp = fwAD.unpack_dual(out).tangent
print(jvp.detach())
from torch.func import functional_call

m = nn.Linear(3, 2)
dual_params = {}
with fwAD.dual_level():
    for name, p in m.named_parameters():
        dual_params[name] = fwAD.make_dual(p, torch.ones_like(p))
    out = functional_call(m, dual_params, inp)
    print(fwAD.unpack_dual(out).tangent.detach())


class Fn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, foo):
        result = torch.exp(foo)
        ctx.result = result
        return result

    @staticmethod
    def jvp(ctx, gI):
        gO = gI * ctx.result
        del ctx.result
        return gO


fn = Fn.apply
primal = torch.randn(3, dtype=torch.double, requires_grad=True)
tangent = torch.randn(3, dtype=torch.double)
with fwAD.dual_level():
    dual_input = fwAD.make_dual(primal, tangent)
    dual_output = fn(dual_input)
    t = fwAD.unpack_dual(dual_output).tangent
    print(t if t is None else t.detach())
