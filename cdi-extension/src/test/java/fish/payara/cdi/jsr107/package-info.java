/** Stand-ins for Payara's own beans, under the names that the extension looks for. */
@NullMarked
package fish.payara.cdi.jsr107;

import org.jspecify.annotations.NullMarked;
