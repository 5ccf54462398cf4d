import torch
from torch.autograd import Variable
import torch.nn as nn

N, D_in, H, D_out = 16, 8, 6, 3
torch.manual_seed(2)
dtype = torch.FloatTensor
x = Variable(torch.randn(N, D_in).type(dtype), requires_grad=False)
y = Variable(torch.randn(N, D_out).type(dtype), requires_grad=False)
w1 = Variable(torch.randn(D_in, H).type(dtype), requires_grad=True)
w2 = Variable(torch.randn(H, D_out).type(dtype), requires_grad=True)
learning_rate = 1e-4
for t in range(6):
    y_pred = x.mm(w1).clamp(min=0).mm(w2)
    loss = (y_pred - y).pow(2).sum()
    print(t, f"{loss.data.item():.3f}")
    loss.backward()
    w1.data -= learning_rate * w1.grad.data
    w2.data -= learning_rate * w2.grad.data
    w1.grad.data.zero_()
    w2.grad.data.zero_()
print(isinstance(w1, Variable), type(w1), w1.data.shape)
x = Variable(torch.Tensor([[1.0], [2.0], [3.0]]))
y = Variable(torch.Tensor([[2.0], [4.0], [6.0]]))


class Model(nn.Module):
    def __init__(self):
        super(Model, self).__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        return self.linear(x)


model = Model()
criterion = nn.MSELoss(size_average=False)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for epoch in range(50):
    l = criterion(model(x), y)
    optimizer.zero_grad()
    l.backward()
    optimizer.step()
print(f"{model(Variable(torch.Tensor([[4.0]]))).data[0][0]:.3f}")
print(model(x).data.numpy().round(1))
