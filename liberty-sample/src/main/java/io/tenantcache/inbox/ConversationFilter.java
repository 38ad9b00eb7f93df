package io.tenantcache.inbox;

import org.jspecify.annotations.Nullable;

/** Which conversations are asked for: those of that status, or all if it is null. */
public record ConversationFilter(@Nullable ConversationStatus status, Slice slice) {}
