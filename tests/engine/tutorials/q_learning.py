import copy
import random
from collections import deque, namedtuple
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
random.seed(0)
Transition = namedtuple("Transition", ("state", "action", "next_state", "reward"))
policy_net = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 2))
target_net = copy.deepcopy(policy_net)
target_net.load_state_dict(policy_net.state_dict())
memory = deque(maxlen=100)
for _ in range(20):
    memory.append(
        Transition(
            torch.randn(1, 3),
            torch.tensor([[random.randrange(2)]], dtype=torch.long),
            torch.randn(1, 3),
            torch.tensor([random.random()]),
        )
    )
optimizer = torch.optim.AdamW(policy_net.parameters(), lr=1e-3, amsgrad=True)
for it in range(5):
    batch = Transition(*zip(*random.sample(list(memory), 8)))
    state = torch.cat(batch.state)
    action = torch.cat(batch.action)
    reward = torch.cat(batch.reward)
    mask = torch.tensor(tuple(map(lambda s: s is not None, batch.next_state)), dtype=torch.bool)
    q = policy_net(state).gather(1, action)
    next_q = torch.zeros(8)
    with torch.no_grad():
        next_q[mask] = target_net(torch.cat(batch.next_state)).max(1).values
    expected = next_q * 0.99 + reward
    loss = nn.SmoothL1Loss()(q, expected.unsqueeze(1))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_value_(policy_net.parameters(), 100)
    optimizer.step()
    tsd, psd = target_net.state_dict(), policy_net.state_dict()
    for key in psd:
        tsd[key] = psd[key] * 0.005 + tsd[key] * (1 - 0.005)
    print(it, f"{loss.item():.4f}", target_net.load_state_dict(tsd))
