// Asks in the name of the test: a request a line on the standard input, its outcome a line on the standard output.
// Ends with its input, so that it cannot outlive the test.
package main

import (
	"encoding/json"
	"io"
	"log"
	"os"
)

func main() {
	requests := json.NewDecoder(os.Stdin)
	outcomes := json.NewEncoder(os.Stdout)
	for {
		var request Request
		if err := requests.Decode(&request); err == io.EOF {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		if err := outcomes.Encode(perform(request)); err != nil {
			log.Fatal(err)
		}
	}
}

func perform(request Request) Outcome {
	switch request.Task {
	case "alibaba-cloud-sdk-go":
		return ask(request)
	case "alibaba-cloud-sdk-go HMAC-SHA1":
		return sign(request)
	default:
		return Outcome{Failure: "unknown task " + request.Task}
	}
}
