package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Pod;

/** What all containers of one pod share. */
record PodHome(Pod pod, PodFolder folder, String podIp, NodeServices services) {
    String uid() {
        return pod.getMetadata().getUid();
    }

    DownwardFields downward() {
        return new DownwardFields(pod, podIp, services.addresses().ofNode());
    }

    PodSources sources() {
        return new PodSources(services.cluster(), pod.getMetadata().getNamespace());
    }

    Volumes volumes() {
        return new Volumes(folder, sources(), downward());
    }

    Surroundings surroundings(Limits limits) {
        return new Surroundings(limits, podIp, folder.hosts(), folder.securityProperties(), folder.tmp());
    }
}
