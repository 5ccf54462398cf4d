import torch
import torch.nn as nn
import torch.optim as optim
from torch.optim.lr_scheduler import (
    StepLR,
    ExponentialLR,
    CosineAnnealingLR,
    LambdaLR,
    ReduceLROnPlateau,
    MultiStepLR,
)
from torch.optim import lr_scheduler

torch.manual_seed(0)
for name, make in {
    "SGD": lambda p: optim.SGD(p, lr=0.1),
    "Momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "Adagrad": lambda p: optim.Adagrad(p, lr=0.5),
    "RMSprop": lambda p: optim.RMSprop(p, lr=0.05),
    "Adam": lambda p: optim.Adam(p, lr=0.1),
    "AdamW": lambda p: optim.AdamW(p, lr=0.1, weight_decay=0.1),
    "Adadelta": lambda p: optim.Adadelta(p),
}.items():
    w = torch.tensor([3.0, -2.0], requires_grad=True)
    opt = make([w])
    for _ in range(10):
        opt.zero_grad()
        loss = (w**2 * torch.tensor([1.0, 10.0]) / 20).sum()
        loss.backward()
        opt.step()
    print(name, [round(v, 5) for v in w.tolist()])
    print(opt)
model = nn.Linear(1, 1)
for make in (
    lambda o: StepLR(o, step_size=3, gamma=0.1),
    lambda o: ExponentialLR(o, gamma=0.9),
    lambda o: CosineAnnealingLR(o, T_max=5, eta_min=0.001),
    lambda o: LambdaLR(o, lr_lambda=lambda epoch: 0.95**epoch),
    lambda o: MultiStepLR(o, milestones=[2, 5], gamma=0.5),
    lambda o: lr_scheduler.LinearLR(o, start_factor=0.5, total_iters=4),
    lambda o: lr_scheduler.ConstantLR(o, factor=0.5, total_iters=4),
    lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=10),
    lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, T_0=4),
    lambda o: lr_scheduler.PolynomialLR(o, total_iters=5, power=2.0),
    lambda o: lr_scheduler.MultiplicativeLR(o, lr_lambda=lambda e: 0.9),
):
    optimizer = optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    lrs = []
    for epoch in range(8):
        optimizer.step()
        lrs.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    print(type(scheduler).__name__, lrs, scheduler.get_last_lr(), scheduler.last_epoch)
print(type(scheduler))
optimizer = optim.SGD(model.parameters(), lr=0.1)
scheduler = ReduceLROnPlateau(optimizer, mode="min", factor=0.5, patience=1)
for epoch, val in enumerate([1.0, 0.9, 0.9, 0.9, 0.9, 0.8, 0.8, 0.8]):
    optimizer.step()
    scheduler.step(val)
    print(epoch, optimizer.param_groups[0]["lr"])
optimizer = optim.SGD(model.parameters(), lr=0.1)
scheduler = StepLR(optimizer, 2)
print(scheduler.state_dict())
scheduler.step()
optimizer.step()
print(torch.optim.lr_scheduler.LRScheduler, scheduler.get_lr())
opt = optim.SGD(model.parameters(), lr=0.1)
seq = lr_scheduler.SequentialLR(
    opt, [lr_scheduler.LinearLR(opt, 0.1, total_iters=3), ExponentialLR(opt, 0.9)], milestones=[3]
)
for _ in range(6):
    opt.step()
    seq.step()
    print(seq.get_last_lr())
opt = optim.Adam(model.parameters(), lr=0.1)
ch = lr_scheduler.ChainedScheduler([StepLR(opt, 2), ExponentialLR(opt, 0.9)])
for _ in range(6):
    opt.step()
    ch.step()
    print(ch.get_last_lr())
one = lr_scheduler.OneCycleLR(
    opt, max_lr=0.1, epochs=2, steps_per_epoch=5, anneal_strategy="linear", three_phase=True
)
for _ in range(9):
    opt.step()
    one.step()
    print(one.get_last_lr(), opt.param_groups[0]["betas"])
print(opt)
