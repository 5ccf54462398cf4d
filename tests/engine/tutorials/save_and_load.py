import os
import tempfile
import torch
import torch.nn as nn
import torch.optim as optim


class TheModelClass(nn.Module):
    def __init__(self):
        super(TheModelClass, self).__init__()
        self.fc1 = nn.Linear(4, 3)
        self.fc2 = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


torch.manual_seed(0)
model = TheModelClass()
optimizer = optim.SGD(model.parameters(), lr=0.001, momentum=0.9)
print("Model's state_dict:")
for param_tensor in model.state_dict():
    print(param_tensor, "\t", model.state_dict()[param_tensor].size())
print("Optimizer's state_dict:")
for var_name in optimizer.state_dict():
    print(var_name, "\t", optimizer.state_dict()[var_name])
folder = tempfile.TemporaryDirectory()
PATH = os.path.join(folder.name, "model.pt")
torch.save(model.state_dict(), PATH)
model2 = TheModelClass()
print(model2.load_state_dict(torch.load(PATH, weights_only=True)))
model2.eval()
x = torch.ones(1, 4)
print(torch.equal(model(x), model2(x)))
loss = model(x).sum()
loss.backward()
optimizer.step()
torch.save(
    {
        "epoch": 5,
        "model_state_dict": model.state_dict(),
        "optimizer_state_dict": optimizer.state_dict(),
        "loss": loss,
    },
    PATH,
)
checkpoint = torch.load(PATH, weights_only=True)
model2.load_state_dict(checkpoint["model_state_dict"])
optimizer2 = optim.SGD(model2.parameters(), lr=0.001, momentum=0.9)
optimizer2.load_state_dict(checkpoint["optimizer_state_dict"])
print(checkpoint["epoch"], checkpoint["loss"])
print(optimizer2)
print(list(checkpoint["model_state_dict"].keys()))
for p, q in zip(model.parameters(), model2.parameters()):
    print(torch.equal(p, q), q.requires_grad)
torch.save(model, PATH)
whole = torch.load(PATH, weights_only=False)
print(whole)
print(torch.equal(whole(x), model(x)))
t = torch.arange(3.0)
torch.save(t, PATH)
print(torch.load(PATH))
import io

buffer = io.BytesIO()
torch.save({"w": torch.ones(2, requires_grad=True)}, buffer)
buffer.seek(0)
print(torch.load(buffer))
folder.cleanup()
