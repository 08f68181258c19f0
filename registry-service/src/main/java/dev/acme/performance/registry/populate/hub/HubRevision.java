package dev.acme.performance.registry.populate.hub;

import java.util.List;

/**
 * What a model consists of at one commit.
 *
 * @param commit what the revision stands for now
 */
record HubRevision(String commit, List<HubFile> files) {
    HubRevision {
        files = List.copyOf(files);
    }
}
