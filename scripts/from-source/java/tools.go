//go:build tools

// Package tools pins the language host by which the tests run programs in Java when no official one is installed.
// It is never compiled itself: it only keeps the module in go.mod.
package tools

import _ "github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java"
