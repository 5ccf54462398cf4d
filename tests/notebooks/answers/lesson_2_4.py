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


def freeze_off_and_on(x, w1, w2, w3):
    w2.requires_grad = False
    out = w3 * (w2 * (w1 * x))
    w2.requires_grad = True
    return out


def freeze_copied_under_no_grad(x, w1, w2, w3):
    with torch.no_grad():
        constant = w2.clone()
    return w3 * constant * w1 * x


def freeze_rebound(x, w1, w2, w3):
    w2 = w2.detach()
    return w3 * (w2 * (w1 * x))


def freeze_typo(x, w1, w2, w3):
    w2.require_grad = False
    return w3 * (w2 * (w1 * x))


def freeze_rebound_late(x, w1, w2, w3):
    out = w3 * (w2 * (w1 * x))
    w2 = w2.detach()
    return out


def freeze_the_first(x, w1, w2, w3):
    w1.requires_grad = False
    return w3 * (w2 * (w1 * x))


def freeze_every_weight(x, w1, w2, w3):
    for w in (w1, w2, w3):
        w.requires_grad = False
    return w3 * (w2 * (w1 * x))


def freeze_with_backward(x, w1, w2, w3):
    out = w3 * (w2 * (w1 * x))
    out.backward()
    w2.grad = None
    return out


def target_other_way_round(w, now, later):
    return ((w * later).detach() - w * now).pow(2)


def target_library_loss(w, now, later):
    return torch.nn.functional.mse_loss(w * now, (w * later).detach())


def target_rebound(w, now, later):
    guess = w * now
    target = (w * later).clone().detach()
    return (guess - target) * (guess - target)


def target_detach_dropped(w, now, later):
    guess = w * now
    target = w * later
    target.detach()
    return (guess - target) ** 2


def target_detached_late(w, now, later):
    guess = w * now
    target = w * later
    loss = (guess - target) ** 2
    target = target.detach()
    return loss


def target_one_factor(w, now, later):
    apart = w * now - (w * later).detach()
    return apart * apart.detach()


def target_with_backward(w, now, later):
    loss = (w * now - (w * later).detach()) ** 2
    loss.backward()
    return loss


def snapshot_numpy(w):
    return torch.tensor(w.detach().numpy().copy())


def snapshot_filled(w):
    copy = torch.zeros(len(w))
    copy[:] = w.detach()
    return copy


def snapshot_multiplied(w):
    return w.detach() * 1


def snapshot_no_grad_same(w):
    with torch.no_grad():
        return w


def snapshot_view(w):
    return w.detach().view(-1)


def snapshot_added(w):
    return w + 0


def last_all_but_two(model):
    for p in list(model.parameters())[:-2]:
        p.requires_grad = False
    return model


def last_counted(model):
    for place in range(len(model) - 1):
        for p in model[place].parameters():
            p.requires_grad_(False)
    return model


def last_same_object(model):
    last = list(model[-1].parameters())
    for p in model.parameters():
        p.requires_grad = any(p is one for one in last)


def last_of_modules(model):
    for layer in model[:-1]:
        layer.requires_grad = False
    return model


def last_detached(model):
    for p in model[:-1].parameters():
        p = p.detach()
    return model


def last_layer_only(model):
    model.requires_grad_(False)
    model[-1].requires_grad_(True)
    return model[-1]


def last_parameter_only(model):
    for p in list(model.parameters())[:-1]:
        p.requires_grad = False
    return model


def evaluate_decorated(model, x):
    @torch.no_grad()
    def run():
        return model(x)

    model.eval()
    out = run()
    model.train()
    return out


def evaluate_as_it_was(model, x):
    was = model.training
    model.train(False)
    with torch.set_grad_enabled(False):
        out = model(x)
    model.train(was)
    return out


def evaluate_all_inside(model, x):
    with torch.no_grad():
        model.eval()
        out = model.forward(x)
        model.train()
        return out


def evaluate_without_calling(model, x):
    model.eval  # noqa: B018
    with torch.no_grad():
        return model(x)


def evaluate_outside(model, x):
    model.eval()
    with torch.no_grad():
        model(x)
    out = model(x)
    model.train()
    return out


def evaluate_mean(model, x):
    model.eval()
    with torch.no_grad():
        out = model(x).mean()
    model.train()
    return out


def evaluate_nothing(model, x):
    return x


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
        (freeze_off_and_on, "right"),
        (freeze_copied_under_no_grad, "right"),
        (freeze_rebound, "right"),
        (freeze_typo, "typo"),
        (freeze_rebound_late, "open"),
        (freeze_the_first, "other"),
        (freeze_every_weight, "other"),
        (freeze_with_backward, "backward"),
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
        (target_other_way_round, "right"),
        (target_library_loss, "right"),
        (target_rebound, "right"),
        (target_detach_dropped, "both"),
        (target_detached_late, "both"),
        (target_one_factor, "gradient"),
        (target_with_backward, "backward"),
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
        (snapshot_numpy, "right"),
        (snapshot_filled, "right"),
        (snapshot_multiplied, "right"),
        (snapshot_no_grad_same, "same"),
        (snapshot_view, "shared"),
        (snapshot_added, "tracked"),
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
        (last_all_but_two, "right"),
        (last_counted, "right"),
        (last_same_object, "right"),
        (last_of_modules, "module"),
        (last_detached, "nothing"),
        (last_layer_only, "form"),
        (last_parameter_only, "last"),
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
        (evaluate_decorated, "right"),
        (evaluate_as_it_was, "right"),
        (evaluate_all_inside, "right"),
        (evaluate_without_calling, "dropout"),
        (evaluate_outside, "recorded"),
        (evaluate_mean, "value"),
        (evaluate_nothing, "value"),
    ],
}
