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
# ## 단원
#
# 순서대로 공부하는 것이 가장 좋습니다.
#
# | 단원 | 이런 물음에 답합니다 | 시간 |
# |---|---|---|
# | [2.1 자동 미분](2.1-automatic-differentiation.ipynb) | 기울기란 무엇이고 `backward()`는 어떻게 구할까요? 왜 두 배가 되기도 하고 오류가 나기도 할까요? | 35분 |
# | [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb) | `argmax` 뒤에서는 왜 `backward()`가 오류를 낼까요? | 20분 |
# | [2.3 잎이 아닌 텐서의 기울기](2.3-non-leaf-gradients.ipynb) | 중간 결과의 `.grad`는 왜 `None`이고, 보려면 어떻게 할까요? | 20분 |
# | [2.4 기울기 멈추기](2.4-stopping-gradients.ipynb) | `requires_grad=False`, `detach()`, `no_grad()`는 무엇이 다를까요? | 20분 |

# %% [markdown] lang="en"
# ## Lessons
#
# They build on each other, so take them in order.
#
# | Lesson | What it answers | Time |
# |---|---|---|
# | [2.1 Automatic differentiation](2.1-automatic-differentiation.ipynb) | What is a gradient, and how does `backward()` find it? Why does it sometimes double, and sometimes fail? | 35 min |
# | [2.2 What autograd cannot differentiate](2.2-not-differentiable.ipynb) | Why does `backward()` raise an error after `argmax`? | 20 min |
# | [2.3 Gradients of tensors that are not leaves](2.3-non-leaf-gradients.ipynb) | Why is `.grad` of a result in the middle `None`, and how do you see it? | 20 min |
# | [2.4 Stopping gradients](2.4-stopping-gradients.ipynb) | How do `requires_grad=False`, `detach()` and `no_grad()` differ? | 20 min |

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
# ## 맛보기
#
# 아래 두 셀을 실행하고 `x`를 움직여 보세요. 왼쪽에서 오른쪽으로 값이 계산되고, `.grad`에는 곡선의 기울기가 나타납니다. 기울기가 0이 되는 곳은 어디인가요?

# %% [markdown] lang="en"
# ## A taste
#
# Run the two cells below and move `x`. Values are computed from left to right, and `.grad` shows the slope of the curve. Where does it become 0?

# %%
from autograd_lessons import engine as torch  # or: import torch
from autograd_lessons import explore, set_language

set_language("ko")


# %%
def f(x):
    return torch.tanh(2 * x) - x


explore(f, x=0.5)

# %% [markdown] lang="ko"
# 준비가 되었나요? [2.1 자동 미분](2.1-automatic-differentiation.ipynb)으로 갑시다.

# %% [markdown] lang="en"
# Ready? On to [2.1 Automatic differentiation](2.1-automatic-differentiation.ipynb).
