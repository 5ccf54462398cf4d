import torch
import torch.nn as nn

torch.manual_seed(1)
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
optimizer_dict = {p: torch.optim.Adam([p], foreach=False) for p in model.parameters()}


def optimizer_hook(parameter) -> None:
    optimizer_dict[parameter].step()
    optimizer_dict[parameter].zero_grad()


for p in model.parameters():
    p.register_post_accumulate_grad_hook(optimizer_hook)
x, y = torch.randn(5, 3), torch.randn(5, 1)
for i in range(3):
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    print(f"{loss.item():.5f}", all(p.grad is None for p in model.parameters()))
opt = torch.optim.SGD(model.parameters(), lr=0.1)
seen = []


def pre(optimizer, args, kwargs):
    seen.append("pre")


def post(optimizer, args, kwargs):
    seen.append("post")
    print("norm", f"{sum(p.data.norm().item() for p in model.parameters()):.4f}")


h1 = opt.register_step_pre_hook(pre)
h2 = opt.register_step_post_hook(post)
opt.step()
h1.remove()
opt.step()
print(seen)


def zero_after(optimizer, *_):
    optimizer.zero_grad()


h3 = opt.register_step_post_hook(zero_after)
nn.functional.mse_loss(model(x), y).sum().backward()
