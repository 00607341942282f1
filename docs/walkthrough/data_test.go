package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/matrix"
)

func TestParseCSV(t *testing.T) {
	xy := []Column{{Number: 1, Name: "x"}, {Number: 2, Name: "y"}}
	points := [][]float64{{1, 2}, {3, 4.5}}
	tests := []struct {
		name, file string
		X          [][]float64
		columns    []Column
		names      []Names
	}{
		{"a header", "x,y\n1,2\n3,4.5\n", points, xy, nil},
		{"no header", "1,2\n3,4.5\n", points, []Column{{Number: 1}, {Number: 2}}, nil},
		{"no line end at the end", "x,y\n1,2\n3,4.5", points, xy, nil},
		{"Windows line ends", "x,y\r\n1,2\r\n3,4.5\r\n", points, xy, nil},
		{"a byte order mark", "\ufeffx,y\n1,2\n3,4.5\n", points, xy, nil},
		{"a byte order mark, no header", "\ufeff1,2\n3,4.5\n", points, []Column{{Number: 1}, {Number: 2}}, nil},
		{"quoted", "\"x\",\"y\"\n\"1\",\"2\"\n3,4.5\n", points, xy, nil},
		{"spaces", " x , \"y\"\n 1 ,\t2\n3 , 4.5 \n", points, xy, nil},
		{"empty lines", "\nx,y\n\n1,2\n\n3,4.5\n\n", points, xy, nil},
		{"ways to write a number", "x,y\n+1.,20e-1\n3E0,0.45e1\n", points, xy, nil},
		{"a name missing", ",y\n1,2\n3,4.5\n", points, []Column{{Number: 1}, {Number: 2, Name: "y"}}, nil},
		{"a name twice", "x,x\n1,2\n3,4.5\n", points, []Column{{Number: 1, Name: "x"}, {Number: 2, Name: "x", again: true}}, nil},
		{"one column", "7\n8\n", [][]float64{{7}, {8}}, []Column{{Number: 1}}, nil},
		{"one row", "7,8\n", [][]float64{{7, 8}}, []Column{{Number: 1}, {Number: 2}}, nil},
		{"names", "x,kind,y,who\n1,b,2,me\n3,a,4.5,me\n", points,
			[]Column{{Number: 1, Name: "x"}, {Number: 3, Name: "y"}},
			[]Names{{Column{Number: 2, Name: "kind"}, []string{"b", "a"}, []int{0, 1}}, {Column{Number: 4, Name: "who"}, []string{"me"}, []int{0, 0}}}},
		{"names with line ends and commas", "1,\"a,\n\x1b[31mb\",2\n3,c,4.5\n", points,
			[]Column{{Number: 1}, {Number: 3}}, []Names{{Column{Number: 2}, []string{"a, [31mb", "c"}, []int{0, 1}}}},
	}
	for _, tt := range tests {
		d, err := new(options).parse(strings.NewReader(tt.file))
		if err != nil {
			t.Errorf("%s: parseCSV(%q): %v", tt.name, tt.file, err)
			continue
		}
		if !d.X.Equal(matrix.FromRows(tt.X)) || !reflect.DeepEqual(d.Columns, tt.columns) || !reflect.DeepEqual(d.Names, tt.names) {
			t.Errorf("%s: parseCSV(%q) =\n%v %+v %+v, want\n%v %+v %+v", tt.name, tt.file, d.X, d.Columns, d.Names, tt.X, tt.columns, tt.names)
		}
	}
}

// TestParseCSVErrors holds every refusal to its whole message: the place first, then
// what is wrong, then what to do.
func TestParseCSVErrors(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"nothing", "", "the file is empty: it needs a line for each point, the numbers separated by commas"},
		{"a byte order mark and nothing", "\ufeff", "the file is empty: it needs a line for each point, the numbers separated by commas"},
		{"empty lines", "\n\n", "the file is empty: it needs a line for each point, the numbers separated by commas"},
		{"a header and nothing", "x,y\n", "there is only a header: it needs a line for each point below, the numbers separated by commas"},
		{"only names", "x,y\na,b\n", `no column has numbers, the first value is "a": numbers have a decimal point, and commas between them (no semicolons, no tabs)`},
		{"semicolons", "x;y\n1;2\n", `no column has numbers, the first value is "1;2": numbers have a decimal point, and commas between them (no semicolons, no tabs)`},
		{"UTF-16", "\xff\xfex\x00,\x00", "this is not text in UTF-8: save it as CSV UTF-8"},
		{"a word among numbers", "x,y\n1,2\n3,abc\n", `line 3, column 2 (y): "abc" is not a number, and "2" on line 2 is: a column is all numbers or all names`},
		{"a number among words", "x,y\n1,abc\n\n3,4\n", `line 4, column 2 (y): "4" is a number, and "abc" on line 2 is not: a column is all numbers or all names`},
		{"a header with a number", "x,1\n1,2\n", `line 2, column 1: "1" is a number, and "x" on line 1 is not: a column is all numbers or all names (line 1 is not taken as a header, because there is a number in it)`},
		{"missing", "x,y\n1,2\n,4\n", `line 3, column 1 (x): the value is missing (""): fill it in or delete the line`},
		{"missing at once", "x,y\n1, \n", `line 2, column 2 (y): the value is missing (""): fill it in or delete the line`},
		{"missing among names", "x,y\n1,a\n2,\n", `line 3, column 2 (y): the value is missing (""): fill it in or delete the line`},
		{"missing in a single column", "x\n1\n\n3\n", `line 3, column 1 (x): the line is empty: fill it in or delete it`},
		{"NaN", "1,2\n3,nan\n", `line 2, column 2: "nan" is not a finite number: fill in a number or delete the line`},
		{"infinite", "x,y\n1,2\n-Inf,3\n", `line 3, column 1 (x): "-Inf" is not a finite number: fill in a number or delete the line`},
		{"overflow", "x,y\n1,2\n1e400,3\n", `line 3, column 1 (x): "1e400" is too large for a float64, whose end is about 1.8e308: divide the column by a power of ten`},
		{"its square overflows", "x,y\n1,2\n-1e200,3\n", `line 3, column 1 (x): "-1e200" is too large: sums of its square overflow in every form of the slides: divide the column by a power of ten`},
		{"a column more", "x,y\r\n1,2\r\n3,4,5\r\n", "line 3: 3 columns, and the first line has 2: every line needs as many"},
		{"a column less", "x,y\n1\n", "line 2: 1 column, and the first line has 2: every line needs as many"},
		{"a line break in a name before it", "\"x\nx\",y\n1,2\n3,abc\n", `line 4, column 2 (y): "abc" is not a number, and "2" on line 3 is: a column is all numbers or all names`},
		{"a quotation mark", "x,y\n1,\"2\n3,4\n", `line 2: a quotation mark out of place (extraneous or missing " in quoted-field): a value is quoted as a whole or not at all`},
		{"a name twice", "x,x\n1,2\n1,z\n", `line 3, column 2 (x): "z" is not a number, and "2" on line 2 is: a column is all numbers or all names`},
		{"a long word", "1\n" + strings.Repeat("w", 1000) + "\n", fmt.Sprintf(`line 2, column 1: "%s…" is not a number, and "1" on line 1 is: a column is all numbers or all names`, strings.Repeat("w", 39))},
	}
	for _, tt := range tests {
		d, err := new(options).parse(strings.NewReader(tt.file))
		if err == nil {
			t.Errorf("%s: parseCSV(%.40q) = %+v, want the error %s", tt.name, tt.file, d, tt.want)
		} else if err.Error() != tt.want {
			t.Errorf("%s: parseCSV(%.40q):\ngot  %v\nwant %s", tt.name, tt.file, err, tt.want)
		}
	}
}
