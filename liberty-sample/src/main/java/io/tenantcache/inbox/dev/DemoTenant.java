package io.tenantcache.inbox.dev;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A demo tenant and all that its inbox holds at first. The same tenant with the same newest moment always makes the same
 * rows: the random numbers start from a fixed seed.
 *
 * @param number tells the ids of its rows apart from those of other tenants
 */
record DemoTenant(int number, String id, String name, int contacts, int conversations) {

    /** All demo tenants: 6,000 contacts, 22,500 conversations, about 225,000 messages. */
    static final List<DemoTenant> ALL = List.of(
            new DemoTenant(1, "acme", "Acme Outdoor Supplies", 2_800, 10_000),
            new DemoTenant(2, "globex", "Globex Logistics", 2_000, 7_500),
            new DemoTenant(3, "initech", "Initech Software", 1_200, 5_000));

    private static final long IDS_OF_A_TENANT = 1_000_000;
    private static final long SEED = 20_261_121L;
    private static final Duration HISTORY = Duration.ofDays(365);

    /** A contact's row, and its tags. */
    record ContactRow(
            long id, String name, String email, String phone, String company, List<String> tags, long createdAt) {}

    /** A conversation's row. */
    record ConversationRow(
            long id,
            long contactId,
            String subject,
            String status,
            String assignee,
            String labels,
            int unread,
            List<MessageRow> messages) {}

    /** A message's row. */
    record MessageRow(boolean inbound, String author, String text, String status, long sentAt) {

        boolean isUnread() {
            return status.equals("RECEIVED");
        }
    }

    /** The first id of this tenant's rows. */
    long firstId() {
        return number * IDS_OF_A_TENANT;
    }

    /** Makes the contacts, one by one. */
    void eachContact(Instant newest, Consumer<ContactRow> consumer) {
        SplittableRandom random = new SplittableRandom(SEED + number);
        long longAgo = newest.minus(HISTORY).minus(HISTORY).toEpochMilli();
        for (int n = 0; n < contacts; n++) {
            String company = pick(Phrases.COMPANIES, random);
            String name = contactName(n);
            consumer.accept(new ContactRow(
                    firstId() + n,
                    name,
                    name.toLowerCase(Locale.ROOT).replace(' ', '.') + "." + n + "@example.com",
                    "+1 555 01" + (10 + random.nextInt(90)),
                    company,
                    some(Phrases.TAGS, random.nextInt(4), random),
                    longAgo + random.nextLong(HISTORY.toMillis())));
        }
    }

    /** Makes the conversations with their messages, one by one; the first one holds the newest message. */
    void eachConversation(Instant newest, Consumer<ConversationRow> consumer) {
        SplittableRandom random = new SplittableRandom(SEED - number);
        for (int n = 0; n < conversations; n++) {
            double age = (double) n / conversations;
            long lastAt = newest.minusMillis((long) (StrictMath.pow(age, 1.25) * HISTORY.toMillis()))
                    .toEpochMilli();
            consumer.accept(conversation(n, age, lastAt, random));
        }
    }

    private ConversationRow conversation(int n, double age, long lastAt, SplittableRandom random) {
        // Squared, so that some contacts write far more often than others.
        double popularity = random.nextDouble();
        int contact = (int) (popularity * popularity * contacts);
        String agent = pick(Phrases.AGENTS, random);
        String subject = pick(Phrases.SUBJECTS, random);
        String product = pick(Phrases.PRODUCTS, random);
        boolean closed = random.nextDouble() < 0.15 + age * 1.5;
        List<MessageRow> messages = messages(lastAt, contactName(contact), agent, product, closed, random);
        int unread = (int) messages.stream().filter(MessageRow::isUnread).count();
        String status = closed ? "CLOSED" : unread > 0 || random.nextInt(3) == 0 ? "OPEN" : "PENDING";
        return new ConversationRow(
                firstId() + n,
                firstId() + contact,
                capitalised(subject.formatted(product)),
                status,
                !closed && random.nextInt(5) == 0 ? "" : agent,
                String.join(",", some(Phrases.LABELS, random.nextInt(3), random)),
                unread,
                messages);
    }

    private static List<MessageRow> messages(
            long lastAt, String contact, String agent, String product, boolean closed, SplittableRandom random) {
        MessageRow[] rows = new MessageRow[5 + random.nextInt(11)];
        boolean inbound = !closed && random.nextInt(3) > 0;
        long sentAt = lastAt;
        boolean unanswered = inbound;
        for (int i = rows.length - 1; i >= 0; i--) {
            inbound = i == 0 || inbound;
            rows[i] = message(inbound, inbound ? contact : agent, product, unanswered && inbound, sentAt, random);
            boolean next = random.nextInt(5) == 0 ? inbound : !inbound;
            unanswered &= next;
            // An answer takes minutes, the next question up to a day.
            sentAt -= Duration.ofMinutes(next && !inbound ? 2 + random.nextInt(180) : 10 + random.nextInt(1_440))
                    .toMillis();
            inbound = next;
        }
        return Arrays.asList(rows);
    }

    private static MessageRow message(
            boolean inbound, String author, String product, boolean unread, long sentAt, SplittableRandom random) {
        String opening = pick(inbound ? Phrases.QUESTIONS : Phrases.ANSWERS, random);
        String text = opening.formatted(product) + " " + pick(Phrases.ENDINGS, random);
        String status = unread ? "RECEIVED" : inbound || random.nextInt(4) > 0 ? "READ" : "DELIVERED";
        return new MessageRow(inbound, author, text, status, sentAt);
    }

    private String contactName(int n) {
        int shifted = n * 31 + number * 7;
        int lastNames = Phrases.LAST_NAMES.size();
        return Phrases.FIRST_NAMES.get(shifted % Phrases.FIRST_NAMES.size()) + " "
                + Phrases.LAST_NAMES.get(shifted / Phrases.FIRST_NAMES.size() % lastNames);
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<String> some(List<String> list, int count, SplittableRandom random) {
        List<String> picked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picked.add(pick(list, random));
        }
        return picked.stream().distinct().sorted().toList();
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
