package main

import (
	"fmt"
	"hash/fnv"
	"math"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The judge calls a function with the arguments of every case and compares what it
// gives with what it should give. This file is copied into every handout.

// home is the module that this is a part of.
const home = "example.com/kmeans-by-hand"

// patience is how long all cases of a task may take together.
const patience = 10 * time.Second

// A trial is a case: a call, what it must give, and what it is there for.
type trial struct {
	in   []string // the arguments
	want string   // the results; or "panic"
	why  string
}

// A slip is a mistake that is easily made, and the fingerprint of the results that it
// gives in all cases.
type slip struct {
	results uint64
	says    string
}

// An outcome is what came of a trial.
type outcome struct {
	results []string // or "panic: …" alone
	way     string   // that led to a panic
	misuse  string   // of the operands or of the memory
}

// trialsOf reads cases, one a line: "argument, argument = result, result // why".
func trialsOf(lines string) (trials []trial) {
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		if line == "" {
			continue
		}
		line, why, _ := strings.Cut(line, "//")
		in, want, _ := strings.Cut(line, " = ")
		trials = append(trials, trial{strings.Split(strings.TrimSpace(in), ", "), strings.TrimSpace(want), strings.TrimSpace(why)})
	}
	return trials
}

// verdict tries f in every case and returns what is wrong, or "". The call is the
// name of f: "Distance", ".T" for a method, "Y, Z = Expectation" to name the results,
// or a text with %s for the arguments.
func verdict(call string, f any, trials []trial, slips []slip) string {
	outcomes := make(chan outcome, len(trials))
	go func() {
		defer close(outcomes)
		for _, c := range trials {
			outcomes <- try(f, c)
		}
	}()
	var wrong []string
	var came []outcome
	late := time.After(patience)
	for _, c := range trials {
		stopped := ""
		select {
		case o, ok := <-outcomes:
			switch {
			case !ok:
				stopped = "it called runtime.Goexit"
			case strings.HasPrefix(o.results[0], "panic: TODO: "):
				return strings.TrimPrefix(o.results[0], "panic: ") + o.way
			default:
				if says := o.wrong(call, c); says != "" {
					wrong = append(wrong, says)
				}
				came = append(came, o)
			}
		case <-late:
			stopped = fmt.Sprintf("no result after %v: does a loop not end?", patience)
		}
		if stopped != "" {
			return strings.Join(append(wrong[:min(2, len(wrong))], callText(call, c.in)+": "+stopped), "\n")
		}
	}
	if len(wrong) == 0 {
		return ""
	}
	results := fingerprint(trials, came)
	for _, s := range slips {
		if s.results == results { // it explains every result
			first, rest, _ := strings.Cut(wrong[0]+"\n", "\n")
			wrong[0] = strings.TrimSuffix(first+": it looks as if "+s.says+"\n"+strings.TrimPrefix(rest, lastDigits+"\n"), "\n")
		}
	}
	if more := len(wrong) - 2; more > 0 {
		wrong = append(wrong[:2], fmt.Sprintf("and %d more of %d cases", more, len(trials)))
	}
	return strings.Join(wrong, "\n")
}

const lastDigits = "  only the last digits differ: see Rounding in README.md"

// try makes one call. Then it writes to the results, to see whose memory they are,
// and calls again.
func try(f any, c trial) (o outcome) {
	defer func() {
		if r := recover(); r != nil {
			o = outcome{results: []string{fmt.Sprint("panic: ", r)}, way: way()}
		}
	}()
	function := reflect.ValueOf(f)
	arguments := func() (in []reflect.Value) {
		for i, text := range c.in {
			in = append(in, valueOf(text, function.Type().In(i)))
		}
		return in
	}
	in := arguments()
	before := texts(in)
	out := function.Call(in)
	o.results = texts(out)
	if after := texts(in); !slices.Equal(after, before) {
		o.misuse = "changes its operands to " + strings.Join(after, ", ")
		return o
	}
	numbers := numbersIn(out)
	for i, v := range numbers {
		v.Set(reflect.ValueOf(i + 1000).Convert(v.Type()))
	}
	for i, v := range numbers {
		if !v.Equal(reflect.ValueOf(i + 1000).Convert(v.Type())) {
			o.misuse = "has results that share memory: writing to one row writes to another"
			return o
		}
	}
	if !slices.Equal(texts(in), before) {
		o.misuse = "has results that share memory with its operands: writing to the result writes to them"
	} else if again := texts(function.Call(arguments())); !slices.Equal(again, o.results) {
		o.misuse = "gives another answer when the first one was written to: " + strings.Join(again, ", ")
	}
	return o
}

// wrong says what is wrong with an outcome, or "".
func (o outcome) wrong(call string, c trial) string {
	wants := strings.SplitN(c.want, ", ", len(o.results))
	i := 0 // the first wrong result; the others follow from it
	for i < len(wants) && fits(o.results[i], wants[i]) {
		i++
	}
	if last := len(wants) - 1; i < last && strings.HasPrefix(wants[last], "error: ") && !fits(o.results[last], wants[last]) {
		i = last // an error says more than what comes with it
	}
	names, _, named := strings.Cut(call, " = ")
	says := callText(call, c.in)
	switch got, panics := strings.CutPrefix(o.results[0], "panic: "); {
	case i == len(wants) && o.misuse == "":
		return ""
	case i == len(wants):
		says += " " + o.misuse
	case panics:
		says += " panics: " + got
		if strings.HasPrefix(c.want, "panic") {
			says += ", want " + inWords(c.want)
		}
		says += o.way
	case strings.HasPrefix(c.want, "panic"):
		says += " = " + strings.Join(o.results, ", ") + ", want " + inWords(c.want)
	default:
		if named {
			says += ": " + strings.Split(names, ", ")[i]
		}
		says += " = " + o.results[i] + ", want " + inWords(wants[i])
		if nearly(o.results[i], wants[i]) {
			says += "\n" + lastDigits
		}
	}
	if c.why != "" {
		says += "\n  this case: " + c.why
	}
	return says
}

// fingerprint returns a number for all results but those of calls that must panic.
func fingerprint(trials []trial, outcomes []outcome) uint64 {
	h := fnv.New64a()
	for i, o := range outcomes {
		switch {
		case strings.HasPrefix(trials[i].want, "panic"):
		case strings.HasPrefix(o.results[0], "panic: "):
			fmt.Fprintln(h, "panic")
		default:
			fmt.Fprintln(h, o.results, o.misuse)
		}
	}
	return h.Sum64()
}

// fits reports whether a result is as wanted. Of "panic: matrix: Dot: … 2×3 … 4×5", and of
// an error alike, only these parts must be there; "panic" is any panic.
func fits(got, want string) bool {
	kind, message, _ := strings.Cut(want, ": ")
	if kind != "panic" && kind != "error" {
		return got == want
	}
	got, isKind := strings.CutPrefix(got, kind+": ")
	parts := strings.Split(message, " … ")
	for _, part := range parts {
		isKind = isKind && strings.Contains(got, part)
	}
	return isKind && strings.HasPrefix(got, parts[0])
}

func inWords(want string) string {
	kind, message, found := strings.Cut(want, ": ")
	switch {
	case kind != "panic" && kind != "error":
		return want
	case !found:
		return "a panic"
	}
	return fmt.Sprintf("%s that says %q", map[string]string{"panic": "a panic", "error": "an error"}[kind], message)
}

// nearly reports whether two texts are the same but for the last digits of numbers.
func nearly(got, want string) bool {
	numbers := func(text string) []string {
		return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" [];,{}×", r) })
	}
	a, b := numbers(got), numbers(want)
	return slices.EqualFunc(a, b, func(a, b string) bool {
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		return a == b || errX == nil && errY == nil && math.Abs(x-y) <= 1e-13*math.Abs(y)
	})
}

func callText(call string, in []string) string {
	if _, name, named := strings.Cut(call, " = "); named {
		call = name
	}
	switch {
	case strings.Contains(call, "%s"):
		return fmt.Sprintf(call, strings.Join(in, ", "))
	case call[0] == '.':
		return in[0] + call + "(" + strings.Join(in[1:], ", ") + ")"
	}
	return call + "(" + strings.Join(in, ", ") + ")"
}

// way lists the lines of this module that led to a panic, from the function under test
// to the place.
func way() (way string) {
	pcs := make([]uintptr, 100)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	var lines []string
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		dir, file := filepath.Split(frame.File)
		if strings.HasPrefix(frame.Function, home+"/") && !strings.HasPrefix(file, "judge") && !strings.HasSuffix(file, "_test.go") {
			lines = append(lines, fmt.Sprintf("\n  at %s/%s:%d", filepath.Base(dir), file, frame.Line))
		}
	}
	slices.Reverse(lines)
	return strings.Join(lines[:min(3, len(lines))], "")
}

// matrixOf makes a matrix, where there is package matrix.
var matrixOf func(m, n int, elements []float64) any

// valueOf reads a value from its text, as textOf writes it.
func valueOf(text string, t reflect.Type) reflect.Value {
	switch t.Kind() {
	case reflect.Pointer:
		var m, n int
		shape, rest, _ := strings.Cut(text, " ")
		if _, err := fmt.Sscanf(shape, "%d×%d", &m, &n); err != nil {
			panic(fmt.Sprintf("%q: %v", text, err))
		}
		elements := valueOf("["+strings.Trim(strings.ReplaceAll(rest, ";", ""), "[]")+"]", reflect.TypeFor[[]float64]())
		return reflect.ValueOf(matrixOf(m, n, elements.Interface().([]float64)))
	case reflect.Slice:
		s := reflect.MakeSlice(t, 0, 0)
		inside := text[1 : len(text)-1]
		parts := strings.Fields(inside)
		if t.Elem().Kind() == reflect.Slice && inside != "" {
			parts = strings.Split(strings.ReplaceAll(inside, "] [", "]\n["), "\n")
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
	switch v := v.Interface().(type) {
	case nil:
		return "no error"
	case error:
		return "error: " + v.Error()
	case string:
		return v
	case interface {
		Dims() (int, int)
		At(i, j int) float64
	}:
		if reflect.ValueOf(v).IsNil() {
			return "nil"
		}
		m, n := v.Dims()
		text := fmt.Sprintf("%d×%d", m, n)
		for i := range m * n {
			text += map[bool]string{true: "; ", false: " "}[i%n == 0] + fmt.Sprint(v.At(i/n, i%n))
		}
		if m*n > 0 {
			text = strings.Replace(text, "; ", " [", 1) + "]"
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

// numbersIn lists the elements that results are made of.
func numbersIn(results []reflect.Value) (numbers []reflect.Value) {
	for _, v := range results {
		var parts []reflect.Value
		switch v.Kind() {
		case reflect.Float64, reflect.Int:
			if v.CanSet() {
				numbers = append(numbers, v)
			}
		case reflect.Slice:
			for i := range v.Len() {
				parts = append(parts, v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				parts = append(parts, v.Field(i))
			}
		case reflect.Pointer:
			if A, ok := v.Interface().(interface {
				Dims() (int, int)
				Row(i int) []float64
			}); ok && !v.IsNil() {
				m, _ := A.Dims()
				for i := range m {
					parts = append(parts, reflect.ValueOf(A.Row(i)))
				}
			}
		}
		numbers = append(numbers, numbersIn(parts)...)
	}
	return numbers
}
