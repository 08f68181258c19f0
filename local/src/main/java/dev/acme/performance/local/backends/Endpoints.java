package dev.acme.performance.local.backends;

import java.net.URI;

/**
 * Where the backends are and how to get in.
 *
 * @param region for clients that must name one; every region is the same
 * @param aws for S3, which checks them, and DynamoDB, which does not
 */
public record Endpoints(URI s3, URI dynamoDb, String region, Credentials aws) {}
