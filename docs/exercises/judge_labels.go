package main

import "fmt"

// labels makes Labels a function of the measures alone: row i has those of point i
// and every center.
func labels(f func(X, M [][]float64, measure func(x, mu []float64) float64) []int) func([][]float64) []int {
	return func(measures [][]float64) []int {
		X, M := make([][]float64, len(measures)), [][]float64{}
		for i, row := range measures {
			X[i] = []float64{float64(i)}
			for j := len(M); j < len(row); j++ {
				M = append(M, []float64{float64(-1 - j)})
			}
		}
		return f(X, M, func(x, mu []float64) float64 {
			if x[0] < 0 || mu[0] >= 0 {
				panic(fmt.Sprintf("Labels calls measure(%v, %v): want the point first and then the center", x, mu))
			}
			return measures[int(x[0])][-1-int(mu[0])]
		})
	}
}
