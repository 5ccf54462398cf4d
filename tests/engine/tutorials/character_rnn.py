import torch
import torch.nn as nn
import torch.nn.functional as F

text = "hello"
chars = sorted(set(text))
stoi = {c: i for i, c in enumerate(chars)}
print(chars, stoi)
torch.manual_seed(0)


class RNN(nn.Module):
    def __init__(self, input_size, hidden_size, output_size):
        super(RNN, self).__init__()
        self.hidden_size = hidden_size
        self.i2h = nn.Linear(input_size + hidden_size, hidden_size)
        self.h2o = nn.Linear(hidden_size, output_size)
        self.softmax = nn.LogSoftmax(dim=1)

    def forward(self, input, hidden):
        combined = torch.cat((input, hidden), 1)
        hidden = torch.tanh(self.i2h(combined))
        output = self.softmax(self.h2o(hidden))
        return output, hidden

    def initHidden(self):
        return torch.zeros(1, self.hidden_size)


rnn = RNN(len(chars), 8, len(chars))
criterion = nn.NLLLoss()
print(rnn)
learning_rate = 0.2
xs = F.one_hot(torch.tensor([stoi[c] for c in text[:-1]]), len(chars)).float()
ys = torch.tensor([stoi[c] for c in text[1:]])
for epoch in range(20):
    hidden = rnn.initHidden()
    rnn.zero_grad()
    loss = 0
    for x, y in zip(xs, ys):
        output, hidden = rnn(x.unsqueeze(0), hidden)
        loss += criterion(output, y.unsqueeze(0))
    loss.backward()
    for p in rnn.parameters():
        p.data.add_(p.grad, alpha=-learning_rate)
    if epoch % 5 == 4:
        print(epoch, f"{loss.item():.4f}")
hidden = rnn.initHidden()
out = []
for x in xs:
    output, hidden = rnn(x[None], hidden)
    topv, topi = output.topk(1)
    out.append(chars[topi[0].item()])
print("".join(out))
# truncated backprop through time
h = torch.zeros(1, 4)
W = torch.eye(4, requires_grad=True)
for t in range(4):
    h = torch.tanh(h @ W + 0.1)
    if t == 1:
        h = h.detach()
h.sum().backward()
print(W.grad)
