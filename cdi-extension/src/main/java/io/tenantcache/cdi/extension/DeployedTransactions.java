package io.tenantcache.cdi.extension;

import io.tenantcache.ReadPoint;
import io.tenantcache.cdi.operation.OwnChanges;
import io.tenantcache.cdi.operation.TransactionStarts;
import io.tenantcache.cdi.operation.TransactionalCalls;
import io.tenantcache.cdi.operation.Transactions;
import io.tenantcache.cdi.transaction.JtaTransactions;
import io.tenantcache.cdi.transaction.RequestStart;
import io.tenantcache.cdi.transaction.TransactionRequiredInterceptor;
import io.tenantcache.cdi.transaction.TransactionRequiresNewInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transactions of a deployment, where the server has that API; otherwise none of the classes that need it is loaded. */
final class DeployedTransactions {

    private static final String API = "jakarta.transaction.TransactionSynchronizationRegistry";

    private final OptionalApis apis;
    private @Nullable TransactionStarts starts;

    DeployedTransactions(OptionalApis apis) {
        this.apis = apis;
    }

    void addTypes(BeforeBeanDiscovery event) {
        if (apis.isPresent(API)) {
            Jta.TYPES.forEach(type -> event.addAnnotatedType(type, type.getName()));
        }
    }

    void addBeans(AfterBeanDiscovery event, BeanManager beans) {
        if (!apis.isPresent(API)) {
            return;
        }
        event.<TransactionalCalls>addBean()
                .id(TransactionalCalls.class.getName())
                .types(Object.class, TransactionalCalls.class)
                .scope(ApplicationScoped.class)
                .produceWith(instance -> starts(beans));
        if (apis.isPresent(OptionalApis.SERVLET)) {
            RequestObservation.forTransactions(event, beans);
        }
    }

    /** What the threads' transactions have changed. */
    OwnChanges own(BeanManager beans) {
        return new OwnChanges(starts(beans));
    }

    private synchronized TransactionStarts starts(BeanManager beans) {
        TransactionStarts known = starts;
        if (known == null) {
            known = apis.isPresent(API) ? Jta.starts(beans) : new TransactionStarts(Transactions.NONE, () -> null);
            starts = known;
        }
        return known;
    }

    /** In a class of its own, which is linked only where there is Jakarta Transactions. */
    private static final class Jta {

        static final List<Class<?>> TYPES = List.of(
                TransactionRequiredInterceptor.class, TransactionRequiresNewInterceptor.class, RequestStart.class);

        static TransactionStarts starts(BeanManager beans) {
            Instance<RequestStart> requests = beans.createInstance().select(RequestStart.class);
            return new TransactionStarts(new JtaTransactions(beans), ofRequest(requests));
        }

        private static Supplier<@Nullable ReadPoint> ofRequest(Instance<RequestStart> requests) {
            return () -> {
                try {
                    return requests.get().point();
                } catch (ContextNotActiveException noRequest) {
                    return null;
                }
            };
        }
    }
}
