import torch
import torch.nn as nn

torch.manual_seed(0)
activation = {}


def get_activation(name):
    def hook(model, input, output):
        activation[name] = output.detach()

    return hook


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 3)
        self.act = nn.ReLU()
        self.fc2 = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc2(self.act(self.fc1(x)))


model = Net()
model.fc1.register_forward_hook(get_activation("fc1"))
model.act.register_forward_hook(get_activation("act"))
x = torch.randn(2, 4)
out = model(x)
print(activation["fc1"])
print(activation["act"])


def printgradnorm(self, grad_input, grad_output):
    print("Inside " + self.__class__.__name__ + " backward")
    print("Inside class:" + self.__class__.__name__)
    print("grad_input: ", type(grad_input))
    print("grad_input[0]: ", type(grad_input[0]))
    print("grad_output: ", type(grad_output))
    print("grad_output[0]: ", type(grad_output[0]))
    print("grad_input size:", grad_input[0].size() if grad_input[0] is not None else None)
    print("grad_output size:", grad_output[0].size())
    print("grad_output norm:", round(grad_output[0].norm().item(), 4))


handles = [m.register_full_backward_hook(printgradnorm) for m in (model.fc1, model.act, model.fc2)]
model(x).sum().backward()
for h in handles:
    h.remove()
print("removed")
model(x).sum().backward()


def scale(module, grad_input, grad_output):
    return tuple(None if g is None else g * 0.1 for g in grad_input)


model.zero_grad()
h = model.fc2.register_full_backward_hook(scale)
model(x).sum().backward()
print(model.fc1.weight.grad)
h.remove()


def pre(module, grad_output):
    print("pre", module.__class__.__name__, [g.shape for g in grad_output])
    return (grad_output[0] * 2,)


h = model.fc2.register_full_backward_pre_hook(pre)
model.zero_grad()
model(x).sum().backward()
print(model.fc2.bias.grad)
h.remove()


def fpre(module, args):
    print("forward pre", args[0].shape)
    return (args[0] * 0,)


h = model.register_forward_pre_hook(fpre)
print(model(x))
h.remove()
h = model.fc1.register_forward_hook(lambda m, i, o: o * 2)
print(model(x))
h.remove()
h = model.fc1.register_forward_hook(lambda m, a, k, o: print(k, o.shape), with_kwargs=True)
model(x)
h.remove()
xg = x.clone().requires_grad_()
model.register_full_backward_hook(lambda m, gi, go: print("net", gi[0].shape, go[0].shape))
y = model(xg)
print(y.grad_fn.name())
y.sum().backward()
print(xg.grad is not None)
model.apply(lambda m: print(type(m)))
print(
    type(model.fc1),
    type(nn.ReLU()),
    type(nn.Sequential()),
    type(nn.CrossEntropyLoss()),
    type(nn.Parameter(torch.ones(1))),
)
