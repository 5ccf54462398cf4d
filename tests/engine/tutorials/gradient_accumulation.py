import torch

x = torch.tensor(3.0, requires_grad=True)
for i in range(3):
    y = x**2
    y.backward()
    print(f"step {i}: grad = {x.grad}")
x.grad.zero_()
print(x.grad)
x.grad = None
print(x.grad)

# gradient accumulation equals a large batch
torch.manual_seed(7)
model = torch.nn.Linear(3, 1)
data = torch.randn(8, 3)
target = torch.randn(8, 1)
criterion = torch.nn.MSELoss()
criterion(model(data), target).backward()
full = model.weight.grad.clone()
model.zero_grad()
print(model.weight.grad)
accumulation_steps = 4
for i, (xb, yb) in enumerate(zip(data.chunk(4), target.chunk(4))):
    loss = criterion(model(xb), yb) / accumulation_steps
    loss.backward()
    print(i, f"{loss.item():.4f}", model.weight.grad.norm().item() > 0)
print(torch.allclose(full, model.weight.grad))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
optimizer.zero_grad(set_to_none=False)
print(model.weight.grad)
optimizer.zero_grad()
print(model.weight.grad, model.bias.grad)

# all gradients as one vector
criterion(model(data), target).backward()
flat = torch.cat([p.grad.view(-1) for p in model.parameters()])
print(flat.shape, model.weight.grad.stride(), model.weight.grad.is_contiguous())
