package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Handouts are tried in processes of their own, which takes time. `go test` tries
// every sheet and some of the tasks and wrong answers, with -short the first sheet;
// with KMEANS_ALL_HANDOUTS=1 it tries them all.
var everything = os.Getenv("KMEANS_ALL_HANDOUTS") != ""

func skipIfShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it takes some seconds")
	}
}

const lab = "example.com/kmeans-lab"

func makeFor(t *testing.T, tasks []task, solutions bool) handout {
	t.Helper()
	h, err := fromSource("../..", "", tasks, lab, solutions)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func put(t *testing.T, h handout) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "handout")
	if err := h.write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// inHandout runs a go command in dir, as a student would.
func inHandout(dir string, args ...string) (output []byte, err error) {
	command := exec.Command("go", args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
	return command.CombinedOutput()
}

// An outcome is what `go test -json` reports of a test.
type outcome struct {
	action string // "pass", "fail"
	said   string
}

// judgeAll runs all tests of the handout in dir. The outcomes are by the name of
// the test: "pointwise.TestDistance".
func judgeAll(t *testing.T, dir string) map[string]outcome {
	t.Helper()
	output, _ := inHandout(dir, "test", "-json", "./...")
	outcomes := map[string]outcome{}
	for _, line := range bytes.Split(output, []byte("\n")) {
		var event struct{ Action, Package, Test, Output string }
		if json.Unmarshal(line, &event) != nil || event.Test == "" {
			continue
		}
		test, _, _ := strings.Cut(event.Test, "/")
		name := strings.TrimPrefix(event.Package, lab+"/") + "." + test
		o := outcomes[name]
		o.said += event.Output
		if test == event.Test && (event.Action == "pass" || event.Action == "fail") {
			o.action = event.Action
		}
		outcomes[name] = o
	}
	if len(outcomes) == 0 || bytes.Contains(output, []byte("[build failed]")) {
		t.Fatalf("go test ./... in a handout:\n%s", output)
	}
	return outcomes
}

func vet(t *testing.T, dir string) {
	t.Helper()
	if output, err := inHandout(dir, "vet", "./..."); err != nil {
		t.Fatalf("go vet ./... in a handout: %v\n%s", err, output)
	}
}

// selections returns the sheets, and single tasks: all of them or a few.
func selections() map[string][]task {
	chosen := map[string][]task{}
	for _, s := range sheets {
		_, tasks, _ := chooseTasks(s.name, "", false)
		chosen[s.name] = tasks
	}
	if testing.Short() {
		return map[string][]task{firstSet: chosen[firstSet]}
	}
	for i, t := range allTasks {
		if everything || i%7 == 3 {
			chosen[t.name] = []task{t}
		}
	}
	return chosen
}

var complaint = regexp.MustCompile(`(?m)^ +\w+_test\.go:\d+: .*$`)

// One end: the handout as it is made builds, passes vet, and every task fails, and
// says that it is to do; nothing else is tested in it.
func TestUnsolved(t *testing.T) {
	for name, tasks := range selections() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := put(t, makeFor(t, tasks, false))
			vet(t, dir)
			outcomes := judgeAll(t, dir)
			for i, task := range tasks {
				todo := task.todo(i+1) + "\n"
				for _, test := range task.tests() {
					o := outcomes[task.dir()+"."+test]
					delete(outcomes, task.dir()+"."+test)
					if o.action != "fail" || !strings.Contains(o.said, todo) {
						t.Errorf("%s: %q, want a failure with %q:\n%s", test, o.action, todo, o.said)
					}
					for _, line := range complaint.FindAllString(o.said, -1) {
						if !strings.Contains(line, "TODO: task ") {
							t.Errorf("%s of an unsolved task also says:\n%s", test, line)
						}
					}
				}
			}
			for test := range outcomes {
				t.Errorf("%s is no test of a task", test)
			}
		})
	}
}

// The other end: with the repository's bodies, everything passes.
func TestSolved(t *testing.T) {
	for name, tasks := range selections() {
		if !everything && !testing.Short() && name != "all" && len(tasks) > 1 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := put(t, makeFor(t, tasks, true))
			vet(t, dir)
			outcomes := judgeAll(t, dir)
			for _, task := range tasks {
				for _, test := range task.tests() {
					if o := outcomes[task.dir()+"."+test]; o.action != "pass" {
						t.Errorf("%s: %q, want a pass:\n%s", test, o.action, o.said)
					}
				}
			}
		})
	}
}

// with puts an answer into a handout, in place of the TODO of task number.
func (h handout) with(t *testing.T, number int, task task, body string) {
	t.Helper()
	todo := fmt.Sprintf("\tpanic(%q)\n", task.todo(number))
	for name, text := range h {
		if strings.HasSuffix(name, ".go") && bytes.Contains(text, []byte(todo)) {
			text = bytes.Replace(text, []byte(todo), []byte(body+"\n"), 1)
			for _, needed := range []string{"math", "fmt", "slices"} {
				spec := []byte("\"" + needed + "\"")
				if strings.Contains(body, needed+".") && !bytes.Contains(text, spec) {
					text = bytes.Replace(text, []byte("\n\n// "), []byte("\n\nimport "+string(spec)+"\n\n// "), 1)
				}
			}
			h[name] = text
			return
		}
	}
	t.Fatalf("no %q in the handout", todo)
}

// The answers go into few handouts, for each package one: tasks of a package do
// not need each other, so the wrong answers must not get into each other's way.
// Fit needs the functions around it.
func groups() map[string][]task {
	g := map[string][]task{}
	for _, t := range allTasks {
		name := t.dir()
		if t.name == "pointwise.Fit" {
			name = "Fit"
		}
		g[name] = append(g[name], t)
	}
	return g
}

func answersTo(t *testing.T, task task) judged {
	t.Helper()
	i := slices.IndexFunc(answers, func(j judged) bool { return j.task == task.name })
	if i < 0 {
		t.Fatalf("there are no answers to %s", task.name)
	}
	return answers[i]
}

// What a student may write passes, with nothing but what the handout has.
func TestRightAnswers(t *testing.T) {
	skipIfShort(t)
	h := makeFor(t, allTasks, false)
	for i, task := range allTasks {
		h.with(t, i+1, task, answersTo(t, task).right)
	}
	dir := put(t, h)
	vet(t, dir)
	outcomes := judgeAll(t, dir)
	for _, task := range allTasks {
		for _, test := range task.tests() {
			if o := outcomes[task.dir()+"."+test]; o.action != "pass" {
				t.Errorf("%s: %q, want a pass:\n%s", test, o.action, o.said)
			}
		}
	}
}

// A wrong answer fails in the task's own test, whatever else is wrong in the same
// handout, and the message shows what was called and what was wanted.
func TestWrongAnswers(t *testing.T) {
	skipIfShort(t)
	for name, tasks := range groups() {
		rounds := 0
		for _, task := range tasks {
			wrong := answersTo(t, task).wrong
			rounds = max(rounds, len(wrong))
			if len(wrong) < 4 {
				t.Errorf("%s has %d wrong answers, want at least 4", task.name, len(wrong))
			}
		}
		for round := range rounds {
			if !everything && round != 1 {
				continue
			}
			t.Run(fmt.Sprintf("%s/%d", name, round), func(t *testing.T) {
				t.Parallel()
				h := makeFor(t, tasks, false)
				for i, task := range tasks {
					wrong := answersTo(t, task).wrong
					h.with(t, i+1, task, wrong[round%len(wrong)].body)
				}
				outcomes := judgeAll(t, put(t, h))
				for _, task := range tasks {
					wrong := answersTo(t, task).wrong
					checkLesson(t, task, wrong[round%len(wrong)], outcomes)
				}
			})
		}
	}
}

func checkLesson(t *testing.T, task task, wrong answer, outcomes map[string]outcome) {
	t.Helper()
	failed, said := false, ""
	for _, test := range task.tests() {
		o := outcomes[task.dir()+"."+test]
		failed = failed || o.action == "fail"
		said += o.said
	}
	if testing.Verbose() {
		t.Logf("%s, %s:\n%s", task.name, wrong.what, said)
	}
	if !failed {
		t.Errorf("%s, %s: passes", task.name, wrong.what)
		return
	}
	if !strings.Contains(said, wrong.says) {
		t.Errorf("%s, %s: the message does not say %q:\n%s", task.name, wrong.what, wrong.says, said)
	}
	name := regexp.QuoteMeta(task.short())
	for _, lesson := range []string{
		`(?s)` + name + `\(.* =.*want`,                           // what came and what should have come
		name + `.*want `,                                         // the same in words
		`: panic: .*\n\s+at (.*\n.*)*`,                           // where it panicked, and on what
		name + `.*(changed its operands|its operand|must|alone)`, // what it did to its operands
		name + `.*(do|does) not panic`,
	} {
		if regexp.MustCompile(lesson).MatchString(said) {
			return
		}
	}
	t.Errorf("%s, %s: no lesson in the message:\n%s", task.name, wrong.what, said)
}

// What goes wrong in one task stays there, also where a Go program would end: a
// panic, and a loop that does not.
func TestTasksDoNotHideEachOther(t *testing.T) {
	skipIfShort(t)
	bad := []string{
		`for i := 0; ; i-- { _ = i }`,
		`panic("oh no")`,
		`var p *int; *p = 1; panic("not here")`,
		`_ = []int{}[len("abc")]; panic("not here")`,
	}
	says := []string{"does a loop not end?", "panic: oh no", "nil pointer", "index out of range [3]"}
	for name, tasks := range groups() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := makeFor(t, tasks, false)
			for file, text := range h { // don't wait as long as a handout does
				h[file] = bytes.ReplaceAll(text, []byte("10 * time.Second"), []byte("4 * time.Second"))
			}
			which := func(i int) int { // one loop is enough
				if i/2 == 0 {
					return 0
				}
				return 1 + i/2%3
			}
			for i, task := range tasks {
				body := bad[which(i)]
				if i%2 == 1 {
					body = answersTo(t, task).right
				}
				h.with(t, i+1, task, body)
			}
			outcomes := judgeAll(t, put(t, h))
			for i, task := range tasks {
				for _, test := range task.tests() {
					o, want := outcomes[task.dir()+"."+test], "fail"
					if i%2 == 1 {
						want = "pass"
					}
					if o.action != want || want == "fail" && !strings.Contains(o.said, says[which(i)]) {
						t.Errorf("%s: %q, want %q:\n%s", test, o.action, want, o.said)
					}
				}
			}
		})
	}
}
