package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.ratelimit.Caller;
import io.tenantcache.cdi.ratelimit.ClientAddresses;
import io.tenantcache.cdi.ratelimit.ClientSnapshot;
import io.tenantcache.cdi.ratelimit.LimitReport;
import io.tenantcache.ratelimit.Decision;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The caller of the current HTTP request. */
final class RequestCaller implements Caller {

    private final Supplier<Optional<String>> name;
    private final Instance<ClientSnapshot> clients;
    private final ClientAddresses addresses;
    private final Instance<LimitReport> reports;

    /**
     * The callers of the bean manager's application.
     *
     * @param name of the one who is signed in
     */
    RequestCaller(BeanManager beans, ClientAddresses addresses, Supplier<Optional<String>> name) {
        this.name = name;
        this.addresses = addresses;
        this.clients = beans.createInstance().select(ClientSnapshot.class);
        this.reports = beans.createInstance().select(LimitReport.class);
    }

    @Override
    public Optional<String> user() {
        return name.get();
    }

    @Override
    public Optional<String> address() {
        try {
            return clients.get().address(addresses);
        } catch (ContextNotActiveException noRequest) {
            return Optional.empty();
        }
    }

    @Override
    public Consumer<Decision> report() {
        try {
            return reports.get().states()::add;
        } catch (ContextNotActiveException noRequest) {
            // There is no response to tell it.
            return decision -> {};
        }
    }
}
