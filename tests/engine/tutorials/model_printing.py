import torch
import torch.nn as nn

torch.manual_seed(0)


class MLP(nn.Module):
    """A multilayer perceptron."""

    def __init__(self, sizes=(4, 6, 3)):
        super().__init__()
        self.net = nn.Sequential()
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            self.net.add_module(f"fc{i}", nn.Linear(a, b))
            if i < len(sizes) - 2:
                self.net.add_module(f"act{i}", nn.ReLU())
        self.norm = nn.LayerNorm(3)
        self.drop = nn.Dropout(0.2)
        self.emb = nn.Embedding(5, 2, padding_idx=0)
        self.heads = nn.ModuleDict({"a": nn.Linear(3, 1), "b": nn.Identity()})
        self.scale = nn.Parameter(torch.ones(3))
        self.register_buffer("steps", torch.zeros((), dtype=torch.long))

    def forward(self, x):
        return self.drop(self.norm(self.net(x))) * self.scale


m = MLP()
print(m)
for name, p in m.named_parameters():
    print(name, tuple(p.shape), p.numel())
print(sum(p.numel() for p in m.parameters()))
for name, module in m.named_modules():
    print(repr(name), "->", module.__class__.__name__)
print(m.net.fc0.weight)
print(m.net[0].bias, m.scale, type(m.scale), type(m.net.fc0.weight.data))
print(list(m.children())[1], list(m.buffers()))
print(m.state_dict().keys())


def init_weights(layer):
    if isinstance(layer, nn.Linear):
        torch.nn.init.xavier_uniform_(layer.weight)
        layer.bias.data.fill_(0.01)
    if type(layer) == nn.Embedding:
        nn.init.uniform_(layer.weight, -0.1, 0.1)


print(m.apply(init_weights) is m)
print(m.net.fc0.weight, m.net.fc0.bias)
w = torch.empty(3, 5)
for f in (
    nn.init.kaiming_normal_,
    nn.init.kaiming_uniform_,
    nn.init.xavier_normal_,
    nn.init.zeros_,
    nn.init.ones_,
    nn.init.eye_,
):
    print(f.__name__, f(w))
print(
    nn.init.trunc_normal_(w, std=0.02).shape,
    nn.init.orthogonal_(torch.empty(3, 3)).shape,
    nn.init.constant_(w, 0.3)[0, 0],
)
print(m.training, m.eval().training, m.drop.training, m.train().drop.training)
print(
    type(m),
    type(m.net),
    type(m.norm),
    type(m.drop),
    type(m.emb),
    type(m.heads),
    nn.Linear,
    nn.Module,
)
print(
    isinstance(m, nn.Module),
    issubclass(nn.Linear, nn.Module),
    nn.Linear.__name__,
    nn.Linear.__module__,
)
print(m.heads, m.heads["a"].in_features)
print(nn.ParameterList([nn.Parameter(torch.zeros(2)), nn.Parameter(torch.ones(1))]))
print(nn.ModuleList([nn.Linear(2, 2) for _ in range(3)]))
try:
    m.nothing
except AttributeError as e:
    print(e)
try:
    m.net(torch.ones(2, 5))
except RuntimeError as e:
    print(e)
print(
    nn.Dropout(),
    nn.Softmax(dim=-1),
    nn.GELU(),
    nn.ELU(),
    nn.Softplus(),
    nn.PReLU(),
    nn.BatchNorm1d(3),
    nn.GroupNorm(2, 4),
    nn.CosineSimilarity(),
    nn.LogSoftmax(1),
    nn.Tanh(),
    nn.RMSNorm(3),
)
for l in (
    nn.MSELoss(),
    nn.L1Loss(),
    nn.CrossEntropyLoss(label_smoothing=0.1),
    nn.NLLLoss(),
    nn.BCELoss(),
    nn.BCEWithLogitsLoss(),
    nn.HuberLoss(),
    nn.SmoothL1Loss(),
    nn.KLDivLoss(reduction="batchmean"),
):
    print(l, type(l))
