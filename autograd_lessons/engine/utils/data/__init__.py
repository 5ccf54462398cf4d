"""`torch.utils.data`: examples, the order to take them in, and batches of them."""

from ...lazy import offered

__getattr__, __dir__ = offered(
    "torch.utils.data",
    globals(),
    {
        "utils.data.collate": "default_collate",
        "utils.data.dataloader": ". DataLoader",
        "utils.data.dataset": ". ConcatDataset Dataset IterableDataset Subset TensorDataset "
        "random_split",
        "utils.data.sampler": ". BatchSampler RandomSampler Sampler SequentialSampler "
        "SubsetRandomSampler WeightedRandomSampler",
    },
)
__all__ = __dir__()
