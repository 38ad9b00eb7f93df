package io.tenantcache.cdi.extension;

import static java.lang.invoke.MethodType.methodType;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.runtime.ObjectMethods;

/**
 * What JDK 17 remembers of an application's records. It links {@code equals} and {@code hashCode} of a record by converting
 * static method handles of its own, and each of those holds its last conversion, with the class of the record that it was for:
 * whichever application linked one last stays in memory, until another links one. JDK 18 and newer remember it softly.
 */
final class LinkedRecords {

    private static final Logger LOG = System.getLogger(LinkedRecords.class.getName());
    private static final int LAST_THAT_REMEMBERS = 17;

    private LinkedRecords() {}

    /** Has the JDK link methods of nobody's record: it remembers those instead. Never fails. */
    static void forget() {
        if (Runtime.version().feature() > LAST_THAT_REMEMBERS) {
            return;
        }
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle component = MethodHandles.identity(String.class);
        try {
            ObjectMethods.bootstrap(
                    lookup,
                    "equals",
                    methodType(boolean.class, String.class, Object.class),
                    String.class,
                    "text",
                    component);
            ObjectMethods.bootstrap(
                    lookup, "hashCode", methodType(int.class, String.class), String.class, "text", component);
        } catch (Throwable failure) {
            LOG.log(Level.DEBUG, "The JDK may hold a class of this application until another takes its place", failure);
        }
    }
}
