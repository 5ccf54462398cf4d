import math
import torch

torch.manual_seed(0)
dtype = torch.float
device = torch.device("cpu")
x = torch.linspace(-math.pi, math.pi, 200, device=device, dtype=dtype)
y = torch.sin(x)
a, b, c, d = (torch.randn((), device=device, dtype=dtype, requires_grad=True) for _ in range(4))
for t in range(60):
    y_pred = a + b * x + c * x**2 + d * x**3
    loss = (y_pred - y).pow(2).sum()
    if t % 20 == 19:
        print(t, f"{loss.item():.3f}")
    loss.backward()
    with torch.no_grad():
        for p in (a, b, c, d):
            p -= 1e-5 * p.grad
            p.grad = None
print(f"Result: y = {a.item():.4f} + {b.item():.4f} x + {c.item():.4f} x^2 + {d.item():.4f} x^3")
p = torch.tensor([1, 2, 3])
xx = x.unsqueeze(-1).pow(p)
model = torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
loss_fn = torch.nn.MSELoss(reduction="sum")
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
for t in range(60):
    loss = loss_fn(model(xx), y)
    if t % 20 == 19:
        print(t, f"{loss.item():.3f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
linear_layer = model[0]
print(
    f"Result: y = {linear_layer.bias.item():.3f} + {linear_layer.weight[:, 0].item():.3f} x + {linear_layer.weight[:, 1].item():.3f} x^2"
)


class Polynomial3(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Parameter(torch.randn(()))
        self.b = torch.nn.Parameter(torch.randn(()))

    def forward(self, x):
        return self.a + self.b * x

    def string(self):
        return f"y = {self.a.item():.4f} + {self.b.item():.4f} x"


m = Polynomial3()
criterion = torch.nn.MSELoss(reduction="sum")
optimizer = torch.optim.SGD(m.parameters(), lr=1e-4)
for t in range(20):
    loss = criterion(m(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(m.string(), m, list(m.parameters()))
import random

random.seed(3)


class DynamicNet(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c, self.d, self.e = (
            torch.nn.Parameter(torch.randn(())) for _ in range(5)
        )

    def forward(self, x):
        y = self.a + self.b * x + self.c * x**2 + self.d * x**3
        for exp in range(4, random.randint(4, 6)):
            y = y + self.e * x**exp
        return y


m = DynamicNet()
optimizer = torch.optim.SGD(m.parameters(), lr=1e-8, momentum=0.9)
for t in range(30):
    loss = criterion(m(x), y)
    if t % 10 == 9:
        print(t, f"{loss.item():.2f}")
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(m.a.grad.shape, loss.grad_fn.next_functions[0][0].name())
H = torch.randn(8, 10), torch.randn(8, 3)
w1, w2 = torch.randn(10, 6), torch.randn(6, 3)
h = H[0].mm(w1)
h_relu = h.clamp(min=0)
pred = h_relu.mm(w2)
gp = 2.0 * (pred - H[1])
gw2 = h_relu.t().mm(gp)
gh = gp.mm(w2.t()).clone()
gh[h < 0] = 0
gw1 = H[0].t().mm(gh)
w1.requires_grad, w2.requires_grad = True, True
(H[0].mm(w1).clamp(min=0).mm(w2) - H[1]).pow(2).sum().backward()
print(
    torch.allclose(w1.grad, gw1, rtol=1e-4, atol=1e-4),
    torch.allclose(w2.grad, gw2, rtol=1e-4, atol=1e-4),
)
