import torch
import torch.nn as nn

# gradient of loss with respect to input (saliency / FGSM)
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
model.eval()
image = torch.rand(1, 4, requires_grad=True)
label = torch.tensor([1])
output = model(image)
init_pred = output.max(1, keepdim=True)[1]
loss = nn.functional.nll_loss(nn.functional.log_softmax(output, dim=1), label)
model.zero_grad()
loss.backward()
data_grad = image.grad.data
sign_data_grad = data_grad.sign()
perturbed = torch.clamp(image + 0.1 * sign_data_grad, 0, 1)
print(init_pred, sign_data_grad, perturbed)
saliency, idx = torch.max(image.grad.data.abs(), dim=1)
print(saliency, idx)
score, indices = torch.max(output, 1)
print(score, indices)
vals = torch.max(output)
print(vals)
# Integrated gradients
baseline = torch.zeros_like(image)
total = torch.zeros_like(image)
for k in range(1, 11):
    xk = (baseline + k / 10 * (image.detach() - baseline)).requires_grad_(True)
    s = model(xk)[0, 1]
    (g,) = torch.autograd.grad(s, xk)
    total += g / 10
print(total * (image - baseline))
# Optimizing the input (style of neural style / deep dream)
img = torch.zeros(1, 4, requires_grad=True)
opt = torch.optim.Adam([img], lr=0.1)
for _ in range(5):
    opt.zero_grad()
    (-model(img)[0, 2]).backward()
    opt.step()
print(img)
# EMA
ema = {k: v.clone() for k, v in model.state_dict().items()}
with torch.no_grad():
    for (k, e), p in zip(ema.items(), model.parameters()):
        e.mul_(0.9).add_(p, alpha=0.1)
print(torch.allclose(ema["0.weight"], model[0].weight))
# per-layer norms
for n, p in model.named_parameters():
    print(f"{n:<10} {p.norm().item():.3f} {p.grad.norm().item():.3f} {p.data.abs().mean():.3f}")
# L1/L2 regularisation
l1 = sum(p.abs().sum() for p in model.parameters())
l2 = sum(p.pow(2.0).sum() for p in model.parameters())
print(f"{l1:.3f} {l2:.3f}")
