package dev.acme.performance.registry.wire;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** The bytes of a request up to its empty line. */
final class RequestHead {
    private RequestHead() {}

    /** HTTP/1.1 request line and headers as the SDK signed them; the host carries its port unless it is the scheme's own. */
    static byte[] bytes(SdkHttpRequest request) {
        var head = new StringBuilder(1024);
        var path = request.encodedPath();
        head.append(request.method()).append(' ').append(path.isEmpty() ? "/" : path);
        request.encodedQueryParameters().ifPresent(query -> head.append('?').append(query));
        head.append(" HTTP/1.1\r\n");
        header(head, "Host", host(request));
        request.forEachHeader((name, values) -> {
            if (!"Host".equalsIgnoreCase(name) && !"Expect".equalsIgnoreCase(name)) {
                values.forEach(value -> header(head, name, value));
            }
        });
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String host(SdkHttpRequest request) {
        boolean standard = SdkHttpUtils.isUsingStandardPort(request.protocol(), request.port());
        return standard ? request.host() : request.host() + ":" + request.port();
    }

    private static void header(StringBuilder head, String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("line break in header " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
