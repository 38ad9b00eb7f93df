package io.tenantcache.inbox;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A tag on a contact. */
@Entity
@SuppressWarnings("UnusedVariable") // The queries read the fields.
class ContactTag {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "inbox_id")
    private @Nullable Long id;

    private String tenant = "";

    private long contactId;
    private String tag = "";

    protected ContactTag() {}

    ContactTag(String tenant, long contactId, String tag) {
        this.tenant = tenant;
        this.contactId = contactId;
        this.tag = tag;
    }
}
