package dev.acme.performance.local;

import dev.acme.performance.local.node.Image;
import dev.acme.performance.local.node.Images;
import dev.acme.performance.local.node.Launcher;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A machine in a JVM of its own, for tests that kill it; it runs one pod that has grandchildren. */
public final class KilledMachine {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: family}
            spec:
              containers:
              - name: main
                image: shell
                args: ["sh -c 'setsid sleep 1000 & sleep 1000' & sleep 1000"]
            """;

    private KilledMachine() {}

    public static void main(String[] args) throws InterruptedException {
        var images = new Images(Map.of("shell", Image.of(Launcher.of("/bin/sh", "-c"))));
        var kubernetes = LocalKubernetes.start(LocalSettings.of(Path.of(args[0]), images));
        if (args.length > 1) {
            kubernetes.backends().postgres();
        }
        kubernetes.client().resource(POD).create();
        new CountDownLatch(1).await();
    }
}
