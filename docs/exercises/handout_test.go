package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// compiles skips a test that builds and runs handouts or programs, unless all of that
// is asked for.
func compiles(t *testing.T) {
	if os.Getenv("KMEANS_ALL_HANDOUTS") == "" {
		t.Skip("left out, because it compiles and runs Go: KMEANS_ALL_HANDOUTS=1 go test ./docs/exercises")
	}
	t.Parallel()
}

func makeFor(t *testing.T, names string, solutions bool) (handout, []task) {
	tasks, _ := choose("all", strings.TrimPrefix(names, "all"))
	h, err := makeHandout("../..", tasks, solutions)
	if err != nil {
		t.Fatal(err)
	}
	return h, tasks
}

// shell runs commands in the handout, as a student would.
func shell(t *testing.T, h handout, commands string) string {
	command := exec.Command("sh", "-c", commands)
	command.Dir = inFolder(t, h)
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
	output, _ := command.CombinedOutput()
	return regexp.MustCompile(`\d+\.\d+s|\(cached\)`).ReplaceAllString(string(output), "TIME")
}

// A handout has not what only a removed body used.
func TestFiles(t *testing.T) {
	for names, not := range map[string]string{
		"Distance,Score":    `func squaredDistance|func zeros|import|Fit`,
		"Dot,Add":           `range B.Row|"cmp"\nimport "math"`,
		"Expectation":       `MStar :=|\[Fit\]|func Maximization|math/rand|lloyd`,
		"Score, kmeans.Run": `func CountedMaximization|func Distance|func Fit|lloyd`,
	} {
		h, _ := makeFor(t, names, false)
		for name, text := range h {
			if found := regexp.MustCompile(not).FindString(text); found != "" && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
				t.Errorf("%s: %s has %s", names, name, found)
			}
		}
	}
}

// Both ends. The handout as it is made builds, passes vet, and every task fails, says that it
// is to do, and says nothing else. With the solutions in, everything passes, and the examples
// give what the page says. The first output is what the page shows.
func TestBothEnds(t *testing.T) {
	compiles(t)
	sets := []string{"all"}
	for _, task := range allTasks {
		sets = append(sets, task.Name)
	}
	for _, names := range sets {
		t.Run(names, func(t *testing.T) {
			t.Parallel()
			h, tasks := makeFor(t, names, false)
			output := shell(t, h, "go vet ./... && go test ./...")
			for _, task := range tasks {
				todo := fmt.Sprintf(`--- FAIL: Test%s \(TIME\)\n +cases_test\.go:\d+: %s\n +at %s/\w+\.go:\d+\n(---|FAIL\n)`, task.Short(), task.todo(), task.Dir())
				if !regexp.MustCompile(todo).MatchString(output) {
					t.Errorf("%s does not fail with its TODO and nothing else:\n%s", task.Name, output)
				}
			}
			first := regexp.MustCompile("```\n\\$ (.*)\n((?s:.*?))```").FindStringSubmatch(h["README.md"])
			if got, want := shell(t, h, first[1]), strings.ReplaceAll(strings.ReplaceAll(first[2], "0.00s", "TIME"), "0.002s", "TIME"); got != want {
				t.Errorf("the first command prints\n%s\nand README.md shows\n%s", got, want)
			}
			h, _ = makeFor(t, names, true)
			h["try/main.go"] = regexp.MustCompile("(?s)```go\n(package main.*?)```").FindStringSubmatch(h["README.md"])[1]
			_, want, _ := strings.Cut(tasks[0].Of("example"), "` is ")
			output = shell(t, h, "go vet ./... && go test ./... && go run ./try")
			lines := strings.Split(strings.TrimSpace(output), "\n")
			tested := slices.IndexFunc(lines, func(line string) bool { return !regexp.MustCompile(`^ok|no test files`).MatchString(line) })
			printed := strings.Join(lines[max(0, tested):], "; ")
			if got := regexp.MustCompile(` +`).ReplaceAllString(strings.Replace(printed, "]; ", "] ", 1), " "); got != want {
				t.Errorf("with the solutions in, the commands say\n%s\nwant ok and %s", output, want)
			}
		})
	}
}

// Every task has all that a statement needs, and the lecturer's page lists the sheets as
// they are.
func TestPages(t *testing.T) {
	_, list, _ := command("-list")
	for _, task := range allTasks {
		if task.minutes() == 0 || task.Hints() == "" || task.Of("shapes") == "" || task.Of("by hand") == "" || !strings.Contains(list, task.Of("formula")+"\n") {
			t.Errorf("%s has not all that a statement needs, or -list does not list it", task.Name)
		}
	}
	page, err := os.ReadFile("README.md")
	for _, s := range sheets {
		row := fmt.Sprintf("(?m)^\\| `%s`.*\\| %d \\|", s.name, minutes(matching(s.names)))
		if !regexp.MustCompile(row).Match(page) || !strings.Contains(list, "  "+s.name+" ") {
			t.Errorf("README.md (%v) has no row %s, or -list has none", err, row)
		}
	}
}
