import torch

torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
optimizer_dict = {p: torch.optim.Adam([p], foreach=False, lr=0.01) for p in model.parameters()}


def optimizer_hook(parameter) -> None:
    optimizer_dict[parameter].step()
    optimizer_dict[parameter].zero_grad()


for p in model.parameters():
    p.register_post_accumulate_grad_hook(optimizer_hook)


def train(model):
    fake = torch.rand(1, 4)
    loss = model(fake)
    loss.sum().backward()
    return loss.item()


for i in range(4):
    print(i, f"{train(model):.4f}", all(p.grad is None for p in model.parameters()))
