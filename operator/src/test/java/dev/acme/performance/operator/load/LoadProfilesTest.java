package dev.acme.performance.operator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadProfilesTest {
    @ParameterizedTest
    @CsvSource({
        "http://s3:9000,      s3:9000",
        "http://s3:9000/,     s3:9000",
        "http://s3,           s3",
        "http://[fd00::1]:90, [fd00::1]:90"
    })
    void aRunThatRedirectsLetsItsClientsGoToTheStorageOfItsService(String endpoint, String place) {
        var spec = Runs.spec("storage: {delivery: Redirect}");

        var profile = LoadProfiles.of(spec, Runs.CATALOGUE, Runs.storedAt(Optional.of(endpoint)));

        assertThat(profile.redirectTo()).isEqualTo(place);
    }

    @Test
    void aRunWhoseServiceSendsTheArchiveItselfLetsThemGoNowhere() {
        var profile = LoadProfiles.of(Runs.spec(""), Runs.CATALOGUE, Runs.storedAt(Optional.of("http://s3:9000")));

        assertThat(profile.redirectTo()).isNull();
    }
}
