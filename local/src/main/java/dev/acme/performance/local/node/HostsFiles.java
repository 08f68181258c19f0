package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.Cluster;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into every pod's hosts file which Services have which ready pods now. */
record HostsFiles(Cluster cluster, String hostName) {
    private static final Logger LOG = LoggerFactory.getLogger(HostsFiles.class);

    void write(Collection<PodRunner> runners) {
        var slices = cluster.list(EndpointSlice.class, "");
        for (var runner : runners) {
            var home = runner.home();
            try {
                home.folder().writeHosts(HostNames.of(home.pod(), home.podIp(), hostName, slices));
            } catch (IOException e) {
                LOG.warn(
                        "pod={} hosts file not written: {}",
                        home.pod().getMetadata().getName(),
                        e.getMessage());
            }
        }
    }
}
