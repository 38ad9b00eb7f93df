package io.tenantcache.inbox;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contact as it is created, or replaced. */
public record ContactDraft(
        @NotBlank @Size(max = 120) String name,
        @NotNull @Email @Size(max = 200) String email,
        @Nullable @Pattern(regexp = "\\+?[0-9 ()/-]{3,30}") String phone,
        @Nullable @Size(max = 120) String company,
        @Nullable @Size(max = 20) List<@NotBlank @Size(max = 40) String> tags) {

    /** All may be absent from the request: validation then tells which. */
    @JsonbCreator
    public ContactDraft {}

    List<String> tagsOrNone() {
        return tags == null ? List.of() : tags.stream().distinct().toList();
    }
}
