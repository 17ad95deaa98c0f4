//go:build tools

// Package tools pins the Pulumi CLI which the demo and the tests build when no official one is installed.
// It is never compiled itself: it only keeps the module in go.mod.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
