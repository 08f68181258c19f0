package dev.acme.performance.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the image {@code program} runs in tests: a server, a client, or something that eats memory. */
public final class PodProgram {
    private PodProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "serve" -> serve(Integer.parseInt(args[1]));
            case "fetch" -> fetch(args[1]);
            case "resolve" -> resolve(args[1], Integer.parseInt(args[2]));
            case "eat" -> eat();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void serve(int port) throws IOException {
        String address = System.getenv("POD_IP");
        var server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/", exchange -> answer(exchange, System.getenv("HOSTNAME")));
        server.start();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void fetch(String url) throws IOException {
        try (var in = URI.create(url).toURL().openStream()) {
            System.out.println("got " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Asks until a name has so many addresses; it is killed where that never comes. */
    private static void resolve(String name, int count) throws InterruptedException {
        int found = 0;
        while (found != count) {
            found = addresses(name);
            Thread.onSpinWait();
        }
        System.out.println(name + " has " + found);
    }

    private static int addresses(String name) {
        try {
            return (int)
                    Arrays.stream(InetAddress.getAllByName(name)).distinct().count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < 10_000) {
            byte[] bytes = new byte[1 << 20];
            Arrays.fill(bytes, (byte) 1);
            eaten.add(bytes);
        }
    }
}
