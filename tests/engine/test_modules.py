"""`torch.nn`'s modules: how they print, start, train and complain is PyTorch's, to the letter."""

import pytest

from tests.engine.oracle import assert_same

SETUP = """
from collections import OrderedDict
import copy
nn, F = torch.nn, torch.nn.functional
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Dropout(0.2))
        self.head = nn.Linear(5, 3, bias=False)
        self.register_buffer('offset', torch.ones(3))
        self.register_buffer('passing', torch.ones(1), persistent=False)
    def forward(self, x):
        return self.head(self.body(x)) + self.offset
net = Net()
x = torch.tensor([[1., -2., 3., 0.5], [0., 1., -1., 2.], [2., 2., -3., 1.]])
"""
EXPRESSIONS = """
net
list(net.named_parameters())
net.state_dict()
[name for name, _ in net.named_buffers()], [name for name, _ in net.named_modules()]
[name for name, _ in net.named_children()], len(list(net.buffers())), len(list(net.modules()))
[name for name, p in net.named_parameters(prefix='net', recurse=False)]
net.eval()(x), net.training, net.body[3].training, net.body[0].training
net.train()(x).shape, net.body[1].running_mean, net.body[1].num_batches_tracked
net.eval().train(False).training, net.train(3)
net.requires_grad_(False).head.weight, net(x).requires_grad
net.load_state_dict(net.state_dict())
net.load_state_dict({**net.state_dict(), 'other': torch.ones(1)})
net.load_state_dict({'head.weight': torch.ones(3, 5)})
net.load_state_dict({'head.weight': torch.ones(3, 5)}, strict=False)
net.load_state_dict({'head.weight': torch.ones(3, 5), 'other': 1})
net.load_state_dict({**net.state_dict(), 'head.weight': torch.ones(1)})
net.load_state_dict({**net.state_dict(), 'head.weight': 3.})
net.load_state_dict(3)
net.head.load_state_dict({'weight': torch.ones(3, 5)}, assign=True), net.head.weight
net.state_dict()['head.weight'].requires_grad, list(net.state_dict(keep_vars=True).values())[0]
net.get_submodule('body.0'), net.get_submodule(''), net.get_parameter('head.weight').shape
net.get_submodule('body.9')
net.get_submodule('head.weight')
net.get_parameter('head.nothing')
net.get_parameter('body.0')
net.nothing
setattr(net.head, 'weight', torch.ones(2))
setattr(net, 'head', 3)
setattr(net, 'offset', 'text')
[setattr(net, 'head', None), net(x)]
[setattr(net, 'offset', torch.zeros(3)), net.state_dict()['offset']]
[setattr(net, 'offset', nn.Parameter(torch.zeros(3))), len(list(net.parameters()))]
[delattr(net, 'head'), delattr(net, 'offset'), net]
delattr(net, 'nothing')
net.register_parameter('p', torch.ones(1))
net.register_parameter('head', None)
net.register_parameter('a.b', None)
net.register_parameter('', None)
net.register_parameter(3, None)
net.register_buffer('a.b', None)
net.register_buffer('b', 3)
net.add_module('a.b', None)
net.add_module('m', 3)
net.add_module('training', nn.ReLU())
[net.register_parameter('p', None), net.p, len(list(net.parameters()))]
[net.double().head.weight.dtype, net.float().head.weight.dtype, net.to('cpu') is net]
net.to(torch.float64)(x.double()).dtype, net.body[1].num_batches_tracked.dtype
net.to(torch.int64)
net.apply(lambda m: print(type(m).__name__)) is net
copy.deepcopy(net).head.weight is net.head.weight, copy.deepcopy(net)
[h := [net.head.register_forward_hook(lambda m, i, o: o * 0)], net(x), h.pop().remove(), net(x)]
net.head.register_forward_pre_hook(lambda m, i: (i[0] * 0,)) and net(x)
net(torch.ones(2, 7))
net()
nn.Module()(x)
nn.Module(3)
nn.Module(a=3)
nn.Linear(3)
nn.Linear(3, 2, bias=False), nn.Linear(3, 2, dtype=torch.float64).weight
nn.Linear(3, 2).bias, nn.Linear(20, 30).weight[7], torch.rand(1)
nn.Embedding(3, 2, padding_idx=-1), nn.Embedding(3, 2, 1).weight
nn.Embedding(3, 2, padding_idx=7)
nn.BatchNorm1d(3)(torch.ones(3))
nn.BatchNorm1d(3, affine=False), nn.BatchNorm1d(3, track_running_stats=False).running_mean
nn.BatchNorm1d(4, momentum=None)(x), nn.BatchNorm1d(4, momentum=None).state_dict()
nn.LayerNorm(4), nn.LayerNorm((2, 3), bias=False), nn.LayerNorm(4)(x)
nn.LayerNorm(4, elementwise_affine=False), nn.LayerNorm([4], dtype=torch.float64).weight
nn.Dropout(2.0)
nn.Dropout(), nn.Dropout(0.3, inplace=True), nn.Dropout(1.0)(x), nn.Dropout(0.5).eval()(x)
nn.Flatten(), nn.Flatten(0, 1), nn.Flatten()(torch.ones(2, 3, 4)).shape
nn.Unflatten(1, (2, 2)), nn.Unflatten(1, (2, 2))(x)
nn.Unflatten(1, 3)
nn.Unflatten(1, (2., 2))
nn.Identity(3, a=4), nn.Identity()(x) is x
nn.ReLU(), nn.ReLU(inplace=True), nn.ELU(2.0), nn.GELU('tanh'), nn.LeakyReLU(0.3), nn.Softmax(1)
nn.Softplus(), nn.Hardtanh(), nn.ReLU6(), nn.SELU(), nn.CELU(2.0, True), nn.Tanh(), nn.Sigmoid()
nn.LogSoftmax(dim=0), nn.LogSigmoid(), nn.SiLU(), nn.Softsign(), nn.Tanhshrink(), nn.Softmin(0)
[m(x) for m in (nn.ReLU(), nn.ELU(2.0), nn.GELU('tanh'), nn.LeakyReLU(0.3), nn.Softmax(1))]
[m(x) for m in (nn.Softplus(2.0), nn.Hardtanh(), nn.SELU(), nn.CELU(2.0), nn.Softsign())]
nn.ReLU(inplace=True)(x) is x, x
nn.ReLU(a=1)
nn.Tanh(3)
nn.MSELoss(), nn.CrossEntropyLoss(), nn.BCELoss(reduction='sum')
nn.MSELoss()(x, x * 2), nn.L1Loss(reduction='sum')(x, x * 2), nn.HuberLoss()(x, x * 2)
nn.SmoothL1Loss(beta=2.0)(x, x * 2), nn.KLDivLoss(reduction='batchmean')(x, x)
nn.MSELoss(size_average=False)(x, x * 2)
nn.HuberLoss(delta='a')
nn.BCELoss()(x.sigmoid(), (x > 0).float()), nn.BCEWithLogitsLoss()(x, (x > 0).float())
nn.BCEWithLogitsLoss(pos_weight=torch.ones(4) * 2)(x, (x > 0).float())
nn.CrossEntropyLoss(label_smoothing=0.1)(x, torch.tensor([0, 1, 3]))
nn.NLLLoss(weight=torch.arange(4.), ignore_index=1)(x, torch.tensor([0, 1, 3]))
nn.CrossEntropyLoss(weight=torch.arange(4.)).state_dict()
nn.Sequential()
nn.Sequential(OrderedDict(first=nn.Linear(4, 1), second=nn.Tanh()))
nn.Sequential(3)
nn.Sequential(nn.ReLU(), nn.Tanh())[1], nn.Sequential(nn.ReLU(), nn.Tanh())[-1]
nn.Sequential(nn.ReLU(), nn.Tanh())[5]
nn.Sequential(nn.ReLU(), nn.Tanh())[:1], len(nn.Sequential(nn.ReLU(), nn.Tanh()))
nn.Sequential(nn.ReLU()).append(nn.Tanh()) + nn.Sequential(nn.SiLU())
nn.Sequential(nn.ReLU()) + 3
[s := nn.Sequential(nn.ReLU(), nn.Tanh()), s.__delitem__(0), s, s.insert(0, nn.SiLU()), s.pop(1)]
[s := nn.Sequential(nn.ReLU(), nn.Tanh()), s.__setitem__(0, nn.Linear(1, 1)), s, list(s)]
nn.ModuleList([nn.Tanh(), nn.Tanh(), nn.ReLU()]), nn.ModuleList()
nn.ModuleList([nn.Linear(1, 1)]) + [nn.Tanh()], nn.ModuleList([nn.Tanh(), nn.ReLU()])[1:]
nn.ModuleList(3)
nn.ModuleList([3])
nn.ModuleList([nn.Tanh()])(x)
nn.ModuleDict({'a': nn.Tanh()}), nn.ModuleDict([['a', nn.Tanh()]])['a'], 'a' in nn.ModuleDict()
nn.ModuleDict()['a']
nn.init.xavier_normal_(torch.empty(3, 2)), nn.init.xavier_uniform_(torch.empty(3, 2), gain=2)
nn.init.kaiming_normal_(torch.empty(3, 2), nonlinearity='relu', mode='fan_out')
nn.init.kaiming_uniform_(torch.empty(3, 2, 4)), nn.init.kaiming_uniform_(torch.empty(3, 0))
nn.init.kaiming_uniform_(torch.empty(3, 2), mode='fan')
nn.init.kaiming_normal_(torch.empty(3))
nn.init.kaiming_normal_(torch.empty(3, 2), nonlinearity='relux')
nn.init.kaiming_normal_(torch.empty(3, 2), a='x')
nn.init.calculate_gain('tanh'), nn.init.calculate_gain('leaky_relu', 0.2)
nn.init.constant_(net.head.weight, 0.5), nn.init.zeros_(torch.empty(2)), nn.init.eye_(x.clone())
nn.init.eye_(torch.ones(2))
"""
WRITTEN_WRONGLY = {
    "parts before init": "class Bad(nn.Module):\n"
    "    def __init__(self): self.x = nn.Linear(1, 1)\nBad()",
    "parameters before init": "class Bad(nn.Module):\n"
    "    def __init__(self): self.x = nn.Parameter(torch.ones(1))\nBad()",
    "buffers before init": "class Bad(nn.Module):\n"
    "    def __init__(self): self.register_buffer('b', torch.ones(1))\nBad()",
    "plain attributes before init": "class Good(nn.Module):\n    def __init__(self):\n"
    "        self.a = 3\n        super().__init__()\nprint(Good().a, Good())",
    "text of one's own": "class Own(nn.Module):\n    def extra_repr(self): return 'a=1\\nb=2'\n"
    "print(Own())\nclass One(Own):\n    def extra_repr(self): return 'a=1'\nprint(One())\n"
    "o = One()\no.l = nn.Linear(1, 1)\nprint(o)",
    "shared": "l = nn.Linear(1, 1)\ns = nn.Sequential(l, l)\nprint(s, len(list(s.parameters())))\n"
    "print([n for n, _ in s.named_parameters(remove_duplicate=False)], list(s.state_dict()))",
    "zero_grad": "net.eval()(x).sum().backward()\nnet.zero_grad(set_to_none=False)\n"
    "print(net.head.weight.grad)\nnet.zero_grad()\nprint(net.head.weight.grad)",
    "frozen batch norm moves": "net.requires_grad_(False)\nmean = net.body[1].running_mean\n"
    "print(mean)\nnet(x)\nprint(mean)",
}


@pytest.mark.parametrize("expression", EXPRESSIONS.strip().splitlines())
def test_modules_do_as_in_pytorch(expression: str) -> None:
    assert_same(f"{SETUP}print({expression})")


@pytest.mark.parametrize("program", WRITTEN_WRONGLY.values(), ids=WRITTEN_WRONGLY.keys())
def test_classes_of_ones_own(program: str) -> None:
    assert_same(SETUP + program)
