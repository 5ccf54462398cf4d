import torch

v = torch.tensor([0.0, 0.0, 0.0], requires_grad=True)
h = v.register_hook(lambda grad: grad * 2)
v.backward(torch.tensor([1.0, 2.0, 3.0]))
print(v.grad)
h.remove()

grads = {}


def save_grad(name):
    def hook(grad):
        grads[name] = grad

    return hook


x = torch.tensor(1.5, requires_grad=True)
y = 3 * x
z = y**2
y.register_hook(save_grad("y"))
z.register_hook(save_grad("z"))
z.backward()
print(grads["y"], grads["z"], x.grad)

torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
for name, p in net.named_parameters():
    p.register_hook(lambda g, name=name: print(f"{name:10s} grad norm {g.norm():.4f}"))
for p in net.parameters():
    p.register_hook(lambda grad: torch.clamp(grad, -0.1, 0.1))
loss = net(torch.ones(2, 3)).pow(2).mean()
loss.backward()
print(max(p.grad.abs().max().item() for p in net.parameters()))


def post(param):
    with torch.no_grad():
        param -= 0.1 * param.grad
    param.grad = None


w = torch.ones(2, requires_grad=True)
w.register_post_accumulate_grad_hook(post)
(w * torch.tensor([1.0, 2.0])).sum().backward()
print(w, w.grad)
print(type(h).__name__)
try:
    torch.ones(2).register_hook(lambda g: g)
except RuntimeError as e:
    print(e)
