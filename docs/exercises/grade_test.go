package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// submit writes a submission.
func submit(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		where := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(where), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(where, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Tasks written as a student would, in files of his own, are all right.
func TestRightAnswers(t *testing.T) {
	compiles(t)
	marks, err := grade(makeFor(t, allTasks, false), allTasks, "testdata/right", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marks {
		if m.Points != 1 || m.Says != "" {
			t.Errorf("%s: %d points: %s", m.Task, m.Points, m.Says)
		}
	}
}

// Only a named test that comes to its verdict gives a point, whatever else a program does,
// and one task's mistake is not another's.
func TestGrade(t *testing.T) {
	compiles(t)
	tasks := named(t, "pointwise.Distance,pointwise.Score,matrix.T")
	h, solved := makeFor(t, tasks, false), makeFor(t, tasks, true)
	const signature = "func Distance(x, mu []float64) float64 {\n"
	head := func(imports, before, inside string) map[string]string { // the right answers, with changes
		text := strings.Replace(string(solved["pointwise/pointwise.go"]), `import "math"`, "import (\n\"math\"\n"+imports+")\n", 1)
		text = strings.Replace(text, signature, before+"\n"+signature+inside+"\n", 1)
		return map[string]string{"pointwise/pointwise.go": text, "matrix/elementwise.go": string(solved["matrix/elementwise.go"])}
	}
	forged := `fmt.Print("\n--- PASS: TestDistance (0.00s)\n\x16--- PASS: TestDistance (0.00s)\nPASS\nok\n"); os.Exit(0)`
	with := func(files map[string]string, name, text string) map[string]string { files[name] = text; return files }
	for name, c := range map[string]struct {
		files  map[string]string
		points [3]int
		says   string // of the first task that has no point
	}{
		"right":                     {head("", "", ""), [3]int{1, 1, 1}, ""},
		"does not compile":          {head("", "", "\tdistance := 1"), [3]int{0, 0, 1}, "does not compile: pointwise/pointwise.go:"},
		"an endless loop":           {head("", "", "for {}"), [3]int{0, 1, 1}, "no verdict after 4s: does a loop not end?"},
		"an endless loop in init":   {head("", "func init() { for {} }", ""), [3]int{0, 0, 1}, "no verdict after 4s: does a loop not end?"},
		"os.Exit in init":           {head(`"os"`, "func init() { os.Exit(0) }", ""), [3]int{0, 0, 1}, "the program ended before the test: exit status 0"},
		"a forged pass":             {head("\"fmt\"\n\"os\"\n", "", forged), [3]int{0, 1, 1}, "the program ended before the test: exit status 0"},
		"a forged pass in init":     {head("\"fmt\"\n\"os\"\n", "func init() { "+forged+" }", ""), [3]int{0, 0, 1}, "the program ended before the test: exit status 0"},
		"tests that are not run":    {head(`"os"`, "func init() { os.Args = []string{os.Args[0], \"-test.run=^$\"} }", ""), [3]int{0, 0, 1}, "the program ended before the test: testing: warning: no tests to run"},
		"runtime.Goexit":            {head(`"runtime"`, "", "runtime.Goexit()"), [3]int{0, 1, 1}, "it called runtime.Goexit"},
		"a panic":                   {head("", "", `panic("oh no")`), [3]int{0, 1, 1}, "Distance([0 7], [1 6]) panics: oh no\n  at pointwise/pointwise.go:"},
		"a panic elsewhere":         {head("", "", `go func() { panic("oh no") }(); select {}`), [3]int{0, 1, 1}, "the program ended before the test: panic: oh no"},
		"a wrong answer":            {head("", "", "return squaredDistance(x, mu)"), [3]int{0, 1, 1}, "Distance([0 7], [1 6]) = 2, want 1.4142135623730951: it looks as if the root is missing"},
		"tests of one's own":        {with(head("", "", ""), "pointwise/cases_test.go", "broken"), [3]int{1, 1, 1}, ""},
		"a folder around it":        {map[string]string{"lab/pointwise.go": head("", "", "")["pointwise/pointwise.go"]}, [3]int{1, 1, 0}, "TODO: task 3, matrix.T"},
		"a helper in its file":      {with(head("", "", "return help(x, mu)"), "pointwise/help.go", "package pointwise\n\nfunc help(x, mu []float64) float64 { return 5 }"), [3]int{0, 1, 1}, "Distance([0 7], [1 6]) = 5"},
		"a method in a file of his": {map[string]string{"t.go": "package matrix\n\n// T.\nfunc (A *Matrix) T() *Matrix { return A }"}, [3]int{0, 0, 0}, "TODO: task 1"},
		"two of the same name":      {with(head("", "", ""), "old/pointwise.go", "package pointwise"), [3]int{0, 0, 0}, "there are two files pointwise/pointwise.go"},
		"a parenthesis missing":     {map[string]string{"pointwise.go": strings.Replace(head("", "", "")["pointwise/pointwise.go"], "squaredDistance(x, mu))", "squaredDistance(x, mu)", 1)}, [3]int{0, 0, 0}, "does not compile: pointwise/pointwise.go:"},
		"another module's name":     {with(head("", "", ""), "pointwise/m.go", "package pointwise\n\nimport \"example.com/other/matrix\"\n\nvar _ = matrix.New\n"), [3]int{1, 1, 1}, ""},
		"another signature":         {map[string]string{"pointwise.go": strings.Replace(head("", "", "")["pointwise/pointwise.go"], "mu []float64) float64 {", "mu []float64) any {", 1), "t.go": head("", "", "")["matrix/elementwise.go"]}, [3]int{0, 1, 1}, "it is a func([]float64, []float64) interface {}, want a func([]float64, []float64) float64"},
		"no folder":                 {nil, [3]int{0, 0, 0}, "this is no folder: unpack it"},
		"another package":           {map[string]string{"kmeans.go": "package kmeans"}, [3]int{0, 0, 0}, "no Go file here is of package pointwise or matrix (is it another sheet, -set?); there is package kmeans"},
		"nothing":                   {nil, [3]int{0, 0, 0}, "no Go file here is of package pointwise or matrix (is it another sheet, -set?); there is nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := submit(t, c.files)
			if name == "no folder" {
				dir = filepath.Join(submit(t, map[string]string{"lab.zip": "PK"}), "lab.zip")
			}
			before := files(t, dir)
			marks, err := grade(h, tasks, dir, 4*time.Second)
			if err != nil {
				t.Fatal(err)
			}
			var says string
			for i, m := range marks {
				if m.Points != c.points[i] || m.Points == 1 != (m.Says == "") {
					t.Errorf("%s: %d points, want %d: %s", m.Task, m.Points, c.points[i], m.Says)
				}
				if says == "" {
					says = m.Says
				}
			}
			if !strings.HasPrefix(says, c.says) && !strings.Contains(says, ": "+c.says) || (says == "") != (c.says == "") {
				t.Errorf("it says %q, want %q", says, c.says)
			}
			if after := files(t, dir); !slices.Equal(after, before) {
				t.Errorf("the submission was changed from %v to %v", before, after)
			}
		})
	}
}

func TestReports(t *testing.T) {
	marks := []mark{{"anna", "matrix.T", 1, ""}, {"anna", "pointwise.Score", 0, "Score(\"…\") = 1, want <2>\nmore"}}
	for format, want := range map[string]string{
		"": "anna  matrix.T                   1\nanna  pointwise.Score            0  Score(\"…\") = 1, want <2>\nanna  1 of 2\n",
		"csv": "student,task,points,says\nanna,matrix.T,1,\n" +
			"anna,pointwise.Score,0,\"Score(\"\"…\"\") = 1, want <2>\nmore\"\n",
		"json": "[\n  {\n    \"student\": \"anna\",\n    \"task\": \"matrix.T\",\n    \"points\": 1,\n    \"says\": \"\"\n  },\n" +
			"  {\n    \"student\": \"anna\",\n    \"task\": \"pointwise.Score\",\n    \"points\": 0,\n    \"says\": \"Score(\\\"…\\\") = 1, want <2>\\nmore\"\n  }\n]\n",
		"gradescope": "{\n  \"tests\": [\n" +
			"    {\n      \"max_score\": 1,\n      \"name\": \"matrix.T\",\n      \"output\": \"\",\n      \"score\": 1,\n      \"status\": \"passed\"\n    },\n" +
			"    {\n      \"max_score\": 1,\n      \"name\": \"pointwise.Score\",\n      \"output\": \"Score(\\\"…\\\") = 1, want <2>\\nmore\",\n      \"score\": 0,\n      \"status\": \"failed\"\n    }\n  ]\n}\n",
	} {
		var got strings.Builder
		all, err := report(&got, format, func(yield func([]mark, error) bool) { yield(marks, nil) })
		if all || err != nil || got.String() != want {
			t.Errorf("-%s: all %v, error %v, and it writes\n%s\nwant\n%s", format, all, err, got.String(), want)
		}
	}
}
