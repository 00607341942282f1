package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A sheet is a file of values as text, whatever separates them.
type sheet struct {
	separator rune
	comments  int        // the lines that begin with #
	records   [][]string // trimmed, as many fields as there are columns
	lines     []int      // where each record begins, from 1

	// What columns.go finds in them.
	head         []string // the record of names, or nil
	columns      []Column // all of them
	point, comma *cell    // the first number with a decimal point, and with a comma
	certain      bool     // a comma is a decimal comma, and separates no thousands
}

// readSheet finds what separates the values of a file: the first of tab, semicolon, bar
// and comma that makes as many fields in each line. The comma comes last, because it
// can be a part of numbers. Spaces separate where there is nothing else.
func readSheet(raw []byte) (*sheet, error) {
	text := bytes.TrimPrefix(raw, []byte("\ufeff"))
	if bytes.IndexByte(text, 0) >= 0 || bytes.HasPrefix(text, []byte("\x1f\x8b")) {
		return nil, errors.New("this is not text in UTF-8, but perhaps a workbook or an archive: save it as CSV UTF-8")
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	separators := "\t;|,"
	if !bytes.ContainsAny(text, separators) {
		separators = " "
	}
	var mistaken *sheet // a table with a mistake in it
	for _, c := range separators {
		t, err := split(text, c)
		if err != nil || len(t.records) == 0 || len(t.records[0]) == 1 {
			continue
		}
		if !slices.ContainsFunc(t.records, func(r []string) bool { return len(r) != len(t.records[0]) }) {
			return t, nil
		}
		if mistaken == nil && (c == '\t' || c == ';' || len(t.records[1]) > 1) {
			mistaken = t
		}
	}
	if mistaken != nil {
		return mistaken, nil
	}
	return split(text, ',')
}

func split(text []byte, separator rune) (*sheet, error) {
	in := csv.NewReader(bytes.NewReader(text))
	in.Comma = separator
	in.Comment = '#'
	in.FieldsPerRecord = -1
	in.TrimLeadingSpace = separator != '\t' // it would trim empty fields
	t := &sheet{separator: separator, comments: bytes.Count(text, []byte("\n#"))}
	if bytes.HasPrefix(text, []byte("#")) {
		t.comments++
	}
	for {
		record, err := in.Read()
		if p := (*csv.ParseError)(nil); errors.As(err, &p) {
			return nil, fmt.Errorf("line %d: a quotation mark out of place: a value is quoted as a whole or not at all", p.StartLine)
		}
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		for n := len(record) - 1; separator == ' ' && n > 0 && record[n] == ""; n-- {
			record = record[:n] // spaces at the end of the line
		}
		for l, field := range record {
			record[l] = strings.TrimSpace(field)
		}
		line, _ := in.FieldPos(0)
		t.records = append(t.records, record)
		t.lines = append(t.lines, line)
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
