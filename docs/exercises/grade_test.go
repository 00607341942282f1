package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Tasks written as a student would, in files of his own, are all right.
func TestRightAnswers(t *testing.T) {
	compiles(t)
	h, tasks := makeFor(t, "all", false)
	marks, err := grade(h, tasks, &submission{files: read(os.DirFS("testdata"), "right", 0)}, time.Minute)
	for _, m := range marks {
		if m.points != 1 || m.says != "" || err != nil {
			t.Errorf("%s: %d points: %s (%v)", m.task, m.points, m.says, err)
		}
	}
}

// Only a named test that comes to its verdict gives a point, whatever else a program does,
// and one task's mistake is not another's.
func TestGrade(t *testing.T) {
	compiles(t)
	h, tasks := makeFor(t, "pointwise.Distance,pointwise.Score,matrix.T", false)
	solved, _ := makeFor(t, "pointwise.Distance,pointwise.Score,matrix.T", true)
	right, T := solved["pointwise/pointwise.go"], solved["matrix/elementwise.go"]
	// begin is the right answers, but for what is imported and how Distance begins.
	begin := func(imports, inside string) map[string]string {
		const signature = "func Distance(x, mu []float64) float64 {\n"
		return map[string]string{"t.go": T, "pointwise/p.go": strings.NewReplacer(`import "math"`, imports+"\nimport \"math\"", signature, signature+inside+"\n").Replace(right)}
	}
	renamed := strings.Replace(right, "func Score(", "func Scroe(", 1)
	forged := `fmt.Print("\n--- PASS: TestDistance (0.00s)\nPASS\nok\n"); os.Exit(0)`
	type m = map[string]string
	const none, left = "no Go file here is of package pointwise (is it another sheet, -set?)", ", which Go leaves out because of its name or a build tag"
	for name, c := range map[string]struct {
		files  m
		points string
		says   string // of the first task that has no point
	}{
		"a parenthesis":      {m{"pointwise.go": right + "("}, "000", "does not compile: pointwise/pointwise.go:"},
		"an endless loop":    {begin("", "for {}"), "011", "no verdict after 8s: does a loop not end?"},
		"calls itself":       {begin("", "return 1 + Distance(x, mu)"), "011", "calls itself without end"},
		"append without end": {begin("", "var s [][]int; for { s = append(s, make([]int, 1<<20)) }"), "011", "Distance([0 7], [1 6]): it takes more than 1024 MB of memory: does a loop append without end?"},
		"a forged pass":      {begin("import (\"fmt\"; \"os\")", forged), "011", "the program ended before the test: exit status 0"},
		"a panic":            {begin("", `panic("oh no")`), "011", "Distance([0 7], [1 6]) panics: oh no, want 1.4142135623730951\n  at pointwise/p.go:"},
		"a child":            {begin("import \"os/exec\"", `exec.Command("sleep", "61.7").Start()`), "111", ""},
		"another signature":  {m{"p.go": strings.Replace(right, "mu []float64) float64 {", "mu []float64) any {", 1), "t.go": T}, "011", "it is a func([]float64, []float64) interface {}, want a"},
		"misspelt":           {m{"a/b/p.go": renamed, "t.go": T}, "101", "there is no function Score"},
		"in a test":          {m{"p.go": renamed, "t.go": T, "score_test.go": right}, "101", "there is no function Score; left out: score_test.go, a test"},
		"a build tag":        {m{"p_plan9.go": right, "x.go": "//go:build ignore\n\npackage matrix"}, "000", none + "; there is p_plan9.go" + left + "; x.go" + left},
		"a helper":           {m{"x y/tools/help/h.go": "package help\n\nimport \"math\"\n\nvar Sqrt = math.Sqrt\n", "x y/p.go": strings.Replace(right, `"math"`, `math "lab/tools/help"`, 1), "t.go": T}, "111", ""},
		"only a function":    {m{"p.go": right, "t.go": "package matrix\n\nfunc T(A *Matrix) *Matrix { return A }\n"}, "110", "there is no function T"},
		"two of a name":      {m{"p.go": right, "old/p.go": renamed}, "000", "there are two files pointwise/p.go: "},
		"a corrupt zip":      {m{"lab.zip": "PK", "README.md": ""}, "000", none + "; there is lab.zip, zip: not a valid zip file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			marks, err := grade(h, tasks, &submission{files: read(os.DirFS(inFolder(t, c.files)), ".", 0)}, 8*time.Second)
			points, says := "", ""
			for _, m := range marks {
				points += string(rune('0' + m.points))
				if says == "" {
					says = m.says
				}
			}
			if points != c.points || !strings.HasPrefix(says, c.says) || (says == "") != (c.says == "") || err != nil {
				t.Errorf("points %s and %q (%v), want %s and %q", points, says, err, c.points, c.says)
			}
		})
	}
	t.Cleanup(func() {
		processes, _ := filepath.Glob("/proc/*/cmdline")
		for _, name := range processes {
			if text, _ := os.ReadFile(name); strings.Contains(string(text), "61.7") {
				t.Errorf("a child lives on: %s", name)
			}
		}
	})
}

// A class comes as folders, or in the zip files of Moodle and Canvas, or unpacked.
func TestClass(t *testing.T) {
	given, _ := filepath.Glob("testdata/class/*")
	empty := inFolder(t, nil)
	all, err := submissionsIn(append(given, empty))
	here, _ := filepath.Abs("testdata/class")
	got := fmt.Sprint(err)
	for _, s := range all {
		got += "\n" + strings.NewReplacer(here, "HERE", empty, "EMPTY").Replace(s.student) + ":"
		for _, f := range s.files {
			got += " " + strings.TrimPrefix(f.name, path.Base(s.student)+"/")
		}
	}
	const inside = "lab.zip/lab/p.go lab.zip/lab/sub/q.go lab.zip/lab/win.go"
	const want = "<nil>\nannab_12345: " + inside + "\ncc_LATE_123: p.go notes.pdf\nd_123: p-1.go\n=C_1234568: text.html\nAnna B_1234567: " + inside +
		"\nHERE/plain: pointwise.go\nHERE/plain.zip: lab/p.go lab/sub/q.go lab/win.go\nEMPTY:"
	if got != want {
		t.Errorf("the class is\n%s\nwant\n%s", got, want)
	}
}

func TestReports(t *testing.T) {
	marks := []mark{{"matrix.T", 1, ""}, {"pointwise.Score", 0, "Score(\"…\") = 1, want <2>\nmore"}}
	for r, want := range map[report]string{
		{}:          "=a  matrix.T                   1\n=a  pointwise.Score            0  Score(\"…\") = 1, want <2>\n=a  total                      1  of 2\n",
		{csv: true}: "'=a,matrix.T,1,\n'=a,pointwise.Score,0,\"Score(\"\"…\"\") = 1, want <2>\nmore\"\n'=a,total,1,of 2\n",
		{gradescope: true}: `{"tests":[{"max_score":1,"name":"matrix.T","output":"","score":1,"status":"passed"},` +
			`{"max_score":1,"name":"pointwise.Score","output":"Score(\"…\") = 1, want <2>\nmore","score":0,"status":"failed"}]}` + "\n",
	} {
		var got strings.Builder
		r.Writer = &got
		if points, err := r.show("=a", marks); points != 1 || err != nil || got.String() != want {
			t.Errorf("%d points, error %v, and it writes\n%s\nwant\n%s", points, err, got.String(), want)
		}
	}
}
