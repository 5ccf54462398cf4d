import torch
import torch.nn as nn

torch.manual_seed(1234)


class PINN(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.linears = nn.ModuleList(
            [nn.Linear(layers[i], layers[i + 1]) for i in range(len(layers) - 1)]
        )
        self.activation = nn.Tanh()
        for i in range(len(layers) - 1):
            nn.init.xavier_normal_(self.linears[i].weight.data, gain=1.0)
            nn.init.zeros_(self.linears[i].bias.data)

    def forward(self, x, t):
        a = torch.cat([x, t], dim=1)
        for layer in self.linears[:-1]:
            a = self.activation(layer(a))
        return self.linears[-1](a)


def gradients(u, x, order=1):
    if order == 1:
        return torch.autograd.grad(
            u, x, grad_outputs=torch.ones_like(u), create_graph=True, only_inputs=True
        )[0]
    return gradients(gradients(u, x), x, order=order - 1)


net = PINN([2, 8, 8, 1])
print(net)
mse = nn.MSELoss()
lambda1 = torch.nn.Parameter(torch.tensor([0.5]))
net.register_parameter("lambda1", lambda1)
optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
x0 = torch.linspace(-1, 1, 5).view(-1, 1)
u0 = -torch.sin(torch.pi * x0)
for it in range(3):
    x_c = torch.empty(8, 1).uniform_(-1.0, 1.0)
    t_c = torch.rand(8, 1)
    x_c.requires_grad, t_c.requires_grad = True, True
    u = net(x_c, t_c)
    u_x, u_t = gradients(u, x_c), gradients(u, t_c)
    u_xx = gradients(u, x_c, 2)
    f = u_t + lambda1 * u * u_x - (0.01 / torch.pi) * u_xx
    loss_f = mse(f, torch.zeros_like(f))
    loss_0 = mse(net(x0, torch.zeros_like(x0)), u0)
    loss = loss_f + loss_0
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(it, "Traning Loss:", f"{loss.item():.5f}", lambda1.grad is not None, u_xx.shape)
lb = torch.optim.LBFGS(
    net.parameters(),
    lr=1.0,
    max_iter=5,
    max_eval=10,
    history_size=10,
    tolerance_grad=1e-5,
    tolerance_change=1.0 * torch.finfo(torch.float32).eps,
    line_search_fn="strong_wolfe",
)
count = 0


def closure():
    global count
    lb.zero_grad()
    loss = mse(net(x0, torch.zeros_like(x0)), u0)
    loss.backward()
    count += 1
    return loss


print(f"{lb.step(closure).item():.4f}", count > 1)
xy = torch.rand(4, 2, requires_grad=True)
u = (xy[:, 0:1] ** 2) * torch.sin(xy[:, 1:2])
grads = torch.autograd.grad(u.sum(), xy, create_graph=True)[0]
lap = 0
for i in range(xy.shape[1]):
    lap = lap + torch.autograd.grad(grads[:, i].sum(), xy, create_graph=True)[0][:, i]
print(torch.allclose(lap, 2 * xy[:, 1].sin() - xy[:, 0] ** 2 * xy[:, 1].sin()), lap.grad_fn)
g = torch.meshgrid(torch.linspace(0, 1, 3), torch.linspace(0, 1, 2), indexing="xy")
print(torch.stack([k.flatten() for k in g], -1))
from torch.func import functional_call, grad, jacrev, vmap

params = dict(net.named_parameters())
point = lambda x, t: functional_call(net, params, (x.view(1, 1), t.view(1, 1))).squeeze()
dudx = vmap(grad(point, argnums=0))(x_c.detach()[:, 0], t_c.detach()[:, 0])
d2 = vmap(grad(grad(point)))(x_c.detach()[:, 0], t_c.detach()[:, 0])
print(dudx.shape, torch.allclose(dudx, gradients(net(x_c, t_c), x_c)[:, 0], atol=1e-6), d2.shape)
