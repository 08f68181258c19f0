package gitops

import (
	"regexp"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"
)

var row = regexp.MustCompile(`(?m)^\| ([^|]+) \| (Progressing|Healthy|Degraded|Suspended) \| (.+) \|$`)

// docs/gitops.md quotes what is said of the recorded objects; "…" stands for what is left out.
func TestTheDocumentQuotesWhatIsFound(t *testing.T) {
	found := map[health.HealthStatusCode][]string{}
	for _, kind := range kinds {
		var cases struct {
			Tests []struct {
				HealthStatus health.HealthStatus `json:"healthStatus"`
			} `json:"tests"`
		}
		require.NoError(t, yaml.Unmarshal([]byte(text(t, customization(kind)+"/health_test.yaml")), &cases))
		for _, each := range cases.Tests {
			found[each.HealthStatus.Status] = append(found[each.HealthStatus.Status], each.HealthStatus.Message)
		}
	}
	rows := row.FindAllStringSubmatch(text(t, "../../docs/gitops.md"), -1)
	require.Greater(t, len(rows), 10)
	for _, each := range rows {
		quoted := regexp.QuoteMeta(each[3])
		pattern := regexp.MustCompile("^" + strings.ReplaceAll(quoted, "…", ".*") + "$")
		messages := found[health.HealthStatusCode(each[2])]
		require.True(t, anyMatches(pattern, messages), "%s: no recorded object is %s with %s", each[1], each[2], each[3])
	}
}

func anyMatches(pattern *regexp.Regexp, texts []string) bool {
	for _, each := range texts {
		if pattern.MatchString(each) {
			return true
		}
	}
	return false
}
