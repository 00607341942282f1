// The tasks as a student may write them, in a file of his own.
package kmeans

import (
	"fmt"
	"math/rand/v2"

	"example.com/kmeans-lab/matrix"
)

func RowwiseOneHot(Y []int, k int) *matrix.Matrix {
	Z := matrix.New(len(Y), k)
	for i, y := range Y {
		Z.Set(i, y, 1)
	}
	return Z
}

func Expectation(X, M *matrix.Matrix) (Y []int, Z *matrix.Matrix) {
	m, n := X.Dims()
	k, _ := M.Dims()
	products := X.Dot(M.T())
	norms := matrix.Ones(m, n).Dot(M.T().Square())
	Y = norms.Add(products.Scale(-2)).RowwiseArgmin()
	return Y, matrix.Eye(k).Index(Y)
}

func Maximization(X, Z *matrix.Matrix) *matrix.Matrix {
	m, n := X.Dims()
	ZT := Z.T()
	return ZT.Dot(X).Div(ZT.Dot(matrix.Ones(m, n)))
}

func CountedMaximization(X, Z *matrix.Matrix) *matrix.Matrix {
	_, k := Z.Dims()
	c, sums := matrix.New(k, 1), Z.ColumnSums()
	for j := range k {
		c.Set(j, 0, sums.At(0, j))
	}
	return Z.T().Dot(X).Div(c)
}

func Cost(X, M *matrix.Matrix, Y []int) float64 {
	m, n := X.Dims()
	k, width := M.Dims()
	if n != width || m != len(Y) {
		panic(fmt.Sprintf("kmeans: Cost: %d×%d points, %d×%d centers, %d labels", m, n, k, width, len(Y)))
	}
	total := 0.0
	for i, y := range Y {
		one := 0.0
		for l, v := range X.Row(i) {
			d := v - M.At(y, l)
			one += float64(d * d)
		}
		total += one
	}
	return total
}

func Shuffle(X *matrix.Matrix, k int, rng *rand.Rand) *matrix.Matrix {
	m, _ := X.Dims()
	if k < 0 || k > m {
		panic(fmt.Sprintf("kmeans: Shuffle: %d different rows of %d", k, m))
	}
	return X.Index(rng.Perm(m)[:k])
}
