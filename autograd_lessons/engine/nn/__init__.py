"""`torch.nn`: functions, and layers that hold their parameters.

`functions` has what layers compute, `modules` the layers, each class where PyTorch has it.
"""

from ..lazy import offered

__getattr__, __dir__ = offered(
    "torch.nn",
    globals(),
    {
        "nn.functional": ".",
        "nn.init": ".",
        "nn.modules.activation": "CELU ELU GELU GLU Hardsigmoid Hardswish Hardtanh LeakyReLU "
        "LogSigmoid LogSoftmax Mish PReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmin "
        "Softplus Softsign Tanh Tanhshrink",
        "nn.modules.batchnorm": "BatchNorm1d BatchNorm2d",
        "nn.modules.container": "ModuleDict ModuleList ParameterDict ParameterList Sequential",
        "nn.modules.conv": "Conv1d Conv2d ConvTranspose1d ConvTranspose2d",
        "nn.modules.distance": "CosineSimilarity PairwiseDistance",
        "nn.modules.dropout": "Dropout Dropout1d Dropout2d",
        "nn.modules.flatten": "Flatten Unflatten",
        "nn.modules.linear": "Identity Linear",
        "nn.modules.loss": "BCELoss BCEWithLogitsLoss CosineEmbeddingLoss CrossEntropyLoss "
        "GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss MSELoss MarginRankingLoss "
        "NLLLoss SmoothL1Loss TripletMarginLoss",
        "nn.modules.module": "Module",
        "nn.modules.normalization": "GroupNorm LayerNorm RMSNorm",
        "nn.modules.padding": "ConstantPad2d ZeroPad2d",
        "nn.modules.pooling": "AdaptiveAvgPool1d AdaptiveAvgPool2d AvgPool1d AvgPool2d MaxPool1d "
        "MaxPool2d",
        "nn.modules.sparse": "Embedding",
        "nn.parameter": ". Parameter",
        "nn.utils": ".",
    },
)
__all__ = __dir__()
