//go:build unix

package main

import (
	"context"
	"os/exec"
	"syscall"
)

// confined returns a command with a limit of memory, and end, which ends whatever it has
// started: a process group of its own.
func confined(ctx context.Context, name string, args ...string) (command *exec.Cmd, end func() error) {
	command = exec.CommandContext(ctx, "sh", append([]string{"-c", `ulimit -v 4000000 2>/dev/null; exec "$0" "$@"`, name}, args...)...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return command, func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
}
