package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// The list itself: the right answer passes every case, every wrong one fails, and a
// mistake that has a name is called by it and by no other.
func TestWrongAnswers(t *testing.T) {
	for _, task := range allTasks {
		trials, slips := trialsOf(task.Cases()), task.Slips()
		if says := verdict(task.Call(), task.Signature(), task.f, trials, slips); says != "" {
			t.Errorf("%s, the right answer: %s", task.Name, says)
		}
		if len(task.wrong) < 3 {
			t.Errorf("%s has %d wrong answers, want at least 3", task.Name, len(task.wrong))
		}
		seen := map[string]string{}
		for i, w := range task.wrong {
			name := fmt.Sprintf("%s, wrong answer %d, %q", task.Name, i, w.says)
			if reflect.TypeOf(w.f) != reflect.TypeOf(task.f) {
				t.Errorf("%s: it is a %T, want a %T", name, w.f, task.f)
				continue
			}
			says := verdict(task.Call(), task.Signature(), w.f, trials, slips)
			if testing.Verbose() {
				t.Logf("%s:\n%s", name, says)
			}
			if says == "" {
				t.Errorf("%s passes", name)
			}
			if looks := ": it looks as if " + w.says; strings.Contains(says, looks) != (w.says != "") {
				t.Errorf("%s: the message is\n%s", name, says)
			}
			if strings.Count(says, "\n") > 10 {
				t.Errorf("%s: the message is longer than it need be:\n%s", name, says)
			}
			came, _ := outcomesOf(w.f, trials)
			results := signs(trials, came)
			if other, ok := seen[results]; ok && w.says != "" {
				t.Errorf("%s gives the same results as %q", name, other)
			}
			seen[results] = w.says
		}
	}
}

// A diagnosis explains every wrong result, and more right than wrong ones.
func TestDiagnosis(t *testing.T) {
	slips := []slip{{"a", "- 1a 2a 3a -"}, {"b", "- 1a 2b - -"}, {"c", "- panic panic - 9c"}}
	for came, want := range map[string]string{
		"- 1a 2a 3a -":       "a",
		"- 1a 2a - -":        "a", // case 3 was thought of
		"- 1a 2b - -":        "b", // a does not explain it
		"- 1a - - -":         "",  // a makes two more, b one
		"- 1a 2a 3a 4":       "",
		"- panic panic - 9c": "c",
		"- panic panic - -":  "", // panics alone can be anything
		"- - 2a 3a -":        "a",
		"1a 2a 3a - -":       "",
		"panic 1a 2a 3 -":    "",
	} {
		if got := strings.TrimPrefix(diagnosis(came, slips), ": it looks as if "); got != want {
			t.Errorf("%s looks as if %q, want %q", came, got, want)
		}
	}
}
