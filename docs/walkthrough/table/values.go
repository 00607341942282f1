package table

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A cell is a value of the file, and where it stands.
type cell struct {
	Column
	line int
	text string
}

func (c *cell) wrong(format string, args ...any) error {
	return fmt.Errorf("line %d, %v: %s", c.line, c.Column, fmt.Sprintf(format, args...))
}

// Values are what a column holds.
type values struct {
	numbers []float64
	texts   []string // cleaned, while there is no number

	number, gap, word *cell // the first number, the first missing value, the first text
	later             *cell // the first text that does not stand in the first row
	meant, name       *cell // the first text that a person would call a number, and the first other
	large             *cell // the first number that no form of k-means could use
	inexact           *cell // the first whole number that loses digits
	point, comma      *cell // the first number with a point, and with a comma
	decimal           *cell // the first of these that separates no thousands
}

// readColumn reads a column.
func (t *Table) readColumn(c Column) *values {
	v := new(values)
	for i, row := range t.rows {
		s := row[c.Number-1]
		first := func(kept **cell, is bool) {
			if is && *kept == nil {
				*kept = &cell{c, t.lines[i], s}
			}
		}
		if v.number == nil {
			v.texts = append(v.texts, cmp.Or(clean(s), "(missing)"))
		}
		x, ok := parse(s)
		if !ok {
			gap := missing.MatchString(s)
			first(&v.gap, gap)
			first(&v.word, !gap)
			first(&v.later, !gap && i > 0)
			first(&v.meant, !gap && meant.MatchString(s))
			first(&v.name, !gap && !meant.MatchString(s))
			continue
		}
		v.numbers = append(v.numbers, x)
		first(&v.number, true)
		first(&v.large, math.Abs(x) > tooLarge)
		first(&v.inexact, math.Abs(x) >= 1<<53 && losesDigits(s, x))
		first(&v.comma, strings.Contains(s, ","))
		first(&v.point, strings.Contains(s, "."))
		first(&v.decimal, v.decimal == nil && strings.ContainsAny(s, ".,") && !thousands.MatchString(s))
	}
	return v
}

func (v *values) isNumbers() bool { return v.number != nil && v.word == nil }

func (v *values) isNames() bool { return v.number == nil && v.word != nil }

// check tells what is wrong with a column as a part of X. Names are wrong if the user
// chose the column.
func (v *values) check(header, chosen bool) error {
	switch {
	case v.meant != nil && (v.name == nil || v.number != nil):
		return v.meant.wrong("%s is not a plain number: write it without separators of thousands, currency, unit or %%, or leave the column out with -columns", quote(v.meant.text))
	case v.word != nil && chosen:
		return v.word.wrong("%s is not a number, and -columns chooses this column", quote(v.word.text))
	case v.word == nil && v.gap != nil && (chosen || v.number != nil):
		return v.gap.wrong("the value is missing (%q): fill it in, delete the line, or leave the column out with -columns", v.gap.text)
	case v.number == nil || v.word == nil && v.large == nil:
		return nil
	case v.word == nil:
		return v.large.wrong("%s is too large: sums of its square overflow in every form of the slides: divide the column by a power of ten", quote(v.large.text))
	case infinite.MatchString(v.word.text):
		return v.word.wrong("%s is not a finite number: fill in a number or delete the line", quote(v.word.text))
	case v.later == nil && header:
		return v.word.wrong("%s stands below the header and above numbers: a row of units? Delete it", quote(v.word.text))
	}
	hint := ""
	if v.word.line < v.number.line && !header {
		hint = fmt.Sprintf(" (line %d is not taken as a header, because there is a number in it)", v.word.line)
	}
	return v.word.wrong("%s is not a number, and %s on line %d is: a column is all numbers or all names, or left out with -columns%s", quote(v.word.text), quote(v.number.text), v.number.line, hint)
}

// checkMarks refuses numbers whose points or commas may separate thousands. A comma
// does, unless another value tells; a point does where semicolons separate the values.
func (t *Table) checkMarks(columns []*values) error {
	var point, comma *cell
	told := map[bool]bool{} // that a comma (true) or a point separates no thousands
	for _, v := range columns {
		if v.decimal != nil {
			told[strings.Contains(v.decimal.text, ",")] = true
		}
		if v.isNumbers() && slices.Contains(t.Columns, v.number.Column) {
			point, comma = cmp.Or(point, v.point), cmp.Or(comma, v.comma)
		}
	}
	switch {
	case point != nil && comma != nil:
		return comma.wrong("%s has a decimal comma, and %s on line %d a point: write all with a point, and thousands without separators", quote(comma.text), quote(point.text), point.line)
	case comma != nil && told[true]:
		t.Note("a comma in a number is taken for a decimal comma, as in %s", comma.text)
	case comma != nil:
		return comma.wrong("%s can be a number with a decimal comma or with separators of thousands, and no other value tells which: write decimals with a point, and thousands without separators", quote(comma.text))
	case point == nil || told[false] || t.separator == ',' && t.width > 1:
	case t.separator == ';':
		return point.wrong("%s can be a number with a decimal point or with separators of thousands, and no other value tells which: write thousands without separators, or separate the values by commas", quote(point.text))
	default:
		t.Note("a point in a number is taken for a decimal point, as in %s", point.text)
	}
	return nil
}

// tooLarge leaves room for the sum of the squares of as many values as a file can have.
const tooLarge = 1e140

var (
	// missing matches the ways in which programs and people write that there is no value.
	missing  = regexp.MustCompile(`^([\pP\pS]*|#N/A|#[A-Z0/]+[!?]|(?i:n/?a|nan|null|none))$`)
	infinite = regexp.MustCompile(`(?i)^[+-]?(inf|infinity)$`)
	// thousands matches numbers with separators that nobody can be sure of.
	thousands = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$`)
	// meant matches what a person calls a number: 1.234,5, 1'000, 1_000, $12.50, 5 %, 12 kg, (3), 0x10.
	meant = regexp.MustCompile(`^[+−-]?\(?(\p{Sc} ?)?[+−-]?([0-9]+|[0-9]{1,3}([.,'’_\pZ][0-9]{2,3})*[.,'’_\pZ][0-9]{3})([.,][0-9]*)?` +
		`(\pZ?(%|‰|°|\p{Sc})|\pZ[\pL°²³/]{1,5})?[)-]?$|^[+-]?[0-9]+(_[0-9]+)+$|^[+-]?0[xX][0-9a-fA-F]`)
)

func isNumber(s string) bool { _, ok := parse(s); return ok }

// parse reads a number. A comma within a value separates nothing, so a single one is
// taken for a decimal comma. A number too large for a float64 is ±Inf.
func parse(s string) (v float64, ok bool) {
	if s == "" || s[0] > '9' && s[0] < 0x80 || strings.ContainsAny(s, "_xXpPnN") {
		return 0, false // a word, or 1_000, 0x1p4 and Inf, which are numbers to ParseFloat
	}
	v, err := strconv.ParseFloat(s, 64)
	if err == nil || errors.Is(err, strconv.ErrRange) {
		return v, true
	}
	if rest, ok := strings.CutPrefix(s, "−"); ok { // a typographer's minus
		return parse("-" + rest)
	}
	if whole, rest, ok := strings.Cut(s, ","); ok && rest != "" && !strings.ContainsAny(whole+rest, ".,") {
		return parse(whole + "." + rest)
	}
	return 0, false
}

// losesDigits reports whether s is a whole number that v is not.
func losesDigits(s string, v float64) bool {
	digits := strings.TrimLeft(s, "+-−0")
	return strings.Trim(digits, "0123456789") == "" && strings.TrimLeft(strconv.FormatFloat(v, 'f', 0, 64), "-") != digits
}
