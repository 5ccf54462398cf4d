"""Answers to the exercises of lesson 2.4."""

import torch


def freeze_flag(x, w1, w2, w3):
    w2.requires_grad = False
    return w3 * (w2 * (w1 * x))


def freeze_flag_late(x, w1, w2, w3):
    out = w3 * (w2 * (w1 * x))
    w2.requires_grad_(False)
    return out


def freeze_detached_weight(x, w1, w2, w3):
    return w3 * (w2.detach() * (w1 * x))


def freeze_number(x, w1, w2, w3):
    return w3 * (w2.item() * (w1 * x))


def freeze_starter(x, w1, w2, w3):
    return ...


def freeze_nothing(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x))


def freeze_detached_before(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x).detach())


def freeze_detached_after(x, w1, w2, w3):
    return w3 * (w2 * (w1 * x)).detach()


def freeze_no_grad(x, w1, w2, w3):
    h1 = w1 * x
    with torch.no_grad():
        h2 = w2 * h1
    return w3 * h2


def freeze_all(x, w1, w2, w3):
    with torch.no_grad():
        return w3 * (w2 * (w1 * x))


def freeze_last_too(x, w1, w2, w3):
    return w3.detach() * (w2.detach() * (w1 * x))


def freeze_left_out(x, w1, w2, w3):
    return w3 * (w1 * x)


def freeze_other_gradient(x, w1, w2, w3):
    return w3 * (w2.detach() * (w1 * x)) + 0 * w1 + w1 - w1.detach()


def target_detached(w, now, later):
    return (w * now - (w * later).detach()) ** 2


def target_no_grad(w, now, later):
    guess = w * now
    with torch.no_grad():
        target = w * later
    return (guess - target) ** 2


def target_detached_weight(w, now, later):
    return (w * now - w.detach() * later) ** 2


def target_number(w, now, later):
    return (w * now - (w * later).item()) ** 2


def target_starter(w, now, later):
    return ...


def target_both(w, now, later):
    return (w * now - w * later) ** 2


def target_swapped(w, now, later):
    return ((w * now).detach() - w * later) ** 2


def target_all(w, now, later):
    return ((w * now - w * later) ** 2).detach()


def target_frozen(w, now, later):
    w.requires_grad = False
    return (w * now - w * later) ** 2


def target_not_squared(w, now, later):
    return w * now - (w * later).detach()


def target_other_gradient(w, now, later):
    return (w * now - (w * later).detach()) ** 2 + w - w.detach()


def snapshot_copied(w):
    return w.detach().clone()


def snapshot_clone_first(w):
    return w.clone().detach()


def snapshot_rebuilt(w):
    return torch.tensor(w.tolist())


def snapshot_no_grad(w):
    with torch.no_grad():
        return w + 0


def snapshot_starter(w):
    return ...


def snapshot_itself(w):
    return w


def snapshot_detached(w):
    return w.detach()


def snapshot_data(w):
    return w.data


def snapshot_cloned(w):
    return w.clone()


def snapshot_emptied(w):
    return torch.zeros(len(w))


def snapshot_frozen(w):
    copy = w.detach().clone()
    w.requires_grad = False
    return copy


def last_all_then_on(model):
    for p in model.parameters():
        p.requires_grad = False
    for p in model[-1].parameters():
        p.requires_grad = True
    return model


def last_method(model):
    model.requires_grad_(False)
    model[-1].requires_grad_(True)


def last_slice(model):
    model[:-1].requires_grad_(False)
    return model


def last_by_name(model):
    keep = f"{len(model) - 1}."
    for name, p in model.named_parameters():
        p.requires_grad = name.startswith(keep)
    return model


def last_starter(model):
    return ...


def last_untouched(model):
    return model


def last_typo(model):
    for p in model[:-1].parameters():
        p.require_grad = False
    return model


def last_eval(model):
    return model.eval()


def last_no_grad(model):
    with torch.no_grad():
        return model


def last_all(model):
    return model.requires_grad_(False)


def last_reversed(model):
    model[-1].requires_grad_(False)
    return model


def last_first_only(model):
    model[0].requires_grad_(False)
    return model


def last_weights_only(model):
    for layer in model[:-1]:
        for name, p in layer.named_parameters():
            p.requires_grad = name != "weight"
    return model


def last_bias_too(model):
    model[:-1].requires_grad_(False)
    model[-1].bias.requires_grad = False
    return model


def last_number(model):
    return 3


def evaluate_rightly(model, x):
    model.eval()
    with torch.no_grad():
        out = model(x)
    model.train()
    return out


def evaluate_in_inference_mode(model, x):
    model.eval()
    with torch.inference_mode():
        out = model(x)
    model.train()
    return out


def evaluate_with_try(model, x):
    model.train(False)
    try:
        with torch.no_grad():
            return model(x)
    finally:
        model.train(True)


def evaluate_starter(model, x):
    return ...


def evaluate_plainly(model, x):
    return model(x)


def evaluate_without_eval(model, x):
    with torch.no_grad():
        return model(x)


def evaluate_recorded(model, x):
    model.eval()
    out = model(x)
    model.train()
    return out


def evaluate_detached(model, x):
    model.eval()
    out = model(x).detach()
    model.train()
    return out


def evaluate_and_leave(model, x):
    model.eval()
    with torch.no_grad():
        return model(x)


def evaluate_frozen(model, x):
    model.eval()
    model.requires_grad_(False)
    out = model(x)
    model.train()
    return out


def evaluate_squashed(model, x):
    model.eval()
    with torch.no_grad():
        out = model(x).sigmoid()
    model.train()
    return out


ANSWERS: dict[str, list[tuple[object, str]]] = {
    "2.4.freeze": [
        (freeze_flag, "right"),
        (freeze_flag_late, "right"),
        (freeze_detached_weight, "right"),
        (freeze_number, "right"),
        (freeze_starter, "unanswered"),
        (freeze_nothing, "open"),
        (freeze_detached_before, "swapped"),
        (freeze_detached_after, "cut"),
        (freeze_no_grad, "cut"),
        (freeze_all, "unrecorded"),
        (freeze_last_too, "last"),
        (freeze_left_out, "value"),
        (freeze_other_gradient, "gradient"),
    ],
    "2.4.target": [
        (target_detached, "right"),
        (target_no_grad, "right"),
        (target_detached_weight, "right"),
        (target_number, "right"),
        (target_starter, "unanswered"),
        (target_both, "both"),
        (target_swapped, "swapped"),
        (target_all, "cut"),
        (target_frozen, "cut"),
        (target_not_squared, "value"),
        (target_other_gradient, "gradient"),
    ],
    "2.4.snapshot": [
        (snapshot_copied, "right"),
        (snapshot_clone_first, "right"),
        (snapshot_rebuilt, "right"),
        (snapshot_no_grad, "right"),
        (snapshot_starter, "unanswered"),
        (snapshot_itself, "same"),
        (snapshot_detached, "shared"),
        (snapshot_data, "shared"),
        (snapshot_cloned, "tracked"),
        (snapshot_emptied, "value"),
        (snapshot_frozen, "frozen"),
    ],
    "2.4.last_layer": [
        (last_all_then_on, "right"),
        (last_method, "right"),
        (last_slice, "right"),
        (last_by_name, "right"),
        (last_starter, "unanswered"),
        (last_untouched, "nothing"),
        (last_typo, "typo"),
        (last_eval, "eval"),
        (last_no_grad, "nothing"),
        (last_all, "all"),
        (last_reversed, "reversed"),
        (last_first_only, "body"),
        (last_weights_only, "body"),
        (last_bias_too, "last"),
        (last_number, "form"),
    ],
    "2.4.evaluate": [
        (evaluate_rightly, "right"),
        (evaluate_in_inference_mode, "right"),
        (evaluate_with_try, "right"),
        (evaluate_starter, "unanswered"),
        (evaluate_plainly, "dropout"),
        (evaluate_without_eval, "dropout"),
        (evaluate_recorded, "recorded"),
        (evaluate_detached, "graph"),
        (evaluate_and_leave, "left"),
        (evaluate_frozen, "frozen"),
        (evaluate_squashed, "value"),
    ],
}
