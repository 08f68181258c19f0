package gitops

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
	"sigs.k8s.io/yaml"
)

// What is concluded of each recorded object: by kstatus alone, and by Flux with the expressions of docs/gitops.md.
type conclusion struct {
	Kstatus status.Status `json:"kstatus"`
	Flux    status.Status `json:"flux"`
}

func TestKstatusAndFlux(t *testing.T) {
	var expected map[string]map[string]conclusion
	require.NoError(t, yaml.UnmarshalStrict([]byte(text(t, "conclusions.yaml")), &expected))
	flux := documented(t)
	for _, kind := range kinds {
		files, err := filepath.Glob(customization(kind) + "/testdata/*.yaml")
		require.NoError(t, err)
		require.Len(t, expected[kind], len(files), "conclusions.yaml names every recorded object")
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".yaml")
			t.Run(kind+" "+name, func(t *testing.T) {
				recorded := object(t, file)

				found, err := status.Compute(recorded)
				require.NoError(t, err)
				byFlux, err := flux[kind].Evaluate(t.Context(), recorded)
				require.NoError(t, err)

				t.Logf("kstatus %s, Flux %s: %s", found.Status, byFlux.Status, found.Message)
				require.Equal(t, expected[kind][name], conclusion{found.Status, status.Status(byFlux.Status)}, found.Message)
			})
		}
	}
}

// The runs of a real cluster, as `kubectl get perfrun -o yaml` wrote them into the file that LIVE_RUNS names.
func TestKstatusOfLiveRuns(t *testing.T) {
	path := os.Getenv("LIVE_RUNS")
	if path == "" {
		t.Skip("LIVE_RUNS names no file")
	}
	runs, err := object(t, path).ToList()
	require.NoError(t, err)
	require.NotEmpty(t, runs.Items)
	for _, run := range runs.Items {
		found, err := status.Compute(&run)
		require.NoError(t, err)
		phase, _, _ := unstructured.NestedString(run.Object, "status", "phase")
		observed, _, _ := unstructured.NestedInt64(run.Object, "status", "observedGeneration")
		t.Logf("%s %s: %s", run.GetName(), phase, found.Status)
		switch {
		case run.GetDeletionTimestamp() != nil:
			require.Equal(t, status.TerminatingStatus, found.Status)
		case observed != run.GetGeneration():
			require.Equal(t, status.InProgressStatus, found.Status)
		case phase == "Succeeded":
			require.Equal(t, status.CurrentStatus, found.Status)
		case phase == "Failed" || phase == "Cancelled":
			require.Equal(t, status.FailedStatus, found.Status)
		default:
			require.Equal(t, status.InProgressStatus, found.Status)
		}
	}
}

// documented are the health check expressions that docs/gitops.md tells users to write, by kind.
func documented(t *testing.T) map[string]*cel.StatusEvaluator {
	_, after, found := strings.Cut(text(t, "../../docs/gitops.md"), "\n  healthCheckExprs:\n")
	require.True(t, found)
	block, _, _ := strings.Cut(after, "```")
	var checks []kustomize.CustomHealthCheck
	require.NoError(t, yaml.UnmarshalStrict([]byte(block), &checks))
	require.Len(t, checks, len(kinds))
	evaluators := map[string]*cel.StatusEvaluator{}
	for _, check := range checks {
		evaluator, err := cel.NewStatusEvaluator(&check.HealthCheckExpressions)
		require.NoError(t, err)
		evaluators[check.Kind] = evaluator
	}
	return evaluators
}
