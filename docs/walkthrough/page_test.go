package main

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/kmeans-by-hand/matrix"
)

// page runs the program on a file and returns its page.
func page(t *testing.T, csv string, args ...string) string {
	t.Helper()
	dir := file(t, "in.csv", csv)
	if _, stderr, status := run(t, dir, append([]string{"-data", "in.csv"}, args...)...); status != 0 || stderr != "" {
		t.Fatalf("walkthrough %q: exit status %d, stderr %q", args, status, stderr)
	}
	b, err := os.ReadFile(filepath.Join(dir, "walkthrough.html"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestDerivationPage holds the numbers of docs/derivation.md to those of the page: both
// are worked.go's. A block stands below <!-- worked: NAME -->, tables beside each other.
func TestDerivationPage(t *testing.T) {
	w := newWorked(workedExample())
	beside := func(names string) (numbers []float64) { // E1:0 is column 0 of E1
		for i := range 6 {
			for _, name := range strings.Fields(names) {
				name, column, one := strings.Cut(name, ":")
				if j, _ := strconv.Atoi(column); i < len(w[name]) && one {
					numbers = append(numbers, w[name][i][j])
				} else if i < len(w[name]) {
					numbers = append(numbers, w[name][i]...)
				}
			}
		}
		return numbers
	}
	blocks := map[string][]float64{}
	for name, names := range map[string]string{
		"Given": "X M", "E2": "X E1 y z", "E3": "x−μ0 squares:0 x−μ1 squares:1 E1", "E4": "xx −2xμ μμ sum E4", "E5": "E5 sum y", "U2": "X z z0x z1x U2",
		"M1": "X MT XMT", "M2": "ones MT2 MStar", "M3": "−2xμ MStar scores Y", "M4": "eye Y Z", "M5": "ZTX counts M5",
	} {
		blocks[name] = beside(names)
	}
	for j, set := range w["C"] {
		for _, i := range set {
			blocks["U1"] = append(blocks["U1"], w["X"][int(i)]...)
		}
		blocks["U1"] = slices.Concat(blocks["U1"], w["sizes"][j], w["U1"][j])
	}
	for _, row := range w["run"] {
		cost := len(row) - 1
		blocks["run"] = append(append(blocks["run"], row[:cost-1]...), row[cost]) // not how many labels changed
	}

	text, err := os.ReadFile(filepath.Join(top, "docs/derivation.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile("(?s)<!-- worked: (.*?) -->\n```text\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		var got []float64
		for i, line := range strings.Split(block[2], "\n") {
			if i == 0 && block[1] != "U1" { // the names of the columns
				continue
			}
			for _, number := range regexp.MustCompile(`(^|[ \[])-?[\d.]+`).FindAllString(line, -1) {
				v, _ := strconv.ParseFloat(strings.Trim(number, " ["), 64)
				got = append(got, v)
			}
		}
		if !slices.EqualFunc(got, blocks[block[1]], func(a, b float64) bool { return math.Abs(a-b) < 1e-7 }) {
			t.Errorf("docs/derivation.md, worked: %s has the numbers\n%v\nand the packages give\n%v", block[1], got, blocks[block[1]])
		}
		delete(blocks, block[1])
	}
	for name := range blocks {
		t.Errorf("docs/derivation.md has no block worked: %s", name)
	}
}

// TestRungs: every rung has its formula and its Go lines, and the lines stand in the
// source.
func TestRungs(t *testing.T) {
	got := page(t, "1\n2\n", "-k", "1")
	for _, rung := range strings.Fields("E1 E2 E3 E4 E5 U1 U2 M1 M2 M3 M4 M5") {
		at := strings.Index(got, `id="`+rung+`"`)
		if at < 0 {
			t.Errorf("the page has no rung %s", rung)
			continue
		}
		article := got[at : at+strings.Index(got[at:], "</article>")]
		code := regexp.MustCompile(`(?s)<code class="go" data-file="([^"]*)">(.*?)</code>`).FindStringSubmatch(article)
		if code == nil || !strings.Contains(article, `class="formula"`) {
			t.Errorf("rung %s lacks its formula or its Go line", rung)
			continue
		}
		source, err := os.ReadFile(filepath.Join(top, code[1]))
		if err != nil {
			t.Error(err)
		}
		for _, line := range strings.Split(html.UnescapeString(code[2]), "\n") {
			if !strings.Contains(string(source), strings.TrimSpace(line)) {
				t.Errorf("rung %s shows the line %q, which is not in %s", rung, strings.TrimSpace(line), code[1])
			}
		}
	}
}

// TestAlone: the page asks nobody for anything, names in the data are text wherever it
// shows them, and its headings nest.
func TestAlone(t *testing.T) {
	const evil = `<script>alert(1)</script>"'&</svg>`
	quoted := `"` + strings.ReplaceAll(evil, `"`, `""`) + `"`
	got := page(t, quoted+","+quoted+",kind\n1,2,"+quoted+"\n3,5,</script><b>\n1,5,</script><b>\n", "-k", "2")
	for _, bad := range []string{"<script>alert", "</svg>&", "<b>\n", "</script><b>", "http:", "https:", "src=", "@import", "url("} {
		if strings.Contains(strings.ReplaceAll(got, "http://www.w3.org/2000/svg", ""), bad) {
			t.Errorf("the page contains %s", bad)
		}
	}
	if n := strings.Count(got, "&lt;script&gt;alert(1)&lt;/script&gt;"); n < 6 || strings.Count(got, "<script") != 3 {
		t.Errorf("the page shows the header %d times, want it in the title, both axes and the tables; and it has %d scripts, want 3", n, strings.Count(got, "<script"))
	}
	before := byte('0')
	for _, h := range regexp.MustCompile(`<h\d[^>]*>[^<]*`).FindAllString(got, -1) {
		if h[2] > before+1 {
			t.Errorf("below a heading of level %c stands %s", before, h)
		}
		before = h[2]
	}
}

// TestWhatWasDone: the page says what was done to flat data, more columns than two, and so on.
func TestWhatWasDone(t *testing.T) {
	const flat, square, three = "a,b\n1,100\n2,900\n3,200\n", "a,b\n1,1\n2,3\n3,2\n", "a,b,c\n1,10,0\n2,30,0\n3,20,1\n"
	for _, tt := range []struct {
		name, csv, says string
		args            []string
	}{
		{"flat", flat, "lie almost on a line: a and b differ much in size", nil},
		{"all points equal", "3,3\n3,3\n3,3\n", "A unit is as long up as it is across", nil},
		{"equal", square, "A unit is as long up as it is across", nil},
		{"two of three", three, "distances use all of them. The picture shows two, a and b,", nil},
		{"-axes 3,1", three, "The picture shows two, c and a,", []string{"-axes", "c,1"}},
		{"names first", "n,a,b,c\nx,1,10,0\ny,2,30,0\ny,3,20,1\n", "<code>-axes 2,3</code> chooses", nil},
		{"one column", "7\n8\n9\n", "There is only one coordinate", nil},
		{"a column decides", flat, "Warning.", nil},
		{"a sample", strings.Repeat("1,2\n3,4\n", 1500), " of the 3000 points are drawn", nil},
		{"tabs", "7\t1\n8\t2\n", "tabs separate the values.", nil},
		{"no header", "7\n8\n9\n", "no header: the first line is the first point.", nil},
	} {
		if got := page(t, tt.csv, append(tt.args, "-k", "2")...); !strings.Contains(got, tt.says) || strings.Contains(got, "NaN,") || strings.Contains(got, "Inf") {
			t.Errorf("%s: the page does not say %q, or it contains NaN or Inf", tt.name, tt.says)
		}
	}
	for csv, want := range map[string]bool{"x,1\ny,2\nx,3\n": true, "x,1\ny,2\nz,3\n": false} {
		if got := strings.Contains(page(t, csv, "-k", "2"), "against cluster"); got != want {
			t.Errorf("%q: the page has a table of names against clusters: %t, want %t", csv, got, want)
		}
	}
}

// TestLarge: a page stays small, whatever the data, and the slides' matrices do.
func TestLarge(t *testing.T) {
	var csv strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&csv, "%d.%d,%d\n", i*7919%1000, i, i*104729%1000)
	}
	for _, k := range []string{"4", "100"} {
		if got := page(t, csv.String(), "-k", k, "-steps", "3"); len(got) > 5_000_000/2 {
			t.Errorf("-k %s: the page of 100,000 points has %d bytes, want at most half of 5 MB", k, len(got))
		}
		var memory runtime.MemStats
		if runtime.ReadMemStats(&memory); memory.HeapSys > 150_000_000 { // m×k numbers are 80 MB
			t.Errorf("-k %s: 100,000 points take %d bytes of memory, want at most 150 MB", k, memory.HeapSys)
		}
	}
}

// TestWriteFile: a file appears whole or not at all, only a page is replaced, and what
// fails leaves nothing behind.
func TestWriteFile(t *testing.T) {
	dir := file(t, "page.html", "old")
	if err := os.WriteFile(filepath.Join(dir, "protected"), nil, 0o444); err != nil {
		t.Fatal(err)
	}
	content := bytes.Repeat([]byte("new "), 1<<22)
	for _, tt := range []struct {
		name        string
		replace, ok bool
	}{{"page.html", false, false}, {"page.html", true, true}, {"labels.csv", false, true}, {"none/labels.csv", false, false}, {"protected", true, false},
		{strings.Repeat("a", 300), true, false}, {strings.Repeat("a", 300), false, false}} { // these names are too long
		path := filepath.Join(dir, tt.name)
		was, before := os.ReadFile(path)
		done := make(chan error)
		go func() { done <- writeFile(path, content, tt.replace) }()
		for writing := true; writing; {
			select {
			case err := <-done:
				writing = false
				want := was
				if tt.ok {
					want = content
				}
				if got, _ := os.ReadFile(path); (err == nil) != tt.ok || !bytes.Equal(got, want) {
					t.Errorf("writeFile %.20s, replace %t: %v, and there are %d bytes", tt.name, tt.replace, err, len(got))
				}
			default:
				info, err := os.Stat(path)
				if err == nil && int(info.Size()) != len(content) && (before != nil || int(info.Size()) != len(was)) {
					t.Fatalf("writeFile %.20s, replace %t: while it writes, there are %d bytes", tt.name, tt.replace, info.Size())
				}
			}
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 3 {
		t.Errorf("writeFile left %v, want page.html, labels.csv and protected", files)
	}
}

func TestWidest(t *testing.T) {
	for _, tt := range []struct {
		row  []float64 // the second point; the first is the origin
		a, b int
	}{
		{[]float64{1}, 0, -1}, {[]float64{1, 2}, 0, 1}, {[]float64{2, 1}, 0, 1},
		{[]float64{0, 3, 5}, 1, 2}, {[]float64{5, 0, 3}, 0, 2}, {[]float64{0, 5, 3, 4}, 1, 3}, {[]float64{0, 0, 0}, 0, 1},
	} {
		X := matrix.FromRows([][]float64{make([]float64, len(tt.row)), tt.row})
		if a, b := widest(X); a != tt.a || b != tt.b {
			t.Errorf("widest(0, %v) = %d, %d, want %d, %d", tt.row, a, b, tt.a, tt.b)
		}
	}
}
