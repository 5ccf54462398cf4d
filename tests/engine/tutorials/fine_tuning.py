import copy
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.optim as optim

torch.manual_seed(0)


class Backbone(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 4, 3, padding=1),
            nn.BatchNorm2d(4),
            nn.ReLU(inplace=True),
            nn.AdaptiveAvgPool2d((2, 2)),
        )
        self.fc = nn.Linear(16, num_classes)

    def forward(self, x):
        return self.fc(torch.flatten(self.features(x), 1))


model = Backbone()
for param in model.parameters():
    param.requires_grad = False
num_ftrs = model.fc.in_features
model.fc = nn.Linear(num_ftrs, 2)
print(model)
params_to_update = []
for name, param in model.named_parameters():
    if param.requires_grad == True:
        params_to_update.append(param)
        print("\t", name)
optimizer = optim.SGD(params_to_update, lr=0.001, momentum=0.9)
print(optimizer)
print(
    sum(p.numel() for p in model.parameters() if p.requires_grad),
    sum(p.numel() for p in model.parameters()),
)
criterion = nn.CrossEntropyLoss()
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.1)
best_wts, best = copy.deepcopy(model.state_dict()), 0.0
x, y = torch.randn(6, 3, 4, 4), torch.tensor([0, 1, 0, 1, 1, 0])
for epoch in range(3):
    for phase in ["train", "val"]:
        model.train() if phase == "train" else model.eval()
        optimizer.zero_grad()
        with torch.set_grad_enabled(phase == "train"):
            outputs = model(x)
            _, preds = torch.max(outputs, 1)
            loss = criterion(outputs, y)
            if phase == "train":
                loss.backward()
                optimizer.step()
        corrects = torch.sum(preds == y.data)
        print("{} Loss: {:.4f} Acc: {:.4f}".format(phase, loss.item(), corrects.double() / 6))
        if phase == "val" and corrects > best:
            best, best_wts = corrects, copy.deepcopy(model.state_dict())
    scheduler.step()
    print(scheduler.get_last_lr())
print(model.load_state_dict(best_wts))
sd = model.state_dict()
sd.pop("fc.bias")
sd["extra.weight"] = torch.zeros(1)
print(model.load_state_dict(sd, strict=False))
try:
    model.load_state_dict(sd)
except RuntimeError as e:
    print(e)
other = Backbone(num_classes=5)
try:
    other.load_state_dict(model.state_dict())
except RuntimeError as e:
    print(e)
own = other.state_dict()
kept = {k: v for k, v in model.state_dict().items() if k in own and v.shape == own[k].shape}
own.update(kept)
print(len(kept), other.load_state_dict(own))
stripped = OrderedDict(
    (k.replace("module.", ""), v) for k, v in [("module." + k, v) for k, v in own.items()]
)
print(list(stripped) == list(own))
optimizer = optim.Adam(
    [{"params": other.features.parameters(), "lr": 1e-4}, {"params": other.fc.parameters()}],
    lr=1e-2,
    weight_decay=1e-4,
)
print(optimizer)
for i, child in enumerate(other.children()):
    print(i, type(child).__name__, sum(p.requires_grad for p in child.parameters()))
for layer in other.modules():
    if isinstance(layer, nn.BatchNorm2d):
        layer.eval()
        layer.weight.requires_grad_(False)
print(other.features[1].training, other.training, other.features[0].training)
other.requires_grad_(False).fc.requires_grad_(True)
optimizer = optim.SGD(filter(lambda p: p.requires_grad, other.parameters()), lr=0.1)
print([len(g["params"]) for g in optimizer.param_groups])
optimizer.add_param_group(
    {"params": [p.requires_grad_() for p in other.features[0].parameters()], "lr": 0.01}
)
print([(len(g["params"]), g["lr"]) for g in optimizer.param_groups])
decay, no_decay = [], []
for n, p in other.named_parameters():
    (no_decay if p.ndim == 1 or n.endswith(".bias") else decay).append(n)
print(decay, no_decay)
feature_extractor = nn.Sequential(*list(other.children())[:-1])
print(feature_extractor(x).shape, hasattr(other, "fc"), isinstance(other.fc, nn.Module))
other.fc = nn.Identity()
print(other(x).shape, dict(other.named_children()).keys())
