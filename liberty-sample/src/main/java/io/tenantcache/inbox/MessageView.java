package io.tenantcache.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as it is answered. Immutable. */
public record MessageView(
        long id,
        long conversationId,
        Direction direction,
        String author,
        String text,
        MessageStatus status,
        Instant sentAt,
        @Nullable Instant editedAt) {}
