//go:build !js

package record

import "testing"

func TestAGoThatIsTooOldIsSaidSo(t *testing.T) {
	for toolchain, fits := range map[string]bool{
		"go1.25.7": false, "go1.26rc1": true, "go1.26.8": true, "go1.30.1 X:jsonv2": true, "go1.24 X:synctest": false,
		"devel go1.27-0d3f": true,
	} {
		if err := canBuild(toolchain); (err == nil) != fits {
			t.Errorf("%s: %v", toolchain, err)
		}
	}
}
