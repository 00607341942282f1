package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A mark is what a student gets for a task.
type mark struct {
	task   string
	points int    // 0 or 1
	says   string // why not
}

// gradeAll reports the marks of all submissions, and whether all are points.
func gradeAll(r report, h handout, tasks []task, given []string) (all bool, err error) {
	submissions, err := submissionsIn(given)
	if err == nil && r.gradescope && len(submissions) > 1 {
		err = fmt.Errorf("-gradescope is for one submission, not %d", len(submissions))
	}
	all = err == nil
	if all && r.csv {
		err = r.row("student", "task", "points", "says")
	}
	for _, s := range submissions {
		var marks []mark
		if err == nil {
			marks, err = grade(h, tasks, s, patient)
		}
		if err == nil {
			points := 0
			points, err = r.show(s.student, marks)
			all = all && points == len(tasks)
		}
	}
	return all, err
}

// grade marks a submission with the handout's tests. Each task is judged by a process of
// its own, which has to come to its verdict within the limit.
func grade(h handout, tasks []task, s *submission, limit time.Duration) ([]mark, error) {
	where, err := os.MkdirTemp("", "grade-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(where)
	dir, empty, said := filepath.Join(where, "lab"), filepath.Join(where, "empty"), filepath.Join(where, "said")
	// Only the test knows the name of the file that it writes its verdict to, so a
	// student's code can print what it likes.
	secret := filepath.Join(said, rand.Text())
	submitted, lacks := h.with(s.files, tasks)
	for _, t := range tasks {
		submitted[t.Dir()+"/report_test.go"] = fmt.Sprintf(reportTest, t.Dir(), secret)
	}
	if err := errors.Join(os.Mkdir(empty, 0o700), os.Mkdir(said, 0o700)); err != nil {
		return nil, err
	}
	built := map[string]string{} // what is wrong with a whole folder
	if err := submitted.write(dir); err != nil {
		for _, t := range tasks {
			built[t.Dir()] = err.Error()
		}
	}
	var marks []mark
	for _, t := range tasks {
		binary := filepath.Join(where, t.Dir()+".exe")
		if _, is := built[t.Dir()]; !is && lacks[t.Name] == "" {
			built[t.Dir()] = compiled(dir, t.Dir(), binary)
		}
		m := mark{t.Name, 0, cmp.Or(lacks[t.Name], built[t.Dir()])}
		if m.says == "" {
			m.says = runTest(binary, "Test"+t.Short(), empty, secret, limit)
		}
		if m.says == "pass" {
			m.points, m.says = 1, ""
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

// compiled compiles the tests in dir and returns the compiler's first line if it can't.
func compiled(lab, dir, binary string) string {
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
	command, end := confined(ctx, binary, "-test.run=^"+test+"$")
	command.Cancel = end
	command.Dir = dir
	command.Env = []string{"TMPDIR=" + dir}
	var words firstWords
	command.Stderr = &words
	command.WaitDelay = time.Second
	if command.Run(); command.Process != nil {
		end()
	}
	verdict, missing := os.ReadFile(secret + test)
	os.Remove(secret + test)
	first, _, _ := strings.Cut(strings.TrimSpace(string(words)), "\n")
	switch {
	case missing == nil && len(verdict) > 0:
		return string(verdict)
	case ctx.Err() != nil:
		return fmt.Sprintf("no verdict after %v: does a loop not end?", limit)
	case strings.Contains(string(words), "stack overflow"):
		return "calls itself without end"
	case strings.Contains(string(words), "out of memory"):
		return "takes too much memory"
	}
	return "the program ended before the test: " + cmp.Or(first, command.ProcessState.String())
}

// firstWords keeps the first 4,000 bytes that are written.
type firstWords []byte

func (w *firstWords) Write(p []byte) (int, error) {
	*w = append(*w, p[:min(len(p), 4000-len(*w))]...)
	return len(p), nil
}

// A report shows marks: as lines to read, as comma-separated values, or as Gradescope's
// results.json.
type report struct {
	io.Writer
	csv, gradescope bool
}

// show shows the marks of a student and their sum, and returns it.
func (r report) show(student string, marks []mark) (points int, err error) {
	var tests []map[string]any
	for _, m := range marks {
		points += m.points
		err = errors.Join(err, r.row(student, m.task, strconv.Itoa(m.points), m.says))
		tests = append(tests, map[string]any{"name": m.task, "score": m.points, "max_score": 1,
			"status": []string{"failed", "passed"}[m.points], "output": m.says})
	}
	if r.gradescope {
		encoder := json.NewEncoder(r)
		encoder.SetEscapeHTML(false)
		return points, encoder.Encode(map[string]any{"tests": tests})
	}
	return points, errors.Join(err, r.row(student, "total", strconv.Itoa(points), fmt.Sprintf("of %d", len(marks))))
}

func (r report) row(student, task, points, says string) error {
	switch {
	case r.gradescope:
		return nil
	case r.csv:
		if strings.ContainsAny(student[:1], "=+-@\t\r") {
			student = "'" + student // a spreadsheet would run it
		}
		table := csv.NewWriter(r)
		table.Write([]string{student, task, points, says})
		table.Flush()
		return table.Error()
	}
	first, _, _ := strings.Cut(says, "\n")
	_, err := fmt.Fprintln(r, strings.TrimSpace(fmt.Sprintf("%s  %-26s %s  %s", student, task, points, first)))
	return err
}
