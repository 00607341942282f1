package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// command runs the program in the root of the repository.
func command(args ...string) (status int, stdout, stderr string) {
	var out, err strings.Builder
	status = run("../..", args, &out, &err)
	return status, out.String(), err.String()
}

// inFolder writes files to a folder.
func inFolder(t *testing.T, files map[string]string) (dir string) {
	dir = filepath.Join(t.TempDir(), "in")
	if err := handout(files).write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// What is wrong with a command line is said, and nothing is written or overwritten.
func TestCommandLines(t *testing.T) {
	parent := inFolder(t, map[string]string{"file": "my work"})
	dir, file := filepath.Join(parent, "lab"), filepath.Join(parent, "file")
	for _, c := range []struct{ args, says string }{
		{"-set|all", "2 -o is missing: where should the handout go?"},
		{"-o|" + dir + "|-set|slide|-task|matrix.T", "2 -set and -task are both given: choose one"},
		{"-o|" + dir + "|-csv", "2 -csv and -gradescope need -grade"},
		{"-grade", "2 -grade needs the submissions: folders or zip files"},
		{"-grade|" + parent + "|-csv", "2 flags go before the submissions"},
		{"-o|" + dir + "|-set|slides", `2 unknown set "slides": -list shows those that there are`},
		{"-o|" + dir + "|-task|matrix.Dot,Dit", `2 unknown task "Dit": -list shows those that there are`},
		{"-grade|" + parent + "|" + dir, "1 nothing was graded: stat " + dir},
		{"-grade|-gradescope|" + parent + "|" + file, "1 -gradescope is for one submission, not 2"},
		{"-o|" + filepath.Join(dir, "deeper"), "1 " + filepath.Join(dir, "deeper") + " must be a new or an empty folder, in one that exists: mkdir "},
		{"-o|" + parent, "1 " + parent + " must be a new or an empty folder, in one that exists: nothing is overwritten"},
	} {
		status, stdout, stderr := command(strings.Split(c.args, "|")...)
		if got := fmt.Sprint(status, " ", strings.TrimPrefix(stderr, "exercises: ")); stdout != "" || !strings.HasPrefix(got, c.says) {
			t.Errorf("%q: it prints %q, and status and message are %q, want %q", c.args, stdout, got, c.says)
		}
	}
	// A file and a folder of the same name can't both be written.
	if err := (handout{"a": "", "a/b": "", "c": ""}).write(dir); err == nil {
		t.Error("an impossible handout was written")
	}
	there, _ := os.ReadDir(parent)
	if text, err := os.ReadFile(file); len(there) != 1 || string(text) != "my work" {
		t.Errorf("after the refusals there is %v, and the file is %q (%v), want it alone and untouched", there, text, err)
	}
}
