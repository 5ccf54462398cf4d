import torch
from torch import nn, optim


class Net(nn.Module):
    def __init__(self, act, norm=False, depth=4):
        super().__init__()
        layers = []
        for i in range(depth):
            layers.append(nn.Linear(10, 10))
            if norm:
                layers.append(nn.BatchNorm1d(10))
            layers.append(act())
        self.layers = nn.ModuleList(layers)
        self.out = nn.Linear(10, 2)

    def forward(self, x):
        for l in self.layers:
            x = l(x)
        return self.out(x)


def hook_forward(module_name, grads, hook_backward):
    def hook(module, args, output):
        output.register_hook(hook_backward(module_name, grads))

    return hook


def hook_backward(module_name, grads):
    def hook(grad):
        grads.append((module_name, grad))

    return hook


def get_all_layers(model, hook_forward, hook_backward):
    layers = dict()
    grads = []
    for name, layer in model.named_modules():
        if any(layer.children()) is False:
            layers[name] = layer
            layer.register_forward_hook(hook_forward(name, grads, hook_backward))
    return layers, grads


torch.manual_seed(10)
x = torch.randn(4, 10)
y = torch.tensor([0, 1, 1, 0])
for act, norm in ((nn.Sigmoid, False), (nn.ReLU, False), (nn.Sigmoid, True)):
    model = Net(act, norm)
    layers, grads = get_all_layers(model, hook_forward, hook_backward)
    loss = nn.CrossEntropyLoss()(model(x), y)
    loss.backward()
    for name, grad in grads:
        print(f"{name:10s} {grad.abs().mean().item():.6f} {tuple(grad.shape)}")
print(model)
print(len(list(model.modules())), list(layers)[:3])
