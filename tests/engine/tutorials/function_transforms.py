import torch
from torch.func import (
    grad,
    vmap,
    jacrev,
    jacfwd,
    hessian,
    vjp,
    jvp,
    functional_call,
    grad_and_value,
)

f = lambda x: torch.sin(x)
x = torch.tensor(1.0)
print(grad(f)(x), grad(grad(f))(x))
print(torch.func.grad(lambda a, b: (a * b).sum(), argnums=(0, 1))(torch.ones(2), torch.arange(2.0)))
print(jacrev(lambda t: t**2)(torch.tensor([1.0, 2.0])))
print(jacfwd(lambda t: t**2)(torch.tensor([1.0, 2.0])))
print(hessian(lambda t: (t**3).sum())(torch.tensor([1.0, 2.0])))
print(grad_and_value(lambda t: (t**2).sum())(torch.tensor([1.0, 2.0])))
out, vjp_fn = vjp(torch.sin, torch.tensor([0.0, 1.0]))
print(out, vjp_fn(torch.ones(2)))
print(jvp(torch.sin, (torch.tensor([0.0, 1.0]),), (torch.ones(2),)))
batched = vmap(torch.dot)
print(batched(torch.ones(3, 2), torch.arange(6.0).view(3, 2)))
torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
params = dict(model.named_parameters())


def loss_fn(params, x, y):
    return ((functional_call(model, params, (x,)) - y) ** 2).sum()


xs, ys = torch.randn(4, 2), torch.randn(4, 1)
per_sample = vmap(grad(loss_fn), in_dims=(None, 0, 0))(params, xs, ys)
print({k: v.shape for k, v in per_sample.items()})
