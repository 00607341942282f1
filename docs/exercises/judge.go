package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"reflect"
	"regexp"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The judge calls a function with the arguments of every case and compares what it
// gives with what it should give. This file is copied into every handout.

const (
	patience = 10 * time.Second // how long all cases of a task may take together
	memory   = 1 << 30          // how many bytes the program may take
)

// A trial is a case: a call, what it must give, and what it is there for. A simple case
// needs no reason.
type trial struct{ in, want, why string }

// A slip is a mistake that is easily made, and the signs of the results that it gives.
type slip struct{ Says, Signs string }

// An outcome is what came of a trial: the results, or "panic: …"; and the way to a panic,
// or what was done to the operands.
type outcome struct{ got, more string }

// trialsOf reads cases, one a line: "argument, argument = result, result // why".
func trialsOf(lines string) (trials []trial) {
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		call, why, _ := strings.Cut(line, "//")
		in, want, _ := strings.Cut(strings.TrimSpace(call), " = ")
		trials = append(trials, trial{in, want, strings.TrimSpace(why)})
	}
	return trials
}

// verdict tries the function f of that name in every case and returns what is wrong, or "".
func verdict(name, signature string, f any, trials []trial, slips []slip) string {
	if is := fmt.Sprintf("%T", f); is != signature {
		return "it is a " + is + ", want a " + signature
	}
	came, stopped := outcomesOf(f, trials)
	looks := make([]string, len(trials))
	if stopped == "" {
		looks = diagnosis(trials, signs(trials, came), slips)
	}
	var named, unknown, again []string // the first wrong result of each slip, those of no slip, the others
	for i, o := range came {
		switch says := o.wrong(name, trials[i], looks[i]); {
		case strings.HasPrefix(o.got, "panic: TODO: "):
			return o.got[len("panic: "):] + o.more
		case says == "":
		case looks[i] == "":
			unknown = append(unknown, says)
		case slices.Contains(looks[:i], looks[i]):
			again = append(again, o.wrong(name, trials[i], ""))
		default:
			named = append(named, says)
		}
	}
	all := slices.Concat(named, unknown, again)
	says := all[:min(3, len(all))]
	if stopped != "" {
		says = append(says, name+"("+trials[len(came)].in+"): "+stopped)
	} else if len(all) > 3 {
		says = append(says, fmt.Sprintf("and %d more of %d cases", len(all)-3, len(trials)))
	}
	return strings.Join(says, "\n")
}

// signs returns a sign for each outcome: "-" if it is right, or had to be a panic, "panic",
// or one that tells a wrong result from another.
func signs(trials []trial, outcomes []outcome) string {
	signs := make([]string, len(trials))
	for i, o := range outcomes {
		h := fnv.New32a()
		fmt.Fprint(h, o)
		signs[i] = fmt.Sprintf("%04x", h.Sum32()>>16)
		if strings.HasPrefix(trials[i].want, "panic") || o.wrong("", trials[i], "") == "" {
			signs[i] = "-"
		} else if strings.HasPrefix(o.got, "panic: ") {
			signs[i] = "panic"
		}
	}
	return strings.Join(signs, " ")
}

// diagnosis says of each case which slip explains its wrong result: the one that explains
// most, the simplest wrong result included, and contradicts none. What it does not explain
// may be a second slip.
func diagnosis(trials []trial, came string, slips []slip) (looks []string) {
	signs := strings.Fields(came)
	looks = make([]string, len(trials))
	for i, sign := range signs {
		if sign == "-" || sign == "panic" || looks[i] != "" {
			continue
		}
		most, best := 0, slip{}
		for _, s := range slips {
			if n := s.explains(i, signs, looks); n > most {
				most, best = n, s
			}
		}
		for j, sign := range strings.Fields(best.Signs) {
			if looks[j] == "" && sign == signs[j] && sign != "-" {
				looks[j] = best.Says
			}
		}
		if most == 0 && trials[i].why == "" {
			break // without the simple case the others can mislead
		}
	}
	return looks
}

// explains counts the results that are explained by s and not yet by another, less the
// right ones that s would get wrong. It is 0 if s does not explain result i or contradicts
// another. A panic can hide any result, and says little.
func (s slip) explains(i int, came, looks []string) (n int) {
	signs := strings.Fields(s.Signs)
	if signs[i] != came[i] {
		return 0
	}
	for j, sign := range signs {
		switch {
		case sign == "-" || came[j] == "panic" || looks[j] != "":
		case came[j] == sign:
			n++
		case came[j] == "-":
			n--
		default:
			return 0
		}
	}
	return n
}

// outcomesOf tries f in every case, and says what stopped it before the last.
func outcomesOf(f any, trials []trial) (came []outcome, stopped string) {
	debug.SetMaxStack(memory / 16)
	tried := make(chan outcome, len(trials))
	go func() {
		defer close(tried)
		for _, c := range trials {
			tried <- try(f, c)
		}
	}()
	late, look := time.After(patience), time.Tick(10*time.Millisecond)
	for len(came) < len(trials) {
		select {
		case o, ok := <-tried:
			if !ok {
				return came, "it called runtime.Goexit"
			}
			came = append(came, o)
		case <-late:
			return came, fmt.Sprintf("no result after %v: does a loop not end?", patience)
		case <-look:
			if tooMuch() {
				return came, fmt.Sprintf("it takes more than %d MB of memory: does a loop append without end?", memory>>20)
			}
		}
	}
	return came, ""
}

// tooMuch reports whether the program takes more memory than it may.
func tooMuch() bool {
	m := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(m)
	return m[0].Value.Uint64()-m[1].Value.Uint64() > memory
}

// try makes one call. Then it writes to the results, to see whose memory they are.
func try(f any, c trial) (o outcome) {
	defer func() {
		if r := recover(); r != nil {
			o = outcome{fmt.Sprint("panic: ", r), way()}
		}
	}()
	var in []reflect.Value
	for i, text := range strings.Split(c.in, ", ") {
		in = append(in, valueOf(text, reflect.TypeOf(f).In(i)))
	}
	out := reflect.ValueOf(f).Call(in)
	o.got = textOf(out)
	for _, did := range []string{"changes its operands to ", "returns memory of its operands: writing -1 to the result makes them "} {
		if after := textOf(in); after != c.in {
			o.more = did + after
			return o
		}
		for _, v := range out {
			for _, row := range rowsOf(v) {
				for l := range row {
					row[l] = -1
				}
			}
		}
	}
	return o
}

// wrong says what is wrong with an outcome, or "", and as which slip it looks.
func (o outcome) wrong(name string, c trial, looks string) string {
	says, hint := name+"("+c.in+")", ""
	message, panics := strings.CutPrefix(o.got, "panic: ")
	switch right := fits(o.got, c.want); {
	case right && (panics || o.more == ""):
		return ""
	case right:
		says += " " + o.more
	case panics:
		says, hint = says+" panics: "+message+", want "+c.want, o.more
	default:
		says += " = " + o.got + ", want " + c.want
		if looks == "" && rounded(o.got) == rounded(c.want) {
			hint = "\n  only the last digits differ: see Rounding in README.md"
		}
	}
	if looks != "" {
		says += ": it looks as if " + looks
	}
	if c.why != "" {
		hint += "\n  this case: " + c.why
	}
	return says + hint
}

// fits reports whether a result is as wanted. Of "panic: matrix: Dot: … 2×3 … 4×5" only
// these parts must be there, and x is as good as ×; "panic" is any panic.
func fits(got, want string) bool {
	if !strings.HasPrefix(want, "panic") {
		return got == want
	}
	parts := strings.Split(strings.ReplaceAll(want, "×", "x"), " … ")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("(?s)^" + strings.Join(parts, ".*")).MatchString(strings.ReplaceAll(got, "×", "x"))
}

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

// way lists the last lines of this module that led to a panic, from the function under test
// to the place.
func way() (way string) {
	lines := called.FindAllStringSubmatch(string(debug.Stack()), -1)
	for _, line := range lines[:min(8, len(lines))] {
		if !strings.Contains(line[1], "/judge") && !strings.Contains(line[1], "_test.go") {
			way = "\n  at " + line[1] + way
		}
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
	case reflect.Func:
		return reflect.ValueOf(func(x, mu []float64) float64 { return x[int(mu[0])] })
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
	v, _ := strconv.ParseFloat(text, 64)
	return reflect.ValueOf(v).Convert(t)
}

// textOf writes values, all digits and the sign of a zero included: 0.1, [1 2],
// [[1 2] [3 4]], and 2×2 [1 2; 3 4] for a matrix.
func textOf(values []reflect.Value) string {
	var texts []string
	for _, v := range values {
		text := fmt.Sprint(v)
		if v.Kind() == reflect.Func {
			text = "x[mu[0]]"
		} else if A, is := v.Interface().(view); is && !v.IsNil() {
			m, n := A.Dims()
			text = fmt.Sprintf("%d×%d", m, n)
			if m*n > 0 {
				text += " [" + strings.ReplaceAll(strings.Trim(fmt.Sprint(A.Rows()), "[]"), "] [", "; ") + "]"
			}
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}

// A view shows a matrix.
type view interface {
	Dims() (m, n int)
	Rows() [][]float64
}

func rowsOf(v reflect.Value) [][]float64 {
	if A, is := v.Interface().(view); is && !v.IsNil() {
		return A.Rows()
	}
	rows, _ := v.Interface().([][]float64)
	return rows
}
