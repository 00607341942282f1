package main

// allTasks lists the tasks in the order of the derivation. That the examples print
// what stands here is tested.
var allTasks = []task{
	{
		name:    "pointwise.Distance",
		rung:    "E1, E2, E3",
		formula: "‖x − μ‖ = √⟨x − μ, x − μ⟩ = √( Σ_l (x_l − μ_l)² )",
		shapes:  "x and μ: n numbers each; the result: one number",
		example: "fmt.Println(pointwise.Distance([]float64{1, 6}, []float64{4, 2}))",
		prints:  "5",
		byHand:  "(1−4)² + (6−2)² = 9 + 16 = 25, and √25 = 5",
		minutes: 10,
		hints: []string{
			"A loop over the coordinates: for l := range x { … }. In it, the difference, its square, and a sum that began with 0.",
			"The root comes once, after the loop: math.Sqrt, from the package math. Import it.",
			"Write the square as float64(d * d); the README says why, under Rounding.",
		},
	},
	{
		name:    "pointwise.ExpandedDistance",
		rung:    "E4",
		formula: "√( ⟨x, x⟩ − 2⟨x, μ⟩ + ⟨μ, μ⟩ )",
		shapes:  "x and μ: n numbers each; the result: one number",
		notes:   []string{"Three sums, each over all coordinates; then the formula from left to right, and the root. Where rounding makes it negative, the root is NaN, and that is the right answer here."},
		example: "fmt.Println(pointwise.ExpandedDistance([]float64{1, 6}, []float64{4, 2}))",
		prints:  "5",
		byHand:  "⟨x,x⟩ = 1 + 36 = 37, ⟨x,μ⟩ = 4 + 12 = 16, ⟨μ,μ⟩ = 16 + 4 = 20: 37 − 32 + 20 = 25, and √25 = 5",
		minutes: 10,
		hints: []string{
			"Three variables that begin with 0, one loop that adds to each of them.",
			"Nothing about μ or x is subtracted inside the loop: the differences of Distance are gone, that is the point of the rung.",
		},
	},
	{
		name:    "pointwise.Score",
		rung:    "E5",
		formula: "−2⟨x, μ⟩ + ‖μ‖²,  where ‖μ‖² = ⟨μ, μ⟩",
		shapes:  "x and μ: n numbers each; the result: one number",
		notes:   []string{"Two sums, each over all coordinates, put together once at the end."},
		example: "fmt.Println(pointwise.Score([]float64{1, 6}, []float64{4, 2}))",
		prints:  "-12",
		byHand:  "⟨x,μ⟩ = 4 + 12 = 16, ‖μ‖² = 16 + 4 = 20: −32 + 20 = −12, which is the squared distance 25 without ⟨x,x⟩ = 37",
		minutes: 10,
		hints: []string{
			"What is left of ExpandedDistance without the root and without ⟨x,x⟩.",
			"x and μ do not play the same part: Score(x, μ) and Score(μ, x) differ. Only μ is squared.",
		},
	},
	{
		name:    "pointwise.Labels",
		rung:    "E2 to E5",
		formula: "y_i = argmin_j measure(x⁽ⁱ⁾, μ⁽ʲ⁾)",
		shapes:  "X: m points of n coordinates; M: k centers of n; the result: m labels from 0 to k−1",
		notes:   []string{"Of equal values the first wins. A NaN counts as smaller than every number."},
		example: "X := [][]float64{{0, 0}, {4, 0}, {2, 0}}\n" +
			"M := [][]float64{{0, 0}, {4, 0}}\n" +
			"fmt.Println(pointwise.Labels(X, M, pointwise.Distance))",
		prints:  "[0 1 0]",
		byHand:  "the first point is center 0, the second is center 1, and the third is 2 away from both: the first wins",
		minutes: 15,
		hints: []string{
			"For each point: the best value so far and its j, beginning with center 0; then the others, one after the other.",
			"With < an equal value that comes later does not win; with <= it would.",
			"Every comparison with a NaN is false. Ask math.IsNaN, for the new value and for the best so far.",
		},
	},
	{
		name:    "pointwise.OneHot",
		rung:    "E2",
		formula: "z_ij = 1 if j = y_i, else 0",
		shapes:  "Y: m labels; the result: m rows of k numbers",
		example: "fmt.Println(pointwise.OneHot([]int{0, 2, 0}, 3))",
		prints:  "[[1 0 0] [0 0 1] [1 0 0]]",
		byHand:  "one row for each label, with the 1 in the column of that label, counted from 0",
		minutes: 5,
		hints: []string{
			"make([][]float64, m) makes m rows that are nil; each needs a make of its own.",
			"make fills with zeros, so there is one 1 to write in each row.",
			"A label that is not there panics by itself: an index out of range.",
		},
	},
	{
		name:    "pointwise.SetMeans",
		rung:    "U1",
		formula: "μ⁽ʲ⁾ = (1/|C_j|) Σ_{x∈C_j} x,  where C_j = {x⁽ⁱ⁾ : y_i = j}",
		shapes:  "X: m points of n coordinates; Y: m labels; the result: k rows of n",
		notes:   []string{"First the whole sum, in the order of the points, then one division. Nobody in C_j: 0/0, a row of NaN."},
		example: "X := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}}\n" +
			"fmt.Println(pointwise.SetMeans(X, []int{0, 1, 0, 0}, 2))",
		prints:  "[[3 5.333333333333333] [0 7]]",
		byHand:  "points 0, 2 and 3 have label 0: (1+1+7, 6+4+6)/3 = (9, 16)/3; point 1 is alone: (0, 7)",
		minutes: 15,
		hints: []string{
			"k rows of n zeros, and k counts. Go once through the points: point i is added to row Y[i].",
			"After that loop, and not in it, divide every row by its count.",
			"The count must become a float64 before it divides: 0/0 of integers panics, of float64 it is NaN.",
			"X[i] belongs to the caller: make new rows, don't add to the points.",
		},
	},
	{
		name:    "pointwise.WeightedMeans",
		rung:    "U2",
		formula: "μ⁽ʲ⁾ = (1/Σ_i z_ij) Σ_i z_ij x⁽ⁱ⁾",
		shapes:  "X: m points of n coordinates; Z: m rows of k weights; the result: k rows of n",
		notes:   []string{"First both sums, in the order of the points, then one division. The weights may be any numbers, not only 0 and 1."},
		example: "X := [][]float64{{1, 6}, {0, 7}, {1, 4}, {7, 6}}\n" +
			"Z := [][]float64{{1, 0}, {0, 1}, {1, 0}, {1, 0}}\n" +
			"fmt.Println(pointwise.WeightedMeans(X, Z))",
		prints:  "[[3 5.333333333333333] [0 7]]",
		byHand:  "column 0 of Z sums to 3: (1·1 + 0·0 + 1·1 + 1·7, 1·6 + 0·7 + 1·4 + 1·6)/3 = (9, 16)/3; column 1 sums to 1: (0, 7)/1",
		minutes: 15,
		hints: []string{
			"No labels and no if: every point goes into every center, with its weight.",
			"Divide by the sum of the weights, not by the number of points.",
			"How many centers are there? As many as Z has columns.",
		},
	},
	{
		name:    "pointwise.Fit",
		rung:    "the loop around E3 and U1",
		formula: "repeat: Y = Labels(X, M, Distance), M = SetMeans(X, Y, k)",
		shapes:  "X: m points of n coordinates; M: k centers of n; the result: m labels, k centers, a cost for each step",
		more:    []string{"TestFitErrors"},
		notes:   []string{"Errors begin with `pointwise: Fit: ` and say in their own way, among other words: `no points`, `no centers`, `coordinates`, `more centers than points` with `X has 2` and `M has 3`, `X[2]` and `1 column` and `has 2`, `X[1][0]` and the value, `steps` and its value."},
		example: "X := [][]float64{{0}, {1}, {8}, {9}}\n" +
			"r, err := pointwise.Fit(X, [][]float64{{0}, {1}}, 50)\n" +
			"fmt.Println(r.Y, r.M, r.Costs, r.Converged, err)",
		prints:  "[0 0 1 1] [[0.5] [8.5]] [38 1 1] true <nil>",
		byHand:  "step 1: labels 0 1 1 1, centers 0 and 6, cost 0 + 25 + 4 + 9 = 38; step 2: labels 0 0 1 1, centers 0.5 and 8.5, cost 4·0.25 = 1; step 3 changes no label",
		minutes: 40,
		hints: []string{
			"Begin with the loop, for good input only, and leave the errors for the end.",
			"The first step has no labels before it to compare with: it never counts as one that changed nothing, even if every label is 0.",
			"A row of NaN that SetMeans returns is a center without points: give it back where it was, in a matrix of your own.",
			"The errors: return Result{} and an error that names the matrix, the row and the column (fmt.Errorf). Look at one kind of bad input after the other.",
		},
	},

	{
		name:    "matrix.FromRows",
		rung:    "Given",
		numpy:   "np.array(rows)",
		formula: "a_ij = rows[i][j]",
		shapes:  "m rows of n numbers; the result: m×n",
		notes: []string{"The panic says, for rows of 2 and then 3 numbers, `matrix: FromRows: row 0 has 2 columns, row 1 has 3`.",
			"An element of a matrix is `A.data[i*A.cols+j]`; inside the package you may use it."},
		example: "fmt.Println(matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}}))",
		prints:  "1  6\n0  7\n1  4",
		byHand:  "the same numbers, row after row: 3×2",
		minutes: 10,
		hints: []string{
			"New makes the matrix, Row(i) is a view of its row i, and copy(to, from) copies numbers.",
			"How many columns? As many as row 0 has numbers. And if there is no row 0?",
			"Compare the length of every row with that of row 0 before copying.",
		},
	},
	{
		name:    "matrix.Ones",
		rung:    "M2, M5",
		numpy:   "np.ones((m, n))",
		formula: "1_{m×n}: every element is 1",
		shapes:  "the result: m×n",
		notes:   []string{"New panics where it must, with the right message; there is nothing to check."},
		example: "fmt.Println(matrix.Ones(2, 3))",
		prints:  "1  1  1\n1  1  1",
		byHand:  "two rows, three columns",
		minutes: 5,
		hints:   []string{"New(m, n) makes zeros. Its elements, row after row, are A.data."},
	},
	{
		name:    "matrix.Eye",
		rung:    "M4",
		numpy:   "np.eye(k)",
		formula: "I_k: a_ij = 1 if i = j, else 0",
		shapes:  "the result: k×k",
		notes:   []string{"New panics where it must, with the right message; there is nothing to check."},
		example: "fmt.Println(matrix.Eye(3))",
		prints:  "1  0  0\n0  1  0\n0  0  1",
		byHand:  "row j is the one-hot row for label j",
		minutes: 5,
		hints:   []string{"New(k, k), and then k elements to set: A.Set(i, j, 1)."},
	},
	{
		name:    "matrix.(*Matrix).Index",
		rung:    "M4",
		numpy:   "A[indices]",
		formula: "row i of the result is row indices[i] of A;  I_k[Y] is Eye(k).Index(Y)",
		shapes:  "A: m×n; the result: len(indices)×n",
		notes:   []string{"The panic says, for row 3 of a 3×2 matrix, `matrix: Index: no row 3 (indices[2]) in a 3×2 matrix, counting from 0`."},
		example: "A := matrix.FromRows([][]float64{{11, 12}, {21, 22}, {31, 32}})\n" +
			"fmt.Println(A.Index([]int{2, 0, 2}))",
		prints:  "31  32\n11  12\n31  32",
		byHand:  "row 2, row 0, and row 2 again",
		minutes: 10,
		hints: []string{
			"New, and then copy(B.Row(i), A.Row(indices[i])) for every i.",
			"Check the index first: Row would panic as well, but in its own name. A.shape() is the text 3×2.",
		},
	},
	{
		name:    "matrix.(*Matrix).T",
		rung:    "M1, M2, M5",
		numpy:   "A.T",
		formula: "(Aᵀ)_ij = a_ji",
		shapes:  "A: m×n; the result: n×m",
		example: "A := matrix.FromRows([][]float64{{1, 2, 3}, {4, 5, 6}})\n" +
			"fmt.Println(A.T())",
		prints:  "1  4\n2  5\n3  6",
		byHand:  "row 0 of A has become column 0",
		minutes: 5,
		hints: []string{
			"New with the two sizes the other way round, and two loops.",
			"Not a reshape: the elements are not the same list cut into other rows.",
		},
	},
	{
		name:    "matrix.(*Matrix).Square",
		rung:    "M2",
		numpy:   "A**2",
		formula: "((A)²)_ij = a_ij · a_ij",
		shapes:  "A: m×n; the result: m×n",
		example: "A := matrix.FromRows([][]float64{{1, 2}, {3, -4}})\n" +
			"fmt.Println(A.Square())",
		prints:  "1   4\n9  16",
		byHand:  "each element by itself; the product AA would be −5 −6 and −9 22",
		minutes: 5,
		hints:   []string{"A new matrix of the same shape. for i, a := range A.data goes through all elements."},
	},
	{
		name:    "matrix.(*Matrix).Scale",
		rung:    "M3",
		numpy:   "s * A",
		formula: "(sA)_ij = s · a_ij",
		shapes:  "A: m×n; s: a number; the result: m×n",
		example: "A := matrix.FromRows([][]float64{{1, 2}, {3, -4}})\n" +
			"fmt.Println(A.Scale(-2))",
		prints:  "-2  -4\n-6   8",
		byHand:  "−2 times each element",
		minutes: 5,
		hints:   []string{"A new matrix of the same shape; A stays as it is."},
	},
	{
		name:    "matrix.(*Matrix).Add",
		rung:    "M3",
		numpy:   "A + B",
		formula: "(A + B)_ij = a_ij + b_ij, or + b_0j for a row B, or + b_i0 for a column B",
		shapes:  "A: m×n; B: m×n, 1×n or m×1; the result: m×n",
		notes:   []string{"The panic says, for a 3×2 and a 2×3 matrix, `matrix: Add: 3×2 plus 2×3: want 3×2, 1×2 or 3×1`; only B is ever repeated."},
		example: "A := matrix.FromRows([][]float64{{1, 2}, {3, 4}})\n" +
			"row := matrix.FromRows([][]float64{{10, 20}})\n" +
			"fmt.Println(A.Add(row))\n" +
			"fmt.Println(A.Add(row.T()))",
		prints:  "11  22\n13  24\n11  12\n23  24",
		byHand:  "the row is added to both rows, the column to both columns",
		minutes: 15,
		hints: []string{
			"Three cases, told apart by the shape of B before any loop. For a 2×2 matrix A, a 1×2 B is a row and a 2×1 B is a column, though both have two numbers.",
			"Add and Div differ in one character: a function that returns the element (i, j) of the repeated B, or all of it, serves both.",
			"A.shape() is the text 3×2, for the panic.",
		},
	},
	{
		name:    "matrix.(*Matrix).Div",
		rung:    "M5",
		numpy:   "A / B",
		formula: "(A / B)_ij = a_ij / b_ij, or / b_0j for a row B, or / b_i0 for a column B",
		shapes:  "A: m×n; B: m×n, 1×n or m×1; the result: m×n",
		notes:   []string{"The panic says, for a 3×2 and a 2×3 matrix, `matrix: Div: 3×2 by 2×3: want 3×2, 1×2 or 3×1`."},
		example: "A := matrix.FromRows([][]float64{{9, 16}, {0, 7}})\n" +
			"counts := matrix.FromRows([][]float64{{2}, {1}})\n" +
			"fmt.Println(A.Div(counts))",
		prints:  "4.5  8\n  0  7",
		byHand:  "row 0 divided by 2, row 1 by 1",
		minutes: 10,
		hints: []string{
			"As Add, with / for +.",
			"Divide; don't multiply by 1/b, which rounds twice. Division by zero is no error: float64 has ±Inf and NaN for it.",
		},
	},
	{
		name:    "matrix.(*Matrix).ColumnSums",
		rung:    "P2",
		numpy:   "A.sum(axis=0)",
		formula: "s_j = Σ_i a_ij",
		shapes:  "A: m×n; the result: 1×n",
		example: "Z := matrix.FromRows([][]float64{{1, 0}, {0, 1}, {1, 0}, {1, 0}})\n" +
			"fmt.Println(Z.ColumnSums())",
		prints:  "3  1",
		byHand:  "1 + 0 + 1 + 1 and 0 + 1 + 0 + 0: three points have label 0, one has label 1",
		minutes: 10,
		hints: []string{
			"The result is a matrix of one row: New(1, A.cols).",
			"Row after row, from the first to the last, each element added to the sum of its column.",
		},
	},
	{
		name:    "matrix.(*Matrix).Dot",
		rung:    "M1, M2, M5",
		numpy:   "A.dot(B)",
		formula: "(AB)_ij = Σ_l a_il · b_lj",
		shapes:  "A: m×p; B: p×n; the result: m×n",
		notes:   []string{"The panic says, for a 200×2 and a 4×2 matrix, `matrix: Dot: 200×2 times 4×2: 2 columns against 4 rows`."},
		example: "A := matrix.FromRows([][]float64{{1, 2}, {3, 4}})\n" +
			"B := matrix.FromRows([][]float64{{5, 6}, {7, 8}})\n" +
			"fmt.Println(A.Dot(B))",
		prints:  "19  22\n43  50",
		byHand:  "1·5 + 2·7 = 19, 1·6 + 2·8 = 22, 3·5 + 4·7 = 43, 3·6 + 4·8 = 50",
		minutes: 20,
		hints: []string{
			"Three loops: over i, over j, and over l, the index that is summed.",
			"Each element is a sum that begins with 0 and takes its terms in the order of l.",
			"Write the product as float64(a * b); the README says why, under Rounding.",
			"Don't skip zeros: 0·Inf is NaN.",
		},
	},
	{
		name:    "matrix.(*Matrix).RowwiseArgmin",
		rung:    "M3",
		numpy:   "np.argmin(A, axis=1)",
		formula: "y_i = argmin_j a_ij",
		shapes:  "A: m×n; the result: m indices from 0 to n−1",
		notes:   []string{"The panic says, for a 2×0 matrix, `matrix: RowwiseArgmin: 2×0: no columns to choose from`."},
		example: "A := matrix.FromRows([][]float64{{5, 3, 4}, {2, 1, 1}})\n" +
			"fmt.Println(A.RowwiseArgmin())",
		prints:  "[1 1]",
		byHand:  "3 is the smallest of the first row; in the second, 1 stands at 1 and at 2, and the first wins",
		minutes: 15,
		hints: []string{
			"For each row, the index of the smallest so far, beginning with 0.",
			"With < an equal element that comes later does not win; with <= it would.",
			"Every comparison with a NaN is false. v != v is true for a NaN and for nothing else; the first one ends the search in its row.",
		},
	},

	{
		name:    "kmeans.RowwiseOneHot",
		rung:    "M4",
		numpy:   "np.eye(k)[Y]",
		formula: "Z = I_k[Y]: row i of Z is row y_i of I_k",
		shapes:  "Y: m labels; the result: m×k",
		example: "fmt.Println(kmeans.RowwiseOneHot([]int{0, 2, 0}, 3))",
		prints:  "1  0  0\n0  0  1\n1  0  0",
		byHand:  "row 0, row 2 and row 0 of I_3",
		minutes: 5,
		hints: []string{
			"The slides write it as one expression, and so can you: go doc ./matrix Matrix.Index",
			"matrix.Eye and Index.",
		},
	},
	{
		name:    "kmeans.Expectation",
		rung:    "M2, M3, M4",
		formula: "M_* = 1_{m×n}(Mᵀ)²,  Y = rowwise_argmin(−2XMᵀ + M_*),  Z = I_k[Y]",
		shapes:  "X: m×n; M: k×n; Mᵀ: n×k; XMᵀ and M_*: m×k; Y: m labels; Z: m×k",
		example: "X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})\n" +
			"M := matrix.FromRows([][]float64{{1, 6}, {0, 7}})\n" +
			"Y, Z := kmeans.Expectation(X, M)\n" +
			"fmt.Println(Y)\n" +
			"fmt.Println(Z)",
		prints:  "[0 1 0]\n1  0\n0  1\n1  0",
		byHand:  "XMᵀ has the rows 37 42, 42 49, 25 28; every row of M_* is 37 49; −2XMᵀ + M_* has the rows −37 −35, −47 −49, −13 −7",
		minutes: 20,
		hints: []string{
			"One line of Go for each of the three formulas. Write the shapes at the end of each line.",
			"M_* first: matrix.Ones(m, n), Dot, and what is inside the parentheses: M.T().Square().",
			"The second line reads from the inside: X.Dot(M.T()), then Scale, Add, RowwiseArgmin.",
			"The result has the names Y and Z already, so assign to them with =, not :=.",
		},
	},
	{
		name:    "kmeans.Maximization",
		rung:    "M5",
		formula: "M = ZᵀX / Zᵀ1_{m×n}",
		shapes:  "X: m×n; Z: m×k; Zᵀ: k×m; ZᵀX and Zᵀ1: k×n; the result: k×n",
		example: "X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})\n" +
			"Z := matrix.FromRows([][]float64{{1, 0}, {0, 1}, {1, 0}})\n" +
			"fmt.Println(kmeans.Maximization(X, Z))",
		prints:  "1  5\n0  7",
		byHand:  "ZᵀX is 2 10 and 0 7, Zᵀ1 is 2 2 and 1 1: the means of points 0 and 2, and of point 1",
		minutes: 10,
		hints: []string{
			"X.Dims() returns m and n, for the matrix of ones.",
			"The fraction is Div: numerator.Div(denominator).",
			"A center without points comes out as a row of NaN by itself; nothing to do.",
		},
	},
	{
		name:    "kmeans.CountedMaximization",
		rung:    "P2",
		numpy:   "Z.T.dot(X) / Z.sum(axis=0).reshape(k, 1)",
		formula: "M = ZᵀX / c, with the column sums of Z as a k×1 column c, broadcast over the n columns",
		shapes:  "X: m×n; Z: m×k; c: k×1; ZᵀX and the result: k×n",
		example: "X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})\n" +
			"Z := matrix.FromRows([][]float64{{1, 0}, {0, 1}, {1, 0}})\n" +
			"fmt.Println(kmeans.CountedMaximization(X, Z))",
		prints:  "1  5\n0  7",
		byHand:  "ZᵀX is 2 10 and 0 7, c is 2 and 1: row 0 divided by 2, row 1 by 1",
		minutes: 10,
		hints: []string{
			"ColumnSums returns a 1×k row; the division by clusters needs a k×1 column.",
			"If it panics about shapes, or does so only for k ≠ n, the row was not turned into a column.",
		},
	},
	{
		name:    "kmeans.Cost",
		rung:    "what each step makes smaller",
		formula: "Σ_i ‖x⁽ⁱ⁾ − μ⁽ʸ⁾‖², with y = y_i",
		shapes:  "X: m×n; M: k×n; Y: m labels; the result: one number",
		example: "X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})\n" +
			"M := matrix.FromRows([][]float64{{1, 5}, {0, 7}})\n" +
			"fmt.Println(kmeans.Cost(X, M, []int{0, 1, 0}))",
		prints:  "2",
		byHand:  "(0² + 1²) + (0² + 0²) + (0² + 1²) = 2",
		minutes: 15,
		hints: []string{
			"X.Row(i) and M.Row(Y[i]) are slices of n numbers.",
			"The square of the distance: no root.",
			"Compare the shapes first. A label that is not there panics by itself, in Row.",
		},
	},
	{
		name:    "kmeans.Shuffle",
		rung:    "P1",
		numpy:   "np.random.shuffle(indices); X[indices[:k]]",
		formula: "M = X[i_1, …, i_k], the first k of the row indices 0 … m−1 in random order",
		shapes:  "X: m×n; the result: k×n",
		example: "X := matrix.FromRows([][]float64{{1, 6}, {0, 7}, {1, 4}})\n" +
			"M := kmeans.Shuffle(X, 3, rand.New(rand.NewPCG(1, 0)))\n" +
			"fmt.Println(M.ColumnSums())",
		prints:  "2  17",
		byHand:  "all three rows, in some order: whatever the order, they sum to 1 + 0 + 1 and 6 + 7 + 4",
		minutes: 10,
		hints: []string{
			"rng.Perm(m) returns the numbers 0 … m−1 in random order.",
			"Index picks the rows. Different indices: drawing k times with rng.IntN(m) would be Resample.",
			"Use the rng that you are given and nothing else random, so that a run can be repeated.",
		},
	},
}
