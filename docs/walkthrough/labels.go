package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
)

// checkLabels finds out whether the labels can be written, before the work.
func checkLabels(path, page string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("-labels %s: there is such a file, and it is not replaced: choose another name, or delete it", path)
	}
	if path == page {
		return fmt.Errorf("-labels %s: -o names the same file", path)
	}
	temporary := besides(path)
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("-labels %w", plain(path, err))
	}
	f.Close()
	return os.Remove(temporary)
}

// writeLabels writes the records of the input with the label of each, separated as
// the input is, and a column name if the input has a header. The file appears when
// it is complete, and takes no other's place.
func writeLabels(path string, d *Data, Y []int) error {
	content, err := d.labelled(Y)
	if err != nil {
		return err
	}
	temporary := besides(path)
	defer os.Remove(temporary)
	err = os.WriteFile(temporary, content, 0o666)
	if err == nil {
		var f *os.File
		if f, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666); err == nil { // the name is ours
			f.Close()
			if err = os.Rename(temporary, path); err != nil {
				os.Remove(path)
			}
		}
	}
	if err != nil {
		return fmt.Errorf("-labels %w", plain(path, err))
	}
	return nil
}

func (d *Data) labelled(Y []int) ([]byte, error) {
	in, err := newRecords(bytes.NewReader(d.raw))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = d.Separator
	i := 0
	if d.Header {
		i = -1
	}
	for ; ; i++ {
		record, err := in.Read()
		if err == io.EOF {
			out.Flush()
			return b.Bytes(), out.Error()
		}
		if err != nil {
			return nil, err
		}
		label := "cluster"
		if i >= 0 {
			label = strconv.Itoa(Y[i])
		} else {
			for slices.Contains(record, label) {
				label += "_"
			}
		}
		if err := out.Write(append(record, label)); err != nil {
			return nil, err
		}
	}
}
