# %% [markdown] lang="ko"
# <div style="zoom: clamp(0.7, 100vw / 1000px, 1)">
#
# # 요약 카드: autograd 한 장
#
# [처음 화면](index.ipynb) · [2.1](2.1-automatic-differentiation.ipynb) · [2.2](2.2-not-differentiable.ipynb) · [2.3](2.3-non-leaf-gradients.ipynb) · [2.4](2.4-stopping-gradients.ipynb) · [English](../en/reference-card.ipynb)
#
# **기본.** `requires_grad=True`인 텐서(tensor)로 한 연산은 기록되고, `y.backward()`가 거꾸로 가며 기울기(gradient)를 잎(leaf)의 `.grad`에 **더합니다**. 한 길 위에서는 곱하고, 길이 만나면 더합니다.
#
# | 텐서 | `is_leaf` | `grad_fn` | `backward()` 다음의 `.grad` |
# |---|---|---|---|
# | 직접 만든 `requires_grad=True` | `True` | `None` | 채워짐 |
# | 기록된 연산의 결과 | `False` | 있음 | `None` (미리 `retain_grad()`를 부르면 채워짐) |
# | `requires_grad=False`인 텐서 | `True` | `None` | `None` |
#
# | 보이는 것 | 뜻 | 할 일 |
# |---|---|---|
# | `.grad`가 `None` | 도착하거나 저장된 것이 없음 (0이 아님) | `why(x)`로 까닭 찾기 |
# | `… have a grad_fn` | 기록이 없음: `argmax`, `no_grad`, 모두 고정 | 기록이 끊긴 곳 고치기 |
# | `… a second time` | 저장한 값이 해제됨 | 다시 계산하기 |
# | `… scalar outputs` | 원소가 여러 개 | `sum()`이나 `mean()` |
# | `… modified by …` | 저장한 값이 그 뒤에 바뀜 | 새 텐서 만들기, `clone()` |
# | `a leaf … in-place …` | 기록하는 중에 잎을 바꿈 | `with torch.no_grad():` |
# | 기울기가 늘 0 | `round`, `floor`, 음수에 쓴 `relu` | 미분 가능한 연산으로 |
# | 기울기가 두 배 | 누적되었음 | `x.grad = None` |
#
# | 멈추는 방법 | 멈추는 것 | 앞쪽 기울기 | 쓰는 곳 |
# |---|---|---|---|
# | `w.requires_grad = False` | 잎 하나의 `.grad` | 지나감 | 계층 고정(freeze) |
# | `h.detach()` | 그리로 가는 길 | 끊김 | 상수로 쓸 결과 (메모리는 함께 씀) |
# | `with torch.no_grad():` | 구간 안의 기록 | 끊김 | `w -= lr * w.grad`, 추론 |
# | `model.eval()` | 멈추지 않음 | 지나감 | 드롭아웃, 배치 정규화 |
#
# **한 걸음.** `optimizer.zero_grad()` → `loss.backward()` → `optimizer.step()`
#
# **살펴보기.** `draw(y)`, `step(y)`, `why(x)`, 끊긴 곳은 `with watch():`, `explore(f, x=1.)`. 그림은 이렇게 읽습니다.
#
# </div>

# %% [markdown] lang="en"
# <div style="zoom: clamp(0.7, 100vw / 1000px, 1)">
#
# # Reference card: autograd
#
# [Start page](index.ipynb) · [2.1](2.1-automatic-differentiation.ipynb) · [2.2](2.2-not-differentiable.ipynb) · [2.3](2.3-non-leaf-gradients.ipynb) · [2.4](2.4-stopping-gradients.ipynb) · [한국어](../ko/reference-card.ipynb)
#
# **The basics.** Operations on tensors with `requires_grad=True` are recorded. `y.backward()` walks back and **adds** gradients to the leaves' `.grad`: along a path it multiplies, where paths meet it adds.
#
# | tensor | `is_leaf` | `grad_fn` | `.grad` after `backward()` |
# |---|---|---|---|
# | yours, `requires_grad=True` | `True` | `None` | filled in |
# | result of a recorded operation | `False` | yes | `None` (with an earlier `retain_grad()`: filled in) |
# | any with `requires_grad=False` | `True` | `None` | `None` |
#
# | you see | it means | what to do |
# |---|---|---|
# | `.grad` is `None` | nothing arrived or was kept (it is not 0) | ask `why(x)` |
# | `… have a grad_fn` | no record: `argmax`, `no_grad`, all frozen | mend the cut |
# | `… a second time` | saved values were freed | compute again |
# | `… scalar outputs` | several elements | `sum()` or `mean()` |
# | `… modified by …` | a saved value was changed later | a new tensor, `clone()` |
# | `a leaf … in-place …` | a leaf changed while recording | `with torch.no_grad():` |
# | the gradient is always 0 | `round`, `floor`, `relu` below 0 | something differentiable |
# | the gradient is doubled | it accumulated | `x.grad = None` |
#
# | tool | what it stops | further back | use it for |
# |---|---|---|---|
# | `w.requires_grad = False` | `.grad` of one leaf | passes | freezing a layer |
# | `h.detach()` | the path to it | cut | constants (memory is shared) |
# | `with torch.no_grad():` | recording inside | cut | `w -= lr * w.grad`, inference |
# | `model.eval()` | nothing | passes | dropout, batch normalization |
#
# **One step.** `optimizer.zero_grad()` → `loss.backward()` → `optimizer.step()`.
#
# **To look.** `draw(y)` · `step(y)` · `why(x)` · `with watch():` for cuts · `explore(f, x=1.)`. A picture:
#
# </div>

# %%
from autograd_lessons import draw, set_language
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")
x = torch.tensor(2.0, requires_grad=True)
y = x**2
y.retain_grad()
z = 3 * y
z.backward()
draw(z, legend=True)
