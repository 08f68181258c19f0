package dev.acme.performance.loadgen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** This module keeps to its place in the house; local's test of the same name sees the others. */
class HouseRulesTest {
    private static final String OURS = "dev.acme.performance.";
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        var main = LoadgenMain.class.getProtectionDomain().getCodeSource().getLocation();
        all = new ClassFileImporter().importLocations(List.of(Location.of(main)));
    }

    @Test
    void theInstrumentKnowsTheContractOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OURS + "registry..", OURS + "operator..", OURS + "local..", "io.fabric8..")
                .because("it measures any server by its profile, and has no framework on the measured path")
                .check(all);
    }

    @Test
    void theEnvironmentIsReadAtTheDoor() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Main|Config|Command)")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("one record per process holds its configuration and names every bad value at the start")
                .check(all);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .because("who waits, waits for a condition, with a deadline")
                .check(all);
    }

    @Test
    void onlyProgramsPrint() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Main|Command|Farewell)")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("standard output belongs to the result, and logs go through one interface")
                .check(all);
    }
}
