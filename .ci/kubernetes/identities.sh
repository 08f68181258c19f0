# Who is who in the cluster: a certificate authority, a certificate for every component, a kubeconfig for every client.
# For sourcing; needs STATE.

PKI=$STATE/pki

key() { echo -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes; }

# fabric8's client takes every key of this form for RSA's.
admin_key() { echo -newkey rsa:2048 -nodes; }

certificate() { # name subject [alternative names]
  local new=key
  [ "$1" = admin ] && new=admin_key
  # shellcheck disable=SC2046
  openssl req $($new) -keyout "$PKI/$1.key" -out "$PKI/$1.csr" -subj "$2" 2>/dev/null
  openssl x509 -req -in "$PKI/$1.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -days 365 -out "$PKI/$1.crt" \
    -extfile <(printf 'extendedKeyUsage=serverAuth,clientAuth\n%s' "${3:+subjectAltName=$3}") 2>/dev/null
}

kubeconfig() { # name
  cat >"$STATE/$1.kubeconfig" <<YAML
apiVersion: v1
kind: Config
current-context: performance-operator
contexts: [{name: performance-operator, context: {cluster: performance-operator, user: $1}}]
clusters: [{name: performance-operator, cluster: {server: "$API", certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$PKI/$1.crt"), client-key-data: $(base64 -w0 "$PKI/$1.key")}}]
YAML
}

identities() {
  [ -d "$PKI" ] && return
  local service=kubernetes.default.svc name
  (
    umask 077
    PKI=$PKI.new # moved into place when complete
    rm -rf "$PKI" && mkdir -p "$PKI"
    # shellcheck disable=SC2046
    openssl req -x509 $(key) -keyout "$PKI/ca.key" -out "$PKI/ca.crt" -days 365 -subj /CN=performance-operator-ci 2>/dev/null
    openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/sa.key"
    certificate apiserver /CN=kube-apiserver "DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:$service,DNS:$service.cluster.local,IP:127.0.0.1,IP:$API_SERVICE_IP,IP:$NODE_IP"
    certificate $NODE "/O=system:nodes/CN=system:node:$NODE" "DNS:$NODE,IP:$NODE_IP"
    certificate admin /O=system:masters/CN=admin
    certificate aggregator /CN=aggregator
    certificate coredns /CN=coredns
    for name in kube-controller-manager kube-scheduler kube-proxy; do certificate $name /CN=system:$name; done
    for name in admin kube-controller-manager kube-scheduler kube-proxy coredns $NODE; do kubeconfig $name; done
    mv "$PKI" "$STATE/pki"
  )
}
