package io.tenantcache.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.it.app.source.OrganisationResource;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenant by the caller's name, the host, or the path, as each server tells of them; by the header to see whose entry was read. */
@ArquillianTest
class TenantSourcesIT extends ApplicationOverRedis {

    private static final String APPLICATION = "sources";

    private static final String CONVERSATION = "conversations/1";
    private static final int UNKNOWN = 403;
    private static final int MISSING = 400;

    private final String acme = "acme-" + UUID.randomUUID();
    private final String globex = "globex-" + UUID.randomUUID();

    TenantSourcesIT() {
        super(APPLICATION);
    }

    @Deployment(testable = false)
    static WebArchive archive() {
        return Node.archive(APPLICATION, """
                        tenantcache.redis.address=%s
                        tenantcache.tenant.sources=principal,host,path,header
                        tenantcache.tenant.principal=*@{tenant}
                        tenantcache.tenant.host={tenant}.example.com
                        tenantcache.tenant.path=/api/org/{tenant}
                        tenantcache.tenant.id-pattern=[a-z0-9 -]{2,60}
                        """.formatted(Redis.shared().address()))
                .addPackage(OrganisationResource.class.getPackage());
    }

    private static String ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private void assertRefused(HttpResponse<String> response, int status, String says) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body())
                .contains(says)
                .doesNotContain(acme)
                .doesNotContain(globex)
                .doesNotContain("no_such");
    }

    @Test
    void principal() {
        String reading = node.get(CONVERSATION, acme);

        assertThat(ok(node.responseToCaller(CONVERSATION, "jane@" + acme))).isEqualTo(reading);
        assertThat(ok(node.responseToCaller(CONVERSATION, "jane@" + globex)))
                .isEqualTo(node.get(CONVERSATION, globex))
                .isNotEqualTo(reading);
    }

    @Test
    void principal_beforeThePath() {
        String reading = node.get(CONVERSATION, acme);

        assertThat(ok(node.responseToCaller("org/" + globex + "/1", "jane@" + acme)))
                .isEqualTo(reading);
    }

    @Test
    void principal_ofNoPattern() {
        node.get(CONVERSATION, acme);

        assertRefused(node.responseToCaller(CONVERSATION, "jane"), MISSING, "TenantContext");
        assertRefused(node.responseToCaller(CONVERSATION, "jane@" + globex + "@" + acme), MISSING, "TenantContext");
    }

    @Test
    void host() {
        String reading = node.get(CONVERSATION, acme);

        assertThat(ok(node.responseOfHost(acme + ".example.com", CONVERSATION))).isEqualTo(reading);
        assertThat(ok(node.responseOfHost(acme.toUpperCase(Locale.ROOT) + ".Example.com:8080", CONVERSATION)))
                .isEqualTo(reading);
        assertThat(ok(node.responseOfHost(globex + ".example.com", CONVERSATION)))
                .isEqualTo(node.get(CONVERSATION, globex))
                .isNotEqualTo(reading);
    }

    @Test
    void host_ofNoPattern() {
        node.get(CONVERSATION, acme);

        for (String host :
                new String[] {"example.com", acme + ".example.com.example.org", "a." + acme + ".example.com"}) {
            assertRefused(node.responseOfHost(host, CONVERSATION), MISSING, "TenantContext");
        }
    }

    @Test
    void path() {
        String reading = node.get(CONVERSATION, acme);

        assertThat(ok(node.getWithoutTenant("org/" + acme + "/1"))).isEqualTo(reading);
        assertThat(ok(node.getWithoutTenant("org/" + acme.replace("-", "%2d") + "/1")))
                .isEqualTo(reading);
        assertThat(ok(node.getWithoutTenant("org/" + globex + "/1")))
                .isEqualTo(node.get(CONVERSATION, globex))
                .isNotEqualTo(reading);
    }

    @Test
    void path_thatCouldBeUnderstoodInTwoWays() {
        node.get(CONVERSATION, acme);

        assertRefused(node.getWithoutTenant("org/" + acme + ";" + globex + "/1"), UNKNOWN, "not in its plain form");
    }

    @ParameterizedTest
    @ValueSource(strings = {"principal", "host", "path", "header"})
    void idThatMayNotBe(String source) {
        node.get(CONVERSATION, acme);
        String id = "no_such";

        HttpResponse<String> response = switch (source) {
            case "principal" -> node.responseToCaller("org/" + acme + "/1", "jane@" + id);
            case "host" -> node.responseOfHost(id + ".example.com", "org/" + acme + "/1");
            case "path" -> node.response("org/" + id + "/1", acme);
            default -> node.response(CONVERSATION, id);
        };

        assertRefused(response, UNKNOWN, "tenantcache.tenant.id-pattern");
    }

    @Test
    void noTenant() {
        node.get(CONVERSATION, acme);

        assertRefused(node.getWithoutTenant(CONVERSATION), MISSING, "TenantContext");
        assertRefused(node.getWithoutTenant(CONVERSATION), MISSING, "TenantContext");
    }
}
