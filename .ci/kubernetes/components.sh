# What runs in the node, in the order of its start. For sourcing; needs programs.sh, image.sh, identities.sh, node.sh.

PAUSE_IMAGE=localhost/pause:1

kubectl() { "$KUBERNETES/kubectl" --kubeconfig "$STATE/admin.kubeconfig" "$@"; }

containerd() {
  cat >"$STATE/containerd.toml" <<TOML
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  disable_apparmor = true        # a profile would stay in the kernel
  restrict_oom_score_adj = true  # a root without CAP_SYS_RESOURCE may not lower it
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
TOML
  start containerd containerd --config "$STATE/containerd.toml"
  await 30 containerd in_node ctr version
  images ls -q | grep -qx "$PAUSE_IMAGE" || image "$PAUSE_IMAGE" "$PAUSE/pause" | images import - >/dev/null
}

etcd() {
  start etcd /usr/bin/etcd --data-dir "$STATE/etcd" --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --unsafe-no-fsync
}

api_server() {
  cat >"$STATE/audit-policy.yaml" <<YAML
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules: [{level: Metadata}]
YAML
  start kube-apiserver "$KUBERNETES/kube-apiserver" --etcd-servers http://127.0.0.1:2379 --secure-port 6443 --advertise-address $NODE_IP \
    --service-cluster-ip-range $SERVICE_CIDR --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction --allow-privileged \
    --client-ca-file "$PKI/ca.crt" --tls-cert-file "$PKI/apiserver.crt" --tls-private-key-file "$PKI/apiserver.key" \
    --kubelet-client-certificate "$PKI/admin.crt" --kubelet-client-key "$PKI/admin.key" --kubelet-preferred-address-types InternalIP \
    --requestheader-client-ca-file "$PKI/ca.crt" --requestheader-allowed-names aggregator --requestheader-extra-headers-prefix X-Remote-Extra- \
    --requestheader-group-headers X-Remote-Group --requestheader-username-headers X-Remote-User \
    --proxy-client-cert-file "$PKI/aggregator.crt" --proxy-client-key-file "$PKI/aggregator.key" \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$PKI/sa.key" --service-account-signing-key-file "$PKI/sa.key" \
    --audit-policy-file "$STATE/audit-policy.yaml" --audit-log-path "$LOG/audit.log"
  await 90 kube-apiserver kubectl get --raw /readyz
}

controllers() {
  start kube-controller-manager "$KUBERNETES/kube-controller-manager" --kubeconfig "$STATE/kube-controller-manager.kubeconfig" --leader-elect=false \
    --use-service-account-credentials --root-ca-file "$PKI/ca.crt" --service-account-private-key-file "$PKI/sa.key" \
    --cluster-signing-cert-file "$PKI/ca.crt" --cluster-signing-key-file "$PKI/ca.key" --flex-volume-plugin-dir /var/lib/kubelet/volume-plugins \
    --horizontal-pod-autoscaler-sync-period 5s
  start kube-scheduler "$KUBERNETES/kube-scheduler" --kubeconfig "$STATE/kube-scheduler.kubeconfig" --leader-elect=false
}

kubelet() {
  : >"$STATE/resolv.conf"
  cat >"$STATE/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
failSwapOn: false
clusterDNS: [$NODE_IP]
clusterDomain: cluster.local
resolvConf: $STATE/resolv.conf
volumePluginDir: /var/lib/kubelet/volume-plugins
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $PKI/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $PKI/$NODE.crt
tlsPrivateKeyFile: $PKI/$NODE.key
evictionHard: {memory.available: 100Mi, nodefs.available: 1Gi}
imageMinimumGCAge: 87600h
volumeStatsAggPeriod: 5s
YAML
  start kubelet "$KUBERNETES/kubelet" --config "$STATE/kubelet.yaml" --kubeconfig "$STATE/$NODE.kubeconfig" --hostname-override $NODE --node-ip $NODE_IP
  start kube-proxy "$KUBERNETES/kube-proxy" --kubeconfig "$STATE/kube-proxy.kubeconfig" --hostname-override $NODE --cluster-cidr $POD_CIDR \
    --proxy-mode iptables --conntrack-max-per-core 0
}

addons() {
  cat >"$STATE/Corefile" <<DNS
cluster.local in-addr.arpa {
  bind $NODE_IP
  errors
  kubernetes {
    kubeconfig $STATE/coredns.kubeconfig performance-operator
    pods insecure
  }
  cache 5
}
DNS
  sed "s/@NODE_IP@/$NODE_IP/" "$CI/kubernetes/addons.yaml" | kubectl apply -f - >/dev/null
  start coredns "$COREDNS/coredns" -conf "$STATE/Corefile"
  start metrics-server "$METRICS_SERVER/metrics-server" --kubeconfig "$STATE/admin.kubeconfig" --authentication-kubeconfig "$STATE/admin.kubeconfig" \
    --authorization-kubeconfig "$STATE/admin.kubeconfig" --bind-address $NODE_IP --secure-port 4443 --cert-dir "$STATE/metrics-server" \
    --kubelet-insecure-tls --kubelet-preferred-address-types InternalIP --metric-resolution 10s --kubelet-request-timeout 5s
}
