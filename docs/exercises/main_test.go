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
func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && name != dir {
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

func TestWrongCommandLines(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "lab")
	for _, c := range []struct {
		args   []string
		status int
		says   []string
	}{
		{nil, 2, []string{"-o is missing", "usage: "}},
		{[]string{"-o", dir, "more"}, 2, []string{`"more"`, "usage: "}},
		{[]string{"-list", "more"}, 2, []string{"-list goes alone"}},
		{[]string{"-list", "-o", dir}, 2, []string{"-list goes alone"}},
		{[]string{"-colour"}, 2, []string{"-colour", "usage: "}},
		{[]string{"-o", dir, "-set", "slide", "-task", "matrix.T"}, 2, []string{"-set and -task"}},
		{[]string{"-o", dir, "-csv"}, 2, []string{"need -grade"}},
		{[]string{"-grade"}, 2, []string{"needs the folders"}},
		{[]string{"-grade", "-o", dir, parent}, 2, []string{"makes no handout"}},
		{[]string{"-grade", "-csv", "-json", parent}, 2, []string{"choose one"}},
		{[]string{"-grade", "-gradescope", parent, parent}, 2, []string{"one submission, not 2"}},
		{[]string{"-grade", "-limit", "0", parent}, 2, []string{"-limit must be"}},
		{[]string{"-grade", parent, "-csv"}, 2, []string{"flags go before the folders"}},
		{[]string{"-grade", parent, dir}, 1, []string{"nothing was graded", "lab"}},
		{[]string{"-o", dir, "-set", "slides"}, 2, []string{`unknown set "slides"`, "-list shows"}},
		{[]string{"-o", dir, "-set", ""}, 2, []string{`unknown set ""`}},
		{[]string{"-o", dir, "-task", "matrix.Dot,Dit"}, 2, []string{`unknown task "Dit"`, "-list shows"}},
		{[]string{"-o", dir, "-task", "Dot,"}, 2, []string{`unknown task ""`}},
		{[]string{"-o", dir, "-module", ""}, 1, []string{`module path ""`}},
		{[]string{"-o", dir, "-module", "a b"}, 1, []string{`module path "a b"`}},
		{[]string{"-o", dir, "-module", "../lab"}, 1, []string{`module path "../lab"`}},
		{[]string{"-o", dir, "-module", "std"}, 1, []string{`module path "std"`}},
		{[]string{"-o", filepath.Join(dir, "deeper", "lab")}, 1, []string{"must exist", "deeper"}},
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
		if there := files(t, parent); len(there) > 0 {
			t.Errorf("%q: it left %v", c.args, there)
		}
	}
	if status, stdout, _ := command("-h"); status != 0 || !strings.Contains(stdout, "usage: ") || !strings.Contains(stdout, "-module PATH") {
		t.Errorf("-h: status %d and %q, want 0, the usage and the flags", status, stdout)
	}
	status, stdout, stderr := command("-list")
	if status != 0 || stderr != "" {
		t.Errorf("-list: status %d, %s", status, stderr)
	}
	for _, s := range sheets {
		if !strings.Contains(stdout, "  "+s.name+" ") {
			t.Errorf("-list does not list the sheet %s:\n%s", s.name, stdout)
		}
	}
	for _, task := range allTasks {
		if !strings.Contains(stdout, "  "+task.Name+" ") {
			t.Errorf("-list does not list the task %s:\n%s", task.Name, stdout)
		}
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	parent := t.TempDir()
	full, file, empty := filepath.Join(parent, "full"), filepath.Join(parent, "file"), filepath.Join(parent, "empty")
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
	if got := files(t, parent); !slices.Equal(got, []string{"file", "full", "full/mine"}) {
		t.Errorf("after the refusals there are %v, want file and full/mine alone", got)
	}
	for _, name := range []string{file, filepath.Join(full, "mine")} {
		if text, err := os.ReadFile(name); string(text) != "my work" {
			t.Errorf("%s is %q (%v), want it untouched", name, text, err)
		}
	}
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
	dir := filepath.Join(parent, "lab")
	// A file and a folder of the same name can't both be written.
	if err := (handout{"a": nil, "a/b": nil, "c": nil}).write(dir); err == nil {
		t.Error("an impossible handout was written")
	}
	var stdout, stderr strings.Builder
	if status := run(parent, []string{"-o", dir}, &stdout, &stderr); status != 1 || !strings.Contains(stderr.String(), "root of the repository") {
		t.Errorf("outside the repository: status %d and %q, want 1 and where to run it", status, stderr.String())
	}
	if there := files(t, parent); len(there) > 0 {
		t.Errorf("a failure left %v", there)
	}
}
