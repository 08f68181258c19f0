# The node: a network, mount and process namespace of this machine. All that runs in it, is mounted in it or is a
# rule of its network ends when its first process does. For sourcing; needs STATE and programs.sh.

LOG=$STATE/log RUN=$STATE/run
NODE=node-1 LINK=performance-0
# 198.18.0.0/15 is set aside for benchmarks (RFC 2544), so no network of anybody's is hidden by it
CLUSTER_CIDR=198.18.128.0/17 POD_CIDR=198.18.128.0/18 SERVICE_CIDR=198.18.192.0/19
API_SERVICE_IP=198.18.192.1 MACHINE_IP=198.18.255.253 NODE_IP=198.18.255.254
API=https://$NODE_IP:6443
CGROUP=performance-operator
# where the components write by default: here the node sees folders of its own
OWN_FOLDERS=(/var/log /var/lib/kubelet /var/lib/containerd /var/lib/cni /etc/cni)
# what a kubelet sets for the whole machine
KUBELET_SYSCTLS=(vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes)

in_node() { nsenter --target "$(cat "$RUN/node.pid")" --mount --net --pid --ipc "$@"; }
images() { in_node ctr -n k8s.io images "$@"; }

runs() { # name, program
  local pid
  pid=$(cat "$RUN/$1.pid" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ]
}
node_lives() { [ -e "$RUN/node.complete" ] && runs node pause; }

# Nothing in a cluster talks to the outside, so no component may see a proxy; and none may hold this script's lock.
start() { # name command...
  local name=$1
  shift
  runs "$name" nsenter && return
  setsid env -u http_proxy -u https_proxy -u no_proxy -u all_proxy -u HTTP_PROXY -u HTTPS_PROXY -u NO_PROXY -u ALL_PROXY \
    nsenter --target "$(cat "$RUN/node.pid")" --mount --net --pid --ipc "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- &
  echo $! >"$RUN/$name.pid"
}

node() {
  node_lives && return
  remember
  # The first process reaps orphans, as in a pod. Who starts it notes its own id before, and takes the node along when it ends.
  setsid sh -c 'echo $$ >"$0"; exec unshare --mount --net --pid --ipc --fork --kill-child --mount-proc "$@"' \
    "$RUN/unshare.pid" "$PAUSE/pause" >"$LOG/node.log" 2>&1 </dev/null 9>&- &
  await 10 "the node's first process" first_process
  node_mounts
  node_network
  : >"$RUN/node.complete"
}

first_process() { pgrep -P "$(cat "$RUN/unshare.pid")" -x pause >"$RUN/node.pid"; }

# What the machine looked like, for sweep.
remember() {
  local folder controller
  sysctl -e "${KUBELET_SYSCTLS[@]}" >"$STATE/sysctls"
  for folder in "${OWN_FOLDERS[@]}"; do
    [ -d "$folder" ] || { echo "$folder" >>"$STATE/folders"; mkdir -p "$folder"; }
    mkdir -p "$STATE/node$folder"
  done
  for folder in $(cgroup_roots); do mkdir -p "$folder/$CGROUP"; done
  # version 2 hands controllers down only where it is told to
  for controller in $(cat /sys/fs/cgroup/cgroup.controllers 2>/dev/null); do echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control || true; done
}

cgroup_roots() { # one of version 2, or one for each controller of version 1
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo /sys/fs/cgroup; else find /sys/fs/cgroup -mindepth 1 -maxdepth 1 -type d; fi
}

node_mounts() {
  in_node mount --make-rshared /
  in_node mount -t tmpfs tmpfs /run
  local folder
  for folder in "${OWN_FOLDERS[@]}"; do in_node mount --bind "$STATE/node$folder" "$folder"; done
}

node_network() {
  local pid
  pid=$(cat "$RUN/node.pid")
  ip link add $LINK type veth peer name eth0 netns "$pid"
  ip addr add $MACHINE_IP/30 dev $LINK
  ip link set $LINK up
  in_node ip link set lo up
  in_node ip addr add $NODE_IP/30 dev eth0
  in_node ip link set eth0 up
  # a service's address needs some route before kube-proxy's rules see it; without a rule nobody answers to it there
  in_node ip route add $SERVICE_CIDR dev eth0
  in_node sysctl -qw net.ipv4.ip_forward=1
  mkdir -p "$STATE/node/etc/cni/net.d"
  cat >"$STATE/node/etc/cni/net.d/10-pods.conflist" <<JSON
{"cniVersion":"0.4.0","name":"pods","plugins":[
 {"type":"ptp","ipam":{"type":"host-local","ranges":[[{"subnet":"$POD_CIDR"}]],"routes":[{"dst":"0.0.0.0/0"}]}},
 {"type":"portmap","capabilities":{"portMappings":true}}]}
JSON
}

# Ends the node and puts the machine back to what it was; also after an `up` that came to no end.
sweep() {
  [ -d "$STATE" ] || return 0
  local name folder
  if runs unshare unshare; then kill -KILL "$(cat "$RUN/unshare.pid")"; fi # and with it every process of the node
  for name in "$RUN"/*.pid; do await 30 "the end of $name" ended "$(basename "$name" .pid)"; done
  ! ip link show $LINK >/dev/null 2>&1 || ip link del $LINK
  [ ! -s "$STATE/sysctls" ] || sysctl -qp "$STATE/sysctls"
  for folder in $(cgroup_roots); do
    [ ! -d "$folder/$CGROUP" ] || await 30 "an empty cgroup $folder/$CGROUP" remove_cgroup "$folder/$CGROUP"
  done
  [ ! -e "$STATE/folders" ] || tac "$STATE/folders" | xargs -r rmdir --ignore-fail-on-non-empty
  remove_policy
  rm -rf "$STATE"
}

ended() { case $1 in node) ! runs node pause ;; unshare) ! runs unshare unshare ;; *) ! runs "$1" nsenter ;; esac; }
remove_cgroup() { find "$1" -depth -type d -exec rmdir {} +; }
