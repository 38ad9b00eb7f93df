package io.tenantcache.inbox.rest;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.inbox.Tenants;
import io.tenantcache.inbox.Tenants.Organisation;
import io.tenantcache.inbox.dev.DevelopmentConfigSource;
import io.tenantcache.inbox.dev.TokenIssuer;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives anyone a token for any tenant: for development only. Not there if {@code inbox.dev-tokens} is false. */
@Path("dev")
@PermitAll
@RateLimited("all")
@RateLimited("address")
@RateLimited("user")
@RequestScoped
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Consumes(MediaType.APPLICATION_JSON)
public class DevelopmentResource {

    @Inject
    @ConfigProperty(name = DevelopmentConfigSource.DEV_TOKENS, defaultValue = "false")
    boolean issuesTokens;

    @Inject
    Tenants tenants;

    /** Who asks for which tenant. */
    public record SignIn(
            @NotBlank @Size(max = 64) String tenant,
            @NotBlank @Size(max = 100) String user) {

        /** Both may be absent from the request: validation then tells. */
        @JsonbCreator
        public SignIn {}
    }

    /** A token, as RFC 6750 names its parts. */
    public record Token(String access_token, String token_type, long expires_in) {}

    /** The tenants that tokens are issued for. */
    @GET
    @Path("tenants")
    public List<Organisation> tenants() {
        requireDevelopment();
        return tenants.all();
    }

    /** Issues a token. Whoever guesses at sign-ins is counted by address, whether they succeed or not. */
    @POST
    @Path("token")
    @RateLimited(value = "sign-in", limit = 10, window = "5m", per = "ip")
    public Response token(@Valid @NotNull SignIn signIn) {
        requireDevelopment();
        if (!tenants.exists(signIn.tenant())) {
            return Problem.response(Response.Status.BAD_REQUEST, "There is no such tenant");
        }
        String token = TokenIssuer.issue(signIn.tenant(), signIn.user(), Instant.now());
        return Response.ok(new Token(token, "Bearer", TokenIssuer.VALIDITY.toSeconds()))
                .header("Cache-Control", "no-store")
                .build();
    }

    private void requireDevelopment() {
        if (!issuesTokens) {
            throw new NotFoundException();
        }
    }
}
