package io.tenantcache.inbox;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A person who writes to a tenant. */
@Entity
class Contact {

    @Id
    @SequenceGenerator(name = "inbox_id", sequenceName = "inbox_id", allocationSize = 50)
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "inbox_id")
    private @Nullable Long id;

    @SuppressWarnings("UnusedVariable") // The queries read it.
    private String tenant = "";

    private String name = "";
    private String email = "";
    private @Nullable String phone;
    private @Nullable String company;
    private Instant createdAt = Instant.EPOCH;

    protected Contact() {}

    Contact(String tenant, Instant createdAt) {
        this.tenant = tenant;
        this.createdAt = createdAt;
    }

    Long id() {
        return Objects.requireNonNull(id);
    }

    String name() {
        return name;
    }

    ContactView view(List<String> tags, long openConversations) {
        return new ContactView(id(), name, email, phone, company, tags, openConversations, createdAt);
    }

    void apply(ContactDraft draft) {
        name = draft.name();
        email = draft.email();
        phone = draft.phone();
        company = draft.company();
    }
}
