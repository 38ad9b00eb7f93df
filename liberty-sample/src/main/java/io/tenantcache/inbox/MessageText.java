package io.tenantcache.inbox;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The text of a message that is sent or edited. */
public record MessageText(@NotBlank @Size(max = 4000) String text) {

    /** It may be absent from the request: validation then tells. */
    @JsonbCreator
    public MessageText {}
}
