{{- define "po.name" -}}
{{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Release and chart, or the release alone where it says the same already. */}}
{{- define "po.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains $name .Release.Name -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" }}
{{- end -}}
{{- end }}

{{/* component: one of this chart's own workloads. Arguments: context, component */}}
{{- define "po.selector" -}}
app.kubernetes.io/name: {{ include "po.name" (index . 0) }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "po.labels" -}}
{{ include "po.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Arguments: context, one of image's programs */}}
{{- define "po.image" -}}
{{- $root := index . 0 -}}
{{- $image := index $root.Values.image (index . 1) -}}
{{ trimSuffix "/" $root.Values.image.registry }}/
{{- /* no space before the repository */ -}}
{{- if $image.digest -}}
{{ printf "%s@%s" $image.repository $image.digest }}
{{- else -}}
{{ printf "%s:%s" $image.repository (default $root.Chart.AppVersion $image.tag) }}
{{- end -}}
{{- end }}

{{- define "po.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "po.fullname" .) .Values.serviceAccount.name }}
{{- else if .Values.serviceAccount.name -}}
{{ .Values.serviceAccount.name }}
{{- else -}}
{{- fail "serviceAccount.name is required where serviceAccount.create is false: the account \"default\" is every pod's, and would have the operator's rights" -}}
{{- end -}}
{{- end }}

{{/* The watched namespaces that are known by name, as JSON. */}}
{{- define "po.namespaces" -}}
{{- if and .Values.watch.allNamespaces .Values.watch.namespaces -}}
{{- fail "watch.namespaces and watch.allNamespaces exclude each other" -}}
{{- end -}}
{{- if .Values.watch.allNamespaces -}}
[]
{{- else -}}
{{ default (list .Release.Namespace) .Values.watch.namespaces | uniq | toJson }}
{{- end -}}
{{- end }}

{{/* The namespaces in which this chart puts what a run needs: the watched ones, and the release's own. */}}
{{- define "po.ownNamespaces" -}}
{{ append (include "po.namespaces" . | fromJsonArray) .Release.Namespace | uniq | toJson }}
{{- end }}

{{/* "true" where the try-out backends are installed. */}}
{{- define "po.demo" -}}
{{- $wanted := .Values.demo.enabled -}}
{{- if kindIs "invalid" $wanted -}}{{- $wanted = empty .Values.backends.s3.bucket -}}{{- end -}}
{{- if $wanted -}}
{{- if or .Values.backends.s3.bucket .Values.backends.s3.endpoint .Values.backends.dynamodb.endpoint .Values.backends.credentialsSecret .Values.backends.serviceAccount.name -}}
{{- fail "demo.enabled brings its own backends: leave backends.s3.bucket, the endpoints, credentialsSecret and serviceAccount.name empty, or set demo.enabled to false" -}}
{{- end -}}
true
{{- else if empty .Values.backends.s3.bucket -}}
{{- fail "backends.s3.bucket is required where demo.enabled is false" -}}
{{- end -}}
{{- end }}

{{- define "po.backends" -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}-backends
{{- end }}

{{/* Where archives and metadata are, as JSON: what the operator hands to its pods. */}}
{{- define "po.storage" -}}
{{- $b := .Values.backends -}}
{{- if include "po.demo" . -}}
{{- $host := printf "http://%s.%s.svc" (include "po.backends" .) .Release.Namespace -}}
{{ dict "s3" (printf "%s:9000" $host) "dynamodb" (printf "%s:8000" $host) "bucket" "models" "secret" (include "po.backends" .) "account" "" | toJson }}
{{- else -}}
{{ dict "s3" $b.s3.endpoint "dynamodb" $b.dynamodb.endpoint "bucket" $b.s3.bucket "secret" $b.credentialsSecret "account" $b.serviceAccount.name | toJson }}
{{- end -}}
{{- end }}

{{/* The database as JSON, for runs that ask for one: url, secret and most connections, or nothing. */}}
{{- define "po.postgres" -}}
{{- $p := .Values.backends.postgres -}}
{{- if ne (empty $p.url) (empty $p.credentialsSecret) -}}
{{- fail "backends.postgres.url and backends.postgres.credentialsSecret belong together" -}}
{{- end -}}
{{- if and (include "po.demo" .) (empty $p.url) -}}
{{- $name := include "po.backends" . -}}
{{ dict "url" (printf "jdbc:postgresql://%s.%s.svc:5432/models" $name .Release.Namespace) "secret" $name "most" 300 | toJson }}
{{- else -}}
{{ dict "url" $p.url "secret" $p.credentialsSecret "most" $p.maxConnections | toJson }}
{{- end -}}
{{- end }}

{{/* The external targets as JSON, or nothing. A kubelet would take $(…) in a variable for another one's name. */}}
{{- define "po.targets" -}}
{{- with .Values.externalTargets -}}
{{- $targets := dict -}}
{{- range $name, $target := . }}{{ $_ := set $targets $name (omit $target "networkPolicy") }}{{ end -}}
{{- $json := toJson $targets | replace "$" "\\u0024" -}}
{{- if gt (len $json) 100000 }}{{ fail (printf "externalTargets: %d bytes as JSON, at most 100000" (len $json)) }}{{ end -}}
{{ $json }}
{{- end -}}
{{- end }}

{{/* Where an external target is, as peers of a NetworkPolicy, as JSON. Arguments: name, target */}}
{{- define "po.targetPeers" -}}
{{- $name := index . 0 -}}
{{- $target := index . 1 -}}
{{- $peers := (default dict $target.networkPolicy).to -}}
{{- if not $peers -}}
{{- $peers = list -}}
{{- range compact (list $target.url (default dict $target.metrics).url) -}}
{{- $host := regexReplaceAll ":[0-9]+$" (urlParse .).host "" | trimAll "[]" -}}
{{- if regexMatch "^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$" $host -}}
{{- $peers = append $peers (dict "ipBlock" (dict "cidr" (printf "%s/32" $host))) -}}
{{- else if contains ":" $host -}}
{{- $peers = append $peers (dict "ipBlock" (dict "cidr" (printf "%s/128" $host))) -}}
{{- else -}}
{{- fail (printf "externalTargets.%s.networkPolicy.to is required where networkPolicy.enabled: a NetworkPolicy knows no host names, so %s cannot be let through alone" $name $host) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{ uniq $peers | toJson }}
{{- end }}

{{/* The ports of an external target, as JSON. */}}
{{- define "po.targetPorts" -}}
{{- $ports := (default dict .networkPolicy).ports -}}
{{- if not $ports -}}
{{- $ports = list -}}
{{- range compact (list .url (default dict .metrics).url) }}{{ $ports = append $ports (include "po.port" . | int) }}{{ end -}}
{{- end -}}
{{ uniq $ports | toJson }}
{{- end }}

{{/* The port of a URL. */}}
{{- define "po.port" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) -}}
{{ default (ternary "80" "443" (eq $url.scheme "http")) $port }}
{{- end }}

{{/* Pod Security level "restricted": uid as in the images. */}}
{{- define "po.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "po.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "po.pullSecrets" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
{{- range . }}
- name: {{ . }}
{{- end }}
{{- end }}
{{- end }}
