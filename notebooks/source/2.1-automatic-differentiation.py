# %% [markdown] lang="ko"
# # 2.1 자동 미분
#
# 다음 단원: [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb) · [처음 화면](index.ipynb) · [English](../en/2.1-automatic-differentiation.ipynb)
#
# 딥러닝 모델은 자기 값을 조금씩 고치면서 배웁니다. 어느 쪽으로 얼마나 고칠지는 미분이 알려 줍니다. 그 미분을 사람 대신 해 주는 것이 PyTorch의 **autograd**, 곧 자동 미분(automatic differentiation)입니다.
#
# 이 단원을 마치면 다음 물음에 답할 수 있습니다.
#
# - 기울기(gradient)란 무엇이고, `backward()`는 기울기를 어디에 저장하나요?
# - 어떤 텐서(tensor)가 잎(leaf) 텐서인가요?
# - `backward()`는 그래프를 어떤 순서로 거슬러 가며, 무엇을 곱하고 무엇을 더하나요?
# - `backward()`를 두 번 부르면 왜 어떤 때는 기울기가 두 배가 되고, 어떤 때는 오류가 나나요?
# - autograd가 구한 기울기가 맞는지 어떻게 확인하나요?
#
# **공부하는 방법.** 위에서부터 셀을 하나씩 실행하세요(Shift+Enter). **예측하기**가 나오면 더 내려가기 전에 답부터 고르세요. 틀려도 괜찮습니다. 빗나간 예측이 오래 기억에 남습니다. 읽고 실행하는 데 40분, 연습 문제에 20분쯤 걸립니다.

# %% [markdown] lang="en"
# # 2.1 Automatic differentiation
#
# Next lesson: [2.2 What autograd cannot differentiate](2.2-not-differentiable.ipynb) · [Start page](index.ipynb) · [한국어](../ko/2.1-automatic-differentiation.ipynb)
#
# A deep learning model learns by changing its own numbers a little at a time. Which way, and by how much? Derivatives tell. PyTorch's **autograd** finds them for you: that is *automatic differentiation*.
#
# At the end of this lesson you can answer:
#
# - What is a gradient, and where does `backward()` put it?
# - Which tensors are *leaf* tensors?
# - In which order does `backward()` walk the graph, what does it multiply, and what does it add?
# - Why does a second `backward()` sometimes double the gradient and sometimes raise an error?
# - How can you check that a gradient is right?
#
# **How to work.** Run the cells from top to bottom (Shift+Enter). When you meet a **Predict** box, choose an answer before you scroll on. Being wrong is fine: a prediction that failed is the one you remember. Reading and running takes about 40 minutes, the exercises another 20.

# %% [markdown] lang="ko"
# 먼저 준비 셀을 실행합니다. `engine`은 이 수업을 위해 만든 작은 autograd로, PyTorch와 이름이 같고 같은 결과를 출력합니다. PyTorch가 설치되어 있다면 둘째 줄을 `import torch`로 바꾸어도 모든 셀이 똑같이 동작합니다.

# %% [markdown] lang="en"
# Run this first. `engine` is a small autograd made for these lessons: PyTorch's names, PyTorch's results. If you have PyTorch, write `import torch` in place of the second line, and every cell does the same.

# %%
from autograd_lessons import check, draw, explore, hint, predict
from autograd_lessons import set_language, step
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")

# %% [markdown] lang="ko"
# ## 1. 기울기란 무엇인가요?
#
# `x`를 아주 조금 늘리면 `f(x)`는 그 **몇 배**만큼 변할까요? 그 배수가 `x`에서의 **기울기**(gradient)입니다. PyTorch 한국어 문서에서는 '변화도'라고도 부릅니다.
#
# `f(x) = x²`을 `x = 1`에서 살펴봅시다. `x`를 `h`만큼 늘리고, `f`의 변화량을 `h`로 나눕니다.

# %% [markdown] lang="en"
# ## 1. What is a gradient?
#
# Make `x` a tiny bit larger. `f(x)` changes too: by **how many times** as much? That number is the **gradient** of `f` at `x`.
#
# Take `f(x) = x²` at `x = 1`. We move `x` by `h` and divide the change of `f` by `h`.

# %%
def f(x):
    return x**2


for h in [0.5, 0.25, 0.125, 0.0625]:
    print(h, (f(1 + h) - f(1)) / h)

# %% [markdown] lang="ko"
# `h`가 작아질수록 답은 **2**에 가까워집니다. `x = 1` 근처에서 `f`는 `x`보다 2배 빠르게 변합니다.
#
# 수학에서는 이 값을 도함수(derivative)로 구합니다. `x²`의 도함수는 `2x`이고, `x = 1`을 넣으면 2입니다.
#
# 아래에서 `x`를 움직여 보세요. 곡선에 닿은 직선(접선)의 가파른 정도가 바로 기울기입니다. 기울기가 0인 곳은 어디인가요? 음수인 곳은요? 지금은 슬라이더와 곡선만 보면 됩니다. 상자 그림은 3절에서 읽는 법을 배웁니다.

# %% [markdown] lang="en"
# The smaller `h`, the closer we get to **2**. Near `x = 1`, `f` changes twice as fast as `x`.
#
# In mathematics the *derivative* gives this number: the derivative of `x²` is `2x`, and at `x = 1` that is 2.
#
# Move `x` below. The steepness of the line that touches the curve (the tangent) is the gradient. Where is it 0? Where is it negative? For now, look at the slider and the curve only; section 3 tells how to read the boxes.

# %%
explore(f, x=1.0)

# %% [markdown] lang="ko"
# ## 2. 미분은 autograd에게
#
# 이제 손으로 나누지 않고 autograd에게 맡깁니다. 필요한 것은 세 가지입니다.
#
# 1. `requires_grad=True`: "이 텐서의 기울기가 필요합니다" 하고 알립니다.
# 2. `y = x**2`: 평소처럼 계산합니다. 이 방향의 계산이 순전파(forward pass)입니다.
# 3. `y.backward()`: `y`에서 `x`로 거슬러 가며 미분합니다. 이것이 역전파(backpropagation)입니다.
#
# 결과는 `x.grad`에 저장됩니다. 실행하기 전에 예측해 보세요.

# %% [markdown] lang="en"
# ## 2. Let autograd do it
#
# No more dividing by hand. Autograd needs three things from us:
#
# 1. `requires_grad=True` says: I will want the gradient of this tensor.
# 2. `y = x**2` computes as always. This direction is the *forward pass*.
# 3. `y.backward()` goes from `y` back to `x` and differentiates. This is *backpropagation*.
#
# The result is stored in `x.grad`. Predict before you run it.

# %%
predict("2.1.before_backward")

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
print(x.grad)
y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# `backward()` 전에는 아무것도 미분하지 않았으므로 `x.grad`가 `None`입니다. `None`은 0이 아니라 '아직 없음'이라는 뜻입니다. `backward()` 후에는 `2x`에 `x = 1`을 넣은 값, 2가 들어 있습니다. 1절에서 조금씩 다가가던 바로 그 값입니다.
#
# `1.`에 붙은 점은 실수라는 표시입니다. 정수 `1`로 만든 텐서는 기울기를 받을 수 없습니다. 조금 늘린 `1.01` 같은 값을 정수로는 나타낼 수 없으니까요.

# %% [markdown] lang="en"
# Before `backward()` nothing has been differentiated, so `x.grad` is `None`. `None` is not 0: it means "nothing here yet". Afterwards it holds `2x` at `x = 1`, which is 2: the number that we came closer and closer to in section 1.
#
# The dot in `1.` makes it a real number. A tensor made of the integer `1` cannot have a gradient: integers have no room for a small change such as `1.01`.

# %% [markdown] lang="ko"
# ## 3. autograd가 적어 둔 것
#
# `backward()`는 `y`가 `x`에서 나왔다는 것을 어떻게 알았을까요? `x**2`를 계산할 때 autograd가 **적어 두었기** 때문입니다. `y`를 출력하면 그 흔적이 보입니다.

# %% [markdown] lang="en"
# ## 3. What autograd wrote down
#
# How did `backward()` know that `y` came from `x`? While `x**2` was computed, autograd **took a note**. Print `y` and you see it.

# %%
print(y)
print(y.grad_fn.name())

# %% [markdown] lang="ko"
# `grad_fn`은 '기울기 함수'입니다. `PowBackward0`은 거듭제곱(power)을 거꾸로 지나가는 방법을 아는 노드(node)입니다. 이런 노드가 이어진 것이 **계산 그래프**(computation graph)입니다. `draw`로 그려 봅시다.

# %% [markdown] lang="en"
# `grad_fn` is the *gradient function*. `PowBackward0` is a node that knows the way back through a power. Such nodes, linked together, make the **computation graph**. `draw` shows it.

# %%
draw(y)

# %% [markdown] lang="ko"
# 네모난 상자는 텐서이고, 둥근 것은 그 사이의 연산입니다. 순전파는 왼쪽에서 오른쪽으로, 역전파는 오른쪽에서 왼쪽으로 갑니다. `x`의 상자에는 값과 `.grad`가 적혀 있습니다. 그런데 `y`의 `.grad`는 '보관 안 함'이라고 되어 있습니다. 왜 `x`만 기울기를 받았을까요?

# %% [markdown] lang="en"
# The boxes are tensors, and the ovals between them are operations. The forward pass goes from left to right, the backward pass from right to left. The box of `x` shows its value and its `.grad`. But in the box of `y`, `.grad` says "not kept". Why did only `x` get a gradient?

# %% [markdown] lang="ko"
# ## 4. 잎 텐서
#
# `backward()`가 기울기를 저장하는 곳은 **잎 텐서**뿐입니다. 나무의 잎은 가지 **끝**에 달려 있고, 잎에서 다시 가지가 나오지는 않습니다. 그렇다면 계산 그래프에서는 어느 텐서가 잎일까요?

# %% [markdown] lang="en"
# ## 4. Leaf tensors
#
# `backward()` stores gradients in **leaf** tensors only. On a tree, a leaf sits at the **end** of a branch, and nothing grows out of it. So which tensors are the leaves of a computation graph?

# %%
predict("2.1.which_leaf")

# %% [markdown] lang="ko"
# 잎은 `backward()`가 거슬러 올라가는 길의 **끝**입니다. 순전파에서 보면 오히려 계산의 **시작**입니다. 직접 만든 `x`는 잎이고, 계산해서 얻은 `a`, `b`, `y`는 잎이 아닙니다. `x`를 아무리 여러 번 써도 `x`는 잎입니다. 중요한 것은 어디에 쓰였는지가 아니라 **어디에서 왔는지**입니다.
#
# 정확한 규칙은 두 줄입니다.
#
# | `requires_grad` | 잎인가요? |
# |---|---|
# | `True` | 기록된 연산의 결과가 **아니면** 잎입니다(`grad_fn`이 `None`) |
# | `False` | **언제나** 잎입니다 |
#
# 둘째 줄은 약속입니다. 기울기가 필요 없는 텐서는 아무것도 기록하지 않으니 더 거슬러 갈 길도 없습니다. 규칙대로 하면 다음 `d`는 어느 쪽일까요?

# %% [markdown] lang="en"
# A leaf is where the walk of `backward()` **ends**; seen from the forward pass, it is where the computation **begins**. You made `x` yourself: a leaf. `a`, `b` and `y` were computed: not leaves. However often `x` is used, it stays a leaf. What counts is not where a tensor goes but **where it came from**.
#
# The exact rule has two lines:
#
# | `requires_grad` | a leaf? |
# |---|---|
# | `True` | yes, **unless** a recorded operation made it (then it has a `grad_fn`) |
# | `False` | **always** |
#
# The second line is a convention: a tensor that needs no gradient records nothing, so there is no way further back. By these rules, what is `d`?

# %%
predict("2.1.leaf")

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
c = torch.tensor([3.])
d = c * 2

print("x", x.is_leaf, x.requires_grad)
print("y", y.is_leaf, y.requires_grad)
print("c", c.is_leaf, c.requires_grad)
print("d", d.is_leaf, d.requires_grad)

# %% [markdown] lang="ko"
# 기울기를 받으려면 **잎**이면서 `requires_grad=True`여야 합니다. 넷 중에 `x`뿐입니다. (`y` 같은 텐서의 기울기를 보는 방법은 [2.3](2.3-non-leaf-gradients.ipynb)에서 배웁니다.)
#
# 여기서 실수가 자주 나옵니다. 텐서를 만들면서 **같은 줄에서** 연산까지 해 버리면, 이름이 붙는 것은 잎이 아니라 연산의 결과입니다.

# %% [markdown] lang="en"
# To receive a gradient, a tensor must be a **leaf** *and* have `requires_grad=True`. Of the four, only `x` does. (How to see the gradient of a tensor like `y` comes in [2.3](2.3-non-leaf-gradients.ipynb).)
#
# This is where many people slip: they create a tensor and compute with it **on the same line**. The name then belongs to the result, not to the leaf.

# %%
w = torch.tensor([1., 2.], requires_grad=True) * 10
print(w.is_leaf)
print(w)

# %% [markdown] lang="ko"
# 잎은 `* 10`을 하기 전의 텐서인데, 그 텐서에는 이름이 없습니다. 기울기는 거기에 저장되고 우리는 꺼내 볼 수 없습니다. `reshape`이나 `to` 같은 메소드를 뒤에 붙일 때도 같은 일이 생길 수 있습니다. 연습 문제 2에서 고쳐 보겠습니다.

# %% [markdown] lang="en"
# The leaf is the tensor before `* 10`, and it has no name: the gradient goes there, out of our reach. A `reshape` or `to` at the end of the line can do the same. You will mend this in exercise 2.

# %% [markdown] lang="ko"
# ## 5. 연쇄 법칙: 길을 따라 곱합니다
#
# 연산이 이어지면 어떻게 될까요? `y = x**2`이고 `z = 3 * y`인 그래프를 `x = 2`에서 그려 봅시다. 아직 `backward()`를 부르지 않았으니 `.grad`는 `None`입니다.

# %% [markdown] lang="en"
# ## 5. The chain rule: multiply along the way
#
# What if one operation follows another? Here is the graph of `y = x**2` and `z = 3 * y`, at `x = 2`. Nobody has called `backward()` yet, so `.grad` is `None`.

# %%
x = torch.tensor([2.], requires_grad=True)
y = x**2
z = 3 * y
draw(z)

# %% [markdown] lang="ko"
# 그림을 따라가 봅시다.
#
# - `x`가 조금 변하면 `y`는 그 `2x = 4`배만큼 변합니다.
# - `y`가 조금 변하면 `z`는 그 `3`배만큼 변합니다.
# - 그러니 `x`가 조금 변하면 `z`는 그 `4 × 3 = 12`배만큼 변합니다.
#
# 이것이 **연쇄 법칙**(chain rule)입니다. 노드는 자기 연산의 기울기만 알면 되고, `backward()`는 `z`에서 `x`로 돌아가며 그것들을 곱합니다.

# %% [markdown] lang="en"
# Follow the picture:
#
# - When `x` changes a little, `y` changes `2x = 4` times as much.
# - When `y` changes a little, `z` changes `3` times as much.
# - So when `x` changes a little, `z` changes `4 × 3 = 12` times as much.
#
# This is the **chain rule**. Each node only needs to know its own slope. `backward()` walks from `z` to `x` and multiplies them.

# %%
x = torch.tensor([2.], requires_grad=True)
y = x**2
z = 3 * y
z.backward()
print(x.grad)

# %% [markdown] lang="ko"
# 그러면 `x`에서 나가는 길이 **두 갈래**라면요? 다음 식에서는 `x`가 두 번 쓰입니다. `x = 2`에서 한 갈래(`x**2`)의 기울기는 4, 다른 갈래(`3 * x`)의 기울기는 3입니다.

# %% [markdown] lang="en"
# And if there are **two ways** from `x` to the result? Below, `x` is used twice. At `x = 2`, the slope along one way (`x**2`) is 4, along the other (`3 * x`) it is 3.

# %%
x = torch.tensor([2.], requires_grad=True)
a = x**2
b = 3 * x
y = a + b
draw(y)

# %%
predict("2.1.two_paths")

# %%
x = torch.tensor([2.], requires_grad=True)
a = x**2
b = 3 * x
y = a + b
y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# 한 길 위에서는 **곱하고**, 길이 만나면 **더합니다**. `x`가 조금 변하면 두 갈래가 모두 `y`를 움직이니 두 몫을 더해야 합니다. 아무리 큰 신경망도 역전파는 이 두 가지가 전부입니다.
#
# `step`으로 한 단계씩 따라가 봅시다. **다음**을 누르면(또는 → 키) 먼저 순전파의 값이 차례로 나타나고, 이어서 기울기가 거꾸로 흘러갑니다. 두 몫이 `x`에서 만나 더해지는 단계를 찾아보세요. `x`의 상자를 누르면 이 기울기가 어떤 곱을 더한 것인지 식으로 나옵니다.
#
# 그림의 `dy/dx`는 `x`에 대한 `y`의 기울기입니다. 화살표 옆의 `∂ 3`은 그 연산 하나만 보면 기울기가 3이라는 뜻입니다.

# %% [markdown] lang="en"
# Along one way you **multiply**; where ways meet you **add**. A small change of `x` moves `y` along both ways, so both count. Backpropagation through the largest network is nothing but these two rules.
#
# Walk through it with `step`. **Next** (or the → key) first computes the values one by one, then sends the gradients back. Find the step at which the two parts meet at `x` and are added. Choose the box of `x`, and you read which products its gradient is the sum of.
#
# In the picture, `dy/dx` is the gradient of `y` with respect to `x`. `∂ 3` beside an arrow means that the slope of that one operation is 3.

# %%
x = torch.tensor([2.], requires_grad=True)
a = x**2
b = 3 * x
y = a + b
step(y)

# %% [markdown] lang="ko"
# `step`이 보여 주는 것은 진짜 `backward()`의 기록이지만, `x.grad`는 바뀌지 않고 그래프도 그대로 남습니다.
#
# ### 다 모은 다음에 보냅니다
#
# 방금 `x`는 두 몫이 다 올 때까지 기다렸습니다. 꼭 기다려야 할까요? 작은 그래프로 알아봅시다. `b`는 `a`의 두 배, `c`는 `b`의 두 배이니 `c`는 `a`의 네 배입니다. 그러니 `a`의 기울기는 **4**여야 합니다.

# %% [markdown] lang="en"
# What `step` shows is the record of a real `backward()`, but it leaves `x.grad` and the graph as they were.
#
# ### Collect everything, then send
#
# Just now `x` waited until both parts had come. Is the waiting necessary? A small graph will tell. `b` is twice `a`, and `c` is twice `b`, so `c` is four times `a`, and the gradient of `a` must be **4**.

# %%
a = torch.tensor(1., requires_grad=True)
b = a + a
c = b + b
draw(c)

# %% [markdown] lang="ko"
# 기다리지 않는 방법을 직접 만들어 보겠습니다. 텐서 하나를 `Box` 하나로 나타냅니다. 덧셈은 두 재료에 기울기를 1배, 곧 그대로 보내므로 코드가 짧습니다. `send_at_once`는 기울기가 도착할 때마다 **지금까지 모인 것을 곧바로** 보냅니다.

# %% [markdown] lang="en"
# Let us write the way that does not wait. A `Box` stands for a tensor. An addition hands its gradient on to both operands, times 1, so the code is short. Whenever a gradient arrives, `send_at_once` sends on **what has come so far, right away**.

# %%
class Box:
    def __init__(self, *inputs):
        self.inputs = inputs
        self.grad = 0


def send_at_once(box):
    for each in box.inputs:
        each.grad += box.grad
        send_at_once(each)

# %%
predict("2.1.order")

# %%
a = Box()
b = Box(a, a)
c = Box(b, b)

c.grad = 1
send_at_once(c)
print(a.grad)

# %% [markdown] lang="ko"
# 4가 아니라 6입니다. `b`에는 기울기 1이 두 번 도착합니다. 첫 번째 1을 받자마자 보내고, 두 번째가 오자 모인 2를 또 보냈습니다. 먼저 온 1을 두 번 센 것입니다. 이렇게 한 갈래를 끝까지 내려가고 나서 다음 갈래로 가는 순서를 깊이 우선(depth-first)이라고 합니다.
#
# 그래서 `backward()`는 **나중에 만든 노드부터** 지나갑니다. `b`를 쓰는 연산은 언제나 `b`보다 나중에 만들어집니다. 나중 것부터 지나가면 `b`의 차례가 왔을 때 `b`로 올 기울기는 모두 와 있습니다.

# %% [markdown] lang="en"
# Not 4 but 6. A gradient of 1 arrives at `b` twice. The first 1 was sent on at once, and when the second came, both went: the first was counted twice. Going down one way to its end before taking the next is called *depth-first* order.
#
# That is why `backward()` visits **the newest node first**. Whatever uses `b` was made after `b`. Go from the newest to the oldest, and when it is the turn of `b`, everything that goes to `b` has arrived.

# %%
for box in [a, b, c]:
    box.grad = 0

c.grad = 1
for box in [c, b, a]:  # newest first
    for each in box.inputs:
        each.grad += box.grad
print(a.grad)

# %% [markdown] lang="ko"
# 이번에는 4입니다. 진짜 그래프도 같은 순서로 지나갑니다. `b`에서 `1 + 1`이 모인 다음에야 `a` 쪽으로 가는 것을 확인해 보세요.

# %% [markdown] lang="en"
# Now it is 4. The real graph is walked in the same order. See how `1 + 1` is collected at `b` before anything goes on to `a`.

# %%
a = torch.tensor(1., requires_grad=True)
b = a + a
c = b + b
step(c)

# %% [markdown] lang="ko"
# ### 여러분의 식으로
#
# `f(x) =` 옆의 식을 `x**3 - 3*x`, `exp(-x**2)`, `sigmoid(4*x)` 같은 식으로 바꾸면 그래프와 곡선이 바로 따라옵니다. 움직이기 전에 어디에서 기울기가 0이 될지 먼저 짐작해 보세요. 그래프의 상자를 눌러도 그림이 바뀝니다. 무엇이 바뀌는 것인지는 2.3과 2.4에서 배웁니다.

# %% [markdown] lang="en"
# ### Expressions of your own
#
# Type `x**3 - 3*x`, `exp(-x**2)`, `sigmoid(4*x)`, or anything you like, after `f(x) =`, and the graph and the curve follow. Before you move the slider, guess where the gradient will be 0. A click on a box of the graph changes the picture, too: lessons 2.3 and 2.4 tell what it does.

# %%
explore("x * sin(x)", x=1.0)

# %% [markdown] lang="ko"
# 입력이 여럿이어도 됩니다. 잎마다 자기 기울기를 따로 받습니다. 가중치(weight) `w`와 편향(bias) `b`가 있는 작은 손실 함수(loss function)입니다.

# %% [markdown] lang="en"
# Several inputs work too: each leaf gets its own gradient. Here is a tiny loss with a weight `w` and a bias `b`.

# %%
def loss(w, b):
    return (2 * w + b - 1) ** 2


explore(loss, w=1.0, b=0.5)

# %% [markdown] lang="ko"
# ## 6. 기울기는 쌓입니다
#
# 같은 `x`로 **새로 계산하고** 다시 `backward()`를 부릅니다. 학습할 때는 이 일을 수천 번 반복합니다. 계산할 때마다 그래프도 새로 기록됩니다. 실제로 실행된 연산만 적으므로 코드에 `if`나 `for`가 있어도 괜찮습니다.

# %% [markdown] lang="en"
# ## 6. Gradients pile up
#
# We compute **anew** from the same `x` and call `backward()` again. Training does this thousands of times. Each time the graph is recorded anew, too: what is written down are the operations that really ran, so your code may have `if` and `for` in it.

# %%
predict("2.1.accumulate")

# %%
x = torch.tensor([1.], requires_grad=True)

y = x**2
y.backward()
print(x.grad)

y = x**2
y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# `backward()`는 `x.grad`를 새 값으로 바꾸지 않고 **누적합니다**(accumulate). 길이 만나면 더하는 규칙이 여기에도 그대로 쓰이는 셈입니다. 그래서 여러 손실의 기울기를 모을 때는 편하지만, 그럴 뜻이 없었다면 틀린 값이 됩니다.
#
# 새로 시작하려면 `backward()` 전에 비웁니다. 학습 코드에서는 `optimizer.zero_grad()`가 이 일을 합니다.

# %% [markdown] lang="en"
# `backward()` does not replace `x.grad`, it **accumulates**: it adds to what is there. It is the same rule as before, ways that meet are added. That is handy when you want to collect gradients of several losses, and wrong when you do not.
#
# To start afresh, empty it before `backward()`. In training code, `optimizer.zero_grad()` does this.

# %%
x.grad = None
y = x**2
y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# 이번에는 단추로 쌓아 봅시다. **backward() 한 번 더**를 두 번 누르면 `x.grad`는 얼마가 될까요? 접선의 기울기도 함께 커질까요? 예측하고 나서 눌러 보세요. 그다음 **.grad = None**을 누르고 다시 시작해 보세요.

# %% [markdown] lang="en"
# Now pile them up with a button. If you press **backward() again** twice, what will `x.grad` be? Will the slope of the tangent grow as well? Predict, then press. After that, press **.grad = None** and start afresh.

# %%
explore(f, x=1.0, accumulate=True)

# %% [markdown] lang="ko"
# `x.grad`는 2에서 4로, 다시 6으로 커지지만 접선은 그대로입니다. 쌓인 값은 **이 점의 기울기가 아닙니다**. 학습 코드에서 `zero_grad()`를 빠뜨리면 오류 없이 이런 일이 일어납니다.

# %% [markdown] lang="en"
# `x.grad` grows from 2 to 4 to 6, and the tangent stays as it is: what has piled up is **not the gradient at this point**. This is what happens, without any error, where training code forgets `zero_grad()`.

# %% [markdown] lang="ko"
# ## 7. 일부러 만나는 오류: 두 번째 `backward()`
#
# 6절에서는 `backward()` 전에 `y = x**2`를 **다시 계산**했습니다. 다시 계산하지 않고 같은 `y`에 `backward()`를 두 번 부르면 어떻게 될까요?

# %% [markdown] lang="en"
# ## 7. An error, met on purpose: the second `backward()`
#
# In section 6 we computed `y = x**2` **again** before the second `backward()`. What if we do not, and call `backward()` twice on the same `y`?

# %%
predict("2.1.second_backward")

# %% tags=["raises-exception"]
x = torch.tensor([1.], requires_grad=True)
y = x**2
y.backward()
y.backward()

# %% [markdown] lang="ko"
# 빨간 상자가 길어도 겁내지 마세요. 오류는 **맨 아래 줄부터** 읽습니다. 그 위는 파이썬이 어디를 지나왔는지 적은 기록입니다. 마지막 줄을 차근차근 읽으면 답이 들어 있습니다.
#
# - *Trying to backward through the graph a second time*: 같은 그래프를 두 번째로 거슬러 가려고 했습니다.
# - *Saved intermediate values of the graph are freed when you call .backward()*: 그래프에 **저장해 둔 값**은 `backward()`를 부르면 지워집니다.
# - *Specify retain_graph=True*: 한 번 더 쓰려면 `retain_graph=True`를 주라고 합니다.
#
# `x**2`를 거꾸로 지나가려면 `2x`를 계산해야 하므로 노드는 `x`의 값을 저장해 둡니다. 그 값은 메모리를 차지하니 한 번 쓰면 버립니다. 그렇다면 저장할 값이 **없는** 연산은 어떨까요? `x + 1`의 기울기는 `x`가 무엇이든 1입니다.

# %% [markdown] lang="en"
# The red box can be long; read it **from the bottom**. The last line is the message, and what stands above only tells which way Python came. Piece by piece:
#
# - *Trying to backward through the graph a second time*: we went back through the same graph again.
# - *Saved intermediate values of the graph are freed when you call .backward()*: what the graph had **saved** is gone after the first time.
# - *Specify retain_graph=True*: how to keep it for one more time.
#
# To go back through `x**2`, the node must compute `2x`, so it saves the value of `x`. Saved values cost memory, so they are thrown away after use. And an operation that saves **nothing**? The slope of `x + 1` is 1, whatever `x` is.

# %%
predict("2.1.nothing_saved")

# %%
x = torch.tensor([1.], requires_grad=True)
y = x + 1
y.backward()
y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# 오류 없이 두 번 지나가고, 기울기는 누적되어 2가 되었습니다. 그러니 그 오류는 "backward는 한 번만"이 아니라 "저장해 둔 값이 이제 없다"는 뜻입니다. 값을 남겨 두면 `x**2`도 두 번 지나갈 수 있습니다.

# %% [markdown] lang="en"
# No error, and the gradient added up to 2. So the error does not mean "backward works only once". It means "the saved values are gone". Keep them, and `x**2` can be walked twice as well.

# %%
x = torch.tensor([1.], requires_grad=True)
y = x**2
y.backward(retain_graph=True)
y.backward()
print(x.grad)

# %% [markdown] lang="ko"
# 6절의 단추도 `retain_graph=True`로 같은 그래프를 여러 번 지나간 것입니다.
#
# 하지만 실제 코드에서 이 오류를 만나면 `retain_graph=True`부터 붙이지 마세요. 대부분은 반복문 **밖에서 한 번만 계산한 부분**을 안에서 되풀이해 쓰는 것이 원인입니다. 그 계산을 반복문 안으로 옮기면 해결됩니다.

# %% [markdown] lang="en"
# The button of section 6 did the same: with `retain_graph=True` it walked one graph several times.
#
# But when you meet this error in real code, do not reach for `retain_graph=True` first. Usually some part was **computed once, outside the loop**, and is used again inside. Move that computation into the loop.

# %% [markdown] lang="ko"
# ## 8. 결과가 여러 개일 때
#
# 지금까지 `y`의 값은 하나였습니다. 모양(shape)이 `[1]`인 텐서도 원소가 하나이니 스칼라(scalar)처럼 다룹니다. 값이 셋이면 어떻게 될까요?

# %% [markdown] lang="en"
# ## 8. When the result has several values
#
# So far `y` had one value; a tensor of shape `[1]` counts as a scalar. What if it has three?

# %% tags=["raises-exception"]
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x**2
y.backward()

# %% [markdown] lang="ko"
# 스칼라가 아니면 `backward()`를 어디서 시작할지 정할 수 없습니다. "`y`의 기울기"라니, 세 값 가운데 **무엇의** 기울기인가요? 그래서 먼저 하나로 모읍니다. 학습에서 손실을 `sum()`이나 `mean()`으로 모으는 것도 이 때문입니다.

# %% [markdown] lang="en"
# Without a scalar, `backward()` does not know what to differentiate: the gradient of **which** of the three values? So first make them one. That is why losses are summed or averaged in training.

# %%
predict("2.1.sum")

# %%
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x**2
y.sum().backward()
print(x.grad)

# %% [markdown] lang="ko"
# `x.grad`의 모양은 언제나 `x`와 같습니다. 원소마다 "이 원소를 조금 늘리면 합이 몇 배로 변하나요?"에 답합니다. 각 원소는 자기 제곱에만 들어가므로 `2x`, 곧 `[2, 4, 6]`입니다.
#
# 합하는 대신 값마다 **무게**를 정해 `backward`에 줄 수도 있습니다. 무게가 `[1, 0, 0]`이면 첫째 값만 미분합니다. 무게가 모두 1이면 `sum()`과 같습니다. 문서에서는 이것을 벡터-야코비안 곱(vector-Jacobian product)이라고 부릅니다.

# %% [markdown] lang="en"
# `x.grad` always has the shape of `x`. For each element it answers: if this one grows a little, how many times as much does the sum grow? Each element enters only its own square, so the answer is `2x`: `[2, 4, 6]`.
#
# Instead of summing, you can hand `backward` a **weight** for each value. With `[1, 0, 0]` only the first value is differentiated. Weights of 1 give the same as `sum()`. The documentation calls this a *vector-Jacobian product*.

# %%
x = torch.tensor([1., 2., 3.], requires_grad=True)
y = x**2
y.backward(torch.tensor([1., 0., 0.]))
print(x.grad)

# %% [markdown] lang="ko"
# ## 9. 믿어도 될까요? 숫자로 확인하기
#
# autograd의 답이 맞는지 다른 방법으로 확인할 수 있습니다. 1절처럼 `x`를 조금 움직여 보면 됩니다. 이번에는 `x`의 양쪽을 보고, 두 값의 차이를 `2 * h`로 나눕니다. 이것을 유한 차분(finite difference)이라고 합니다.

# %% [markdown] lang="en"
# ## 9. Can we trust it? A check with numbers
#
# There is another way to find a gradient, so we can check autograd's answer: move `x` a little, as in section 1. This time we look on both sides of `x` and divide the difference by `2 * h`. This is called a *finite difference*.

# %%
def p(x):
    return x * x * x - 2 * x


x = torch.tensor(2., requires_grad=True)
p(x).backward()
print(x.grad)

for h in [0.1, 0.01, 0.001]:
    print(h, round((p(2 + h) - p(2 - h)) / (2 * h), 9))

# %% [markdown] lang="ko"
# `h`가 작아질수록 autograd의 답 10에 가까워집니다. 그렇다면 `h`를 아주아주 작게 잡으면 어떨까요?

# %% [markdown] lang="en"
# The smaller `h`, the closer we get to autograd's 10. And if we make `h` really tiny?

# %%
predict("2.1.tiny_step")

# %%
for h in [1e-5, 1e-10, 1e-13, 1e-15, 1e-17]:
    print(h, round((p(2 + h) - p(2 - h)) / (2 * h), 9))

# %% [markdown] lang="ko"
# 어느 정도까지만 나아지고, 그다음에는 도리어 나빠지다가 0이 됩니다. 컴퓨터의 소수는 자릿수가 정해져 있어서 `2 + 1e-17`은 그냥 `2`입니다. autograd는 `h`를 쓰지 않고 도함수의 식을 계산하므로 이런 문제가 없습니다.
#
# 더 큰 차이도 있습니다. 숫자로 하려면 입력 **하나마다** 함수를 두 번씩 계산해야 합니다. 매개변수(parameter)가 백만 개면 이백만 번입니다. `backward()`는 한 번에 모든 잎의 기울기를 구합니다. 그래서 학습은 autograd로 하고, 유한 차분은 확인할 때 씁니다. 확인해 주는 함수도 이미 있습니다. `float64`는 자릿수가 더 많은 소수입니다.

# %% [markdown] lang="en"
# It gets better only up to a point, then worse, and in the end it is 0. A computer keeps a limited number of digits: `2 + 1e-17` is just `2`. Autograd computes the derivative's formula, without any `h`, so it does not have this problem.
#
# There is a bigger difference. With numbers you must compute the function twice **for each input**: two million times for a million parameters. One `backward()` finds the gradients of all leaves. So we train with autograd and check with finite differences. There is a function that does this check; `float64` are numbers with more digits.

# %%
x = torch.tensor(2., dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(p, x))

# %% [markdown] lang="ko"
# ## 10. 한 걸음 더: 두 번 미분하기
#
# 기울기도 `x`에 따라 변합니다. 그러면 기울기의 기울기도 구할 수 있을까요? 역전파도 곱셈과 덧셈이니 **기록해 두면** 됩니다. `create_graph=True`가 그 일을 시킵니다. `torch.autograd.grad`는 기울기를 `.grad`에 넣지 않고 결과로 돌려주는 함수입니다. 결과가 튜플이라서 `(slope,)`로 하나를 꺼냅니다.

# %% [markdown] lang="en"
# ## 10. One step further: differentiate twice
#
# The gradient changes with `x`, too. Can we have the gradient of the gradient? The backward pass is made of multiplications and additions, so it only has to be **recorded**: `create_graph=True` asks for that. `torch.autograd.grad` returns the gradient instead of putting it into `.grad`. It returns a tuple, and `(slope,)` takes the one gradient out of it.

# %%
x = torch.tensor(1., requires_grad=True)
y = x**3
(slope,) = torch.autograd.grad(y, x, create_graph=True)
print(slope)

slope.backward()
print(x.grad)

# %% [markdown] lang="ko"
# `x³`의 도함수는 `3x²`이고 `x = 1`에서 3입니다. `slope`에도 `grad_fn`이 있습니다. 그래서 한 번 더 미분할 수 있고, `3x²`의 도함수 `6x`에서 6이 나옵니다. 이 단원에서는 여기까지만 알면 됩니다.

# %% [markdown] lang="en"
# The derivative of `x³` is `3x²`, which is 3 at `x = 1`. And `slope` has a `grad_fn` of its own, so it can be differentiated again: the derivative of `3x²` is `6x`, hence 6. For now, knowing that it can be done is enough.

# %% [markdown] lang="ko"
# ## 연습 문제
#
# `...`을 지우고 답을 쓴 다음 셀을 실행하세요. 막히면 `hint("2.1.slope")`처럼 힌트를 부르세요. 부를 때마다 조금씩 더 알려 줍니다.
#
# **연습 1.** `x = 3`에서 `y = x**3 - 5 * x`의 기울기를 autograd로 구해 `answer`에 넣으세요.

# %% [markdown] lang="en"
# ## Exercises
#
# Put your answer in place of `...` and run the cell. Stuck? Call `hint("2.1.slope")` (with the name of the exercise); each call tells a little more.
#
# **Exercise 1.** With autograd, find the gradient of `y = x**3 - 5 * x` at `x = 3`, and put it into `answer`.

# %%
answer = ...

check("2.1.slope", answer)

# %% [markdown] lang="ko"
# **연습 2.** 4절에서 본 다음 코드에서는 `w.grad`를 볼 수 없습니다.
#
# ```python
# w = torch.tensor([1., 2.], requires_grad=True) * 10
# ```
#
# 값은 그대로 `[10, 20]`이면서 기울기를 **받을 수 있는** `w`를 만드세요. 방법은 여러 가지입니다.

# %% [markdown] lang="en"
# **Exercise 2.** With this line from section 4, `w.grad` stays out of reach:
#
# ```python
# w = torch.tensor([1., 2.], requires_grad=True) * 10
# ```
#
# Make a `w` with the same values, `[10, 20]`, that **can receive** a gradient. There are several ways.

# %%
w = ...

check("2.1.leaf_weight", w)

# %% [markdown] lang="ko"
# **연습 3.** 실행하지 말고 손으로 풀어 보세요. 다음 코드가 끝나면 `x.grad`와 `w.grad`는 각각 얼마일까요? 그래프를 종이에 그리고 5절의 두 규칙, 곱하기와 더하기를 쓰면 됩니다.
#
# ```python
# x = torch.tensor(3., requires_grad=True)
# w = torch.tensor(2., requires_grad=True)
# a = w * x
# b = a + x
# y = a * b
# y.backward()
# ```

# %% [markdown] lang="en"
# **Exercise 3.** By hand, without running it: when this code has finished, what are `x.grad` and `w.grad`? Draw the graph on paper and use the two rules of section 5, multiply and add.
#
# ```python
# x = torch.tensor(3., requires_grad=True)
# w = torch.tensor(2., requires_grad=True)
# a = w * x
# b = a + x
# y = a * b
# y.backward()
# ```

# %%
answers = {"x.grad": ..., "w.grad": ...}

check("2.1.by_hand", answers)

# %% [markdown] lang="ko"
# **연습 4.** 함수 `f`와 실수 `at`을 받아 `x = at`에서 `f`의 기울기를 autograd로 구해 돌려주는 함수를 쓰세요. 예를 들어 `gradient(f, 1.0)`은 1절의 `f`에 대해 2입니다. 몇 번을 불러도 답이 맞아야 합니다.

# %% [markdown] lang="en"
# **Exercise 4.** Write a function that takes a function `f` and a number `at` and returns the gradient of `f` at `x = at`, found with autograd. With `f` from section 1, `gradient(f, 1.0)` is 2. It must be right however often it is called.

# %%
def gradient(f, at):
    return ...


check("2.1.gradient", gradient)

# %% [markdown] lang="ko"
# **연습 5.** 다음 함수는 `x**2`의 기울기를 `times`번 구해 모아 두려고 합니다. `x`가 3이고 `times`가 3이면 `[6, 6, 6]`이 나와야 하는데, 이대로는 오류가 납니다. 6절과 7절을 떠올리며 고쳐 보세요. 고칠 곳이 한 군데가 아닐 수도 있습니다.

# %% [markdown] lang="en"
# **Exercise 5.** This function should find the gradient of `x**2` a number of `times` and collect the results: `[6, 6, 6]` for an `x` of 3 and 3 `times`. As it stands it raises an error. Think of sections 6 and 7, and mend it. There may be more than one thing to mend.

# %%
def gradients(x, times):
    found = []
    y = x**2
    for _ in range(times):
        y.backward()
        found.append(x.grad.item())
    return found


check("2.1.every_round", gradients)

# %% [markdown] lang="ko"
# **연습 6.** 이번에는 autograd 없이, 9절의 방법으로 기울기를 구하는 함수를 쓰세요. `f`는 수를 받아 수를 돌려주고, `at`은 실수입니다. 정답과 1%까지 달라도 됩니다.

# %% [markdown] lang="en"
# **Exercise 6.** Now without autograd: write a function that finds the gradient as in section 9. `f` takes a number and returns a number, and `at` is a number. You may be off by up to 1%.

# %%
def slope_by_numbers(f, at):
    return ...


check("2.1.by_numbers", slope_by_numbers)

# %% [markdown] lang="ko"
# ## 정리
#
# - **기울기**는 `x`가 조금 변할 때 결과가 몇 배로 변하는지를 말합니다.
# - 계산하는 동안 autograd는 **그래프**를 기록하고, `backward()`는 나중에 만든 노드부터 그 그래프를 거슬러 갑니다. 한 길 위에서는 곱하고, 길이 만나면 더합니다.
# - 기울기는 `requires_grad=True`인 **잎 텐서**의 `.grad`에만 저장됩니다. 그 전에는 `None`입니다.
# - `.grad`는 **누적됩니다**. 새로 시작하려면 `x.grad = None`으로 비웁니다.
# - `backward()`가 끝나면 **저장해 둔 값**이 지워집니다. 다시 미분하려면 다시 계산합니다.
# - `backward()`는 **스칼라**에서 시작합니다. 값이 여럿이면 `sum()`으로 모으거나 무게를 줍니다.
# - 기울기가 미심쩍으면 **유한 차분**으로 확인합니다.
#
# ### 자주 하는 실수
#
# | 이런 일이 생기면 | 이것부터 보세요 |
# |---|---|
# | `x.grad`가 `None`입니다 | `backward()`를 불렀나요? `x.is_leaf`와 `x.requires_grad`가 모두 `True`인가요? |
# | 기울기가 2배, 3배로 나옵니다 | 셀을 여러 번 실행했거나 `grad`를 비우지 않았습니다 |
# | `Trying to backward through the graph a second time` | 반복문 밖에서 한 번만 계산한 부분이 있습니다 |
# | `grad can be implicitly created only for scalar outputs` | 결과가 스칼라가 아닙니다. `sum()`이나 `mean()`으로 모으세요 |
# | `Only Tensors of floating point and complex dtype can require gradients` | 정수로 만든 텐서입니다. `1` 대신 `1.`이라고 쓰세요 |
#
# **더 읽을거리** — PyTorch 문서:
# [A Gentle Introduction to torch.autograd](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html),
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html),
# [torch.Tensor.backward](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html)
#
# 그런데 autograd는 어떤 연산이든 거슬러 갈 수 있을까요? [2.2 미분 불가능한 연산](2.2-not-differentiable.ipynb)에서 알아봅니다.

# %% [markdown] lang="en"
# ## Summary
#
# - A **gradient** says how many times as much the result changes when `x` changes a little.
# - While you compute, autograd records a **graph**; `backward()` walks it from the newest node to the oldest. Along one way it multiplies, where ways meet it adds.
# - Gradients are stored only in the `.grad` of **leaf tensors** with `requires_grad=True`. Until then it is `None`.
# - `.grad` **accumulates**. To start afresh: `x.grad = None`.
# - After `backward()` the **saved values** are gone. To differentiate again, compute again.
# - `backward()` starts from a **scalar**. With several values, use `sum()` or give weights.
# - When you doubt a gradient, check it with **finite differences**.
#
# ### Common mistakes
#
# | What you see | What to look at first |
# |---|---|
# | `x.grad` is `None` | Did you call `backward()`? Are `x.is_leaf` and `x.requires_grad` both `True`? |
# | The gradient is 2 or 3 times too large | You ran the cell several times, or did not empty `grad` |
# | `Trying to backward through the graph a second time` | Something was computed once, outside the loop |
# | `grad can be implicitly created only for scalar outputs` | The result is not a scalar: `sum()` or `mean()` make it one |
# | `Only Tensors of floating point and complex dtype can require gradients` | The tensor was made of integers: write `1.` instead of `1` |
#
# **Read on** in the PyTorch documentation:
# [A Gentle Introduction to torch.autograd](https://docs.pytorch.org/tutorials/beginner/blitz/autograd_tutorial.html);
# [Autograd mechanics](https://docs.pytorch.org/docs/stable/notes/autograd.html);
# [torch.Tensor.backward](https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html)
#
# Can autograd walk back through every operation? See [2.2 What autograd cannot differentiate](2.2-not-differentiable.ipynb).
