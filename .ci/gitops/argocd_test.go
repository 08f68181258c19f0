package gitops

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/kubernetes/fake"
	"sigs.k8s.io/yaml"
)

const snippet = "../../helm/gitops/argocd/argocd-cm.yaml"

var (
	write   = flag.Bool("write", false, "write argocd-cm.yaml anew from the Lua files, and the messages of health_test.yaml")
	actions = []string{"rerun", "cancel", "suspend", "resume"}
)

// The ConfigMap that users copy from holds the very files that could be contributed to Argo CD.
func TestTheSnippetHoldsTheFiles(t *testing.T) {
	customizations := map[string]string{}
	for _, kind := range kinds {
		customizations["resource.customizations.health."+group+"_"+kind] = text(t, customization(kind)+"/health.lua")
		customizations["resource.customizations.actions."+group+"_"+kind] = actionsOf(t, kind)
	}
	data, err := yaml.Marshal(map[string]any{
		"apiVersion": "v1",
		"kind":       "ConfigMap",
		"metadata": map[string]any{
			"name":      "argocd-cm",
			"namespace": "argocd",
			"labels":    map[string]any{"app.kubernetes.io/part-of": "argocd"},
		},
		"data": customizations,
	})
	require.NoError(t, err)
	expected := "# Generated of the Lua files beside it: (cd .ci/gitops && go test -trimpath . -run Snippet -write)\n" +
		"# Apply it with --server-side --field-manager=performance-operator: then it adds to the argocd-cm that is there.\n" + string(data)
	if *write {
		require.NoError(t, os.WriteFile(snippet, []byte(expected), 0o644))
	}

	require.Equal(t, expected, text(t, snippet))
}

func actionsOf(t *testing.T, kind string) string {
	definitions := v1alpha1.ResourceActions{ActionDiscoveryLua: text(t, customization(kind)+"/actions/discovery.lua")}
	for _, name := range actions {
		definitions.Definitions = append(definitions.Definitions,
			v1alpha1.ResourceActionDefinition{Name: name, ActionLua: text(t, customization(kind)+"/actions/"+name+"/action.lua")})
	}
	found, err := yaml.Marshal(definitions)
	require.NoError(t, err)
	return string(found)
}

func TestHealth(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { healthIsRight(t, kind) })
	}
}

func healthIsRight(t *testing.T, kind string) {
	argocd := lua.VM{ResourceOverrides: overrides(t)}
	var cases struct {
		Tests []struct {
			InputPath    string              `json:"inputPath"`
			HealthStatus health.HealthStatus `json:"healthStatus"`
		} `json:"tests"`
	}
	require.NoError(t, yaml.UnmarshalStrict([]byte(text(t, customization(kind)+"/health_test.yaml")), &cases))
	var tried []string
	var messages strings.Builder
	for _, each := range cases.Tests {
		tried = append(tried, filepath.Base(each.InputPath))
		t.Run(each.InputPath, func(t *testing.T) {
			run := object(t, filepath.Join(customization(kind), each.InputPath))
			script, openLibs, err := argocd.GetHealthScript(run)
			require.NoError(t, err)
			require.False(t, openLibs, "a script of argocd-cm gets no standard library")

			found, err := argocd.ExecuteHealthLua(run, script)

			require.NoError(t, err)
			t.Logf("%s: %s", found.Status, found.Message)
			fmt.Fprintf(&messages, "- healthStatus:\n    status: %s\n    message: '%s'\n  inputPath: %s\n",
				each.HealthStatus.Status, strings.ReplaceAll(found.Message, "'", "''"), each.InputPath)
			if *write {
				// another recording has other numbers; what is concluded of it is for people to say
				each.HealthStatus.Message = found.Message
			}
			require.Equal(t, each.HealthStatus, *found)
		})
	}
	if *write {
		require.NoError(t, os.WriteFile(customization(kind)+"/health_test.yaml", []byte("tests:\n"+messages.String()), 0o644))
	}
	files, err := os.ReadDir(customization(kind) + "/testdata")
	require.NoError(t, err)
	for _, file := range files {
		require.Contains(t, tried, file.Name(), "recorded, but not in health_test.yaml")
	}
}

func TestActions(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) { actionsAreRight(t, kind) })
	}
}

func actionsAreRight(t *testing.T, kind string) {
	argocd := lua.VM{ResourceOverrides: overrides(t)}
	var cases struct {
		DiscoveryTests []struct {
			InputPath string                    `json:"inputPath"`
			Result    []v1alpha1.ResourceAction `json:"result"`
		} `json:"discoveryTests"`
		ActionTests []struct {
			Action             string `json:"action"`
			InputPath          string `json:"inputPath"`
			ExpectedOutputPath string `json:"expectedOutputPath"`
		} `json:"actionTests"`
	}
	require.NoError(t, yaml.UnmarshalStrict([]byte(text(t, customization(kind)+"/actions/action_test.yaml")), &cases))
	for _, each := range cases.DiscoveryTests {
		t.Run("discovery of "+each.InputPath, func(t *testing.T) {
			run := object(t, filepath.Join(customization(kind), "actions", each.InputPath))
			scripts, err := argocd.GetResourceActionDiscovery(run)
			require.NoError(t, err)

			found, err := argocd.ExecuteResourceActionDiscovery(run, scripts)

			require.NoError(t, err)
			require.ElementsMatch(t, each.Result, found)
		})
	}
	var tried []string
	for _, each := range cases.ActionTests {
		tried = append(tried, each.Action)
		t.Run(each.Action+" of "+each.InputPath, func(t *testing.T) {
			run := object(t, filepath.Join(customization(kind), "actions", each.InputPath))
			action, err := argocd.GetResourceAction(run, each.Action)
			require.NoError(t, err)

			changed, err := argocd.ExecuteResourceAction(run, action.ActionLua, nil)

			require.NoError(t, err)
			require.Len(t, changed, 1)
			require.Equal(t, lua.PatchOperation, changed[0].K8SOperation)
			expected := object(t, filepath.Join(customization(kind), "actions", each.ExpectedOutputPath))
			require.Equal(t, asJson(t, expected), asJson(t, changed[0].UnstructuredObj))
		})
	}
	for _, action := range actions {
		require.True(t, slices.Contains(tried, action), "%s has no case in action_test.yaml", action)
	}
}

// overrides are the customizations as Argo CD reads them from its ConfigMap.
func overrides(t *testing.T) map[string]v1alpha1.ResourceOverride {
	var configMap corev1.ConfigMap
	require.NoError(t, yaml.UnmarshalStrict([]byte(text(t, snippet)), &configMap))
	secret := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{
		Name: "argocd-secret", Namespace: "argocd", Labels: configMap.Labels,
	}}
	manager := settings.NewSettingsManager(t.Context(), fake.NewClientset(&configMap, secret), "argocd")
	found, err := manager.GetResourceOverrides()
	require.NoError(t, err)
	for _, kind := range kinds {
		require.Contains(t, found, group+"/"+kind)
	}
	return found
}

func asJson(t *testing.T, object *unstructured.Unstructured) string {
	t.Helper()
	content, err := object.MarshalJSON()
	require.NoError(t, err)
	return string(content)
}
