package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.ratelimit.ClientAddresses;
import io.tenantcache.cdi.ratelimit.ServletClient;
import io.tenantcache.cdi.tenant.ServletSnapshot;
import io.tenantcache.cdi.transaction.RequestStart;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.servlet.ServletRequest;
import java.util.function.Consumer;

/** Takes of each request at its begin what is asked of it later. Linked only where there is a servlet API. */
final class RequestObservation {

    private RequestObservation() {}

    static void forTenants(AfterBeanDiscovery event, BeanManager beans, String header) {
        observe(event, TenantSources.class, request -> ServletSnapshot.take(beans, header, request));
    }

    static void forClients(AfterBeanDiscovery event, BeanManager beans, ClientAddresses.Header header) {
        observe(event, RateLimits.class, request -> ServletClient.take(beans, header, request));
    }

    static void forTransactions(AfterBeanDiscovery event, BeanManager beans) {
        observe(
                event,
                DeployedTransactions.class,
                request ->
                        beans.createInstance().select(RequestStart.class).get().begin());
    }

    private static void observe(AfterBeanDiscovery event, Class<?> observer, Consumer<ServletRequest> taking) {
        event.<ServletRequest>addObserverMethod()
                .beanClass(observer)
                .observedType(ServletRequest.class)
                .addQualifier(Initialized.Literal.REQUEST)
                .notifyWith(context -> taking.accept(context.getEvent()));
    }
}
