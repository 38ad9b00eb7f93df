package fish.payara.cdi.jsr107;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.cache.CacheManager;

/** Produces what Payara's own producer produces, under its name. */
@ApplicationScoped
public class JSR107Producer {

    @Produces
    CacheManager manager() {
        throw new AssertionError("the server's manager was asked for");
    }
}
