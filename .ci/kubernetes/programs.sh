# The programs of a cluster: Debian packages by name, and Go modules built once into folders whose names carry the version.
# For sourcing; needs CI, this project's .ci folder.

PROGRAMS=${XDG_CACHE_HOME:-$HOME/.cache}/performance-operator

say() { echo "$(basename "$0"): $*" >&2; }

version() { # folder module
  sed -nE "s#^(require)?[[:space:]]*$2 (v[^ ]+).*#\2#p" "$CI/kubernetes/programs/$1/go.mod"
}

KUBERNETES_VERSION=$(version kubernetes k8s.io/kubernetes)
HELM_VERSION=$(version helm helm.sh/helm/v3)
KUBERNETES=$PROGRAMS/kubernetes-$KUBERNETES_VERSION
HELM=$PROGRAMS/helm-$HELM_VERSION
COREDNS=$PROGRAMS/coredns-$(version coredns github.com/coredns/coredns)
METRICS_SERVER=$PROGRAMS/metrics-server-$(version metrics-server sigs.k8s.io/metrics-server)
PAUSE=$PROGRAMS/pause-1

POLICY=/usr/sbin/policy-rc.d
POLICY_MARK='# performance-operator: only the programs are wanted, not the packaged services'

remove_policy() { if grep -qsxF "$POLICY_MARK" "$POLICY"; then rm -f "$POLICY"; fi; }

# In a subshell, so that its trap also runs on Ctrl-C and is nobody else's.
packages() ( # name...
  missing=()
  for name; do
    [ "$(dpkg-query -Wf '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  ((${#missing[@]})) || exit 0
  say "installing ${missing[*]}"
  trap remove_policy EXIT
  [ -e "$POLICY" ] || { printf '#!/bin/sh\n%s\nexit 101\n' "$POLICY_MARK" >"$POLICY"; chmod +x "$POLICY"; }
  dpkg --configure -a >&2 # what an interrupted installation left
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
)

# Builds next to its final place and moves there, so that a half-built program is never found.
build() { # module-folder target-folder stamps package...
  local module=$1 target=$2 stamps=$3 package missing=() new
  shift 3
  for package; do [ -x "$target/$(basename "$package")" ] || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  command -v go >/dev/null || { say "Go is needed to build ${missing[*]}: install it, then try again"; exit 1; }
  say "building $(basename "$target"): $(basename -a "${missing[@]}" | paste -sd ' ')"
  mkdir -p "$target"
  new=$(mktemp -d "$target/.new.XXXXXX")
  (
    trap 'rm -rf "$new"' EXIT
    cd "$CI/kubernetes/programs/$module"
    CGO_ENABLED=0 go build -trimpath -ldflags "-s -w $stamps" -o "$new/" "${missing[@]}"
    mv "$new"/* "$target/"
  )
}

kubernetes_programs() { # name...
  local at=k8s.io/component-base/version
  build kubernetes "$KUBERNETES" "-X $at.gitVersion=$KUBERNETES_VERSION -X $at.gitMajor=1 -X $at.gitMinor=$(cut -d. -f2 <<<"$KUBERNETES_VERSION") -X $at.gitTreeState=clean" \
    "${@/#/k8s.io/kubernetes/cmd/}"
}

etcd_program() {
  packages etcd-server
  mkdir -p "$KUBERNETES"
  ln -sf /usr/bin/etcd "$KUBERNETES/etcd"
}

helm_program() {
  build helm "$HELM" "-X helm.sh/helm/v3/internal/version.version=$HELM_VERSION" helm.sh/helm/v3/cmd/helm
}

every_program() {
  packages etcd-server containerd runc containernetworking-plugins iptables iproute2 procps openssl
  etcd_program
  kubernetes_programs kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl
  helm_program
  build coredns "$COREDNS" "" github.com/coredns/coredns
  build metrics-server "$METRICS_SERVER" "" sigs.k8s.io/metrics-server/cmd/metrics-server
  build pause "$PAUSE" "" dev.acme.performance/ci/pause
}
