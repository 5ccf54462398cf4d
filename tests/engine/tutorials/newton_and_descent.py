import torch

# Newton's method on f(x) = x^4 - 3x^3 + 2
x = torch.tensor(3.0, requires_grad=True)
for step in range(8):
    f = x**4 - 3 * x**3 + 2
    (grad,) = torch.autograd.grad(f, x, create_graph=True)
    (hess,) = torch.autograd.grad(grad, x)
    with torch.no_grad():
        x -= grad / hess
    print(f"step {step}: x = {x.item():.6f}, f(x) = {f.item():.6f}, grad = {grad.item():.2e}")
# gradient descent with lr decay
x = torch.tensor([5.0, -3.0], requires_grad=True)
lr = 0.1
history = []
for epoch in range(20):
    loss = (x**2).sum()
    loss.backward()
    with torch.no_grad():
        x -= lr * x.grad
    x.grad.zero_()
    history.append(loss.item())
print(history[:3], history[-1])
print(x)


# himmelblau with LBFGS-less Adam
def himmelblau(x):
    return (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2


x = torch.tensor([0.0, 0.0], requires_grad=True)
optimizer = torch.optim.Adam([x], lr=1e-1)
for step in range(201):
    pred = himmelblau(x)
    optimizer.zero_grad()
    pred.backward()
    optimizer.step()
    if step % 50 == 0:
        print(
            "step {}: x = {}, f(x) = {}".format(
                step, [round(v, 3) for v in x.tolist()], round(pred.item(), 4)
            )
        )
