import copy
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import stack_module_state, functional_call, vmap, grad, jacrev, jacfwd, vjp, hessian
from functools import partial

torch.manual_seed(0)


class SimpleMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x.flatten(1))))


data = torch.randn(2, 5, 6)
targets = torch.randint(3, (10,))
models = [SimpleMLP() for _ in range(2)]
preds = [m(x) for m, x in zip(models, data)]
params, buffers = stack_module_state(models)
base = copy.deepcopy(models[0])


def fmodel(params, buffers, x):
    return functional_call(base, (params, buffers), (x,))


print([p.size(0) for p in params.values()])
out = vmap(fmodel)(params, buffers, data)
print(torch.allclose(out, torch.stack(preds), atol=1e-5))
out2 = vmap(fmodel, in_dims=(0, 0, None))(params, buffers, data[0])
print(out2.shape)
model = SimpleMLP()
p = {k: v.detach() for k, v in model.named_parameters()}


def compute_loss(params, sample, target):
    predictions = functional_call(model, params, (sample.unsqueeze(0),))
    return F.cross_entropy(predictions, target.unsqueeze(0))


ft = vmap(grad(compute_loss), in_dims=(None, 0, 0))
per = ft(p, data[0], targets[:5])
for k, v in per.items():
    print(k, v.shape)
ref = torch.autograd.grad(
    F.cross_entropy(model(data[0][:1]), targets[:1]), list(model.parameters())
)
print([torch.allclose(a[0], b, atol=1e-5) for a, b in zip(per.values(), ref)])


def fnet_single(params, x):
    return functional_call(model, params, (x.unsqueeze(0),)).squeeze(0)


def empirical_ntk(fnet, params, x1, x2):
    jac1 = vmap(jacrev(fnet), (None, 0))(params, x1)
    jac1 = [j.flatten(2) for j in jac1.values()]
    jac2 = vmap(jacrev(fnet), (None, 0))(params, x2)
    jac2 = [j.flatten(2) for j in jac2.values()]
    return torch.stack([torch.einsum("Naf,Mbf->NMab", j1, j2) for j1, j2 in zip(jac1, jac2)]).sum(0)


print(empirical_ntk(fnet_single, p, data[0][:2], data[1][:3]).shape)
weight, bias, x = torch.randn(3, 4), torch.randn(3), torch.randn(4)


def predict(weight, bias, x):
    return F.linear(x, weight, bias).tanh()


unit = torch.eye(3)
_, vjp_fn = vjp(partial(predict, weight, bias), x)
(ft_jac,) = vmap(vjp_fn)(unit)
print(
    torch.allclose(ft_jac, jacrev(predict, argnums=2)(weight, bias, x)),
    torch.allclose(jacfwd(predict, argnums=2)(weight, bias, x), ft_jac, atol=1e-6),
)
print(hessian(predict, argnums=2)(weight, bias, x).shape)


def hvp(f, primals, tangents):
    from torch.func import jvp

    return jvp(grad(f), primals, tangents)[1]


print(
    torch.allclose(
        hvp(lambda t: t.sin().sum(), (torch.ones(3),), (torch.ones(3),)), -torch.ones(3).sin()
    )
)
batch = vmap(jacrev(predict, argnums=2), in_dims=(None, None, 0))(weight, bias, torch.randn(5, 4))
print(batch.shape)
