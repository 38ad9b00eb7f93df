package io.tenantcache.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The directions in which the packages may depend on each other, and on the core. */
class ArchitectureTest {

    private static final String ROOT = "io.tenantcache.cdi";

    /** What each package may use beside itself. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            entry(ROOT, Set.of()),
            entry(ROOT + ".operation", Set.of(ROOT)),
            entry(ROOT + ".tenant", Set.of(ROOT)),
            entry(ROOT + ".context", Set.of(ROOT)),
            entry(ROOT + ".ratelimit", Set.of(ROOT, ROOT + ".operation")),
            entry(ROOT + ".rest", Set.of(ROOT + ".ratelimit")),
            entry(ROOT + ".interceptor", Set.of(ROOT, ROOT + ".operation", ROOT + ".ratelimit")),
            entry(ROOT + ".transaction", Set.of(ROOT, ROOT + ".operation")),
            entry(ROOT + ".metrics", Set.of()),
            entry(ROOT + ".health", Set.of()),
            entry(
                    ROOT + ".extension",
                    Set.of(
                            ROOT,
                            ROOT + ".operation",
                            ROOT + ".tenant",
                            ROOT + ".interceptor",
                            ROOT + ".ratelimit",
                            ROOT + ".transaction",
                            ROOT + ".metrics",
                            ROOT + ".health")));

    private static final String[] EXPORTED_BY_THE_CORE = {
        "io.tenantcache", "io.tenantcache.config", "io.tenantcache.jcache", "io.tenantcache.ratelimit"
    };

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void directions() {
        ALLOWED.forEach((from, allowed) -> {
            String[] forbidden = ALLOWED.keySet().stream()
                    .filter(to -> !to.equals(from) && !allowed.contains(to))
                    .toArray(String[]::new);
            if (forbidden.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(from)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden)
                        .check(classes);
            }
        });
    }

    @Test
    void packages_known() {
        classes()
                .should()
                .resideInAnyPackage(ALLOWED.keySet().toArray(String[]::new))
                .check(classes);
    }

    @Test
    void packages_withoutCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void core_exportedPackagesOnly() {
        String[] allowed = Stream.concat(Stream.of(EXPORTED_BY_THE_CORE), Stream.of(ROOT + ".."))
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.and(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("io.tenantcache.."),
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages(allowed)))
                .check(classes);
    }

    @Test
    void operations_withoutContainer() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".operation")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..")
                .check(classes);
    }

    @Test
    void optionalApis_inTheirResolversOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".metrics", ROOT + ".health", ROOT + ".rest")
                .and()
                .haveSimpleNameNotContaining("TokenResolver")
                .and()
                .haveSimpleNameNotContaining("ServletCaller")
                .and()
                .haveSimpleNameNotContaining("CallerName")
                .and()
                .haveSimpleNameNotContaining("ServletClient")
                .and()
                .haveSimpleNameNotContaining("ServletSnapshot")
                .and()
                .haveSimpleNameNotContaining("RequestObservation")
                .and()
                .haveSimpleNameNotContaining("ContextProvider")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "jakarta.json..",
                        "jakarta.ws..",
                        "jakarta.enterprise.concurrent..",
                        "org.eclipse.microprofile..")
                .check(classes);
    }

    @Test
    void transactions_inTheirPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".transaction")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..", "javax.naming..")
                .check(classes);
    }

    @Test
    void extension_withoutStaticState() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .andShould()
                .notHaveModifier(JavaModifier.VOLATILE)
                .check(classes);
    }
}
