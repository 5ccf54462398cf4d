# %% [markdown] lang="ko"
# # 가르치는 분께
#
# [처음 화면](index.ipynb) · [요약 카드](reference-card.ipynb) · [English](../en/teacher-notes.ipynb)
#
# 네 단원을 **두 시간** 수업으로 진행할 때 쓰는 안내입니다. 시간 배분, 던질 질문과 기대하는 답, 수업에서 자주 막히는 곳을 적었습니다. 혼자 공부하면 연습 문제까지 서너 시간이 걸리므로, 수업에서는 아래에 적은 절만 함께 하고 나머지와 연습 문제는 과제로 냅니다.

# %% [markdown] lang="en"
# # For teachers
#
# [Start page](index.ipynb) · [Reference card](reference-card.ipynb) · [한국어](../ko/teacher-notes.ipynb)
#
# How to take a class through the four lessons in **two hours**: timing, questions to ask with the answers to expect, and where classes get stuck. Working alone, with all exercises, takes three to four hours. So do the sections named below together, and give the rest and the exercises as homework.

# %% [markdown] lang="ko"
# ## 시간 배분
#
# | 분 | 할 일 | 함께 하는 곳 |
# |---|---|---|
# | 0–5 | 처음 화면의 맛보기. 슬라이더를 움직이며 기울기(gradient)가 0인 곳 찾기 | [처음 화면](index.ipynb) |
# | 5–35 | 기울기, 잎(leaf) 텐서, 곱하고 더하기, 누적 | [2.1](2.1-automatic-differentiation.ipynb): 기울기의 뜻에서 두 번째 `backward()`의 오류까지 |
# | 35–60 | `argmax` 오류, 세 가지 원인, 기울기 0 | [2.2](2.2-not-differentiable.ipynb): 첫 오류에서 `round`까지 |
# | 60–70 | 쉬는 시간 | |
# | 70–90 | `None`과 0, `retain_grad()`, `w = w - lr * w.grad` | [2.3](2.3-non-leaf-gradients.ipynb): 1–5절과 8절 |
# | 90–115 | 세 방법, 고정(freeze)과 분리(detach), `eval()` | [2.4](2.4-stopping-gradients.ipynb): 1, 2, 4, 6절과 7절의 `eval()`까지 |
# | 115–120 | 아래의 마무리 질문, 과제 안내 | [요약 카드](reference-card.ipynb) |
#
# **예측하기**는 수업에서 가장 값진 시간입니다. 하나에 3분쯤 걸리므로 아래의 것만 함께 하고, 나머지는 각자 고르게 한 다음 바로 넘어갑니다.
#
# | 단원 | 함께 할 예측(셀에 적힌 이름) |
# |---|---|
# | 2.1 | `2.1.before_backward`, `2.1.leaf`, `2.1.two_paths`, `2.1.accumulate`, `2.1.second_backward` |
# | 2.2 | `2.2.argmax`, `2.2.three_causes`, `2.2.round` |
# | 2.3 | `2.3.non_leaf`, `2.3.none_or_zero`, `2.3.computed`, `2.3.update` |
# | 2.4 | `2.4.requires_grad`, `2.4.detach`, `2.4.no_grad`, `2.4.frozen_middle`, `2.4.detached_middle`, `2.4.eval` |
#
# 시간이 모자라면 2.1의 두 번째 `backward()`, 2.3의 5절, 2.4의 `eval()`을 과제로 돌리세요. 2.3의 8절과 2.4의 6절은 남겨 두세요. 나중에 코드를 고칠 때 가장 많이 쓰입니다.
#
# 먼저 끝낸 학생에게는 2.2의 `error_lab()`, 2.3의 `retain_lab()`, 2.4의 `stopping_lab()`을 권하세요. 셋 다 직접 바꾸어 가며 확인하는 실험실입니다.
#
# ## 수업 전에
#
# - 학생이 쓸 컴퓨터마다 `make lab LESSONS=ko`를 한 번 실행해 두세요. 처음에는 설치하느라 시간이 걸립니다. 설치가 어려운 곳에서는 README의 Binder 단추를 쓰되, 수업 10분 전에 미리 켜 두세요.
# - 투사할 때는 브라우저를 확대하고, JupyterLab의 View 메뉴에서 *Appearance → Simple Interface*를 켜면 글자가 잘 보입니다.
# - PyTorch는 필요 없습니다. 있으면 첫 셀을 `import torch`로 바꾸어 '진짜도 똑같다'를 보여 줄 수 있습니다.
# - 실행할 수 없는 곳에서도 저장된 페이지를 그대로 읽거나 인쇄할 수 있습니다.
#
# ## 예측하기를 진행하는 법
#
# 1. 질문을 소리 내어 읽고 **30초 동안 말없이** 고르게 합니다.
# 2. 손을 들어 표를 셉니다. 맞고 틀림은 아직 말하지 않습니다.
# 3. 표가 갈리면 옆 사람과 1분 동안 이야기하게 하고 다시 셉니다.
# 4. 다음 셀을 실행하고, **틀린 답을 고른 사람이** 왜 그렇게 생각했는지 먼저 듣습니다. 보기마다 붙은 설명은 그 생각에서 출발합니다.

# %% [markdown] lang="en"
# ## Timing
#
# | minutes | what to do | together |
# |---|---|---|
# | 0–5 | the tour on the start page; move the slider and find where the gradient is 0 | [Start page](index.ipynb) |
# | 5–35 | gradient, leaf tensors, multiply and add, accumulation | [2.1](2.1-automatic-differentiation.ipynb): from what a gradient is to the error of the second `backward()` |
# | 35–60 | the `argmax` error, its three causes, a gradient of 0 | [2.2](2.2-not-differentiable.ipynb): from the first error to `round` |
# | 60–70 | break | |
# | 70–90 | `None` and 0, `retain_grad()`, `w = w - lr * w.grad` | [2.3](2.3-non-leaf-gradients.ipynb): sections 1–5 and 8 |
# | 90–115 | the three tools, freezing and detaching, `eval()` | [2.4](2.4-stopping-gradients.ipynb): sections 1, 2, 4, 6, and 7 as far as `eval()` |
# | 115–120 | the closing questions below; homework | [Reference card](reference-card.ipynb) |
#
# The **predictions** are the best minutes of the class. One takes about three minutes, so do these together; at the others everybody chooses alone, and you go on.
#
# | lesson | predictions to do together (the name stands in the cell) |
# |---|---|
# | 2.1 | `2.1.before_backward`, `2.1.leaf`, `2.1.two_paths`, `2.1.accumulate`, `2.1.second_backward` |
# | 2.2 | `2.2.argmax`, `2.2.three_causes`, `2.2.round` |
# | 2.3 | `2.3.non_leaf`, `2.3.none_or_zero`, `2.3.computed`, `2.3.update` |
# | 2.4 | `2.4.requires_grad`, `2.4.detach`, `2.4.no_grad`, `2.4.frozen_middle`, `2.4.detached_middle`, `2.4.eval` |
#
# Short of time? Give the second `backward()` of 2.1, section 5 of 2.3 and `eval()` of 2.4 as homework. Keep section 8 of 2.3 and section 6 of 2.4: nothing is needed more often when code has to be mended.
#
# For those who finish early there are `error_lab()` in 2.2, `retain_lab()` in 2.3 and `stopping_lab()` in 2.4, labs in which one changes something and sees what comes of it.
#
# ## Before the class
#
# - Run `make lab` once on every computer; the first time it has to install things. Where installing is difficult, use the Binder button in the README, and start it ten minutes ahead.
# - For the projector, zoom in and switch on *Appearance → Simple Interface* in JupyterLab's View menu.
# - PyTorch is not needed. If you have it, write `import torch` in the first cell and show that the real one does the same.
# - Where nothing can be run, the stored pages can be read and printed as they are.
#
# ## How to run a prediction
#
# 1. Read the question aloud and give the class **30 silent seconds** to choose.
# 2. Count hands. Don't say who is right.
# 3. If the votes differ, let neighbours talk for a minute and count again.
# 4. Run the next cell, and first hear **someone who chose a wrong answer**. The explanation of each choice starts from that thought.

# %% [markdown] lang="ko"
# ## 2.1 자동 미분
#
# | 질문 | 기대하는 답 |
# |---|---|
# | `x.grad`가 2라는 것은 무슨 뜻인가요? | `x`가 조금 늘면 결과가 그 2배만큼 는다. '공식이 2x라서'에서 멈추지 않게 하세요. |
# | `y`는 왜 기울기를 받지 않나요? | 연산이 만든 텐서라서 잎이 아니다. |
# | 길이 둘이면 왜 더하나요? | `x`가 변하면 두 길이 모두 결과를 움직이니까. |
# | `backward()`를 두 번 부르면 언제 오류인가요? | 저장해 둔 값이 필요한데 이미 해제되었을 때. '언제나'가 아니다. |
#
# **자주 막히는 곳.** '잎은 그래프의 마지막'이라는 말에서 방향이 헷갈립니다. 역전파(backpropagation)에서는 마지막, 순전파(forward pass)에서는 처음이라고 칠판에 화살표를 둘 다 그려 주세요.
# `torch.tensor([1., 2.], requires_grad=True) * 10`처럼 만드는 줄에서 연산까지 하는 실수는 반드시 한 명은 합니다.
#
# ## 2.2 미분 불가능한 연산
#
# | 질문 | 기대하는 답 |
# |---|---|
# | 오류는 어느 줄에서 났나요? 원인은 어느 줄인가요? | 오류는 `backward()`에서, 원인은 그보다 앞의 `argmax`에서. |
# | `argmax`의 기울기는 0인가요? | 아니다. 기록이 없다. 0인 것은 `round`다. |
# | `requires_grad_()`를 붙이면 고쳐지나요? | 오류만 사라지고 기울기는 여전히 `None`이다. |
#
# **자주 막히는 곳.** '미분 불가능하면 오류'라고 외운 학생은 `relu(0)`에서 오류를 기대합니다. 수학의 미분 가능과 PyTorch의 '기록함'은 다른 물음이라고 짚어 주세요. 아래 셀을 실행하면 세 가지 원인에서 같은 오류가 나는 것을 한 번에 보여 줄 수 있습니다.

# %% [markdown] lang="en"
# ## 2.1 Automatic differentiation
#
# | ask | expect |
# |---|---|
# | What does it mean that `x.grad` is 2? | When `x` grows a little, the result grows twice as much. Don't stop at "because the formula is 2x". |
# | Why does `y` get no gradient? | An operation made it, so it is not a leaf. |
# | Two paths: why add? | A change of `x` moves the result along both. |
# | When is a second `backward()` an error? | When saved values are needed and have been freed. Not "always". |
#
# **Where classes get stuck.** "A leaf is the last one in the graph": which direction? Last for the backward pass, first for the forward pass: draw both arrows on the board.
# Someone is sure to compute on the line that creates: `torch.tensor([1., 2.], requires_grad=True) * 10`.
#
# ## 2.2 What autograd cannot differentiate
#
# | ask | expect |
# |---|---|
# | Which line raised the error? Which line caused it? | `backward()` raised it; the cause is the `argmax` before. |
# | Is the gradient of `argmax` 0? | No, there is no record. The one with 0 is `round`. |
# | Does `requires_grad_()` mend it? | Only the error goes; the gradient is still `None`. |
#
# **Where classes get stuck.** Those who learned "not differentiable means error" expect an error at `relu(0)`. Differentiable in mathematics and recorded in PyTorch are two questions. The cell below shows the same error from three causes at a glance.

# %%
from autograd_lessons import draw, set_language, watch
from autograd_lessons import engine as torch  # or: import torch

set_language("ko")

x = torch.tensor([1., 3.], requires_grad=True)
frozen = torch.tensor([1., 3.])
with torch.no_grad():
    paused = x.sum()

results = {
    "argmax": x.argmax(),
    "no_grad": paused,
    "all frozen": frozen.sum(),
}
for name, y in results.items():
    try:
        y.backward()
    except RuntimeError as error:
        print(f"{name:10}  {error}")

# %% [markdown] lang="ko"
# ## 2.3 잎이 아닌 텐서의 기울기
#
# | 질문 | 기대하는 답 |
# |---|---|
# | `None`과 0은 어떻게 다른가요? | 0은 도착한 값이고, `None`은 도착하거나 저장된 것이 없다는 표시다. |
# | `y.grad`가 `None`인데 `x.grad`는 어떻게 구했나요? | `y`의 기울기도 계산했다. 넘겨준 다음 버렸다. |
# | `backward()` 다음에 `retain_grad()`를 부르면요? | 이미 지나갔으므로 `None`이다. 다시 계산해야 한다. |
# | 왜 모두 저장하지 않나요? | 쓰지 않을 값에 메모리가 든다. 배치가 클수록 많이 든다. |
# | `w = w - lr * w.grad` 다음에 `w`는 누구인가요? | 뺄셈의 결과. 처음 `w`는 이름을 잃었다. |
#
# **자주 막히는 곳.** `retain_grad()`와 `retain_graph=True`를 섞어 씁니다. 하나는 기울기, 하나는 그래프라고 그때그때 되물어 주세요. `w = w - …`가 잘못인 까닭을 '느려서', '메모리 때문에'라고 짐작하는 학생에게는 그림에서 `w`라는 이름이 어느 상자에 붙어 있는지 찾게 하세요.
# 잎이 아닌 텐서의 `.grad`를 읽으면 나오는 경고(`UserWarning`)는 1절에서 설명한 다음 숨깁니다. 학생이 새 노트북에서 이 경고를 만나면 지우지 말고 읽어 보게 하세요.
#
# ## 2.4 기울기 멈추기
#
# | 질문 | 기대하는 답 |
# |---|---|
# | `x = x.detach()` 다음에 기울기는 어디로 갔나요? | 처음 텐서로. 이름 `x`가 다른 텐서로 옮겨 갔을 뿐이다. |
# | `no_grad` 안에서 `x.requires_grad`는 무엇인가요? | 그대로 `True`. 텐서는 바뀌지 않고 기록만 멈춘다. |
# | 가운데 계층을 고정하면 앞 계층은 배우나요? | 배운다. 고정은 길을 막지 않는다. |
# | 그러면 무엇이 길을 막나요? | 중간의 `detach()`, `no_grad` 안의 계산. |
# | `eval()`을 부르면 기울기가 멈추나요? | 아니다. 드롭아웃 같은 계층의 동작만 바뀐다. |
#
# **자주 막히는 곳.** 가장 오래가는 오해는 '고정한 계층이 기울기를 막는다'입니다. 아래 두 그림을 나란히 띄우고, 손가락으로 `out`에서 `w1`까지 화살표를 거슬러 가 보게 하세요. 첫 그림에서는 실선만 따라 `w1`까지 가지만, 둘째 그림에서는 `detach`의 점선에서 막힙니다.

# %% [markdown] lang="en"
# ## 2.3 Gradients of tensors that are not leaves
#
# | ask | expect |
# |---|---|
# | How do `None` and 0 differ? | 0 is a value that arrived; `None` says that nothing arrived or nothing was kept. |
# | `y.grad` is `None`. How was `x.grad` found, then? | The gradient of `y` was computed, too; it was handed on and dropped. |
# | And if `retain_grad()` comes after `backward()`? | The gradient has passed by: `None`. Compute again. |
# | Why not keep them all? | It takes memory for values that nobody uses; the larger the batch, the more. |
# | After `w = w - lr * w.grad`, who is `w`? | The result of a subtraction. The first `w` has lost its name. |
#
# **Where classes get stuck.** `retain_grad()` and `retain_graph=True` get mixed up: ask each time whether the gradient or the graph is meant. To those who think that `w = w - …` is wrong because it is slow or takes memory: let them find the box in the picture that has the name `w`.
# The warning on reading `.grad` of a tensor that is not a leaf (`UserWarning`) is explained in section 1 and then hidden. When somebody meets it in a notebook of their own, have them read it rather than silence it.
#
# ## 2.4 Stopping gradients
#
# | ask | expect |
# |---|---|
# | After `x = x.detach()`, where did the gradient go? | To the first tensor. Only the name `x` has moved. |
# | Under `no_grad`, what is `x.requires_grad`? | Still `True`. No tensor changes; only recording pauses. |
# | A layer in the middle is frozen. Do the layers before it learn? | Yes. Freezing does not block the way. |
# | What does, then? | `detach()` in the middle; computing under `no_grad`. |
# | Does `eval()` stop gradients? | No. It only changes how layers such as dropout behave. |
#
# **Where classes get stuck.** The belief that lives longest is "a frozen layer blocks the gradient". Show the two pictures below side by side, and have somebody walk from `out` back to `w1` with a finger. In the first, unbroken lines lead all the way to `w1`; in the second, the way ends at the dotted line of `detach`.

# %%
x = torch.tensor([2.])
w1 = torch.tensor([3.], requires_grad=True)
w2 = torch.tensor([4.], requires_grad=True)
w2.requires_grad = False
with watch():
    out = w2 * (w1 * x)
out.backward()
draw(out)

# %%
w1 = torch.tensor([3.], requires_grad=True)
w2 = torch.tensor([4.], requires_grad=True)
with watch():
    out = w2 * (w1 * x).detach()
out.backward()
draw(out)

# %% [markdown] lang="ko"
# ## 마무리 질문
#
# 1. 잎이란 무엇인가요? **답:** 기록된 연산이 만들지 않은 텐서. 그 가운데 `requires_grad=True`인 것이 기울기를 받습니다.
# 2. 기울기가 `None`일 때 살펴볼 것을 네 가지 말해 보세요. **답:** `backward()`를 불렀는가, 잎인가, 결과를 계산하는 데 쓰였는가, 길이 끊기지 않았는가.
# 3. 미리 학습된(pretrained) 모델의 마지막 계층만 학습하려면? **답:** 나머지 매개변수(parameter)의 `requires_grad`를 `False`로 바꾸고, 마지막 계층의 매개변수만 옵티마이저(optimizer)에 넘겨줍니다.
#
# ## 연습 문제
#
# 셀마다 `check(...)`가 기대한 답과 받은 답을 보여 주고, 그럴듯하게 틀린 답에는 까닭을 말해 줍니다. `hint(...)`의 **마지막 힌트가 풀이**입니다. 맞는 코드이면 어떻게 쓰든 통과합니다.
# 채점은 문제에 나온 것과 다른 값으로도 하므로, 답을 숫자로 적어 넣은 코드는 통과하지 못합니다.
#
# 단원마다 다섯 문제나 여섯 문제이고 20분쯤 걸립니다. 모두 내기 어려우면 `2.1.leaf_weight`, `2.2.cause`, `2.3.mend`, `2.4.freeze`, `2.4.last_layer`를 먼저 내세요. 학생이 실제로 고치게 될 코드와 가장 가깝습니다.
#
# ## 잘 안 될 때
#
# | 증상 | 할 일 |
# |---|---|
# | 슬라이더나 단추가 보이지 않고 그림만 있다 | 셀을 실행하지 않았습니다. Shift+Enter를 누르세요. |
# | `NameError: name 'torch' is not defined` | 커널을 다시 시작한 뒤 첫 셀을 건너뛰었습니다. 첫 셀부터 실행하세요. |
# | 기울기가 노트북에 적힌 값보다 크다 | 같은 셀을 두 번 실행해서 누적되었습니다. 텐서를 만드는 셀부터 다시 실행하세요. |
# | 빨간 오류가 나왔는데 수업 자료가 잘못된 것 같다 | 일부러 낸 오류가 있습니다. 맨 아랫줄을 읽게 하세요. 바로 다음 글이 그 오류를 설명합니다. |
# | 고친 코드가 그대로인 것 같다 | 셀을 다시 실행하지 않았거나, 앞의 셀에서 만든 같은 이름의 텐서를 쓰고 있습니다. Run 메뉴의 *Restart Kernel and Run All Cells*를 쓰세요. |
# | 화면의 언어를 바꾸고 싶다 | 첫 셀의 `set_language`를 바꾸거나, 맨 위의 링크로 다른 언어의 노트북을 여세요. |

# %% [markdown] lang="en"
# ## Closing questions
#
# 1. What is a leaf? **Answer:** a tensor that no recorded operation made. Those with `requires_grad=True` get gradients.
# 2. A gradient is `None`. Name four things to look at. **Answer:** was `backward()` called, is it a leaf, was it used to compute the result, is the path whole?
# 3. How do you train only the last layer of a pretrained model? **Answer:** set `requires_grad` of the other parameters to `False`, and hand only the last layer's to the optimizer.
#
# ## Exercises
#
# In each cell `check(...)` shows what was expected and what it got, and tells the reason where an answer is plausible but wrong. The **last hint** of `hint(...)` **is the solution**. Any correct code passes, however it is written.
# Answers are judged on other values, too, so code with the numbers of the task typed in does not pass.
#
# Each lesson has five or six, for about 20 minutes. If that is too much, give `2.1.leaf_weight`, `2.2.cause`, `2.3.mend`, `2.4.freeze` and `2.4.last_layer` first: they are closest to the code that students will really have to mend.
#
# ## When something goes wrong
#
# | symptom | what to do |
# |---|---|
# | pictures only, no sliders or buttons | The cell has not been run: Shift+Enter. |
# | `NameError: name 'torch' is not defined` | The first cell was skipped after restarting the kernel. Run from the top. |
# | a gradient is larger than on the page | The cell was run twice and the gradient accumulated. Run again from the cell that creates the tensor. |
# | a red error, and the material seems to be broken | Some errors are there on purpose. Have the last line read; the text right below explains it. |
# | mended code seems to change nothing | The cell was not run again, or a tensor of the same name from an earlier cell is in use: *Restart Kernel and Run All Cells* in the Run menu. |
# | the language should change | Change `set_language` in the first cell, or open the other language's notebook through the link at the top. |
