"""`torch.optim`: every step is PyTorch's, and so are texts, states and errors."""

import pytest

from tests.engine.oracle import assert_same

SETUP = """
optim = torch.optim
torch.set_printoptions(precision=3)  # roots differ in their last bit
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
x, target = torch.randn(6, 3), torch.randn(6, 1)
w = torch.tensor([1., -2.], requires_grad=True)
def train(optimizer, steps=6):
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(net(x), target)
        loss.backward()
        optimizer.step()
    return loss
"""
SETTINGS = """
SGD(net.parameters(), lr=0.1)
SGD(net.parameters(), 0.1, momentum=0.9)
SGD(net.parameters(), 0.1, momentum=0.9, dampening=0.2, weight_decay=0.01)
SGD(net.parameters(), 0.1, momentum=0.9, weight_decay=0.01, nesterov=True)
SGD(net.parameters(), 0.01, maximize=True)
SGD([{'params': net[0].parameters()}, {'params': net[2].parameters(), 'lr': 0.5}], lr=0.1)
SGD(net.named_parameters(), lr=0.1)
Adam(net.parameters())
Adam(net.parameters(), 0.1, (0.8, 0.9), eps=1e-3, weight_decay=0.1)
Adam(net.parameters(), 0.1, amsgrad=True, maximize=True)
AdamW(net.parameters(), 0.1)
Adamax(net.parameters(), 0.1, (0.8, 0.9), weight_decay=0.1)
NAdam(net.parameters(), 0.1, weight_decay=0.1, momentum_decay=0.1)
NAdam(net.parameters(), 0.05, weight_decay=0.2, decoupled_weight_decay=True)
RAdam(net.parameters(), 0.1, (0.8, 0.9), weight_decay=0.1)
RAdam(net.parameters(), 0.1, weight_decay=0.1, decoupled_weight_decay=True, maximize=True)
RMSprop(net.parameters())
RMSprop(net.parameters(), 0.01, eps=0.1, momentum=0.5, centered=True, weight_decay=0.1)
"""
CALLS = """
optim.SGD([], lr=1)
optim.SGD(w, lr=1)
optim.SGD([w * 2], lr=1)
optim.SGD([3], lr=1)
optim.SGD({w}, lr=1)
optim.SGD([{'params': {w}}], lr=1)
optim.SGD([w], lr=-1)
optim.SGD([w], momentum=-1)
optim.SGD([w], weight_decay=-1)
optim.SGD([w], nesterov=True)
optim.SGD([w, w], lr=1)
optim.SGD([{'params': w}, {'params': [w]}], lr=1)
optim.SGD([w, ('w', w)], lr=1)
optim.SGD(net.named_parameters()).state_dict()['param_groups']
optim.SGD([w]).add_param_group(3)
optim.Adam([w], lr=-1.0)
optim.Adam([w], eps=-1.0)
optim.Adam([w], betas=(1.0, 0.5))
optim.Adam([w], betas=(0.5, -1.0))
optim.Adam([w], weight_decay=-1)
optim.RMSprop([w], alpha=-1)
optim.Adamax([w], lr=-1)
optim.Adamax([w], betas=(0.5, 1))
optim.Adamax([w], eps=-1)
optim.NAdam([w], momentum_decay=-1)
optim.NAdam([w], betas=(2, 0.5))
optim.RAdam([w], weight_decay=-1)
optim.RMSprop([w], lr=-1), optim.RMSprop([w], eps=-1)
optim.SGD([w], lr=1).state_dict(), optim.Adam([w]).state_dict()
optim.SGD([w], lr=1).step(lambda: (w * w).sum()), w
[o := optim.SGD([w], lr=1), (w * w).sum().backward(), o.step(), w, w.grad, w.grad_fn, w._version]
[o := optim.SGD([w], 1, 0.9), setattr(w, 'grad', w * 0), o.step(), w, o.zero_grad(), o.step(), w]
[o := optim.SGD([w]), setattr(w, 'grad', w * 0), o.zero_grad(set_to_none=False), w.grad]
optim.SGD([w]).load_state_dict(optim.SGD([w, x.requires_grad_()]).state_dict())
optim.SGD([w]).load_state_dict(optim.SGD([{'params': w}, {'params': [x]}]).state_dict())
"""


@pytest.mark.parametrize("settings", SETTINGS.strip().splitlines())
def test_training_goes_as_in_pytorch(settings: str) -> None:
    assert_same(
        f"{SETUP}o = optim.{settings}\nprint(o)\nprint(train(o))\nprint(list(net.parameters()))\n"
        "print(o.state_dict())\ntwin = type(o)(net.parameters())\n"
        "if len(o.param_groups) == 1:\n    twin.load_state_dict(o.state_dict())\n"
        "print(twin, train(twin), twin.state_dict())"
    )


@pytest.mark.parametrize("call", CALLS.strip().splitlines())
def test_calls_do_as_in_pytorch(call: str) -> None:
    assert_same(f"{SETUP}print({call})")
