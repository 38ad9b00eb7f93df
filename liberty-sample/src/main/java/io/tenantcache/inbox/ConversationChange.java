package io.tenantcache.inbox;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to change in a conversation; what is null stays.
 *
 * @param assignee empty for nobody
 * @param read true to mark what the contact sent as read
 */
public record ConversationChange(
        @Nullable @Size(min = 1, max = 200) String subject,
        @Nullable ConversationStatus status,
        @Nullable @Size(max = 120) String assignee,
        @Nullable @Size(max = 10) List<@Pattern(regexp = "[^,\\p{Cntrl}]{1,30}") String> labels,
        @Nullable Boolean read) {

    /** All may be absent. */
    @JsonbCreator
    public ConversationChange {}
}
