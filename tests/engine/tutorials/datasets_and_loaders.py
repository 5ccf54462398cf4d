import torch
from torch.utils.data import Dataset, DataLoader, TensorDataset, random_split, Subset, ConcatDataset


class CustomDataset(Dataset):
    def __init__(self):
        self.x_data = [[73, 80, 75], [93, 88, 93], [89, 91, 90], [96, 98, 100], [73, 66, 70]]
        self.y_data = [[152], [185], [180], [196], [142]]

    def __len__(self):
        return len(self.x_data)

    def __getitem__(self, idx):
        x = torch.FloatTensor(self.x_data[idx])
        y = torch.FloatTensor(self.y_data[idx])
        return x, y


dataset = CustomDataset()
torch.manual_seed(0)
dataloader = DataLoader(dataset, batch_size=2, shuffle=True)
print(len(dataset), len(dataloader))
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1e-5)
for epoch in range(3):
    for batch_idx, samples in enumerate(dataloader):
        x_train, y_train = samples
        prediction = model(x_train)
        cost = torch.nn.functional.mse_loss(prediction, y_train)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        print(
            "Epoch {:4d}/{} Batch {}/{} Cost: {:.2f}".format(
                epoch, 3, batch_idx + 1, len(dataloader), cost.item()
            )
        )
ds = TensorDataset(torch.arange(10.0).view(10, 1), torch.arange(10))
print(ds[3], len(ds))
train, val = random_split(ds, [7, 3], generator=torch.Generator().manual_seed(42))
print(len(train), len(val), train.indices, val.indices, type(train))
train, val = random_split(ds, [0.8, 0.2], generator=torch.Generator().manual_seed(1))
print(list(train.indices), val[0])
for xb, yb in DataLoader(train, batch_size=3, drop_last=True):
    print(xb.squeeze(1), yb)
g = torch.Generator()
g.manual_seed(5)
for xb, yb in DataLoader(ds, batch_size=4, shuffle=True, generator=g):
    print(xb.shape, yb)
it = iter(dataloader)
x, y = next(it)
print(x.shape, y.dtype)
print(len(ConcatDataset([ds, ds])), Subset(ds, [1, 2])[0])


class DictDataset(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, i):
        return {"x": torch.tensor([i]), "name": f"n{i}", "y": i * 0.5, "z": i}


for b in DataLoader(DictDataset(), batch_size=2):
    print(b)
for b in DataLoader(range(5), batch_size=2):
    print(b)
for b in DataLoader([1.0, 2.0, 3.0]):
    print(b)
import numpy as np

for b in DataLoader(np.ones((3, 2), dtype=np.float32), batch_size=3):
    print(b)
loader = DataLoader(ds, batch_size=4, collate_fn=lambda items: len(items))
print(list(loader))
from torch.utils.data import WeightedRandomSampler, RandomSampler, SequentialSampler

torch.manual_seed(0)
print(list(RandomSampler(range(5))), list(SequentialSampler(range(3))))
print(list(WeightedRandomSampler([0.1, 0.9, 0.3], 4, replacement=True)))
