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
		return fmt.Errorf("%s: there is such a file, and it is not replaced: choose another name, or delete it", path)
	}
	if path == page {
		return fmt.Errorf("%s: -o names the same file", path)
	}
	return creatable(path)
}

// writeLabels writes the records of the input with the label of each, separated as
// the input is, and a column name if the input has a header. It takes no
// other file's place.
func writeLabels(path string, d *Data, Y []int) error {
	content, err := d.labelled(Y)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return plain(path, err)
	}
	f.Close() // the name is ours
	if err = writeFile(path, content); err != nil {
		os.Remove(path)
	}
	return err
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
