package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.operation.Transactions;
import io.tenantcache.cdi.transaction.JtaTransactions;
import jakarta.enterprise.inject.spi.BeanManager;

/** The transactions of the server, where it has that API; otherwise none of the classes that need it is loaded. */
final class DeployedTransactions {

    private static final String API = "jakarta.transaction.TransactionSynchronizationRegistry";

    private DeployedTransactions() {}

    static Transactions of(BeanManager beans) {
        return OptionalApis.OF_THE_SERVER.isPresent(API) ? new JtaTransactions(beans) : Transactions.NONE;
    }
}
