import torch
import torch.nn as nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 1))
x, y = torch.randn(4, 3) * 10, torch.randn(4, 1) * 100
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for step in range(4):
    optimizer.zero_grad()
    loss = nn.MSELoss()(model(x), y)
    loss.backward()
    total = clip_grad_norm_(model.parameters(), max_norm=1.0)
    after = torch.sqrt(sum(p.grad.norm() ** 2 for p in model.parameters()))
    print(f"{loss.item():.1f} {total:.1f} {after:.4f}")
    optimizer.step()
loss = nn.MSELoss()(model(x), y)
optimizer.zero_grad()
loss.backward()
print(clip_grad_value_(model.parameters(), 0.5))
print(max(p.grad.abs().max() for p in model.parameters()))
print(type(total), total.dtype)
total_norm = torch.norm(
    torch.stack([torch.norm(p.grad.detach(), 2) for p in model.parameters()]), 2
)
print(f"{total_norm:.4f}")
print(torch.nn.utils.parameters_to_vector(model.parameters()).shape)
print(torch.nn.utils.clip_grad_norm_(model.parameters(), float("inf")) > 0)
print(nn.utils.get_total_norm([p.grad for p in model.parameters()]) > 0)
