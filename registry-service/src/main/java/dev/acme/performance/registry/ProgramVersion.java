package dev.acme.performance.registry;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Optional.ofNullable(RegistryMain.class.getPackage().getImplementationVersion());
        return new String[] {version.orElse("development")};
    }
}
