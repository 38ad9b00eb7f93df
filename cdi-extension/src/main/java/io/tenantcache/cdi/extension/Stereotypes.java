package io.tenantcache.cdi.extension;

import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.stream.Stream;

/** What stereotypes stand for. */
final class Stereotypes {

    private Stereotypes() {}

    /** The annotations that the stereotypes among those have, and the stereotypes among these. */
    static Stream<Annotation> annotations(Collection<Annotation> annotations, BeanManager beans) {
        return annotations.stream()
                .map(Annotation::annotationType)
                .filter(beans::isStereotype)
                .map(beans::getStereotypeDefinition)
                .flatMap(definition -> Stream.concat(definition.stream(), annotations(definition, beans)));
    }
}
