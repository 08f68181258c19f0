package dev.acme.performance.local.command;

import dev.acme.performance.local.FolderUnavailable;
import dev.acme.performance.local.backends.BackendFailure;
import dev.acme.performance.local.node.NodeUnavailable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.IntSupplier;

/** A command's work on a machine: why it could not be done is said in one line. */
final class Attended {
    private Attended() {}

    /** The work's exit code, or that of what kept it from being done. */
    static int call(Progress progress, IntSupplier work) {
        try (var _ = Interruption.announced(progress)) {
            return work.getAsInt();
        } catch (BadFile e) {
            progress.say("perfrun: " + e.getMessage());
            return Outcome.BAD_INPUT.exitCode();
        } catch (FolderUnavailable | NodeUnavailable | BackendFailure | NotRunnable e) {
            progress.say("perfrun: " + e.getMessage());
            return Outcome.FAILED.exitCode();
        } catch (KubernetesClientException e) {
            return refused(e, progress);
        }
    }

    private static int refused(KubernetesClientException failure, Progress progress) {
        if (Interruption.isUnderWay()) {
            return Interruption.EXIT_CODE;
        }
        progress.say("perfrun: the API server of this machine refused: " + failure.getMessage());
        return Outcome.FAILED.exitCode();
    }
}
