package io.tenantcache.it.app;

/**
 * What a read gives.
 *
 * @param id the conversation
 * @param reading which reading of the source of this application it is from
 */
public record Conversation(String id, String reading) {}
