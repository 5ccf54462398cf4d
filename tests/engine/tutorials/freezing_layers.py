import torch
import torch.nn as nn

torch.manual_seed(0)
backbone = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU())
for param in backbone.parameters():
    param.requires_grad = False
head = nn.Linear(8, 2)
model = nn.Sequential(backbone, head)
print(model)


def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


print(count_parameters(model), sum(p.numel() for p in model.parameters()))
optimizer = torch.optim.SGD(filter(lambda p: p.requires_grad, model.parameters()), lr=0.1)
before = backbone[0].weight.clone()
x, y = torch.randn(6, 4), torch.tensor([0, 1, 0, 1, 0, 1])
for step in range(3):
    loss = nn.functional.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, round(loss.item(), 5))
print(torch.equal(before, backbone[0].weight), backbone[0].weight.grad)
for name, p in model.named_parameters():
    print(
        f"{name:12s} {str(tuple(p.shape)):8s} requires_grad={p.requires_grad} grad={'yes' if p.grad is not None else None}"
    )
for name, child in model.named_children():
    print(name, child)
backbone[2].requires_grad_(True)
optimizer.add_param_group({"params": backbone[2].parameters(), "lr": 0.01})
print(optimizer)
optimizer = torch.optim.Adam(
    [
        {"params": backbone.parameters(), "lr": 1e-4},
        {"params": head.parameters()},
    ],
    lr=1e-3,
)
print([g["lr"] for g in optimizer.param_groups])
model[1] = nn.Linear(8, 3)
print(model[-1], model[1].weight.requires_grad)
model.requires_grad_(False)
try:
    nn.functional.cross_entropy(model(x), y).backward()
except RuntimeError as e:
    print(e)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = backbone
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        with torch.no_grad():
            f = self.features(x)
        return self.fc(f)


net = Net()
for n, p in net.named_parameters():
    if "features" in n:
        p.requires_grad = False
out = net(x)
out.sum().backward()
print([(n, p.grad is not None) for n, p in net.named_parameters()])
sd = net.state_dict()
print(net.load_state_dict({k: v for k, v in sd.items() if k.startswith("fc")}, strict=False))
import copy

twin = copy.deepcopy(net)
print(all(torch.equal(a, b) for a, b in zip(net.parameters(), twin.parameters())))
