// probe is what the pods of cluster-test run: an HTTP server, its client, or one who takes all memory.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	switch os.Args[1] {
	case "serve":
		log.Fatal(http.ListenAndServe(":8080", http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(answer, "hello")
		})))
	case "get":
		answer, err := (&http.Client{Timeout: 10 * time.Second}).Get(os.Args[2])
		if err != nil {
			log.Fatal(err)
		}
		io.Copy(os.Stdout, answer.Body)
	case "eat":
		for all := [][]byte{}; ; {
			page := make([]byte, 1<<20)
			for i := 0; i < len(page); i += 4096 {
				page[i] = 1
			}
			all = append(all, page)
		}
	}
}
