package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A sheet is a file of values, whatever separates them.
type sheet struct {
	text      []byte
	separator rune
	comments  int  // the lines that begin with #
	confused  bool // a text contains what could be a separator too

	m            int       // records below the header
	head         []string  // the record of names, or nil
	columns      []reading // all of them
	point, comma cell      // the first number of X with a decimal point, and with a comma
	certain      bool      // a comma is a decimal comma, and separates no thousands
}

// separators are what may stand between values. The comma comes last, because it can be
// a part of numbers. Spaces separate where there is nothing else.
const separators = "\t;|,"

// foreign says what a file is that is not CSV, by how it begins, and what to do.
var foreign = []struct{ begins, says string }{
	{`\x1f\x8b`, "this is a gzip file: unpack it first, with gunzip"},
	{`PK\x03\x04`, "this is an Excel workbook or a zip archive: save the sheet as CSV, or unpack the archive"},
	{`\xd0\xcf\x11\xe0`, "this is an Excel workbook: save the sheet as CSV"},
	{`%PDF`, "this is a PDF: copy its table into a spreadsheet and save that as CSV"},
	{`\xff\xfe|\xfe\xff|.*\x00`, "this is not text in UTF-8: save it as CSV UTF-8"},
	{`\s*(\{\s*["}]|\[\s*[\[{"\d\]-])`, "this looks like JSON: write it as CSV, a line for each point"},
	{`\s*<(!doctype|html|\?xml|table)\b`, "this looks like HTML or XML: write its table as CSV, a line for each point"},
}

// readSheet finds what separates the values of a file: what makes as many fields in each
// line and a column of numbers, and leaves no other separator in a text.
func readSheet(raw []byte) (*sheet, error) {
	for _, f := range foreign {
		if regexp.MustCompile("(?is)^(" + f.begins + ")").MatchString(latin1(raw[:min(len(raw), 512)])) {
			return nil, errors.New(f.says)
		}
	}
	text := bytes.TrimPrefix(raw, []byte("\ufeff"))
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	choices := separators
	if rest, ok := bytes.CutPrefix(text, []byte("sep=")); ok && len(rest) > 1 && rest[1] == '\n' { // Excel's first line
		choices, text = string(rest[:1]), rest[1:]
	} else if !bytes.ContainsAny(text, separators) {
		choices = " "
	}
	var possible []*sheet
	fallback := ','
	for _, c := range choices {
		if !bytes.ContainsRune(text, c) {
			continue
		}
		t, err := readWith(c, text)
		switch {
		case len(t.columns) < 2:
		case err == nil && slices.ContainsFunc(t.columns, reading.isNumbers):
			if !t.confused {
				return t, nil
			}
			possible = append(possible, t)
		case fallback == ',':
			fallback = c // a table with a mistake in it
		}
	}
	switch len(possible) {
	case 0:
		return readWith(fallback, text)
	case 1:
		return possible[0], nil
	}
	return nil, fmt.Errorf("the values can be separated by %q or by %q: put the texts that contain one of them in quotation marks", possible[0].separator, possible[1].separator)
}

// readWith reads the text with a separator. The sheet holds what comes before an error.
func readWith(separator rune, text []byte) (*sheet, error) {
	t := &sheet{text: text, separator: separator, comments: bytes.Count(text, []byte("\n#"))}
	if bytes.HasPrefix(text, []byte("#")) {
		t.comments++
	}
	this := 0
	return t, t.each(func(line int, record []string) error {
		last := this
		this = line
		if t.columns == nil {
			header := !slices.ContainsFunc(record, isNumber)
			for l, field := range record {
				c := Column{Number: l + 1}
				if header {
					c.Name = clean(field)
					t.confused = t.confused || strings.ContainsAny(field, separators)
				}
				t.columns = append(t.columns, reading{Column: c, names: Names{Column: c}, index: map[string]int{}})
			}
			if header {
				t.head = slices.Clone(record)
				return nil
			}
		}
		t.m++
		switch width := len(t.columns); {
		case len(record) != width:
			hint := ""
			if separator == ',' && len(record) > width {
				hint = " (if these are decimal commas, write points)"
			}
			return fmt.Errorf("line %d: %s, and the first line has %d: every line needs as many%s", line, count(len(record), "column"), width, hint)
		case width == 1 && last > 0 && line > last+1 && t.comments == 0:
			return cell{t.columns[0].Column, last + 1, ""}.wrong("the line is empty: fill it in or delete it")
		case t.m > largest/width:
			return fmt.Errorf("line %d: there are more than %d values, more than this program tries", line, largest)
		}
		for l, field := range record {
			t.add(&t.columns[l], line, field)
		}
		return nil
	})
}

// each calls do for every record of the text, its fields trimmed.
func (t *sheet) each(do func(line int, record []string) error) error {
	in := csv.NewReader(bytes.NewReader(t.text))
	in.Comma, in.Comment, in.FieldsPerRecord, in.ReuseRecord = t.separator, '#', -1, true
	in.TrimLeadingSpace = t.separator != '\t' // it would trim empty fields
	for {
		record, err := in.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			if p := (*csv.ParseError)(nil); errors.As(err, &p) {
				err = fmt.Errorf("line %d: a quotation mark out of place: a value is quoted as a whole or not at all", p.StartLine)
			}
			return err
		}
		for n := len(record) - 1; t.separator == ' ' && n > 0 && record[n] == ""; n-- {
			record = record[:n] // spaces at the end of the line
		}
		for l, field := range record {
			record[l] = strings.TrimSpace(field)
		}
		line, _ := in.FieldPos(0)
		if err := do(line, record); err != nil {
			return err
		}
	}
}

// number parses s. A comma within a value separates nothing, so a single one is
// taken for a decimal comma. A number too large for a float64 is ±Inf.
func number(s string) (v float64, ok bool) {
	v, err := strconv.ParseFloat(s, 64)
	if err == nil || errors.Is(err, strconv.ErrRange) {
		return v, true
	}
	if strings.ContainsRune(s, '−') { // a typographer's minus
		return number(strings.Replace(s, "−", "-", 1))
	}
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		return number(strings.Replace(s, ",", ".", 1))
	}
	return 0, false
}

func isNumber(s string) bool { _, ok := number(s); return ok }
