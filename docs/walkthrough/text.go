package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Records reads a file of values, whatever separates them.
type records struct {
	*csv.Reader
	lines *lines
}

// separators are what may stand between values. Spaces do only where there is nothing else.
const separators = "\t;,|"

// sniffed is how much of a file is looked at to find out what separates its values.
const sniffed = 1 << 16

func newRecords(r io.Reader) (*records, error) {
	whole := bufio.NewReader(r)
	start, err := whole.Peek(512)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(start, []byte("\ufeff")) {
		whole.Discard(3)
	} else if err := isText(start); err != nil {
		return nil, err
	}
	t := &records{lines: &lines{r: whole, start: true}}
	in := bufio.NewReaderSize(t.lines, sniffed)
	head, err := in.Peek(sniffed)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if end := bytes.LastIndexByte(head, '\n'); len(head) == sniffed && end >= 0 {
		head = head[:end]
	}
	separator, err := separatorOf(head)
	t.Reader = newCSV(in, separator)
	t.ReuseRecord = true
	return t, err
}

func newCSV(r io.Reader, separator rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma = separator
	c.Comment = '#'
	c.FieldsPerRecord = -1
	c.TrimLeadingSpace = separator != '\t' // it would trim empty fields
	return c
}

// Read reads a line. Excel's first line "sep=;" is none.
func (t *records) Read() ([]string, error) {
	record, err := t.Reader.Read()
	if err == nil && t.InputOffset() < 8 && record[0] == "sep=" {
		record, err = t.Reader.Read()
	}
	for n := len(record) - 1; t.Comma == ' ' && n > 0 && record[n] == ""; n-- {
		record = record[:n] // spaces at the end of the line
	}
	if p := (*csv.ParseError)(nil); errors.As(err, &p) {
		err = fmt.Errorf("line %d: a quotation mark out of place (%v): a value is quoted as a whole or not at all", p.StartLine, p.Err)
	}
	return record, err
}

// isText says what a file is that is not CSV, and what to do with it.
func isText(start []byte) error {
	for _, kind := range []struct{ magic, says string }{
		{"\x1f\x8b", "this is a gzip file: unpack it first, with gunzip"},
		{"PK\x03\x04", "this is an Excel workbook or a zip archive: save the sheet as CSV, or unpack the archive"},
		{"\xd0\xcf\x11\xe0", "this is an Excel workbook: save the sheet as CSV"},
		{"%PDF", "this is a PDF: copy its table into a spreadsheet and save that as CSV"},
	} {
		if bytes.HasPrefix(start, []byte(kind.magic)) {
			return errors.New(kind.says)
		}
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) || bytes.IndexByte(start, 0) >= 0:
		return errors.New("this is not text in UTF-8: save it as CSV UTF-8")
	case isJSON.Match(start):
		return errors.New("this looks like JSON: write it as CSV, a line for each point")
	case isHTML.Match(start):
		return errors.New("this looks like HTML or XML: write its table as CSV, a line for each point")
	}
	return nil
}

var (
	isJSON = regexp.MustCompile(`^\s*(\{\s*["}]|\[\s*[\[{"\d\]-])`)
	isHTML = regexp.MustCompile(`(?i)^\s*<(!doctype|html|\?xml|table)\b`)
)

// Lines turns the line ends of all systems into \n, and counts comments.
type lines struct {
	r        io.Reader
	start    bool // of a line
	cr       bool // the last byte was \r
	comments int
}

func (l *lines) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	kept := 0
	for _, c := range p[:n] {
		if after := l.cr; c == '\n' && after {
			l.cr = false
			continue
		}
		if l.cr = c == '\r'; l.cr {
			c = '\n'
		}
		if l.start && c == '#' {
			l.comments++
		}
		l.start = c == '\n'
		p[kept] = c
		kept++
	}
	return kept, err
}

// separatorOf finds what separates the values of a text from its first lines. A
// separator makes as many fields in each of them, and a column with numbers.
// If several do, it is the one that leaves no other between the values: in
// "1,5;a" the comma is a part of a number, and in "1;2,5" too.
func separatorOf(head []byte) (rune, error) {
	if line, _, _ := bytes.Cut(head, []byte("\n")); bytes.HasPrefix(line, []byte("sep=")) {
		if c, size := utf8.DecodeRune(line[4:]); size > 0 && 4+size == len(line) {
			return c, nil
		}
	}
	choices, fallback := separators, ','
	if !bytes.ContainsAny(head, separators) {
		choices = " "
	}
	var possible []rune
	for _, c := range choices {
		records := glimpse(head, c)
		if len(records) == 0 || len(records[0]) == 1 {
			continue
		}
		if fallback == ',' && (c == '\t' || c == ';' || len(records) > 1 && len(records[1]) > 1) {
			fallback = c // a table with a mistake in it
		}
		switch table, clean := isTable(records); {
		case table && clean:
			return c, nil
		case table:
			possible = append(possible, c)
		}
	}
	switch len(possible) {
	case 0:
		return fallback, nil
	case 1:
		return possible[0], nil
	}
	return 0, fmt.Errorf("the values can be separated by %q or by %q: put the texts that contain one of them in quotation marks", possible[0], possible[1])
}

// glimpse returns the records of a text, or none if quotation marks speak against the
// separator. The last may lack its end.
func glimpse(head []byte, separator rune) (records [][]string) {
	in := newCSV(bytes.NewReader(head), separator)
	for {
		record, err := in.Read()
		switch {
		case err == io.EOF || errors.Is(err, csv.ErrQuote) && in.InputOffset() == int64(len(head)) && len(records) > 1:
			return records
		case err != nil:
			return nil
		}
		records = append(records, record)
	}
}

// isTable reports whether all records have as many fields and there is a column of
// numbers; and whether only numbers contain other separators.
func isTable(records [][]string) (table, clean bool) {
	numbers, texts := make([]int, len(records[0])), make([]int, len(records[0]))
	clean = true
	for i, record := range records {
		if len(record) != len(numbers) {
			return false, false
		}
		for l, field := range record {
			field = strings.TrimSpace(field)
			if _, ok := number(field); ok {
				numbers[l]++
				continue
			}
			clean = clean && !strings.ContainsAny(field, separators)
			if i > 0 { // record 0 may be the header
				texts[l]++
			}
		}
	}
	for l := range numbers {
		table = table || numbers[l] > 0 && texts[l] == 0
	}
	return table, clean
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
