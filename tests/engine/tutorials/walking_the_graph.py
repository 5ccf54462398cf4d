import torch


def walk(fn, depth=0):
    if fn is None:
        print("  " * depth + "None")
        return
    print("  " * depth + fn.name())
    for nxt, idx in fn.next_functions:
        walk(nxt, depth + 1)


a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
c = a * b
d = torch.log(c) + torch.sin(a) * 2
e = torch.exp(d / b) - c.sqrt()
walk(e.grad_fn)
print(
    e.grad_fn.next_functions[0][1], str(e.grad_fn)[:13], type(e.grad_fn), type(e.grad_fn).__name__
)
x = torch.ones(2, 2, requires_grad=True)
out = torch.nn.functional.relu(x @ x.t()).view(-1)[1:].mean()
walk(out.grad_fn)
model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Sigmoid(), torch.nn.Linear(2, 1))
walk(model(torch.ones(1, 2)).grad_fn)
loss = torch.nn.CrossEntropyLoss()(x, torch.tensor([0, 1]))
walk(loss.grad_fn)
walk(torch.nn.functional.mse_loss(x, torch.zeros(2, 2)).grad_fn)
walk(torch.cat([x, x.t()]).softmax(dim=0).log_softmax(dim=1).max(dim=1).values.grad_fn)
walk(torch.nn.functional.dropout(x, 0.5, training=True).grad_fn)
walk(torch.nn.functional.layer_norm(x, (2,)).grad_fn)
walk(torch.nn.functional.embedding(torch.tensor([0]), x).grad_fn)
walk(torch.stack([x[0], x[1]]).transpose(0, 1).permute(1, 0).clone().grad_fn)
walk((x.expand(3, 2, 2).unsqueeze(0).squeeze(0) ** 3).abs().clamp(0, 1).grad_fn)
walk(torch.where(x > 0, x, -x).std().grad_fn)
walk(torch.einsum("ij,jk->ik", x, x).norm().grad_fn)
