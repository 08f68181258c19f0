package dev.acme.performance.operator;

import dev.acme.performance.operator.ops.Leadership;
import dev.acme.performance.operator.ops.OperatorMetrics;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replica's part in the election: how it stands, and how it gives the lease back. */
final class Elected {
    private static final Logger LOG = LoggerFactory.getLogger(Elected.class);

    private static final int LOST = 1;

    private final LeaderSettings settings;
    private final OperatorMetrics metrics;
    private final Leadership leadership = new Leadership(System::nanoTime, LeaderSettings.DURATION, Elected::exit);

    Elected(LeaderSettings settings, OperatorMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /** What judges each request of this replica. */
    Leadership leadership() {
        return leadership;
    }

    boolean isLeading() {
        return leadership.isLeading();
    }

    /** From now on the end of the lease is wanted. */
    void resign() {
        leadership.resign();
    }

    LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(settings.lease())
                .withLeaseNamespace(settings.namespace())
                .withIdentity(settings.identity())
                .withLeaseDuration(LeaderSettings.DURATION)
                .withRenewDeadline(LeaderSettings.RENEW_DEADLINE)
                .withRetryPeriod(LeaderSettings.RETRY)
                // the framework would call System.exit, which waits for ever within a shutdown hook
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(this::won, this::ended, leader -> {}))
                .build();
    }

    /** Lets the next replica take over at once; one that holds no lease leaves it alone. */
    void release(KubernetesClient client) {
        try {
            var lease = client.resources(Lease.class)
                    .inNamespace(settings.namespace())
                    .withName(settings.lease())
                    .get();
            if (lease != null && settings.identity().equals(lease.getSpec().getHolderIdentity())) {
                leadership.release();
                lease.getSpec().setHolderIdentity("");
                lease.getSpec().setLeaseDurationSeconds(1);
                client.resource(lease).update();
                LOG.info("lease given back identity={}", settings.identity());
            }
        } catch (KubernetesClientException e) {
            LOG.warn("lease not given back code={}: it runs out by itself", e.getCode());
        }
    }

    private void won() {
        leadership.won();
        LOG.info("leads identity={}", settings.identity());
        metrics.leads(true);
    }

    private void ended() {
        metrics.leads(false);
        leadership.ended();
    }

    /** At once: shutdown hooks would let the work that is under way write on. */
    private static void exit() {
        LOG.error("lease lost: exits");
        Runtime.getRuntime().halt(LOST);
    }
}
