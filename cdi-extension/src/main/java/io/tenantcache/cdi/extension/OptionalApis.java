package io.tenantcache.cdi.extension;

/** The APIs that a server may have, as the extension sees them. */
interface OptionalApis {

    /** Those that its class loader finds. */
    OptionalApis OF_THE_SERVER = OptionalApis::isFound;

    /** The class by which the servlet API is known. */
    String SERVLET = "jakarta.servlet.http.HttpServletRequest";

    /** Whether the API is there to which that class belongs. Initializes nothing. */
    boolean isPresent(String className);

    private static boolean isFound(String className) {
        try {
            Class.forName(className, false, OptionalApis.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
