package pointwise
