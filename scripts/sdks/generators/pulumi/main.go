// Command generate writes the SDKs for Node.js, Python, Go and .NET with Pulumi's own generators.
//
//	generate <schema.json> <result.json> <logo.png>
//
// The result is one JSON object: language → path → content in base64.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	dotnet "github.com/pulumi/pulumi-dotnet/pulumi-language-dotnet/v3/codegen"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The generated files name it in their first lines.
const tool = "pulumi-language-%s"

type files = map[string][]byte

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(schemaFile, resultFile, logo string) error {
	sdks := map[string]files{}
	for language, generate := range map[string]func(tool string, pkg *schema.Package) (files, error){
		"nodejs": func(tool string, pkg *schema.Package) (files, error) {
			return nodejs.GeneratePackage(tool, pkg, nil, nil, false, nil)
		},
		"python": func(tool string, pkg *schema.Package) (files, error) {
			return python.GeneratePackage(tool, pkg, nil, nil)
		},
		"go": func(tool string, pkg *schema.Package) (files, error) {
			return golang.GeneratePackage(tool, pkg, nil)
		},
		"dotnet": func(tool string, pkg *schema.Package) (files, error) {
			if err := serveLogoFrom(logo, pkg); err != nil {
				return nil, err
			}
			return dotnet.GeneratePackage(tool, pkg, nil, nil)
		},
	} {
		// Bound anew for each language, because a generator leaves its notes in the package.
		pkg, err := bind(schemaFile)
		if err != nil {
			return err
		}
		if sdks[language], err = generate(fmt.Sprintf(tool, language), pkg); err != nil {
			return fmt.Errorf("%s: %w", language, err)
		}
	}
	result, err := json.Marshal(sdks)
	if err != nil {
		return err
	}
	return os.WriteFile(resultFile, result, 0o644)
}

func bind(schemaFile string) (*schema.Package, error) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if len(diagnostics) > 0 {
		return nil, diagnostics // warnings too: a schema that is not clean is not ours
	}
	return pkg, nil
}

// serveLogoFrom gives the .NET generator a picture: it fetches one, by default from Pulumi's repository, and what is
// generated must not depend on a network.
func serveLogoFrom(file string, pkg *schema.Package) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	transport := &http.Transport{}
	transport.RegisterProtocol("file", http.NewFileTransport(http.Dir("/")))
	http.DefaultTransport = transport
	pkg.LogoURL = "file://" + path
	return nil
}
