// The tasks as a student may write them, in a file of his own.
package kmeans

import "example.com/kmeans-lab/matrix"

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

func Run(X, M *matrix.Matrix, steps int) (Y []int, centers *matrix.Matrix) {
	centers = M
	for step := 0; step < steps; step++ {
		labels, Z := Expectation(X, centers)
		Y, centers = labels, CountedMaximization(X, Z)
	}
	return Y, centers
}
