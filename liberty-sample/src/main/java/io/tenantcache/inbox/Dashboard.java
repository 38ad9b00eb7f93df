package io.tenantcache.inbox;

import io.tenantcache.inbox.DashboardStats.BusyContact;
import io.tenantcache.inbox.DashboardStats.Counts;
import io.tenantcache.inbox.DashboardStats.Day;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * The current tenant's figures, counted over its rows at each call: this is what a cache is for.
 *
 * <p>The queries are native, since JPQL has no window functions.
 */
@ApplicationScoped
public class Dashboard {

    private static final int DAYS = 30;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    @Inject
    EntityManager entities;

    @Inject
    CurrentTenant tenant;

    /** The figures as they are now; the month ends with the newest message, so that old data shows something too. */
    @CacheResult(cacheName = "dashboard-stats")
    public DashboardStats stats() {
        Long newest = number(row("select max(sentat), count(*) from message where tenant = ?1")[0]);
        long lastDay = newest == null ? 0 : newest / DAY_MILLIS;
        long since = (lastDay - DAYS + 1) * DAY_MILLIS;
        Object[] counts = row("select coalesce(sum(case status when 'OPEN' then 1 else 0 end), 0),"
                + " coalesce(sum(case status when 'PENDING' then 1 else 0 end), 0),"
                + " coalesce(sum(case status when 'CLOSED' then 1 else 0 end), 0),"
                + " coalesce(sum(unread), 0) from conversation where tenant = ?1");
        Object[] sizes = row("select (select count(*) from contact where tenant = ?1),"
                + " (select count(*) from message where tenant = ?1)");
        return new DashboardStats(
                count(sizes[0]),
                new Counts(count(counts[0]), count(counts[1]), count(counts[2])),
                count(sizes[1]),
                count(counts[3]),
                newest == null ? null : Instant.ofEpochMilli(newest),
                averageResponseSeconds(),
                newest == null ? List.of() : messagesPerDay(lastDay, since),
                busiestContacts(since));
    }

    private @Nullable Long averageResponseSeconds() {
        Long millis = number(row("select avg(gap), count(*) from (select sentat - lag(sentat) over latest as gap,"
                + " direction, lag(direction) over latest as before from message where tenant = ?1"
                + " window latest as (partition by conversationid order by sentat, id))"
                + " where direction = 'OUTBOUND' and before = 'INBOUND'")[0]);
        return millis == null ? null : millis / 1000;
    }

    private List<Day> messagesPerDay(long lastDay, long since) {
        Map<Long, Object[]> counted = new HashMap<>();
        rows(query("select sentat / " + DAY_MILLIS + ", sum(case direction when 'INBOUND' then 1 else 0 end),"
                                + " sum(case direction when 'OUTBOUND' then 1 else 0 end) from message"
                                + " where tenant = ?1 and sentat >= ?2 group by sentat / " + DAY_MILLIS)
                        .setParameter(2, since))
                .forEach(row -> counted.put(count(row[0]), row));
        return LongStream.rangeClosed(lastDay - DAYS + 1, lastDay)
                .mapToObj(day -> {
                    Object[] row = counted.getOrDefault(day, new Object[] {day, 0L, 0L});
                    return new Day(LocalDate.ofEpochDay(day), count(row[1]), count(row[2]));
                })
                .toList();
    }

    private List<BusyContact> busiestContacts(long since) {
        return rows(query("select c.id, c.name, count(*) as messages from message m"
                                + " join conversation v on v.tenant = m.tenant and v.id = m.conversationid"
                                + " join contact c on c.tenant = v.tenant and c.id = v.contactid"
                                + " where m.tenant = ?1 and m.sentat >= ?2"
                                + " group by c.id, c.name order by messages desc, c.id limit 5")
                        .setParameter(2, since))
                .stream()
                .map(row -> new BusyContact(count(row[0]), (String) row[1], count(row[2])))
                .toList();
    }

    private Query query(String sql) {
        return entities.createNativeQuery(sql).setParameter(1, tenant.id());
    }

    private Object[] row(String sql) {
        return (Object[]) query(sql).getSingleResult();
    }

    @SuppressWarnings("unchecked")
    private static List<Object[]> rows(Query query) {
        return query.getResultList();
    }

    private static long count(Object column) {
        return ((Number) column).longValue();
    }

    private static @Nullable Long number(@Nullable Object column) {
        return column == null ? null : count(column);
    }
}
