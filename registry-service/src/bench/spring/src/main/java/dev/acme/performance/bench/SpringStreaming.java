package dev.acme.performance.bench;

import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The usual way: an InputStreamResource over the SDK's stream, the servlet container's threads, a pool of 150. */
@SpringBootApplication
@RestController
public class SpringStreaming {
    private final S3Client s3 = S3Client.builder()
            .endpointOverride(URI.create(System.getenv("S3_ENDPOINT")))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(150))
            .build();

    public static void main(String[] arguments) {
        SpringApplication.run(SpringStreaming.class, arguments);
    }

    @GetMapping("/performance/{id}/{version}/model.zip")
    ResponseEntity<InputStreamResource> download(@PathVariable String id, @PathVariable String version) {
        var object = s3.getObject(g -> g.bucket("models").key("performance/" + id + "/" + version + "/model.zip"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .contentLength(object.response().contentLength())
                .body(new InputStreamResource(object));
    }
}
