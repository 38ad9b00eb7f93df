package io.tenantcache.inbox;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A new conversation, opened by its first message. */
public record ConversationDraft(
        @NotNull Long contactId,
        @NotBlank @Size(max = 200) String subject,
        @NotBlank @Size(max = 4000) String text) {

    /** All may be absent from the request: validation then tells which. */
    @JsonbCreator
    public ConversationDraft {}
}
