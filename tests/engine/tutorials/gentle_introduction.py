import torch
from torch import nn, optim

x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
a = torch.tensor([2.0, 3.0], requires_grad=True)
b = torch.tensor([6.0, 4.0], requires_grad=True)
Q = 3 * a**3 - b**2
external_grad = torch.tensor([1.0, 1.0])
Q.backward(gradient=external_grad)
print(9 * a**2 == a.grad, -2 * b == b.grad)
x, y, z = torch.rand(5, 5), torch.rand(5, 5), torch.rand((5, 5), requires_grad=True)
print(f"Does `a` require gradients?: {(x + y).requires_grad}", f"{(x + z).requires_grad=}")
x = torch.ones(5)
y = torch.zeros(3)
torch.manual_seed(0)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
z = torch.matmul(x, w) + b
loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y)
print(f"Gradient function for z = {z.grad_fn}".split(" at ")[0], f"{loss.grad_fn}".split(" at ")[0])
loss.backward()
print(w.grad, b.grad)
z = torch.matmul(x, w) + b
print(z.requires_grad, z.detach().requires_grad)
with torch.no_grad():
    z = torch.matmul(x, w) + b
print(z.requires_grad)
inp = torch.eye(4, 5, requires_grad=True)
out = (inp + 1).pow(2).t()
out.backward(torch.ones_like(out), retain_graph=True)
print(f"First call\n{inp.grad}")
out.backward(torch.ones_like(out), retain_graph=True)
print(f"\nSecond call\n{inp.grad}")
inp.grad.zero_()
out.backward(torch.ones_like(out))
print(f"\nCall after zeroing gradients\n{inp.grad}")
import math

a = torch.linspace(0.0, 2.0 * math.pi, steps=25, requires_grad=True)
b = torch.sin(a)
c = 2 * b
d = c + 1
out = d.sum()
print(a, b, out)
print(
    "d:",
    d.grad_fn.name(),
    d.grad_fn.next_functions[0][0].name(),
    d.grad_fn.next_functions[0][0].next_functions[0][0].next_functions,
)
fn = d.grad_fn
while fn is not None:
    print(type(fn).__name__, len(fn.next_functions))
    fn = fn.next_functions[0][0] if fn.next_functions else None
print("\na:", a.grad_fn)
out.backward()
print(a.grad)


class TinyModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Linear(8, 4)
        self.relu = nn.ReLU()
        self.layer2 = nn.Linear(4, 2)

    def forward(self, x):
        return self.layer2(self.relu(self.layer1(x)))


some_input, ideal_output = torch.randn(3, 8, requires_grad=False), torch.randn(3, 2)
model = TinyModel()
print(model.layer2.weight[0][0:2], model.layer2.weight.grad)
optimizer = optim.SGD(model.parameters(), lr=0.001)
loss = (ideal_output - model(some_input)).pow(2).sum()
loss.backward()
print(model.layer2.weight.grad[0][0:2], model.layer2.weight[0][0:2])
for i in range(0, 5):
    loss = (ideal_output - model(some_input)).pow(2).sum()
    loss.backward()
optimizer.step()
print(model.layer2.weight.grad[0][0:2])
optimizer.zero_grad(set_to_none=False)
print(model.layer2.weight.grad[0][0:2])


def add_tensors1(x, y):
    return x + y


@torch.no_grad()
def add_tensors2(x, y):
    return x + y


a = torch.ones(2, 3, requires_grad=True) * 2
b = torch.ones(2, 3, requires_grad=True) * 3
print(add_tensors1(a, b), add_tensors2(a, b))
x = torch.rand(5, requires_grad=True)
y = x.detach()
print(x, y)
a = torch.linspace(0.0, 2.0 * math.pi, steps=25, requires_grad=True)
try:
    torch.sin_(a)
except RuntimeError as e:
    print(e)
x = torch.randn(3, requires_grad=True)
y = x * 2
while y.data.norm() < 1000:
    y = y * 2
v = torch.tensor([0.1, 1.0, 0.0001], dtype=torch.float)
y.backward(v)
print(y, x.grad)


def exp_adder(x, y):
    return 2 * x.exp() + 3 * y


inputs = (torch.rand(1), torch.rand(1))
print(inputs, torch.autograd.functional.jacobian(exp_adder, inputs))
inputs = (torch.rand(3), torch.rand(3))
print(torch.autograd.functional.jacobian(exp_adder, inputs))


def do_some_doubling(x):
    y = x * 2
    while y.data.norm() < 1000:
        y = y * 2
    return y


print(
    torch.autograd.functional.vjp(
        do_some_doubling, torch.randn(3), v=torch.tensor([0.1, 1.0, 0.0001])
    )
)
