package io.tenantcache.jcache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The MX beans of one cache in the platform's MBean server, under the names that section 12 of the specification gives. Where
 * another application of this JVM took the name first, ours has an {@code Instance} beside.
 */
final class ManagedBeans {

    private static final Logger LOG = System.getLogger(ManagedBeans.class.getName());
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    /** The types of beans. */
    enum Type {
        CONFIGURATION("CacheConfiguration"),
        STATISTICS("CacheStatistics");

        private final String text;

        Type(String text) {
            this.text = text;
        }
    }

    private final String manager;
    private final String cache;
    private final Map<Type, ObjectName> registered = new EnumMap<>(Type.class);

    ManagedBeans(String managerUri, String cache) {
        this.manager = escaped(managerUri);
        this.cache = escaped(cache);
    }

    /** Registers the bean, unless it is. */
    synchronized void register(Type type, Object bean) {
        for (int instance = 1; !registered.containsKey(type); instance++) {
            ObjectName name = name(type, instance);
            try {
                SERVER.registerMBean(bean, name);
                registered.put(type, name);
            } catch (InstanceAlreadyExistsException taken) {
                LOG.log(Level.DEBUG, "The MBean {0} is another application's", name);
            } catch (JMException e) {
                throw new CacheException("The MBean " + name + " cannot be registered", e);
            }
        }
    }

    /** Takes the bean away, if it is there. */
    synchronized void unregister(Type type) {
        ObjectName name = registered.remove(type);
        if (name == null) {
            return;
        }
        try {
            SERVER.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.DEBUG, "The MBean {0} is gone already", name);
        } catch (JMException e) {
            throw new CacheException("The MBean " + name + " cannot be taken away", e);
        }
    }

    private ObjectName name(Type type, int instance) {
        try {
            return new ObjectName("javax.cache:type=" + type.text + ",CacheManager=" + manager + ",Cache=" + cache
                    + (instance == 1 ? "" : ",Instance=" + instance));
        } catch (MalformedObjectNameException e) {
            throw new CacheException("The cache '" + cache + "' has a name that no MBean can have", e);
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("[,:=\n*?\"]", ".");
    }
}
