// Package kmeans is Lloyd's k-means in matrix algebra: the four lines that the
// slides derive from point-wise distances, and what it takes to run them on any
// data.
//
// The variables are the slides': X holds m points of n coordinates as rows, M
// holds k centers as rows, Y holds a label for each point, counted from 0, and
// row i of Z is one-hot for y_i.
//
//	M_* = 1(Mᵀ)²                       Expectation    rung M2
//	Y   = rowwise_argmin(−2XMᵀ + M_*)                 rung M3
//	Z   = I_k[Y]                                      rung M4
//	M   = ZᵀX / Zᵀ1                    Maximization   rung M5
//
// [Expectation] and [Maximization] are these lines to the letter, NaN and all;
// read slide.go first. [Fit] is what to run on your own data. [Shuffle],
// [Resample] and [PlusPlus] choose centers to begin with, [Cost] is what each step
// makes smaller, and [Certain] tells which labels no rounding can have changed.
//
// Nothing here changes the matrices it is given, and the same input gives the same
// bits on every machine and for any number of cores.
package kmeans
