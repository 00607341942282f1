package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/kmeans-by-hand/matrix"
)

var update = flag.Bool("update", false, "write testdata and docs/figures instead of comparing")

// top is the repository's folder.
var top, _ = filepath.Abs("../..")

// run runs the program in a folder.
func run(t *testing.T, dir string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	t.Chdir(dir)
	defer t.Chdir(filepath.Join(top, "docs", "walkthrough"))
	var out, errs bytes.Buffer
	status = walkthrough(args, &out, &errs)
	return out.String(), errs.String(), status
}

// newFile writes a file into a new folder and returns the folder.
func newFile(t *testing.T, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestOutput holds what the terminal shows to testdata, to the letter: the sums are
// the same bits everywhere.
func TestOutput(t *testing.T) {
	for name, args := range map[string]string{
		"help":         "-h",
		"slide":        "",
		"iris":         "-data docs/data/iris.csv -k 3",
		"faithful":     "-data docs/data/faithful.csv -k 2",
		"standardized": "-data docs/data/faithful.csv -k 2 -standardize",
		"short":        "-steps 3 -init 17,3,101,4",
		"differ":       "-show differ",
		"empty":        "-show empty",
		"tie":          "-show tie",
		"far":          "-show far",
		"worse":        "-show worse",
	} {
		page := filepath.Join(t.TempDir(), "page.html")
		got, stderr, status := run(t, top, append(strings.Fields(args), "-o", page)...)
		if status != 0 || stderr != "" {
			t.Errorf("%s: exit status %d, stderr %q, want 0 and nothing", name, status, stderr)
		}
		html, _ := os.ReadFile(page)
		screen, _, _ := strings.Cut(string(html), "How to read the picture") // the first one of the page
		for says, want := range map[string]bool{
			"<b>-show " + name + ":</b>":      strings.Contains(args, "-show"),
			`first differ at <a href="#step=`: strings.Contains(got, "the forms differ"),
		} {
			if strings.Contains(screen, says) != want {
				t.Errorf("%s: the first screen of the page says %s: %t, want %t", name, says, !want, want)
			}
		}
		got = strings.ReplaceAll(got, page, "PAGE")
		for _, line := range strings.Split(got, "\n") {
			if n := utf8.RuneCountInString(line); n > width {
				t.Errorf("%s: a line of %d characters, want at most %d: %s", name, n, width, line)
			}
		}
		golden(t, filepath.Join("testdata", name+".txt"), got)
	}
}

// golden compares with what a file holds, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != strings.ReplaceAll(string(want), "\r", "") {
		a, b := strings.Split(got, "\n"), append(strings.Split(strings.ReplaceAll(string(want), "\r", ""), "\n"), "")
		i := 0
		for i < len(a)-1 && i < len(b)-1 && a[i] == b[i] {
			i++
		}
		t.Errorf("line %d is\n%.200s\nwant, as in %s (%v),\n%.200s\nIf the change is meant: go test ./docs/walkthrough -update", i+1, a[i], path, err, b[i])
	}
}

// TestSessions holds what is printed about small files, most of all refusals, to
// testdata/sessions.txt, and so are the remarks of their pages. Where a run fails an old page stays, and nothing new appears.
func TestSessions(t *testing.T) {
	text, err := os.ReadFile("testdata/sessions.txt")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(strings.ReplaceAll(string(text), "\r", ""), "\n\n")
	for i, block := range blocks[1:] {
		lines := strings.SplitN(block, "\n", 3)
		args, quoted, _ := strings.Cut(lines[1], " : ")
		file, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %v", lines[1], err)
		}
		dir := newFile(t, "in.csv", file)
		if err := cmp.Or(os.WriteFile(filepath.Join(dir, "walkthrough.html"), []byte("old"), 0o666), os.Mkdir(filepath.Join(dir, "old.html"), 0o777)); err != nil {
			t.Fatal(err)
		}
		stdout, stderr, status := run(t, dir, strings.Fields(args)...)
		got := strings.Join([]string{lines[0], lines[1], fmt.Sprint("exit status ", status)}, "\n") + "\n"
		stdout, _, _ = strings.Cut(stdout, "\n\ncost: the sum")
		got += strings.ReplaceAll(strings.TrimSpace(stdout+stderr), "\n\n", "\n.\n")
		page, _ := os.ReadFile(filepath.Join(dir, "walkthrough.html"))
		for _, says := range regexp.MustCompile(`(?s)<title id.*?</title>|<li>.*?</li>|"Says":.*?\]|<pre>.*?</pre>`).FindAllString(string(page), -1) {
			got += "\n" + regexp.MustCompile(`<.*?>`).ReplaceAllString(says, "")
		}
		if strings.Contains(got, "Inf ") || strings.Contains(string(page), "NaN,") || strings.Contains(string(page), "Inf,") || len(page) > 500_000 {
			t.Errorf("%s: there is a NaN or Inf, or %d bytes are too many for a page", lines[0], len(page))
		}
		if files, _ := os.ReadDir(dir); (status != 0) != (string(page) == "old") || len(files) != 3 {
			t.Errorf("%s: walkthrough %s left %v, and the page is %.3q", lines[0], args, files, page)
		}
		blocks[i+1] = got
	}
	golden(t, "testdata/sessions.txt", strings.Join(blocks, "\n\n")+"\n")
}

// broken is an output that cannot be written, as a pipe whose reader has gone.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }

// TestWrite: all files appear, or none; a page is replaced whole.
func TestWrite(t *testing.T) {
	dir := newFile(t, "in.csv", "x;y\n1,5;2\n9;8\n")
	in, err := os.Open(filepath.Join(dir, "in.csv")) // it is standard input
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer func(was *os.File) { os.Stdin = was }(os.Stdin)
	os.Stdin = in
	t.Chdir(dir)
	args := strings.Fields("-data - -k 2 -labels out.csv")
	if status := walkthrough(args, broken{}, new(bytes.Buffer)); status != 1 {
		t.Errorf("without an output: exit status %d, want 1", status)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("without an output: left %v, want the data", files)
	}
	in.Seek(0, 0)
	if err := os.WriteFile("walkthrough.html", bytes.Repeat([]byte("old "), 1e6), 0o666); err != nil {
		t.Fatal(err)
	}
	if status := walkthrough(args, new(bytes.Buffer), os.Stderr); status != 0 {
		t.Errorf("exit status %d, want 0", status)
	}
	page, _ := os.ReadFile("walkthrough.html")
	labels, _ := os.ReadFile("out.csv")
	if files, _ := os.ReadDir(dir); len(files) != 3 || !bytes.HasSuffix(page, []byte("</html>\n")) || string(labels) != "x;y;cluster\n1,5;2;0\n9;8;1\n" {
		t.Errorf("left %v, a page that ends in %q, and the labels %q", files, page[len(page)-9:], labels)
	}
}

func TestLargest(t *testing.T) {
	const want = "-k 4001: with 5000 points the matrices of the slides get 5000×4001, more than this program tries: use -k 4000 or less"
	if err := (&options{K: 4001}).fit(&Data{X: matrix.New(5000, 1)}); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestAligned: costs have about seven digits, and centers as many as tell them apart.
func TestAligned(t *testing.T) {
	for _, tt := range []struct {
		values []float64
		apart  bool
		want   string
	}{
		{[]float64{52, 10}, false, "52 10"},
		{[]float64{1074.57, 0.25, -1e-9}, false, "1074.57 0.25 0.00"},
		{[]float64{1.7e15 + 149.5, 1.7e15 + 1149.5}, true, "1.700000000000e+15 1.700000000001e+15"},
		{[]float64{100000001.25, 100000001.5}, true, "100000001.25 100000001.50"},
		{[]float64{0.3, 0.30000000000000004}, true, "0.300000 0.300000"}, // it may be rounding
		{[]float64{2e-5, 0}, false, "2.00000e-05 0.00000e+00"},
	} {
		if got := strings.Join(aligned(tt.values, tt.apart), " "); got != tt.want {
			t.Errorf("aligned(%v, %v) = %s, want %s", tt.values, tt.apart, got, tt.want)
		}
	}
}

// TestEvents: what a right program never says, that one of the forms is wrong.
func TestEvents(t *testing.T) {
	X := matrix.FromRows([][]float64{{0}, {4}})
	s := Step{Number: 2, Points: 2, Matrix: Half{Cost: 1, Sizes: []int{1, 1}}, Pointwise: Half{Sizes: []int{1, 1}}}
	s.tell(X, [2]*matrix.Matrix{X, X}, Step{Number: 1, Certified: 2, Matrix: s.Pointwise, Pointwise: s.Pointwise}, []int{0, 1}, []int{0, 0}, []bool{true, true})
	if want := []string{
		"the forms differ at 1 point, the first is 1 (from 0): one of the forms is wrong, as the centers are equal and the labels certified.",
		"the cost of the matrix form grew, which no rounding explains.",
	}; !slices.Equal(s.Events, want) || s.Same != 1 {
		t.Errorf("%q, want %q", s.Events, want)
	}
}
