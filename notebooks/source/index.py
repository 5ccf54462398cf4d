# %% [markdown] lang="ko"
# # PyTorch autograd, 눈으로 보며 배우기
#
# **한국어** · [English](../en/index.ipynb)
#
# PyTorch가 미분을 어떻게 대신해 주는지 직접 실행하고, 그려 보고, 움직여 보며 배우는 네 단원짜리 수업입니다. 파이썬 기초와 텐서(tensor)를 만들어 본 경험이면 충분합니다. PyTorch나 다른 프로그램을 더 설치할 필요도 없습니다.

# %% [markdown] lang="en"
# # PyTorch's autograd, learned by watching it
#
# [한국어](../ko/index.ipynb) · **English**
#
# Four lessons on how PyTorch differentiates for you. You run real code, see the graph it built, move its inputs, and watch the gradients follow. You need basic Python and to have made a tensor or two. Nothing else to install, not even PyTorch.

# %% [markdown] lang="ko"
# ## 단원 지도
#
# 네 단원은 한 길로 이어집니다. 기울기(gradient)가 **흐르고**, **끊기고**, 중간에 **남고**, 일부러 **멈춥니다**. 앞 단원에서 배운 것을 뒤에서 쓰므로 순서대로 공부하는 것이 가장 좋습니다.
#
# | 단원 | 이런 물음에 답합니다 | 마치면 할 수 있는 일 | 걸리는 시간 |
# |---|---|---|---|
# | [2.1 자동 미분](2.1-automatic-differentiation.ipynb) | 기울기란 무엇이고 `backward()`는 어떻게 구할까요? 왜 두 배가 되기도 하고 오류가 나기도 할까요? | 그래프를 읽고 기울기를 손으로 구하기 | 60분 |
# | [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb) | `argmax` 뒤에서는 왜 `backward()`가 오류를 낼까요? | 길이 끊긴 곳을 찾아 고치기 | 60분 |
# | [2.3 잎이 아닌 텐서의 기울기](2.3-non-leaf-gradients.ipynb) | 중간 결과의 `.grad`는 왜 `None`이고, 보려면 어떻게 할까요? | 필요한 기울기를 남기고, 매개변수를 바르게 업데이트하기 | 50분 |
# | [2.4 기울기 멈추기](2.4-stopping-gradients.ipynb) | `requires_grad=False`, `detach()`, `no_grad()`는 무엇이 다를까요? | 계층을 고정하고, 상황에 맞게 멈추기 | 55분 |
#
# 곁에 두고 볼 것: 네 단원을 한 장에 모은 [요약 카드](reference-card.ipynb). 수업에서 쓰신다면 [가르치는 분께](teacher-notes.ipynb)를 먼저 읽어 주세요.

# %% [markdown] lang="en"
# ## Map of the lessons
#
# The four lessons follow one path: gradients **flow**, are **cut**, are **kept** in the middle, and are **stopped** on purpose. Each uses what came before, so take them in order.
#
# | Lesson | What it answers | Afterwards you can | Time |
# |---|---|---|---|
# | [2.1 Automatic differentiation](2.1-automatic-differentiation.ipynb) | What is a gradient, and how does `backward()` find it? Why does it sometimes double, and sometimes fail? | read a graph and work out its gradients by hand | 60&nbsp;min |
# | [2.2 What autograd cannot differentiate](2.2-not-differentiable.ipynb) | Why does `backward()` raise an error after `argmax`? | find the place where a path is cut, and mend it | 60&nbsp;min |
# | [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) | Why is `.grad` of a result in the middle `None`, and how do you see it? | keep the gradients you need, and update parameters rightly | 50&nbsp;min |
# | [2.4 Stopping gradients](2.4-stopping-gradients.ipynb) | How do `requires_grad=False`, `detach()` and `no_grad()` differ? | freeze layers, and choose the right way to stop | 55&nbsp;min |
#
# To keep at hand: the four lessons on one page, the [reference card](reference-card.ipynb). If you teach, start with [For teachers](teacher-notes.ipynb).

# %% [markdown] lang="ko"
# ## 공부하는 방법
#
# 1. 위에서부터 셀을 하나씩 **실행**합니다. 셀을 누르고 Shift+Enter를 누르면 됩니다.
# 2. **예측하기**가 나오면 답부터 고르고 나서 다음 셀을 실행합니다.
# 3. 그림의 슬라이더를 **움직이고**, 코드를 **바꾸어** 다시 실행해 봅니다. 망가뜨려도 괜찮습니다. Kernel 메뉴의 *Restart Kernel and Run All Cells…* 를 누르면 처음부터 다시 실행됩니다.
# 4. **연습 문제**에서 막히면 `hint(...)`를 부릅니다. 부를 때마다 조금씩 더 알려 줍니다.
#
# GitHub처럼 실행할 수 없는 곳에서도 글과 그림, 결과는 모두 읽을 수 있습니다.

# %% [markdown] lang="en"
# ## How to work
#
# 1. **Run** the cells from top to bottom: click a cell and press Shift+Enter.
# 2. At a **Predict** box, choose your answer before you run the next cell.
# 3. **Move** the sliders, **change** the code and run it again. You cannot break anything: *Restart Kernel and Run All Cells…* in the Kernel menu starts over.
# 4. Stuck in an **exercise**? Call `hint(...)`; each call tells a little more.
#
# Where nothing can be run, on GitHub for example, you can still read all texts, pictures and results.

# %% [markdown] lang="ko"
# ## 5분 맛보기
#
# 네 단원을 1분씩 미리 둘러봅니다. 아래의 셀을 차례로 실행해 보세요(Shift+Enter). 지금은 다 이해하지 못해도 괜찮습니다.
#
# **첫 번째, 기울기를 구합니다.** `x = 1`에서 `x**2`의 기울기는 2입니다. 손으로 미분하지 않았습니다. ([2.1](2.1-automatic-differentiation.ipynb))

# %% [markdown] lang="en"
# ## A five-minute tour
#
# One minute for each lesson. Run the cells below one by one (Shift+Enter). Never mind if you don't understand everything yet.
#
# **First, find a gradient.** The gradient of `x**2` at `x = 1` is 2, and we did not differentiate by hand. ([2.1](2.1-automatic-differentiation.ipynb))

# %%
from autograd_lessons import draw, explore, set_language
from autograd_lessons import step, watch, why
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")

x = torch.tensor([1.], requires_grad=True)
y = x**2
y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# **두 번째, 끊긴 곳을 찾습니다.** `argmax`는 가장 높은 점수의 위치를 구합니다. 기울기는 이 연산을 거슬러 가지 못합니다. 왜 그런지 `why`에게 물어봅니다. ([2.2](2.2-not-differentiable.ipynb))

# %% [markdown] lang="en"
# **Second, find the cut.** No gradient gets past `argmax`, which finds the position of the highest score. Ask `why`. ([2.2](2.2-not-differentiable.ipynb))

# %%
scores = torch.tensor([1., 3., 2.], requires_grad=True)
with watch():
    best = scores.argmax()

why(best)

# %% [markdown] lang="ko"
# **세 번째, 들여다봅니다.** 계산하는 동안 PyTorch가 적어 둔 계산 그래프(computation graph)를 한 단계씩 따라갑니다. **다음**을 누르거나 → 키를 누르세요. 값은 오른쪽으로, 기울기는 왼쪽으로 흐릅니다. 가운데 `y`의 기울기는 어떻게 되나요? ([2.3](2.3-non-leaf-gradients.ipynb))

# %% [markdown] lang="en"
# **Third, look inside.** Follow the computation graph that PyTorch wrote down, step by step: press **Next** or the → key. Values flow to the right, gradients to the left. What becomes of the gradient of `y`, in the middle? ([2.3](2.3-non-leaf-gradients.ipynb))

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
z = 3*y
step(z)

# %% [markdown] lang="ko"
# **네 번째, 일부러 멈춥니다.** `w1`의 결과를 `detach()`로 분리하면 `w2`만 배울 수 있습니다. 점선을 거슬러서는 기울기가 가지 못합니다. ([2.4](2.4-stopping-gradients.ipynb))

# %% [markdown] lang="en"
# **Fourth, stop on purpose.** Detach the result of `w1` with `detach()`, and only `w2` can learn: no gradient goes back along the dotted line. ([2.4](2.4-stopping-gradients.ipynb))

# %%
w1 = torch.tensor([3.], requires_grad=True)
w2 = torch.tensor([4.], requires_grad=True)
with watch():
    h = 2 * w1
    out = w2 * h.detach()
out.backward()
draw(out)

# %% [markdown] lang="ko"
# **끝으로, 움직여 봅니다.** 슬라이더로 `x`를 움직여 보세요. 왼쪽에서 오른쪽으로 값이 계산되고, `x.grad`에는 곡선의 기울기가 나타납니다. 기울기는 어디에서 0이 되고, 어디에서 음수가 되나요?

# %% [markdown] lang="en"
# **Last, move it.** Move `x` with the slider. Values are computed from left to right, and `x.grad` shows the slope of the curve. Where is it 0, and where is it negative?

# %%
def f(x):
    return torch.cos(x)


explore(f, x=2.0)

# %% [markdown] lang="ko"
# 준비가 되었나요? [2.1 자동 미분](2.1-automatic-differentiation.ipynb)으로 갑시다.

# %% [markdown] lang="en"
# Ready? On to [2.1 Automatic differentiation](2.1-automatic-differentiation.ipynb).
