package main

import (
	"bytes"
	"cmp"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
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

// file writes a file into a new folder and returns the folder.
func file(t *testing.T, name, content string) string {
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
	tests := []struct {
		name string
		args []string
	}{
		{"slide", nil},
		{"iris", []string{"-data", "docs/data/iris.csv", "-k", "3"}},
		{"faithful", []string{"-data", "docs/data/faithful.csv", "-k", "2"}},
		{"standardized", []string{"-data", "docs/data/faithful.csv", "-k", "2", "-standardize"}},
		{"short", []string{"-steps", "3", "-init", "plusplus"}},
		{"differ", []string{"-show", "differ"}},
		{"empty", []string{"-show", "empty"}},
		{"tie", []string{"-show", "tie"}},
		{"far", []string{"-show", "far"}},
		{"worse", []string{"-show", "worse"}},
	}
	for _, tt := range tests {
		page := filepath.Join(t.TempDir(), "page.html")
		got, stderr, status := run(t, top, append(tt.args, "-o", page)...)
		if status != 0 || stderr != "" {
			t.Errorf("%s: exit status %d, stderr %q, want 0 and nothing", tt.name, status, stderr)
		}
		html, _ := os.ReadFile(page)
		screen, _, _ := strings.Cut(string(html), "How to read the picture") // the first one of the page
		for says, want := range map[string]bool{
			"<b>-show " + tt.name + ":</b>":      slices.Contains(tt.args, "-show"),
			`first differ at <a href="#step=1">`: strings.Contains(got, "the forms differ"),
			"<b>Here rounding makes it larger":   strings.Contains(got, "the cost of the matrix form grew"),
		} {
			if strings.Contains(screen, says) != want {
				t.Errorf("%s: the first screen of the page says %s: %t, want %t", tt.name, says, !want, want)
			}
		}
		got = strings.ReplaceAll(got, page, "PAGE")
		for _, line := range strings.Split(got, "\n") {
			if n := utf8.RuneCountInString(line); n > width {
				t.Errorf("%s: a line of %d characters, want at most %d: %s", tt.name, n, width, line)
			}
		}
		golden(t, filepath.Join("testdata", tt.name+".txt"), got)
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

// TestRefusals runs the program on what it must refuse. Each refusal is one line (two
// for wrong usage) that says what it is about. An old page stays, and nothing new appears.
func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		file   string // in.csv, if it is not the default
		args   string
		status int
		want   string
	}{
		{"no file", "", "-data none.csv", 1, "walkthrough: none.csv: no such file or directory\n"},
		{"not in the top folder", "", "", 1, "walkthrough: docs/data/slide.csv: no such file here: run the program from the top folder of the repository, or choose a file with -data FILE\n"},
		{"a folder", "", "-data .", 1, "walkthrough: .: is a directory\n"},
		{"a bad value", "x,y\n1,2\n3,b\n", "-data in.csv", 1, "walkthrough: in.csv: line 3, column 2 (y): \"b\" is not a number, and \"2\" on line 2 is: a column is all numbers or all names, or left out with -columns\n"},
		{"k > m", "1\n2\n", "-data in.csv -k 3", 1, "walkthrough: -k 3: in.csv has 2 points, and there can't be more clusters than points: use -k 2 or less\n"},
		{"a huge m×k", strings.Repeat("1\n", 8000), "-data in.csv -k 8000", 1, "walkthrough: -k 8000: with 8000 points the matrices of the slides get 8000×8000, more than this program tries: use -k 6250 or less\n"},
		{"a column that is not there", "1;2,5\n", "-data in.csv -columns 3", 1, "walkthrough: in.csv: -columns 3: there is no column 3: there are 2, counted from 1\n"},
		{"labels over a file", "", "-data in.csv -k 1 -labels in.csv", 1, "walkthrough: -labels in.csv: there is such a file, and it is not replaced: choose another name, or delete it\n"},
		{"labels over the page", "", "-data in.csv -k 1 -labels a -o a", 1, "walkthrough: -labels a: -o names the same file\n"},
		{"labels into no folder", "", "-data in.csv -k 1 -labels none/a", 1, "walkthrough: -labels none/a: no such file or directory\n"},
		{"a case that needs no k", "", "-show differ -k 3", 2, "walkthrough: -show differ chooses -k itself: leave one of the two out\n"},
		{"an unknown case", "", "-show x", 2, "walkthrough: -show \"x\": there is no such case, but these:\n" + showcaseList()},
		{"k = 0", "", "-k 0", 2, "walkthrough: -k 0: there must be at least one cluster\n"},
		{"no steps", "", "-steps 0", 2, "walkthrough: -steps 0: there must be at least one\n"},
		{"an unknown start", "", "-init random", 2, "walkthrough: -init \"random\": it is shuffle, resample or plusplus\n"},
		{"a negative seed", "", "-seed -1", 2, "walkthrough: invalid value \"-1\" for flag -seed: parse error\n"},
		{"an unknown flag", "", "-speed 3", 2, "walkthrough: flag provided but not defined: -speed\n"},
		{"a stray argument", "", "in.csv", 2, "walkthrough: \"in.csv\": only flags are expected, for a file -data in.csv\n"},
		{"a page in no folder", "", "-data in.csv -o none/page.html -k 2", 1, "walkthrough: -o none/page.html: no such file or directory\n"},
		{"a page over a folder", "", "-data in.csv -o . -k 2", 1, "walkthrough: -o .: it is not a file that a page could replace\n"},
		{"a page over the data", "", "-data in.csv -o in.csv -k 2", 1, "walkthrough: -o in.csv: the page would replace the data\n"},
		{"a page without a name", "", "-data in.csv -o= -k 2", 2, "walkthrough: -o \"\": a page needs a name\n"},
		{"one axis", "", "-data in.csv -axes 1 -k 2", 1, "walkthrough: -axes 1: it is two different columns of the file, by number or name, as in 3,4\n"},
		{"equal axes", "", "-data in.csv -axes 2,b -k 2", 1, "walkthrough: -axes 2,b: it is two different columns of the file, by number or name, as in 3,4\n"},
		{"an axis too many", "", "-data in.csv -axes 1,9 -k 2", 1, "walkthrough: -axes 1,9: there is no column 9: there are 3, counted from 1\n"},
		{"an axis of names", "", "-data in.csv -axes 1,3 -k 2", 1, "walkthrough: -axes 1,3: column 3 (who) is not in X: choose two columns that are\n"},
	}
	for _, tt := range tests {
		dir := file(t, "in.csv", cmp.Or(tt.file, "a,b,who\n1,2,me\n3,4,you\n"))
		page := filepath.Join(dir, "walkthrough.html")
		if err := os.WriteFile(page, []byte("old"), 0o666); err != nil {
			t.Fatal(err)
		}
		want := tt.want
		if tt.status == 2 {
			want += "The flags: go run ./docs/walkthrough -h\n"
		}
		stdout, stderr, status := run(t, dir, strings.Fields(tt.args)...)
		if status != tt.status || stdout != "" || stderr != want {
			t.Errorf("%s: walkthrough %s: exit status %d, stdout %q, stderr\n%s\nwant %d, nothing and\n%s",
				tt.name, tt.args, status, stdout, stderr, tt.status, want)
		}
		files, _ := os.ReadDir(dir)
		if old, _ := os.ReadFile(page); string(old) != "old" || len(files) != 2 {
			t.Errorf("%s: walkthrough %s left %v, and the old page is %q, want it untouched and nothing new", tt.name, tt.args, files, old)
		}
	}
}

func TestHelp(t *testing.T) {
	stdout, stderr, status := run(t, t.TempDir(), "-h")
	for _, want := range []string{"separated by commas,\nsemicolons, tabs or spaces", "header", "missing", "-data FILE", "-o PAGE", "  differ "} {
		if status != 0 || stderr != "" || !strings.Contains(stdout, want) {
			t.Errorf("walkthrough -h: exit status %d, stderr %q, stdout\n%s\nwant 0, nothing and %s", status, stderr, stdout, want)
		}
	}
}

// TestLabels: -labels writes the input's records with labels, as they were separated.
func TestLabels(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a header", "x,cluster,kind\r\n1,2,\"a, b\"\r\n9,8,c\r\n", "x,cluster,kind,cluster_\n1,2,\"a, b\",0\n9,8,c,1\n"},
		{"decimal commas", "# by hand\n1,5;2\n\n9;8,25\n", "1,5;2;0\n9;8,25;1\n"},
	} {
		dir := file(t, "in.csv", tt.in)
		in, err := os.Open(filepath.Join(dir, "in.csv"))
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		defer func(was *os.File) { os.Stdin = was }(os.Stdin)
		os.Stdin = in
		_, stderr, status := run(t, dir, "-data", "-", "-k", "2", "-labels", "out.csv")
		got, err := os.ReadFile(filepath.Join(dir, "out.csv"))
		if status != 0 || stderr != "" || err != nil || string(got) != tt.want {
			t.Errorf("%s: -labels on %q: exit status %d, %s, wrote %q, %v, want %q", tt.name, tt.in, status, stderr, got, err, tt.want)
		}
		if files, _ := os.ReadDir(dir); len(files) != 3 {
			t.Errorf("%s: -labels left %v, want the data, the page and the labels", tt.name, files)
		}
	}
}

// TestMany: the steps on many points are those on few, to the last bit.
func TestMany(t *testing.T) {
	defer func(was int) { many = was }(many)
	for _, args := range []string{"-show far", "-data docs/data/iris.csv -k 40 -init resample"} { // the forms differ; clusters empty
		o, err := parseOptions(strings.Fields(args))
		if err != nil {
			t.Fatal(err)
		}
		o.Data = filepath.Join(top, o.Data)
		d, err := o.read()
		if err != nil {
			t.Fatal(err)
		}
		var runs [2]*Run
		for i := range runs {
			many = []int{10_000, 100}[i]
			if runs[i], err = newRun(d.X, o.start(d.X), o.Steps); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(runs[0], runs[1]) {
			t.Errorf("%s: the run is another if its points are many", args)
		}
	}
}

// TestSmallest runs on the smallest files there are.
func TestSmallest(t *testing.T) {
	for _, in := range []struct{ file, k string }{
		{"5\n", "1"},
		{"x,y\n1,2\n", "1"},
		{"3\n3\n3\n", "3"}, // all points equal
		{"a,0\nb,0\n", "2"},
		{"1e-300\n2e-300\n", "2"}, // squares vanish
		{"1e139,-1e139\n-1e139,1e139\n", "2"},
	} {
		dir := file(t, "in.csv", in.file)
		stdout, stderr, status := run(t, dir, "-data", "in.csv", "-k", in.k)
		if status != 0 || stderr != "" || !strings.Contains(stdout, "converged at step") {
			t.Errorf("walkthrough -k %s on %q: exit status %d, stderr %q, stdout\n%s", in.k, in.file, status, stderr, stdout)
		}
		if in.k == "3" && strings.Count(stdout, "no points left") != 2 {
			t.Errorf("three equal points: told other than once that each of two clusters is empty:\n%s", stdout)
		}
		for _, bad := range []string{"NaN ", "Inf"} {
			if strings.Contains(strings.ReplaceAll(stdout, "= NaN here", ""), bad) {
				t.Errorf("walkthrough -k %s on %q printed %s:\n%s", in.k, in.file, bad, stdout)
			}
		}
	}
}

// What a right program never says: that one of the forms is wrong.
func TestEvents(t *testing.T) {
	r := &Run{Steps: []Step{{Differ: Points{1, []int{7}}}, {Matrix: Half{Cost: 1}}}}
	for s, want := range []string{
		"the forms differ at point 7 (from 0), though all are certified and the centers equal: one of the forms is wrong.",
		"the cost of the matrix form grew, which no rounding explains.",
	} {
		if got := r.Events(s + 1); !slices.Equal(got, []string{want}) {
			t.Errorf("step %d: %q, want %q", s+1, got, want)
		}
	}
}
