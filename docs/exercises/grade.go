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
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
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
	if err := errors.Join(os.Mkdir(empty, 0o700), os.Mkdir(said, 0o700)); err != nil {
		return nil, err
	}
	// Only the test knows the name of the file that it writes its verdict to, so a
	// student's code can print what it likes.
	secret := filepath.Join(said, rand.Text())
	from, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	submitted, problem := h.submittedFrom(from, tasks)
	for _, t := range tasks {
		submitted[t.dir()+"/report_test.go"] = fmt.Appendf(nil, reportTest, t.dir(), secret)
	}
	if err := submitted.write(lab); err != nil {
		return nil, err
	}

	says := map[string]string{} // what is wrong with a whole folder
	var marks []mark
	for _, t := range tasks {
		binary := filepath.Join(where, t.dir()+".exe")
		if _, built := says[t.dir()]; !built && problem == "" {
			says[t.dir()] = build(lab, t.dir(), binary)
		}
		m := mark{Student: dir, Task: t.name, Says: problem + says[t.dir()]}
		if m.Says == "" {
			m.Says = runTest(binary, "Test"+t.short(), empty, secret, limit)
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

// build compiles the tests in dir and returns the compiler's first line if it can't.
func build(lab, dir, binary string) string {
	command := exec.Command("go", "test", "-c", "-vet=off", "-o", binary, "./"+dir)
	command.Dir = lab
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off", "CGO_ENABLED=0")
	output, err := command.CombinedOutput()
	if err == nil {
		return ""
	}
	for _, line := range strings.Split(string(output), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
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
	err := command.Run()
	verdict, missing := os.ReadFile(secret + test)
	os.Remove(secret + test)
	first, _, _ := strings.Cut(strings.TrimSpace(string(words)), "\n")
	switch {
	case missing == nil && len(verdict) > 0:
		return string(verdict)
	case ctx.Err() != nil:
		return fmt.Sprintf("no verdict after %v: does a loop not end?", limit)
	case first != "":
		return "the program ended before the test: " + first
	}
	return fmt.Sprintf("the program ended before the test: exit status %d (%v)", command.ProcessState.ExitCode(), err)
}

// firstWords keeps the first 4,000 bytes that are written.
type firstWords []byte

func (w *firstWords) Write(p []byte) (int, error) {
	*w = append(*w, p[:min(len(p), 4000-len(*w))]...)
	return len(p), nil
}

// submittedFrom returns the handout with the Go files below dir in it, all but tests:
// those of a package with tasks go into its folder, wherever they were. A package that
// the handout has not is a student's own and stays where it was; one that was given
// is taken from the handout.
func (h handout) submittedFrom(dir string, tasks []task) (submitted handout, problem string) {
	submitted = maps.Clone(h)
	from, written := map[string]string{}, map[string]bool{} // written: "pointwise.Distance"
	problem = "there is no Go file of a package with tasks"
	twice := ""
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		base := entry.Name()
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != dir && (base[0] == '.' || base == "testdata" || base == "vendor" || base == "__MACOSX"):
			return fs.SkipDir
		case !entry.Type().IsRegular() || base[0] == '.' || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		target, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		target = filepath.ToSlash(target)
		// Of a file that does not compile there is a part, too.
		syntax, _ := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
		if syntax != nil && syntax.Name != nil {
			if slices.ContainsFunc(tasks, func(t task) bool { return t.dir() == syntax.Name.Name }) {
				target, problem = syntax.Name.Name+"/"+base, ""
			} else if h.has(syntax.Name.Name) {
				return nil
			}
			for _, d := range syntax.Decls {
				if name := nameOf(d); name != "" {
					written[path.Dir(target)+"."+name] = true
				}
			}
		}
		if other := from[target]; other != "" {
			twice = fmt.Sprintf("there are two files %s: %s and %s", target, other, name)
		}
		from[target], submitted[target] = name, text
		return nil
	})
	if err != nil {
		return submitted, err.Error()
	}
	// A function that stands in a file of the student's own is not taken from the handout.
	for name, text := range h {
		if from[name] == "" && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			fset := token.NewFileSet()
			syntax, err := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return submitted, err.Error()
			}
			var edits []edit
			for _, d := range syntax.Decls {
				if written[path.Dir(name)+"."+nameOf(d)] {
					edits = append(edits, edit{fset.Position(start(d)).Offset, fset.Position(d.End()).Offset, ""})
				}
			}
			if submitted[name], err = edited(text, edits); err != nil {
				return submitted, err.Error()
			}
		}
	}
	return submitted, cmp.Or(problem, twice)
}

// nameOf returns the name of a function, "Distance" or "(*Matrix).Dot"; others have none.
func nameOf(d ast.Decl) string {
	f, ok := d.(*ast.FuncDecl)
	switch {
	case !ok:
		return ""
	case f.Recv == nil || len(f.Recv.List) == 0:
		return f.Name.Name
	}
	return "(" + types.ExprString(f.Recv.List[0].Type) + ")." + f.Name.Name
}

// A report writes marks in a format: "" for lines to read, "csv", "json" or "gradescope".
type report struct {
	format string
	w      io.Writer
	all    []mark
}

// add takes the marks of a student, and writes them if the format allows that already.
func (r *report) add(marks []mark) error {
	var b bytes.Buffer
	table := csv.NewWriter(&b)
	if r.all == nil && r.format == "csv" {
		table.Write([]string{"student", "task", "points", "says"})
	}
	r.all = append(r.all, marks...)
	for _, m := range marks {
		switch r.format {
		case "csv":
			table.Write([]string{m.Student, m.Task, strconv.Itoa(m.Points), m.Says})
		case "":
			first, _, _ := strings.Cut(m.Says, "\n")
			fmt.Fprintf(&b, "%s  %-32s %d  %s\n", m.Student, m.Task, m.Points, first)
		}
	}
	table.Flush()
	if r.format == "" {
		fmt.Fprintf(&b, "%s  %d of %d\n", marks[0].Student, points(marks), len(marks))
	}
	_, err := r.w.Write(b.Bytes())
	return err
}

// end writes what had to wait for all students.
func (r *report) end() error {
	var v any
	switch r.format {
	case "json":
		v = r.all
	case "gradescope":
		var tests []map[string]any
		for _, m := range r.all {
			tests = append(tests, map[string]any{"name": m.Task, "score": m.Points, "max_score": 1,
				"status": []string{"failed", "passed"}[m.Points], "output": m.Says})
		}
		v = map[string]any{"tests": tests}
	default:
		return nil
	}
	encoder := json.NewEncoder(r.w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func points(marks []mark) (sum int) {
	for _, m := range marks {
		sum += m.Points
	}
	return sum
}
