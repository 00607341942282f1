package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/matrix"
)

func TestParse(t *testing.T) {
	xy := []Column{{Number: 1, Name: "x"}, {Number: 2, Name: "y"}}
	bare := []Column{{Number: 1}, {Number: 2}}
	points := [][]float64{{1, 2}, {3, 4.5}}
	tests := []struct {
		name, file string
		X          [][]float64
		columns    []Column
		names      []Names
	}{
		{"a header", "x,y\n1,2\n3,4.5\n", points, xy, nil},
		{"no header", "1,2\n3,4.5\n", points, bare, nil},
		{"Windows line ends", "x,y\r\n1,2\r\n3,4.5\r\n", points, xy, nil},
		{"old Mac line ends", "x,y\r1,2\r3,4.5\r", points, xy, nil},
		{"a byte order mark, no header", "\ufeff1,2\n3,4.5\n", points, bare, nil},
		{"quoted", "\"x\",\"y\"\n\"1\",\"2\"\n3,4.5\n", points, xy, nil},
		{"spaces around", " x , \"y\"\n 1 ,\t2\n3 , 4.5 \n", points, xy, nil},
		{"empty lines and comments", "# by hand\n\nx,y\n\n1,2\n#9,9\n3,4.5\n\n", points, xy, nil},
		{"ways to write a number", "x,y\n+1.,20e-1\n3E0,0.45e1\n", points, xy, nil},
		{"a printer's minus", "−1,2\n3,−4.5\n", [][]float64{{-1, 2}, {3, -4.5}}, bare, nil},
		{"semicolons", "x;y\n1.0;2\n3;4.5\n", points, xy, nil},
		{"decimal commas", "1,0;2,0\n3,0;4,5\n", points, bare, nil},
		{"decimal commas, quoted", "\"1,0\",2\n3,\"4,5\"\n", points, bare, nil},
		{"tabs and decimal commas", "x\ty\n1,0\t2\n3\t4,5\n", points, xy, nil},
		{"spaces between", " 1.0  2 \n3 4.5\n", points, bare, nil},
		{"bars", "x|y\n1|2\n3|4.5\n", points, xy, nil},
		{"Excel's first line", "sep=|\r\nx|y\r\n1|2\r\n3|4,5\r\n", points, xy, nil},
		{"three decimals, and one value that tells", "1,000;2\n3;4,5\n", points, bare, nil},
		{"a comma at the end of each line", "x,y,\n1,2,\n3,4.5,\n", points, xy, nil},
		{"a name missing", ",y\n1,2\n3,4.5\n", points, []Column{{Number: 1}, {Number: 2, Name: "y"}}, nil},
		{"a name twice", "x,x\n1,2\n3,4.5\n", points, []Column{{Number: 1, Name: "x"}, {Number: 2, Name: "x"}}, nil},
		{"one column", "7\n# eight\n8\n", [][]float64{{7}, {8}}, bare[:1], nil},
		{"one row", "7,8\n", [][]float64{{7, 8}}, bare, nil},
		{"names", "x,kind,y,who\n1,,2,me\n3,a;b,4.5,me\n", points,
			[]Column{{Number: 1, Name: "x"}, {Number: 3, Name: "y"}},
			[]Names{{Column{Number: 2, Name: "kind"}, []string{"(missing)", "a;b"}, []int{0, 1}}, {Column{Number: 4, Name: "who"}, []string{"me"}, []int{0, 0}}}},
		{"names with line ends and commas", "1,\"a,\n\x1b[31mb\",2\n3,c,4.5\n", points,
			[]Column{{Number: 1}, {Number: 3}}, []Names{{Column{Number: 2}, []string{"a, [31mb", "c"}, []int{0, 1}}}},
		{"names with commas between semicolons, in Latin-1", "1;2;K\xf6ln, x\n3;4,5;b\n", points, bare, []Names{{Column{Number: 3}, []string{"Köln, x", "b"}, []int{0, 1}}}},
	}
	for _, tt := range tests {
		d, err := new(options).parse([]byte(tt.file))
		if err != nil {
			t.Errorf("%s: parse(%.60q): %v", tt.name, tt.file, err)
			continue
		}
		if !d.X.Equal(matrix.FromRows(tt.X)) || !reflect.DeepEqual(d.Columns, tt.columns) || !reflect.DeepEqual(d.Names, tt.names) {
			t.Errorf("%s: parse(%.60q) =\n%v %+v %+v, want\n%v %+v %+v", tt.name, tt.file, d.X, d.Columns, d.Names, tt.X, tt.columns, tt.names)
		}
	}
}

// TestColumns: -columns chooses, also from what would be refused, and -standardize divides.
func TestColumns(t *testing.T) {
	const file = "a,b,c,d\n1,7.7,1,x\n3,7.7,3,2\n,7.7,0,\n"
	for _, tt := range []struct {
		columns     string
		standardize bool
		want        string // X, or the error
	}{
		{"2", false, "7.7|7.7|7.7"},
		{"c, b", true, "0.801784 7.7|2.40535 7.7|0 7.7"}, // √(14/9)
		{"a", false, `line 4, column 1 (a): the value is missing (""): fill it in, delete the line, or leave the column out with -columns`},
		{"d", false, `line 2, column 4 (d): "x" is not a number, and -columns chooses this column`},
		{"b,2", false, "-columns b,2: column 2 (b) is there twice"},
		{"B", false, `-columns B: there is no column "B": there are a, b, c, d`},
		{"5", false, "-columns 5: there is no column 5: there are 4, counted from 1"},
	} {
		o := &options{Columns: tt.columns, Standardize: tt.standardize}
		d, err := o.parse([]byte(file))
		got := fmt.Sprint(err)
		if err == nil {
			got = ""
			for i, row := range rowsOf(d.X) {
				got += "|"[:min(i, 1)] + strings.Trim(fmt.Sprintf("%.6g", row), "[]")
			}
		}
		if got != tt.want {
			t.Errorf("-columns %s -standardize=%v: %s, want %s", tt.columns, tt.standardize, got, tt.want)
		}
	}
}

// TestWarnings: data whose run would be worth little is named, with the remedy.
func TestWarnings(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"nothing", "x,y\n1,2\n3,4\n4,2\n", ""},
		{"a column that is constant", "x,y\n1,2\n1,3\n1,5\n", ""},
		{"a column that decides", "x,y\n1,20\n3,40\n4,20\n", "column 2 (y) makes up 98.2 % of the spread of the points, so the distances are almost those of this column alone: -standardize gives each column the same say, -columns 1 leaves this one out"},
		{"numbers of lines that decide", "i,x\n7,0.1\n8,0.1\n9,0.2\n", "column 1 (i) numbers the points: if that measures nothing, leave it out with -columns 2"},
		{"numbers of lines beside what decides", "i,x,y\n1,2,200\n2,1,400\n3,3,200\n", "column 1 (i) numbers the points: if that measures nothing, leave it out with -columns 2,3\ncolumn 3 (y) makes up 99.9 % of the spread of the points, so the distances are almost those of this column alone: -standardize gives each column the same say, -columns 2 leaves this one out"},
		{"squares vanish", "1e-200\n3e-200\n", "the squares vanish: the values of a column differ by 2e-200 at most, and"},
	} {
		o := new(options)
		d, err := o.parse([]byte(tt.file))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(o.Warnings(d), "\n"); got != tt.want && (tt.want == "" || !strings.HasPrefix(got, tt.want)) {
			t.Errorf("%s: warnings(%q) = %s, want %s", tt.name, tt.file, got, tt.want)
		}
		o.Standardize = true
		if d, err = o.parse([]byte(tt.file)); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(o.Warnings(d), "\n")
		if strings.Contains(got, "spread") || strings.Contains(got, "numbers the points") != strings.Contains(tt.want, "numbers the points") {
			t.Errorf("%s: with -standardize the warnings are %s, want the same but for spread", tt.name, got)
		}
	}
}

// TestParseErrors holds every refusal to its whole message: the place first, then
// what is wrong, then what to do.
func TestParseErrors(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"nothing", "", "the file is empty: it needs a line for each point, the numbers separated by commas"},
		{"empty lines", "\n\n", "the file is empty: it needs a line for each point, the numbers separated by commas"},
		{"a header and nothing", "x,y\n", "there is only a header: it needs a line for each point below, the numbers separated by commas"},
		{"only names", "x,y\na,b\n", `no column has numbers, the first value is "a": every line needs at least one, such as 2 or 0.5`},
		{"UTF-16", "\xff\xfex\x00,\x00", "this is not text in UTF-8: save it as CSV UTF-8"},
		{"gzip", "\x1f\x8b\x08", "this is a gzip file: unpack it first, with gunzip"},
		{"a workbook", "PK\x03\x04", "this is an Excel workbook or a zip archive: save the sheet as CSV, or unpack the archive"},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1", "this is an Excel workbook: save the sheet as CSV"},
		{"a PDF", "%PDF-1.7", "this is a PDF: copy its table into a spreadsheet and save that as CSV"},
		{"JSON", "[[1, 2],\n [3, 4]]\n", "this looks like JSON: write it as CSV, a line for each point"},
		{"a web page", "<!DOCTYPE html>\n<table>", "this looks like HTML or XML: write its table as CSV, a line for each point"},
		{"two separators", "1,a;2\n3,b;4\n", "the values can be separated by ';' or by ',': put the texts that contain one of them in quotation marks"},
		{"thousands", "x;y\n1.234,5;1\n", `line 2, column 1 (x): "1.234,5" looks like a number with separators of thousands: leave them out, and write decimals with a point`},
		{"thousands or decimals", "x;y\n1,234;1\n3,456;2\n", `line 2, column 1 (x): "1,234" can be a number with a decimal comma or with separators of thousands, and no other value tells which: write decimals with a point, and thousands without separators`},
		{"points and commas", "x;y\n1.5;1\n3;2,5\n", `line 3, column 2 (y): one number has a decimal point, and another a comma: "1.5" on line 2, "2,5" on line 3: write all with a point, and thousands without separators`},
		{"a word among numbers", "x,y\n1,2\n3,abc\n", `line 3, column 2 (y): "abc" is not a number, and "2" on line 2 is: a column is all numbers or all names, or left out with -columns`},
		{"a header with a number", "x,1\n1,2\n", `line 2, column 1: "1" is a number, and "x" on line 1 is not: a column is all numbers or all names, or left out with -columns (line 1 is not taken as a header, because there is a number in it)`},
		{"missing", "x,y\n1,2\n,4\n", `line 3, column 1 (x): the value is missing (""): fill it in, delete the line, or leave the column out with -columns`},
		{"missing at once", "x\ty\tz\n1\t\tNA\n2\t3\t4\n", `line 2, column 2 (y): the value is missing (""): fill it in, delete the line, or leave the column out with -columns`},
		{"missing in a single column", "x\n1\n\n3\n", `line 3, column 1 (x): the line is empty: fill it in or delete it`},
		{"infinite", "x,y\n1,2\n-Inf,3\n", `line 3, column 1 (x): "-Inf" is not a finite number: fill in a number or delete the line`},
		{"squares overflow", "x,y\n1,2\n1e200,3\n", `line 3, column 1 (x): "1e200" is too large: sums of its square overflow in every form of the slides: divide the column by a power of ten`},
		{"overflow", "x,y\n1,2\n1e400,3\n", `line 3, column 1 (x): "1e400" is too large for a float64, whose end is about 1.8e308: divide the column by a power of ten`},
		{"a column more", "x,y\r\n1,2\r\n3,4,5\r\n", "line 3: 3 columns, and the first line has 2: every line needs as many (if these are decimal commas, write points)"},
		{"a column less", "x;y\n1,5\n", "line 2: 1 column, and the first line has 2: every line needs as many"},
		{"a line break in a name before it", "\"x\nx\",y\r1,2\r3,abc\r", `line 4, column 2 (y): "abc" is not a number, and "2" on line 3 is: a column is all numbers or all names, or left out with -columns`},
		{"a quotation mark", "x;y\n1,5;2\n1;\"2\n3;4\n", `line 3: a quotation mark out of place: a value is quoted as a whole or not at all`},
		{"a long word", "1\n" + strings.Repeat("w", 1000) + "\n", fmt.Sprintf(`line 2, column 1: "%s…" is not a number, and "1" on line 1 is: a column is all numbers or all names, or left out with -columns`, strings.Repeat("w", 39))},
	}
	for _, tt := range tests {
		d, err := new(options).parse([]byte(tt.file))
		if err == nil {
			t.Errorf("%s: parse(%.40q) = %+v, want the error %s", tt.name, tt.file, d, tt.want)
		} else if err.Error() != tt.want {
			t.Errorf("%s: parse(%.40q):\ngot  %v\nwant %s", tt.name, tt.file, err, tt.want)
		}
	}
}
