"""New tensors: of numbers, of arrays, filled by rule, or after the example of another tensor."""
