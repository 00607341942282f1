package matrix

import (
	"cmp"
	"fmt"
)

// RowwiseArgmin returns, for each row, the index of its smallest element, from
// 0 (np.argmin(A, axis=1)); rung M3 reads the labels off the scores with it.
//
// Where "smallest" leaves a choice, NumPy's rule holds, which is that of [cmp.Less]:
//   - of equal elements the first wins (−0 equals 0);
//   - a NaN is smaller than every number, and the first NaN wins, so that a NaN
//     is never passed over in silence.
//
// It panics if A has no columns.
func (A *Matrix) RowwiseArgmin() []int {
	if A.cols == 0 {
		panic(fmt.Sprintf("matrix: RowwiseArgmin: %s: no columns to choose from", A.shape()))
	}
	Y := make([]int, A.rows)
	for i, row := range A.Rows() {
		for j, v := range row {
			if cmp.Less(v, row[Y[i]]) {
				Y[i] = j
			}
		}
	}
	return Y
}
