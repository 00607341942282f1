package main

import "example.com/kmeans-by-hand/matrix"

func init() {
	matrixOf = func(m, n int, elements []float64) any {
		A := matrix.New(m, n)
		for i, row := range A.Rows() {
			copy(row, elements[i*n:])
		}
		return A
	}
}
