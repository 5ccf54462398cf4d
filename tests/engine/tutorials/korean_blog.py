import torch

print("2.1 자동미분")
x = torch.tensor([1.0], requires_grad=True)
y = x**2
print(x.grad)
y.backward()  # 미분 실행
print(x.grad)
print("x:", x, "y:", y)
print("y.grad_fn:", type(y.grad_fn).__name__, "| x.grad_fn:", x.grad_fn)
print("리프 텐서인가?", x.is_leaf, y.is_leaf)
print("2.2 미분 불가능")
x = torch.tensor([1.0], requires_grad=True)
y = x.argmax()
try:
    y.backward()
except RuntimeError as e:
    print("RuntimeError:", e)
print(x.grad)
print("2.3 non leaf tensor")
x = torch.tensor([1.0], requires_grad=True)
y = x**2
y.retain_grad()
z = 3 * y
z.backward()
print(x.grad)
print(y.grad)
print(z.grad)
print("2.4 training 시 autograd")
x = torch.tensor([1.0], requires_grad=True)
y = x**2
x.requires_grad = False
print(x, y)
x = torch.tensor([1.0], requires_grad=True)
y = x**2
x = x.detach()
print(x, y)
x = torch.tensor([1.0], requires_grad=True)
with torch.no_grad():
    y = x**2
print(y)
y = x**2
print(y)
w = torch.tensor(2.0, requires_grad=True)
for epoch in range(20 + 1):
    z = 2 * w
    z.backward()
    if epoch % 10 == 0:
        print("{}회 : 수식을 w로 미분한 값 : {}".format(epoch, w.grad))
x = torch.ones(2, 2, requires_grad=True)
y = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
z = (x + y).pow(2).mean()
print(f"평균: {z}, 값: {z.item():.2f}")
z.backward()
print(f"기울기:\n{x.grad}")
loss = torch.nn.MSELoss()
input = torch.tensor([0.2, 0.9], requires_grad=True)
target = torch.tensor([0.0, 1.0])
output = loss(input, target)
output.backward()
print(output, input.grad)
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
print(x.sum().backward(), x.grad, x.data, x.grad_fn, x.shape)
try:
    (x * 2).backward()
except RuntimeError as e:
    print("에러:", e)
try:
    torch.tensor([1, 2], requires_grad=True)
except RuntimeError as e:
    print("에러:", e)
try:
    x.numpy()
except RuntimeError as e:
    print("에러:", e)
