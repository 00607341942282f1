package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// command runs the program in the root of the repository.
func command(args ...string) (status int, stdout, stderr string) {
	var out, err strings.Builder
	status = run("../..", args, &out, &err)
	return status, out.String(), err.String()
}

// files lists what is in a folder.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, err = filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestFilesOfAHandout(t *testing.T) {
	for _, c := range []struct {
		args    []string
		has     []string
		without []string // folders
	}{
		{nil, []string{"go.mod", "README.md", "HINTS.md", "pointwise/pointwise.go", "pointwise/measure_test.go", "pointwise/judge_test.go"},
			[]string{"matrix", "kmeans"}},
		{[]string{"-set", "matrix"}, []string{"matrix/dot.go", "matrix/dot_test.go"}, []string{"pointwise", "kmeans"}},
		{[]string{"-set", "slide"}, []string{"kmeans/slide.go", "matrix/dot.go"}, []string{"pointwise"}},
		{[]string{"-task", "kmeans.CountedMaximization"}, []string{"kmeans/counted.go", "matrix/dot.go"}, []string{"pointwise"}},
		{[]string{"-task", "pointwise.Score, matrix.Dot"}, []string{"pointwise/pointwise.go", "matrix/dot.go"}, []string{"kmeans"}},
	} {
		dir := filepath.Join(t.TempDir(), "lab")
		if status, _, stderr := command(append(c.args, "-o", dir)...); status != 0 {
			t.Errorf("%v: status %d, want 0: %s", c.args, status, stderr)
			continue
		}
		there := files(t, dir)
		for _, name := range c.has {
			if !slices.Contains(there, name) {
				t.Errorf("%v: there is no %s among %v", c.args, name, there)
			}
		}
		for _, name := range there {
			if slices.Contains(c.without, filepath.Dir(name)) {
				t.Errorf("%v: %s is not needed", c.args, name)
			}
			if text, _ := os.ReadFile(filepath.Join(dir, name)); strings.Contains(string(text), home) {
				t.Errorf("%v: %s names the repository's module %s", c.args, name, home)
			}
		}
	}
}

// What only a removed body used is gone, and so are the functions that no task of
// the handout needs.
func TestNothingMoreThanNeeded(t *testing.T) {
	for _, c := range []struct {
		set, file string
		has, not  []string
	}{
		{"matrix", "matrix/dot.go", []string{"func (A *Matrix) Dot(", "// Element (i, j) is"}, []string{"textbook", "multiply("}},
		{"matrix", "matrix/elementwise.go", []string{"func (A *Matrix) Add("}, []string{"func (B *Matrix) broadcast", `"slices"`}},
		{"matrix", "matrix/argmin.go", []string{"func (A *Matrix) RowwiseArgmin("}, []string{"func argmin"}},
		{"pointwise", "pointwise/pointwise.go", []string{"// Package pointwise", "func Score("}, []string{"func zeros", "func width", "func Fit", "import (", `import "`}},
		{"slide", "kmeans/slide.go", []string{"func Expectation(", "M_* = 1_{m×n}(Mᵀ)²"}, []string{".Dot("}},
		{"slide", "kmeans/kmeans.go", []string{"rung M5"}, []string{"[Fit]", "[Shuffle]"}},
		{"slide", "matrix/elementwise.go", []string{"broadcast(A,"}, nil},
	} {
		_, tasks, err := chooseTasks(c.set, "", false)
		if err != nil {
			t.Fatal(err)
		}
		h := makeFor(t, tasks, false)
		text := string(h[c.file])
		for _, s := range c.has {
			if !strings.Contains(text, s) {
				t.Errorf("-set %s: %s has no %q:\n%s", c.set, c.file, s, text)
			}
		}
		for _, s := range c.not {
			if strings.Contains(text, s) {
				t.Errorf("-set %s: %s has %q:\n%s", c.set, c.file, s, text)
			}
		}
	}
}

func TestWrongCommandLines(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lab")
	for _, c := range []struct {
		args   []string
		status int
		says   []string
	}{
		{nil, 2, []string{"-o is missing", "usage: "}},
		{[]string{"-o", dir, "more"}, 2, []string{`"more"`, "usage: "}},
		{[]string{"-list", "more"}, 2, []string{`"more"`}},
		{[]string{"-list", "-o", dir}, 2, []string{"-list goes alone"}},
		{[]string{"-colour"}, 2, []string{"-colour", "usage: "}},
		{[]string{"-o", dir, "-set", "slide", "-task", "matrix.T"}, 2, []string{"-set and -task"}},
		{[]string{"-o", dir, "-set", "slides"}, 1, []string{`unknown set "slides"`, "pointwise, matrix, slide, kmeans, all"}},
		{[]string{"-o", dir, "-set", ""}, 1, []string{`unknown set ""`}},
		{[]string{"-o", dir, "-task", "matrix.Dot,Dit"}, 1, []string{`unknown task "Dit"`, "matrix.(*Matrix).Dot\n", "kmeans.Shuffle"}},
		{[]string{"-o", dir, "-task", ""}, 1, []string{`unknown task ""`}},
		{[]string{"-o", dir, "-task", "matrix.Dot,"}, 1, []string{`unknown task ""`}},
		{[]string{"-o", dir, "-module", ""}, 1, []string{`module path ""`}},
		{[]string{"-o", dir, "-module", "a b"}, 1, []string{`module path "a b"`}},
		{[]string{"-o", dir, "-module", "a//b"}, 1, []string{`module path "a//b"`}},
		{[]string{"-o", dir, "-module", "../lab"}, 1, []string{`module path "../lab"`}},
		{[]string{"-o", dir, "-module", "std"}, 1, []string{`module path "std"`}},
		{[]string{"-o", filepath.Join(dir, "deeper", "lab")}, 1, []string{"there is no folder", "deeper"}},
	} {
		status, stdout, stderr := command(c.args...)
		if status != c.status || stdout != "" {
			t.Errorf("%q: status %d and output %q, want %d and none", c.args, status, stdout, c.status)
		}
		for _, want := range c.says {
			if !strings.Contains(stderr, want) {
				t.Errorf("%q: it says %q, want %q in it", c.args, stderr, want)
			}
		}
		if strings.Contains(stderr, "goroutine ") {
			t.Errorf("%q: a stack trace:\n%s", c.args, stderr)
		}
		if there := files(t, filepath.Dir(dir)); len(there) > 0 {
			t.Errorf("%q: it left %v", c.args, there)
		}
	}
	if status, _, stderr := command("-h"); status != 0 || !strings.Contains(stderr, "usage: ") {
		t.Errorf("-h: status %d and %q, want 0 and the usage", status, stderr)
	}
}

func TestList(t *testing.T) {
	status, stdout, stderr := command("-list")
	if status != 0 || stderr != "" {
		t.Fatalf("-list: status %d, %s", status, stderr)
	}
	for _, s := range sheets {
		if !strings.Contains(stdout, "  "+s.name+" ") {
			t.Errorf("-list does not list the sheet %s:\n%s", s.name, stdout)
		}
	}
	for _, task := range allTasks {
		if !strings.Contains(stdout, "  "+task.name+" ") {
			t.Errorf("-list does not list the task %s:\n%s", task.name, stdout)
		}
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	parent := t.TempDir()
	full := filepath.Join(parent, "full")
	file := filepath.Join(parent, "file")
	for _, err := range []error{
		os.Mkdir(full, 0o777),
		os.WriteFile(filepath.Join(full, "mine"), []byte("my work"), 0o666),
		os.WriteFile(file, []byte("my work"), 0o666),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{full, file, filepath.Join(file, "lab")} {
		if status, _, stderr := command("-o", dir); status != 1 || !strings.Contains(stderr, filepath.Base(dir)) {
			t.Errorf("-o %s: status %d and %q, want 1 and the name of the folder", dir, status, stderr)
		}
	}
	if got := files(t, parent); !slices.Equal(got, []string{"file", "full/mine"}) {
		t.Errorf("after the refusals there are %v, want file and full/mine alone", got)
	}
	for _, name := range []string{file, filepath.Join(full, "mine")} {
		if text, err := os.ReadFile(name); string(text) != "my work" {
			t.Errorf("%s is %q (%v), want it untouched", name, text, err)
		}
	}

	empty := filepath.Join(parent, "empty")
	if err := os.Mkdir(empty, 0o777); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := command("-o", empty); status != 0 {
		t.Errorf("into an empty folder: status %d, %s", status, stderr)
	}
	if status, _, _ := command("-o", empty); status != 1 {
		t.Errorf("a second time into the same folder: status %d, want 1", status)
	}
}

// A handout is there as a whole or not at all.
func TestFailureLeavesNothing(t *testing.T) {
	parent := t.TempDir()
	// A file and a folder of the same name can't both be written.
	for _, h := range []handout{
		{"a": nil, "a/b": nil},
		{"a/b": nil, "a": nil, "c": nil},
	} {
		if err := h.write(filepath.Join(parent, "lab")); err == nil {
			t.Error("an impossible handout was written")
		}
		entries, err := os.ReadDir(parent)
		if err != nil || len(entries) > 0 {
			t.Errorf("a failure left %v (%v)", entries, err)
		}
	}

	var stdout, stderr strings.Builder
	dir := filepath.Join(parent, "lab")
	if status := run(parent, []string{"-o", dir}, &stdout, &stderr); status != 1 || !strings.Contains(stderr.String(), "root of the repository") {
		t.Errorf("outside the repository: status %d and %q, want 1 and where to run it", status, stderr.String())
	}
	if entries, err := os.ReadDir(parent); err != nil || len(entries) > 0 {
		t.Errorf("a failure left %v (%v)", entries, err)
	}
}

func TestSameHandoutEveryTime(t *testing.T) {
	a, b := makeFor(t, allTasks, false), makeFor(t, allTasks, false)
	for name := range a {
		if string(a[name]) != string(b[name]) {
			t.Errorf("%s differs from one run to the next", name)
		}
	}
}
