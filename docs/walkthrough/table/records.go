package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Records are the lines of a file, taken apart.
type records struct {
	separator rune
	width     int      // n, of each line
	header    []string // the line of names, or nil
	rows      [][]string
	lines     []int // where each row begins
}

// separators may stand between values. The comma comes late, because it can be a part of
// numbers, and the space last, because it stands between words.
const separators = "\t;|, "

var (
	inText = regexp.MustCompile(`[\t;|,]|\d \d`) // a separator, but for the spaces of names
	// noTable matches archives, workbooks, PDF, JSON and HTML.
	noTable   = regexp.MustCompile(`^(%PDF|\s*(\{\s*["}]|\[\s*[\[{]|(?i:<[!?a-z])))|[\x00-\x08\x0e-\x1a\x1c-\x1f]`)
	firstLine = regexp.MustCompile(`(?m)^[ \t]*[^#\s].*$`)
	newLines  = strings.NewReplacer("\r\n", "\n", "\r", "\n")
)

// readRecords finds what separates the values: what makes as many fields in each line and
// a column of numbers. Of two, it is the one that leaves no separator in a text.
func readRecords(file []byte) (r *records, notes []string, err error) {
	text := strings.TrimPrefix(string(file), "\ufeff")
	if !utf8.ValidString(text) || noTable.MatchString(text[:min(len(text), 500)]) {
		return nil, nil, errors.New("this is not a table in plain text: save it as CSV UTF-8, with a line for each point")
	}
	text = newLines.Replace(text)
	if n := strings.Count("\n"+text, "\n#"); n > 0 {
		notes = append(notes, fmt.Sprintf("lines that begin with # are left out: %d", n))
	}
	if strings.HasPrefix(text, "sep=") { // Excel's first line
		text = "#" + text
	}
	first := firstLine.FindString(text)
	var possible []*records
	for _, c := range separators {
		if !strings.ContainsRune(first, c) && (c != ',' || strings.ContainsAny(first, separators)) {
			continue // the comma does for a single column
		}
		with, problem := separate(text, c)
		if r == nil && err == nil {
			r, err = with, problem
		}
		if problem == nil && with.fits() {
			possible = append(possible, with)
		}
	}
	switch at := slices.IndexFunc(possible, func(r *records) bool { return !r.confused() }); {
	case at >= 0:
		r, err = possible[at], nil
	case len(possible) == 1:
		r, err = possible[0], nil
	case len(possible) > 1:
		err = fmt.Errorf("the values can be separated by %q or by %q: put the texts that contain one of them in quotation marks", possible[0].separator, possible[1].separator)
	}
	return r, notes, err
}

// separate reads the text with a separator.
func separate(text string, separator rune) (*records, error) {
	r := &records{separator: separator}
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.Comment, in.FieldsPerRecord = separator, '#', -1
	in.TrimLeadingSpace = separator != '\t' // it would trim empty fields
	last := 0
	for {
		row, err := in.Read()
		if err == io.EOF {
			return r, nil
		}
		if p := (*csv.ParseError)(nil); errors.As(err, &p) {
			return nil, fmt.Errorf("line %d: a quotation mark out of place: a value is quoted as a whole or not at all", p.StartLine)
		}
		for l := range row {
			row[l] = strings.TrimSpace(row[l])
		}
		for n := len(row) - 1; separator == ' ' && n > 0 && row[n] == ""; n-- {
			row = row[:n] // spaces at the end of the line
		}
		line, _ := in.FieldPos(0)
		switch {
		case !slices.ContainsFunc(row, func(s string) bool { return s != "" }): // a line of spaces, or of separators
			continue
		case r.width == 0:
			r.width = len(row)
			if !slices.ContainsFunc(row, isNumber) {
				r.header, last = row, line
				continue
			}
		case len(row) != r.width:
			return nil, r.ragged(line, row)
		case r.width == 1 && line > last+1 && !strings.Contains(text, "\n#"):
			return nil, fmt.Errorf("line %d: it is empty: fill it in or delete it", last+1)
		}
		r.rows, r.lines, last = append(r.rows, row), append(r.lines, line), line
	}
}

// ragged is the error of a row with more or fewer fields than the first line.
func (r *records) ragged(line int, row []string) error {
	hint := "every line needs as many"
	switch last := row[len(row)-1]; {
	case len(row) == r.width+1 && last == "":
		hint = fmt.Sprintf("%q at the end of the line? Delete it", r.separator)
	case (len(row) == 2*r.width || len(row) > r.width+1) && r.separator == ',' && !slices.ContainsFunc(row, func(s string) bool { return !isNumber(s) }):
		hint = "decimal commas? Write points, or quote the numbers"
	case len(row) == r.width+1 && r.header != nil && len(r.rows) == 0:
		hint = fmt.Sprintf("names of rows? They need a name in the header. A value with %q? Quote it", r.separator)
	}
	return fmt.Errorf("line %d: %s, and the first line has %d: %s", line, Count(len(row), "column"), r.width, hint)
}

// fits reports whether the separator makes columns, and one of them numbers.
func (r *records) fits() bool {
	for l := range r.width {
		if !slices.ContainsFunc(r.rows, func(row []string) bool { return !isNumber(row[l]) && !missing.MatchString(row[l]) }) {
			return r.width > 1
		}
	}
	return false
}

// confused reports whether a text contains what could be a separator too.
func (r *records) confused() bool {
	return slices.ContainsFunc(append(r.rows, r.header), func(row []string) bool {
		return slices.ContainsFunc(row, func(s string) bool { return inText.MatchString(s) && !isNumber(s) })
	})
}

// Count is a number with its noun.
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
