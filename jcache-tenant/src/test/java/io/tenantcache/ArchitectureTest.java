package io.tenantcache;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** An arrow only ever points down the list of packages. */
class ArchitectureTest {

    private static final String ROOT = "io.tenantcache";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packages_dependOnlyDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("jcache")
                .definedBy(ROOT + ".jcache..")
                .layer("ratelimit")
                .definedBy(ROOT + ".ratelimit..")
                .layer("tier")
                .definedBy(ROOT + ".tier..")
                .layer("near")
                .definedBy(ROOT + ".near..")
                .layer("redis")
                .definedBy(ROOT + ".redis..")
                .layer("codec")
                .definedBy(ROOT + ".codec..")
                .layer("store")
                .definedBy(ROOT + ".store..")
                .layer("config")
                .definedBy(ROOT + ".config..")
                .layer("api")
                .definedBy(ROOT)
                .whereLayer("jcache")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("ratelimit")
                .mayOnlyBeAccessedByLayers("jcache")
                .whereLayer("tier")
                .mayOnlyBeAccessedByLayers("jcache", "ratelimit")
                .whereLayer("near")
                .mayOnlyBeAccessedByLayers("jcache", "tier")
                .whereLayer("redis")
                .mayOnlyBeAccessedByLayers("jcache")
                .whereLayer("codec")
                .mayOnlyBeAccessedByLayers("jcache", "tier", "redis")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("jcache", "ratelimit", "tier", "near", "redis", "codec")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("jcache", "tier", "near", "redis", "codec", "store")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("jcache", "ratelimit", "tier", "near", "redis", "codec", "store", "config")
                .ensureAllClassesAreContainedInArchitectureIgnoring(resideInAPackage("none"))
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void caffeine_isImportedByTheNearTierAlone() {
        onlyIn("near", "com.github.benmanes.caffeine..");
    }

    @Test
    void redisson_isImportedByTheRemoteTierAndUnwrap() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".redis..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".jcache.TieredCacheManager")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.redisson..", "io.netty..")
                .check(CLASSES);
    }

    @Test
    void microProfileConfig_isImportedByTheConfigurationAlone() {
        onlyIn("config", "org.eclipse.microprofile..");
    }

    @Test
    void everyPackage_isNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                .check(CLASSES);
    }

    private static void onlyIn(String room, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
