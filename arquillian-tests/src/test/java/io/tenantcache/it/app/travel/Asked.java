package io.tenantcache.it.app.travel;

import java.util.concurrent.CompletableFuture;

/**
 * An event that its observer answers.
 *
 * @param id the conversation that is asked for
 * @param reading what the observer reads
 */
public record Asked(String id, CompletableFuture<String> reading) {}
