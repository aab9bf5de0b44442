// Command sluice, compiled to WebAssembly, is the canvas of the page.
package main

import (
	"log"

	"sluice/web/bridge"
)

func main() {
	if err := bridge.Run(); err != nil {
		log.Fatal(err)
	}
}
