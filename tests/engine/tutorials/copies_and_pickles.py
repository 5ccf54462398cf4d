import copy, pickle
import torch
from torch import nn

m = nn.Sequential(
    nn.Linear(2, 2), nn.ReLU(), nn.BatchNorm1d(2), nn.Dropout(), nn.Conv1d(1, 1, 1), nn.MaxPool2d(2)
)
for x in (
    m,
    nn.ParameterList([torch.ones(1)]),
    nn.ParameterDict({"a": torch.ones(2)}),
    nn.TripletMarginLoss(),
    nn.CrossEntropyLoss(),
    nn.ModuleDict({"a": nn.GELU()}),
    nn.PReLU(),
    nn.ZeroPad2d(1),
    nn.PairwiseDistance(),
    nn.Embedding(2, 2),
    nn.GroupNorm(1, 2),
):
    y = copy.deepcopy(x)
    z = pickle.loads(pickle.dumps(x))
    print(
        repr(y) == repr(z) == repr(x),
        type(z) is type(x),
        z.state_dict().keys() == x.state_dict().keys(),
    )
opt = torch.optim.Adam(m.parameters())
sch = torch.optim.lr_scheduler.StepLR(opt, 2)
o2 = pickle.loads(pickle.dumps(opt))
print(o2, type(o2))
s2 = copy.deepcopy(sch)
print(s2.get_last_lr(), type(s2))
d = torch.utils.data.TensorDataset(torch.ones(2))
print(len(pickle.loads(pickle.dumps(d))), len(copy.deepcopy(torch.utils.data.Subset(d, [0]))))
