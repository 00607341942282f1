package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write slips.txt and testdata/messages.txt anew")

// The list itself: the right answer passes every case, every wrong one fails, and a
// mistake that has a name is called by it. The signs of its results stand in slips.txt, and
// what is said of it in testdata/messages.txt.
func TestWrongAnswers(t *testing.T) {
	var signed, messages strings.Builder
	for _, task := range allTasks {
		trials := trialsOf(task.Cases())
		if says := verdict(task.Short(), task.Signature(), task.f, trials, nil); says != "" {
			t.Errorf("%s, the right answer: %s", task.Name, says)
		}
		for _, w := range wrongAnswers[task.Name] {
			if came, _ := outcomesOf(w.f, trials); w.says != "" {
				fmt.Fprintf(&signed, "%s: %s: %s\n", task.Name, signs(trials, came), w.says)
			}
			says := verdict(task.Short(), task.Signature(), w.f, trials, task.Slips())
			if says == "" || strings.Contains(says, ": it looks as if "+w.says) != (w.says != "") {
				t.Errorf("%s, %q: the message is\n%s", task.Name, w.says, says)
			}
			fmt.Fprintf(&messages, "%s\n\n", regexp.MustCompile(`\n  at .*`).ReplaceAllString(says, ""))
		}
	}
	for name, now := range map[string]string{"slips.txt": signed.String(), "testdata/messages.txt": messages.String()} {
		if golden, err := os.ReadFile(name); string(golden) != now && !*update {
			t.Errorf("%s is another (%v): go test ./docs/exercises -update, twice, and read the difference", name, err)
		} else if *update {
			os.WriteFile(name, []byte(now), 0o666)
		}
	}
}

// Two slips at once are both named.
func TestTwoSlips(t *testing.T) {
	tasks, _ := choose("", "matrix.RowwiseArgmin")
	f := argmin(func(_ float64, row point) float64 { return row[0] }, func(v, best float64) bool { return v <= best })
	says := verdict("RowwiseArgmin", tasks[0].Signature(), f, trialsOf(tasks[0].Cases()), tasks[0].Slips())
	if !strings.Contains(says, "as if the last of equals won\n") || !strings.Contains(says, "as if NaN was passed over") {
		t.Errorf("the last of equals won and NaN was passed over, and the message is\n%s", says)
	}
}
