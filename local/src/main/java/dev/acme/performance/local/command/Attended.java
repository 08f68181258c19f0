package dev.acme.performance.local.command;

import dev.acme.performance.local.FolderUnavailable;
import dev.acme.performance.local.backends.BackendFailure;
import dev.acme.performance.local.node.NodeUnavailable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** A command's work on a machine: why it could not be done is said in one line. */
final class Attended {
    private Attended() {}

    /**
     * The work's exit code, or that of what kept it from being done.
     *
     * @param trouble what the work waits for beside its end: it is told of a thread that an error of the JVM has ended
     */
    static int call(Progress progress, CompletableFuture<String> trouble, IntSupplier work) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (failure instanceof Error) {
                trouble.complete(broken(thread.getName(), failure));
            }
        });
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
        } catch (Error e) {
            progress.say("perfrun: " + broken("main", e));
            return Outcome.FAILED.exitCode();
        }
    }

    private static String broken(String thread, Throwable error) {
        return "broke down in thread %s: %s: a defect of perfrun, or of how it was built (build it anew)"
                .formatted(thread, error);
    }

    private static int refused(KubernetesClientException failure, Progress progress) {
        if (Interruption.isUnderWay()) {
            return Interruption.EXIT_CODE;
        }
        progress.say("perfrun: the API server of this machine refused: " + failure.getMessage());
        return Outcome.FAILED.exitCode();
    }
}
