package io.tenantcache.inbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contact as it is answered, with its tags and the number of its open conversations. Immutable. */
public record ContactView(
        long id,
        String name,
        String email,
        @Nullable String phone,
        @Nullable String company,
        List<String> tags,
        long openConversations,
        Instant createdAt) {

    /** Copies the tags. */
    public ContactView {
        tags = List.copyOf(tags);
    }
}
