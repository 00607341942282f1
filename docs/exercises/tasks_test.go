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
		if says := verdict(task.Call(), task.f, trials, slips); says != "" {
			t.Errorf("%s, the right answer: %s", task.Name, says)
		}
		if len(task.wrong) < 3 {
			t.Errorf("%s has %d wrong answers, want at least 3", task.Name, len(task.wrong))
		}
		seen := map[uint64]string{}
		for i, w := range task.wrong {
			name := fmt.Sprintf("%s, wrong answer %d, %q", task.Name, i, w.says)
			if reflect.TypeOf(w.f) != reflect.TypeOf(task.f) {
				t.Errorf("%s: it is a %T, want a %T", name, w.f, task.f)
				continue
			}
			says := verdict(task.Call(), w.f, trials, slips)
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
			results := fingerprint(trials, came)
			if other, ok := seen[results]; ok && w.says != "" {
				t.Errorf("%s gives the same results as %q", name, other)
			}
			seen[results] = w.says
		}
	}
}
