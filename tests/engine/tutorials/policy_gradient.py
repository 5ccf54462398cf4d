import torch
import torch.nn as nn
import torch.nn.functional as F
from collections import deque

torch.manual_seed(543)


class Corridor:
    def reset(self):
        self.pos, self.t = 2, 0
        return self.state()

    def state(self):
        s = torch.zeros(5)
        s[self.pos] = 1.0
        return s

    def step(self, action):
        self.pos = max(0, min(4, self.pos + (1 if action == 1 else -1)))
        self.t += 1
        done = self.pos == 4 or self.t >= 8
        return self.state(), (1.0 if self.pos == 4 else -0.1), done


class Policy(nn.Module):
    def __init__(self):
        super(Policy, self).__init__()
        self.affine1 = nn.Linear(5, 16)
        self.action_head = nn.Linear(16, 2)
        self.value_head = nn.Linear(16, 1)
        self.saved_log_probs = []
        self.saved_values = []
        self.rewards = []

    def forward(self, x):
        x = F.relu(self.affine1(x))
        return F.softmax(self.action_head(x), dim=-1), self.value_head(x)


env, policy = Corridor(), Policy()
optimizer = torch.optim.Adam(policy.parameters(), lr=1e-2)
eps = torch.finfo(torch.float32).eps
scores = deque(maxlen=3)
for episode in range(8):
    state, done = env.reset(), False
    while not done:
        probs, value = policy(state)
        action = torch.multinomial(probs, 1)
        policy.saved_log_probs.append(torch.log(probs.gather(-1, action)))
        policy.saved_values.append(value)
        state, reward, done = env.step(action.item())
        policy.rewards.append(reward)
    R, returns = 0, deque()
    for r in policy.rewards[::-1]:
        R = r + 0.99 * R
        returns.appendleft(R)
    returns = torch.tensor(returns)
    if len(returns) > 1:
        returns = (returns - returns.mean()) / (returns.std() + eps)
    policy_losses, value_losses = [], []
    for log_prob, value, R in zip(policy.saved_log_probs, policy.saved_values, returns):
        advantage = R - value.item()
        policy_losses.append(-log_prob * advantage)
        value_losses.append(F.smooth_l1_loss(value, torch.tensor([R])))
    optimizer.zero_grad()
    loss = torch.stack(policy_losses).sum() + torch.stack(value_losses).sum()
    loss.backward()
    optimizer.step()
    scores.append(sum(policy.rewards))
    print(episode, len(policy.rewards), f"{loss.item():.3f}", f"{sum(scores) / len(scores):.2f}")
    del policy.rewards[:]
    del policy.saved_log_probs[:]
    policy.saved_values.clear()

logits = torch.tensor([0.2, -1.0, 0.5], requires_grad=True)
logp = logits - logits.logsumexp(dim=-1, keepdim=True)
print(logp, logp.exp().sum())
entropy = -(logp * logp.exp()).sum(-1)
entropy.backward()
print(entropy, logits.grad)
old = logp.detach()
adv = torch.tensor([1.0, -0.5, 2.0])
ratio = (torch.log_softmax(logits * 1.1, -1) - old).exp()
surr = torch.min(ratio * adv, torch.clamp(ratio, 1 - 0.02, 1 + 0.02) * adv)
print(ratio, surr, -surr.mean())
print(torch.autograd.grad(-surr.mean(), logits))
