package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A mark is what a student gets for a task.
type mark struct {
	Student string `json:"student"`
	Task    string `json:"task"`
	Points  int    `json:"points"` // 0 or 1
	Says    string `json:"says"`   // why not
}

// gradeAll reports the marks of all submissions, and whether all are points.
func gradeAll(w io.Writer, format string, h handout, tasks []task, dirs []string, limit time.Duration) (all bool, err error) {
	together := true // in one folder, whose name says nothing
	for i, dir := range dirs {
		if _, err := os.Stat(dir); err != nil {
			return false, fmt.Errorf("nothing was graded: %w", err)
		}
		dirs[i] = filepath.Clean(dir)
		together = together && filepath.Dir(dirs[i]) == filepath.Dir(dirs[0])
	}
	return report(w, format, func(yield func([]mark, error) bool) {
		for _, dir := range dirs {
			marks, err := grade(h, tasks, dir, limit)
			for i := range marks {
				marks[i].Student = dir
				if together {
					marks[i].Student = filepath.Base(dir)
				}
			}
			if !yield(marks, err) {
				return
			}
		}
	})
}

// grade marks a submission, the folder dir: the student's files, in place of those of
// the handout, with the handout's tests. Each task is judged by a process of its own,
// which has to come to its verdict within the limit.
func grade(h handout, tasks []task, dir string, limit time.Duration) ([]mark, error) {
	where, err := os.MkdirTemp("", "grade-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(where)
	lab, empty, said := filepath.Join(where, "lab"), filepath.Join(where, "empty"), filepath.Join(where, "said")
	// Only the test knows the name of the file that it writes its verdict to, so a
	// student's code can print what it likes.
	secret := filepath.Join(said, rand.Text())
	submitted, problem := h.with(dir, tasks)
	for _, t := range tasks {
		submitted[t.Dir()+"/report_test.go"] = fmt.Appendf(nil, reportTest, t.Dir(), secret)
	}
	if err := errors.Join(os.Mkdir(empty, 0o700), os.Mkdir(said, 0o700), submitted.write(lab)); err != nil {
		return nil, err
	}

	built := map[string]string{} // what is wrong with a whole folder
	var marks []mark
	for _, t := range tasks {
		binary := filepath.Join(where, t.Dir()+".exe")
		if _, is := built[t.Dir()]; !is && problem == "" {
			built[t.Dir()] = build(lab, t.Dir(), binary)
		}
		m := mark{Task: t.Name, Says: cmp.Or(problem, built[t.Dir()])}
		if m.Says == "" {
			m.Says = runTest(binary, "Test"+t.Short(), empty, secret, limit)
		}
		if m.Says == "pass" {
			m.Points, m.Says = 1, ""
		}
		marks = append(marks, m)
	}
	return marks, nil
}

const reportTest = `package %s_test

import "os"

func init() {
	report = func(test, message string) {
		if message == "" {
			message = "pass"
		}
		os.WriteFile(%q+test, []byte(message), 0o600)
	}
}
`

// given finds the import of a package of the handout, whatever the student's module is.
var given = regexp.MustCompile(`"[\w./~-]+/(pointwise|matrix|kmeans)"`)

// with returns the handout with the Go files below dir in it, all but tests: those of a
// package with tasks go into its folder, wherever they were. A package that the handout
// has not is a student's own and stays where it was; one that was given is taken from
// the handout.
func (h handout) with(dir string, tasks []task) (submitted handout, problem string) {
	submitted = maps.Clone(h)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return submitted, "this is no folder: unpack it"
	}
	module := bytes.Fields(h["go.mod"])[1]
	from, written := map[string]string{}, map[string]bool{} // written are tasks: "pointwise.Distance"
	var packages, others []string                           // what else is there
	some := false
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		base := path.Base(name)
		hidden := name != "." && base[0] == '.'
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (hidden || base == "testdata" || base == "vendor" || base == "__MACOSX"):
			return fs.SkipDir
		case entry.IsDir() || hidden:
			return nil
		case !entry.Type().IsRegular() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go"):
			others = append(others, base)
			return nil
		}
		text, err := fs.ReadFile(os.DirFS(dir), name)
		if err != nil {
			return err
		}
		target := name
		// Of a file that does not compile there is a part, too.
		syntax, _ := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
		switch pkg := syntax.Name.Name; {
		case slices.Contains(dirs(tasks), pkg):
			some = true
			target = pkg + "/" + base
			for _, d := range syntax.Decls {
				for _, name := range namesOf(d) {
					written[pkg+"."+name] = true
				}
			}
		case pkg == "":
			some = true // the compiler says what is wrong
		case h.has(pkg):
			packages = append(packages, "package "+pkg)
			return nil
		default:
			packages = append(packages, "package "+pkg)
		}
		if other := from[target]; other != "" {
			problem = fmt.Sprintf("there are two files %s: %s and %s", target, other, name)
		}
		from[target] = name
		submitted[target] = given.ReplaceAll(text, fmt.Appendf(nil, `"%s/$1"`, module))
		return nil
	})
	switch {
	case err != nil:
		problem = err.Error()
	case !some:
		found := append(slices.Compact(packages), others...)
		there := cmp.Or(strings.Join(found[:min(3, len(found))], ", "), "nothing")
		problem = fmt.Sprintf("no Go file here is of package %s (is it another sheet, -set?); there is %s", strings.Join(dirs(tasks), " or "), there)
	}
	// A task in a file of the student's own is not taken from the handout.
	for name, text := range h {
		if from[name] == "" && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && problem == "" {
			fset := token.NewFileSet()
			f, _ := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution)
			text, err := cut(fset, f, func(name string) bool { return !written[f.Name.Name+"."+name] }, nil)
			if err != nil {
				problem = err.Error()
			}
			submitted[name] = []byte(text)
		}
	}
	return submitted, problem
}

// build compiles the tests in dir and returns the compiler's first line if it can't.
func build(lab, dir, binary string) string {
	command := exec.Command("go", "test", "-c", "-vet=off", "-o", binary, "./"+dir)
	command.Dir = lab
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off", "CGO_ENABLED=0")
	output, err := command.CombinedOutput()
	if err == nil {
		return ""
	}
	for line := range strings.Lines(string(output)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return "does not compile: " + line
		}
	}
	return "does not compile: " + err.Error()
}

// runTest runs one test and returns its verdict, or what kept it from one. The
// student's code gets no environment and no output but the first of its last words.
func runTest(binary, test, dir, secret string, limit time.Duration) string {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	command := exec.CommandContext(ctx, binary, "-test.run=^"+test+"$")
	command.Dir = dir
	command.Env = []string{"TMPDIR=" + dir}
	var words firstWords
	command.Stderr = &words
	command.WaitDelay = time.Second
	command.Run()
	verdict, missing := os.ReadFile(secret + test)
	os.Remove(secret + test)
	first, _, _ := strings.Cut(strings.TrimSpace(string(words)), "\n")
	switch {
	case missing == nil && len(verdict) > 0:
		return string(verdict)
	case ctx.Err() != nil:
		return fmt.Sprintf("no verdict after %v: does a loop not end?", limit)
	}
	return "the program ended before the test: " + cmp.Or(first, command.ProcessState.String())
}

// firstWords keeps the first 4,000 bytes that are written.
type firstWords []byte

func (w *firstWords) Write(p []byte) (int, error) {
	*w = append(*w, p[:min(len(p), 4000-len(*w))]...)
	return len(p), nil
}

// report writes the marks of each student in a format: "" for lines to read, "csv",
// "json" or "gradescope". It tells whether all are points.
func report(w io.Writer, format string, students iter.Seq2[[]mark, error]) (all bool, err error) {
	table := csv.NewWriter(w)
	if format == "csv" {
		table.Write([]string{"student", "task", "points", "says"})
	}
	var every []mark
	all = true
	for marks, err := range students {
		if err != nil {
			return false, err
		}
		sum := 0
		for _, m := range marks {
			switch format {
			case "csv":
				table.Write([]string{m.Student, m.Task, strconv.Itoa(m.Points), m.Says})
			case "":
				first, _, _ := strings.Cut(m.Says, "\n")
				fmt.Fprintln(w, strings.TrimSpace(fmt.Sprintf("%s  %-26s %d  %s", m.Student, m.Task, m.Points, first)))
			}
			sum += m.Points
		}
		if format == "" {
			fmt.Fprintf(w, "%s  %d of %d\n", marks[0].Student, sum, len(marks))
		}
		table.Flush()
		all = all && sum == len(marks)
		every = append(every, marks...)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	switch format {
	case "json":
		err = encoder.Encode(every)
	case "gradescope":
		var tests []map[string]any
		for _, m := range every {
			tests = append(tests, map[string]any{"name": m.Task, "score": m.Points, "max_score": 1,
				"status": []string{"failed", "passed"}[m.Points], "output": m.Says})
		}
		err = encoder.Encode(map[string]any{"tests": tests})
	}
	return all, errors.Join(err, table.Error())
}
