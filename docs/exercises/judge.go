package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The judge calls a function with the arguments of every case and compares what it
// gives with what it should give. This file is copied into every handout.

// patience is how long all cases of a task may take together.
const patience = 10 * time.Second

// A trial is a case: a call, what it must give, and what it is there for.
type trial struct {
	in        []string // the arguments, as textOf writes them
	want, why string
}

// A slip is a mistake that is easily made, and the signs of the results that it gives.
type slip struct{ Says, Signs string }

// An outcome is what came of a trial.
type outcome struct {
	results []string // or "panic: …" alone
	more    string   // the way to a panic, or what was done to the operands
}

// trialsOf reads cases, one a line: "argument, argument = result, result // why".
func trialsOf(lines string) (trials []trial) {
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		call, why, _ := strings.Cut(line, "//")
		in, want, _ := strings.Cut(strings.TrimSpace(call), " = ")
		trials = append(trials, trial{strings.Split(in, ", "), want, strings.TrimSpace(why)})
	}
	return trials
}

var notDone = regexp.MustCompile(`^panic: (TODO: task \d+, \w+\.\w+)$`)

// verdict tries f in every case and returns what is wrong, or "". The call is the name
// of f, with names for its results if there are several: "Y, Z = Expectation".
func verdict(call, signature string, f any, trials []trial, slips []slip) string {
	if is := fmt.Sprintf("%T", f); is != signature {
		return "it is a " + is + ", want a " + signature
	}
	came, stopped := outcomesOf(f, trials)
	looks := ""
	if stopped == "" {
		looks = diagnosis(signs(trials, came), slips)
	}
	var says []string
	wrong := 0
	for i, o := range came {
		if todo := notDone.FindStringSubmatch(o.results[0]); todo != nil {
			return todo[1] + o.more
		}
		if what := o.wrong(call, trials[i], looks); what != "" {
			looks = ""
			if wrong++; wrong <= 2 {
				says = append(says, what)
			}
		}
	}
	switch {
	case stopped != "":
		says = append(says, trials[len(came)].text(call)+": "+stopped)
	case wrong > 2:
		says = append(says, fmt.Sprintf("and %d more of %d cases", wrong-2, len(trials)))
	}
	return strings.Join(says, "\n")
}

// signs returns a sign for each outcome: "-" if it is right, or had to be a panic, "panic",
// or one that tells a wrong result from another.
func signs(trials []trial, outcomes []outcome) string {
	var signs []string
	for i, o := range outcomes {
		switch c := trials[i]; {
		case strings.HasPrefix(c.want, "panic") || o.wrong("", c, "") == "":
			signs = append(signs, "-")
		case strings.HasPrefix(o.results[0], "panic: "):
			signs = append(signs, "panic")
		default:
			h := fnv.New32a()
			fmt.Fprint(h, o)
			signs = append(signs, fmt.Sprintf("%04x", h.Sum32()>>16))
		}
	}
	return strings.Join(signs, " ")
}

// diagnosis returns the mistake that explains every wrong result. It may make others too,
// if they are fewer than those it explains; a panic alone explains little.
func diagnosis(came string, slips []slip) (looks string) {
	fewest := len(came)
	for _, s := range slips {
		explained, more := 0, 0
		signs := strings.Fields(s.Signs)
		for i, sign := range strings.Fields(came) {
			switch {
			case sign == signs[i] && sign != "-" && sign != "panic":
				explained++
			case sign == "-" && signs[i] != "-":
				more++
			case sign != signs[i]:
				more = len(came)
			}
		}
		if (more < explained || more == 0) && more < fewest {
			fewest, looks = more, ": it looks as if "+s.Says
		}
	}
	return looks
}

// outcomesOf tries f in every case, and says what stopped it before the last.
func outcomesOf(f any, trials []trial) (came []outcome, stopped string) {
	tried := make(chan outcome, len(trials))
	go func() {
		defer close(tried)
		for _, c := range trials {
			tried <- try(f, c)
		}
	}()
	late := time.After(patience)
	for range trials {
		select {
		case o, ok := <-tried:
			if !ok {
				return came, "it called runtime.Goexit"
			}
			came = append(came, o)
		case <-late:
			return came, fmt.Sprintf("no result after %v: does a loop not end?", patience)
		}
	}
	return came, ""
}

// try makes one call. Then it writes to the results, to see whose memory they are.
func try(f any, c trial) (o outcome) {
	defer func() {
		if r := recover(); r != nil {
			o = outcome{[]string{fmt.Sprint("panic: ", r)}, way()}
		}
	}()
	function := reflect.ValueOf(f)
	var in []reflect.Value
	for i, text := range c.in {
		in = append(in, valueOf(text, function.Type().In(i)))
	}
	out := function.Call(in)
	o.results = texts(out)
	for _, did := range []string{"changes its operands to ", "returns memory of its operands: writing -1 to the result makes them "} {
		if after := texts(in); !slices.Equal(after, c.in) {
			o.more = did + strings.Join(after, ", ")
			return o
		}
		for _, row := range slices.Concat(rowsOf(out[0].Interface()), rowsOf(out[len(out)-1].Interface())) {
			for l := range row {
				row[l] = -1
			}
		}
	}
	return o
}

// wrong says what is wrong with an outcome, or "", and as which mistake it looks.
func (o outcome) wrong(call string, c trial, looks string) string {
	got, wants := o.results, strings.SplitN(c.want, ", ", len(o.results))
	last, i := len(wants)-1, 0 // i is the first wrong result; the others follow from it
	for i <= last && fits(got[i], wants[i]) {
		i++
	}
	if i < last && strings.HasPrefix(wants[last], "error: ") && !fits(got[last], wants[last]) {
		i = last // an error says more than what comes with it
	}
	names, _, named := strings.Cut(call, " = ")
	message, panics := strings.CutPrefix(got[0], "panic: ")
	says := c.text(call)
	switch {
	case i > last && (panics || o.more == ""):
		return ""
	case i > last:
		says += " " + o.more + looks
	case panics && strings.HasPrefix(c.want, "panic"):
		says += " panics: " + message + ", want " + c.want + looks + o.more
	case panics:
		says += " panics: " + message + looks + o.more
	case named:
		says += ": " + strings.Split(names, ", ")[i]
		fallthrough
	default:
		says += " = " + got[i] + ", want " + wants[i] + looks
	}
	if i <= last && looks == "" && rounded(got[i]) == rounded(wants[i]) {
		says += "\n  only the last digits differ: see Rounding in README.md"
	}
	if c.why != "" {
		says += "\n  this case: " + c.why
	}
	return says
}

// text is the call as a message shows it.
func (c trial) text(call string) string {
	return strings.TrimPrefix(call[strings.Index(call, "=")+1:], " ") + "(" + strings.Join(c.in, ", ") + ")"
}

// fits reports whether a result is as wanted. Of "panic: matrix: Dot: … 2×3 … 4×5", and
// of an error alike, only these parts must be there; "panic" is any panic.
func fits(got, want string) bool {
	if !strings.HasPrefix(want, "panic") && !strings.HasPrefix(want, "error: ") {
		return got == want
	}
	got = timesX.ReplaceAllString(got, "$1×$2")
	parts := strings.Split(want, " … ")
	return strings.HasPrefix(got, parts[0]) &&
		!slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(got, part) })
}

// timesX is a shape as it is typed.
var timesX = regexp.MustCompile(`(\d)x(\d)`)

var number = regexp.MustCompile(`\d[\d.]*(e[-+]\d+)?`)

// rounded is a text with its numbers rounded to twelve digits.
func rounded(text string) string {
	return number.ReplaceAllStringFunc(text, func(s string) string {
		v, _ := strconv.ParseFloat(s, 64)
		return fmt.Sprintf("%.12g", v)
	})
}

// home is the module that this is a part of.
const home = "example.com/kmeans-by-hand"

var called = regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(home) + `/.*\n\t.*?(\w+/\w+\.go:\d+)`)

// way lists the lines of this module that led to a panic, from the function under test
// to the place.
func way() (way string) {
	lines := called.FindAllStringSubmatch(string(debug.Stack()), -1)
	lines = slices.DeleteFunc(lines, func(line []string) bool {
		return strings.Contains(line[1], "/judge") || strings.Contains(line[1], "_test.go")
	})
	for _, line := range slices.Backward(lines[max(0, len(lines)-3):]) {
		way += "\n  at " + line[1]
	}
	return way
}

// matrixOf makes a matrix, where there is package matrix.
var matrixOf func(m, n int, elements []float64) any

// valueOf reads a value from its text, as textOf writes it.
func valueOf(text string, t reflect.Type) reflect.Value {
	switch t.Kind() {
	case reflect.Pointer:
		var m, n int
		shape, elements, _ := strings.Cut(strings.ReplaceAll(text, ";", ""), " ")
		fmt.Sscanf(shape, "%d×%d", &m, &n)
		numbers := valueOf(cmp.Or(elements, "[]"), reflect.TypeFor[[]float64]())
		return reflect.ValueOf(matrixOf(m, n, numbers.Interface().([]float64)))
	case reflect.Slice:
		s, inside := reflect.MakeSlice(t, 0, 0), text[1:len(text)-1]
		parts := strings.Fields(inside)
		if t.Elem().Kind() == reflect.Slice {
			parts = regexp.MustCompile(`\[.*?\]`).FindAllString(inside, -1)
		}
		for _, part := range parts {
			s = reflect.Append(s, valueOf(part, t.Elem()))
		}
		return s
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return reflect.ValueOf(v).Convert(t)
}

// textOf writes a value, all digits and the sign of a zero included: 0.1, [1 2],
// [[1 2] [3 4]], and 2×2 [1 2; 3 4] for a matrix.
func textOf(v reflect.Value) string {
	switch A := v.Interface().(type) {
	case nil:
		return "no error"
	case error:
		return "error: " + A.Error()
	case view:
		if v.IsNil() {
			return "nil"
		}
		m, n := A.Dims()
		text := fmt.Sprintf("%d×%d", m, n)
		if m*n > 0 {
			text += " [" + strings.ReplaceAll(strings.Trim(fmt.Sprint(rowsOf(A)), "[]"), "] [", "; ") + "]"
		}
		return text
	}
	return fmt.Sprintf("%+v", v)
}

func texts(values []reflect.Value) (texts []string) {
	for _, v := range values {
		texts = append(texts, textOf(v))
	}
	return texts
}

// A view shows the rows of a matrix.
type view interface {
	Dims() (m, n int)
	Row(i int) []float64
}

func rowsOf(v any) (rows [][]float64) {
	switch A := v.(type) {
	case [][]float64:
		return A
	case view:
		if reflect.ValueOf(A).IsNil() {
			return nil
		}
		for m, _ := A.Dims(); len(rows) < m; {
			rows = append(rows, A.Row(len(rows)))
		}
	}
	if s := reflect.ValueOf(v); s.Kind() == reflect.Struct {
		return rowsOf(s.FieldByName("M").Interface())
	}
	return rows
}
