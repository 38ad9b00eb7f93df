package io.tenantcache.inbox;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person who writes to a tenant. */
@Entity
class Contact {

    @Id
    @SequenceGenerator(name = "inbox_id", sequenceName = "inbox_id", allocationSize = 50)
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "inbox_id")
    @Nullable Long id;

    String tenant = "";
    String name = "";
    String email = "";
    @Nullable String phone;
    @Nullable String company;
    Instant createdAt = Instant.EPOCH;

    protected Contact() {}

    Contact(String tenant, Instant createdAt) {
        this.tenant = tenant;
        this.createdAt = createdAt;
    }

    void apply(ContactDraft draft) {
        name = draft.name();
        email = draft.email();
        phone = draft.phone();
        company = draft.company();
    }
}
