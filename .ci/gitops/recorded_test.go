// Package gitops holds what the project promises to GitOps tools against the tools' own code.
package gitops

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

const group = "performance.acme.dev"

var kinds = []string{"PerformanceRun", "PerformanceExperiment"}

// customization is the folder of one kind, in the layout of Argo CD's own resource_customizations.
func customization(kind string) string {
	return "../../helm/gitops/argocd/" + group + "/" + kind
}

func object(t *testing.T, path string) *unstructured.Unstructured {
	t.Helper()
	asRead, err := yaml.YAMLToJSON([]byte(text(t, path)))
	require.NoError(t, err)
	object := &unstructured.Unstructured{}
	require.NoError(t, object.UnmarshalJSON(asRead)) // whole numbers as int64, as a client reads them
	return object
}

func text(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(content)
}
