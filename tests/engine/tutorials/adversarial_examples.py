import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(42)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 4, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.fc1 = nn.Linear(4 * 3 * 3, 10)
        self.fc2 = nn.Linear(10, 3)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.max_pool2d(x, 2)
        x = self.dropout1(x)
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        return F.log_softmax(self.fc2(x), dim=1)


def fgsm_attack(image, epsilon, data_grad):
    sign_data_grad = data_grad.sign()
    perturbed_image = image + epsilon * sign_data_grad
    return torch.clamp(perturbed_image, 0, 1)


def denorm(batch, mean=[0.1307], std=[0.3081]):
    if isinstance(mean, list):
        mean = torch.tensor(mean)
    if isinstance(std, list):
        std = torch.tensor(std)
    return batch * std.view(1, -1, 1, 1) + mean.view(1, -1, 1, 1)


model = Net()
model.eval()
loader = torch.utils.data.DataLoader(
    torch.utils.data.TensorDataset(torch.rand(5, 1, 8, 8), torch.randint(0, 3, (5,))),
    batch_size=1,
    shuffle=True,
)
for eps in (0, 0.05, 0.3):
    correct = 0
    for data, target in loader:
        data.requires_grad = True
        output = model(data)
        init_pred = output.max(1, keepdim=True)[1]
        if init_pred.item() != target.item():
            continue
        loss = F.nll_loss(output, target)
        model.zero_grad()
        loss.backward()
        data_grad = data.grad.data
        perturbed = fgsm_attack(denorm(data), eps, data_grad)
        final_pred = model(perturbed).max(1, keepdim=True)[1]
        print(data_grad.abs().sum().item() > 0, final_pred, perturbed.requires_grad)
        if final_pred.item() == target.item():
            correct += 1
    print(
        f"Epsilon: {eps}\tTest Accuracy = {correct} / {len(loader)} = {correct / float(len(loader))}"
    )

x = torch.rand(2, 1, 8, 8)
y = torch.tensor([0, 2])
delta = torch.zeros_like(x, requires_grad=True)
opt = torch.optim.SGD([delta], lr=1e-1)
for t in range(4):
    pred = model(x + delta)
    loss = -nn.CrossEntropyLoss()(pred, y)
    print(t, "%.4f" % loss.item())
    opt.zero_grad()
    loss.backward()
    opt.step()
    delta.data.clamp_(-0.1, 0.1)
delta = torch.zeros_like(x).uniform_(-0.1, 0.1)
delta.data = (x.data + delta.data).clamp(0, 1) - x.data
print(delta.abs().max() <= 0.1, delta.shape, delta.view(delta.shape[0], -1).norm(p=2, dim=1))
with torch.enable_grad():
    delta.requires_grad_()
    (g,) = torch.autograd.grad(F.nll_loss(model(x + delta), y, reduction="none").sum(), [delta])
    delta.data.add_(0.01 * torch.sign(g))
print(torch.linalg.vector_norm(g, ord=float("inf")), g[0, 0, :2])
