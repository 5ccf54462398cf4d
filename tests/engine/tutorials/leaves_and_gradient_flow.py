import torch
import torch.nn.functional as F
from torch import nn

x = torch.ones(1, 3)
y = torch.zeros(1, 1)
torch.manual_seed(1)
W = torch.randn(3, 1, requires_grad=True)
b = torch.randn(1, requires_grad=True)
z = (x @ W) + b
y_pred = F.relu(z)
loss = F.mse_loss(y_pred, y)
for n, t in dict(x=x, W=W, b=b, z=z, y_pred=y_pred, loss=loss).items():
    print(f"{n}.is_leaf={t.is_leaf} {t.requires_grad} {t.grad_fn is None} {t.retains_grad}")
loss.backward()
print(W.grad, b.grad, x.grad)
z = (x @ W) + b
y_pred = F.relu(z)
loss = F.mse_loss(y_pred, y)
W.grad = None
b.grad = None
z.retain_grad()
y_pred.retain_grad()
loss.retain_grad()
loss.backward()
print(z.grad, y_pred.grad, loss.grad, z.retains_grad)


def hook_forward(module_name, grads, hook_backward):
    def hook(module, args, output):
        output.register_hook(hook_backward(module_name, grads))

    return hook


def hook_backward(module_name, grads):
    def hook(grad):
        grads.append((module_name, grad))

    return hook


def fc_layer(in_size, out_size, norm_layer):
    return nn.Sequential(nn.Linear(in_size, out_size), norm_layer(out_size), nn.Sigmoid())


class Net(nn.Module):
    def __init__(self, *nums, norm=nn.Identity):
        super().__init__()
        self.layers = nn.Sequential(*(fc_layer(i, o, norm) for i, o in zip(nums, nums[1:])))

    def forward(self, x):
        return self.layers(x)


def get_all_layers(model):
    layers = []
    for name, module in model.named_modules():
        if len(list(module.children())) == 0:
            layers.append((name, module))
    return layers


for norm in (nn.Identity, nn.BatchNorm1d):
    torch.manual_seed(3)
    net = Net(4, 5, 3, norm=norm)
    grads = []
    for name, layer in get_all_layers(net):
        layer.register_forward_hook(hook_forward(name, grads, hook_backward))
    loss = net(torch.randn(6, 4)).pow(2).mean()
    loss.backward()
    for name, g in grads[::-1]:
        print(f"{name:<12} {g.abs().mean().item():.4f}")
    print(
        {
            k: None if v is None else tuple(v.shape)
            for k, v in net.layers[0].__dict__["_modules"]["0"].__dict__["_parameters"].items()
        }
    )
t = torch.randn(2, requires_grad=True)
out = t.clone()
h = out.register_hook(lambda g: g * 2)
out.sum().backward()
print(t.grad)
h.remove()
u = torch.zeros(2)
print(
    u.is_leaf,
    u.requires_grad_().is_leaf,
    (u + 0).is_leaf,
    u.cuda.__name__ if hasattr(u, "cuda") else None,
    u.to("cpu") is u,
)
m = torch.nn.Parameter(torch.ones(2) * 3)
print(m.is_leaf, m.data.is_leaf, torch.nn.Parameter(u * 2).is_leaf, m)
