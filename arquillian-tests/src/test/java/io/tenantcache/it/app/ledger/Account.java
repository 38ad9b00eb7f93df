package io.tenantcache.it.app.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the {@link Ledger}. */
@Entity
@Table(name = "LEDGER")
public class Account {

    @Id
    @Column(name = "ID")
    private String id = "";

    @Column(name = "BALANCE")
    private int balance;

    String id() {
        return id;
    }

    int balance() {
        return balance;
    }
}
