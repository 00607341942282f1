package matrix

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns the matrix as text (print(A)): a line for each row, columns
// aligned on the right, numbers with up to eight significant digits. A matrix
// without elements is its shape in parentheses, "(0×2)".
func (A *Matrix) String() string {
	if len(A.data) == 0 {
		return "(" + A.shape() + ")"
	}
	cells := make([]string, len(A.data))
	width := make([]int, A.cols)
	for i, v := range A.data {
		cells[i] = strconv.FormatFloat(v, 'g', 8, 64)
		width[i%A.cols] = max(width[i%A.cols], len(cells[i]))
	}
	var b strings.Builder
	for i, cell := range cells {
		j := i % A.cols
		switch {
		case j > 0:
			b.WriteString("  ")
		case i > 0:
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%*s", width[j], cell)
	}
	return b.String()
}
