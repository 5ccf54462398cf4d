import torch
import torch.nn as nn


class STEFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input):
        return (input > 0).float()

    @staticmethod
    def backward(ctx, grad_output):
        return torch.nn.functional.hardtanh(grad_output)


class StraightThroughEstimator(nn.Module):
    def forward(self, x):
        return STEFunction.apply(x)


x = torch.tensor([-1.5, 0.2, 3.0], requires_grad=True)
ste = StraightThroughEstimator()
y = ste(x)
print(y, ste)
(y * torch.tensor([1.0, 2.0, -3.0])).sum().backward()
print(x.grad)
x.grad = None
q = x + (x.round() - x).detach()
print(q)
q.sum().backward()
print(x.grad)
x.round().sum().backward()
print(x.grad)


class BinarizeLinear(nn.Linear):
    def forward(self, input):
        wb = self.weight + (self.weight.sign() - self.weight).detach()
        return nn.functional.linear(input, wb, self.bias)


torch.manual_seed(0)
layer = BinarizeLinear(3, 2)
print(layer)
out = layer(torch.ones(1, 3))
print(out)
out.sum().backward()
print(layer.weight.grad)


class GradReverse(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, lambd, **kwargs):
        ctx.lambd = lambd
        return x.view_as(x)

    @staticmethod
    def backward(ctx, *grad_output):
        return grad_output[0] * -ctx.lambd, None


x.grad = None
GradReverse.apply(x, 0.5).sum().backward()
print(x.grad)
logits = torch.tensor([[1.0, 2.0, 0.5]], requires_grad=True)
torch.manual_seed(3)
soft = nn.functional.gumbel_softmax(logits, tau=1, hard=False)
print(soft)
hard = nn.functional.gumbel_softmax(logits, tau=1, hard=True)
print(hard)
(hard * torch.arange(3.0)).sum().backward()
print(logits.grad)
