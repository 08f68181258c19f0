package dev.acme.performance.local.node;

import java.nio.file.Path;

/**
 * What a launcher must tell a program so that it feels at home in its pod.
 *
 * @param podIp the address to listen on; a program that listens on all addresses takes its port from every other pod
 * @param hostsFile names of services and of the pod itself, kept current
 * @param securityProperties for a JVM: how long it may believe a resolved name
 * @param tmp for temporary files
 */
public record Surroundings(Limits limits, String podIp, Path hostsFile, Path securityProperties, Path tmp) {}
