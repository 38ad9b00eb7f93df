package io.tenantcache.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.tenantcache.Tenant;
import io.tenantcache.cdi.tenant.RequestSnapshot;
import io.tenantcache.config.NearConfig;
import jakarta.inject.Provider;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Which packages a type brings; the types are such as stand on the class path of the test. */
class AllowedPackagesTest {

    /** Holds something of another package. */
    record Holder(List<Map<String, NearConfig[]>> configs, int number) {}

    interface Later {
        CompletionStage<NearConfig> config();
    }

    static class Generic<T> {
        T value() {
            throw new UnsupportedOperationException();
        }
    }

    static class OfRules extends Generic<List<? extends ArchRule>> {}

    private final AllowedPackages allowed = new AllowedPackages(AllowedPackagesTest.class.getClassLoader());

    @Test
    void bean() {
        allowed.addBean(AllowedPackagesTest.class);

        assertThat(allowed.patterns()).containsExactly("io.tenantcache.cdi.extension.*");
    }

    @Test
    void bean_ours() {
        allowed.addBean(RequestSnapshot.class);

        assertThat(allowed.patterns()).isEmpty();
    }

    @Test
    void types_ofTheJdkAndThePlatform() {
        allowed.add(String.class, Object.class);
        allowed.add(int[].class, Object.class);
        allowed.add(Provider.class, Object.class);

        assertThat(allowed.patterns()).isEmpty();
    }

    @Test
    void types_ofFields() {
        allowed.add(Holder.class, Object.class);

        assertThat(allowed.patterns()).containsExactly("io.tenantcache.cdi.extension.*", "io.tenantcache.config.*");
    }

    @Test
    void types_ofArrays() {
        allowed.add(Tenant[][].class, Object.class);

        assertThat(allowed.patterns()).containsExactly("io.tenantcache.*");
    }

    @Test
    void types_boundByTheBean() throws NoSuchMethodException {
        Type result = Generic.class.getDeclaredMethod("value").getGenericReturnType();
        allowed.add(result, OfRules.class);

        assertThat(allowed.patterns()).containsExactly(ArchRule.class.getPackageName() + ".*");
    }

    @Test
    void types_inStages() throws NoSuchMethodException {
        allowed.add(Later.class.getDeclaredMethod("config").getGenericReturnType(), Later.class);

        assertThat(allowed.patterns()).containsExactly("io.tenantcache.config.*");
    }

    @Test
    void types_ofAnotherLoader() {
        AllowedPackages ofNobody = new AllowedPackages(new ClassLoader() {});
        ofNobody.add(JavaClass.class, Object.class);

        assertThat(ofNobody.patterns()).isEmpty();
    }
}
