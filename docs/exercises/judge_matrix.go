package main

import "example.com/kmeans-by-hand/matrix"

func init() {
	matrixOf = func(m, n int, elements []float64) any {
		A := matrix.New(m, n)
		for i := range m {
			copy(A.Row(i), elements[i*n:])
		}
		return A
	}
}
