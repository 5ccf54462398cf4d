import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
w = torch.tensor([0.5, 0.5, 0.5], requires_grad=True)
y = x * w
z = y.sum()
for name, t in [("x", x), ("w", w), ("y", y), ("z", z)]:
    print(
        f"{name}: is_leaf={t.is_leaf}, requires_grad={t.requires_grad}, grad_fn={type(t.grad_fn).__name__}, retains_grad={t.retains_grad}"
    )
y.retain_grad()
z.retain_grad()
z.backward()
print(x.grad, w.grad, y.grad, z.grad)
u = x * 2
v = u.sum()
v.backward()
print(u.grad)
a = torch.rand(3).cuda() if torch.cuda.is_available() else torch.ones(3)
print(a.is_leaf)
print(torch.ones(10, requires_grad=True).is_leaf)
print((torch.ones(10, requires_grad=True) + 2).is_leaf)
print(torch.ones(3).requires_grad_().is_leaf)
b = torch.ones(2, requires_grad=True).double()
print(b.is_leaf, b.grad_fn.name())
try:
    v.backward()
    w2 = (x**2).sum()
    w2.backward()
    w2.backward()
except RuntimeError as e:
    print("RuntimeError:", e)
try:
    x += 1
except RuntimeError as e:
    print("RuntimeError:", e)
with torch.no_grad():
    x += 1
print(x)
x.data.add_(1)
print(x, x._version)
print(torch.zeros(1, requires_grad=True).retain_grad())
print(y.grad_fn.next_functions[0][0].variable is x)
