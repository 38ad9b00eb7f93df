package io.tenantcache.inbox.dev;

import java.util.List;

/** The words that the demo data is put together from. */
final class Phrases {

    static final List<String> FIRST_NAMES = List.of(
            "Ada", "Amir", "Ana", "Bruno", "Carla", "Chen", "Dana", "Diego", "Elif", "Emma", "Farid", "Freya", "Grace",
            "Hana", "Hugo", "Ines", "Ivan", "Jana", "Jonas", "Kofi", "Lea", "Liam", "Lucia", "Maja", "Marco", "Mei",
            "Nadia", "Noah", "Olga", "Omar", "Paula", "Priya", "Quentin", "Rosa", "Ravi", "Sara", "Sven", "Tariq",
            "Uma", "Vera", "Viktor", "Wanda", "Xavier", "Yara", "Yusuf", "Zoe");

    static final List<String> LAST_NAMES = List.of(
            "Adeyemi",
            "Ahmed",
            "Almeida",
            "Bauer",
            "Bianchi",
            "Brown",
            "Castro",
            "Costa",
            "Dubois",
            "Eriksen",
            "Fernandez",
            "Fischer",
            "Garcia",
            "Haddad",
            "Hansen",
            "Ito",
            "Jensen",
            "Kaya",
            "Keller",
            "Kim",
            "Kowalski",
            "Larsen",
            "Lopez",
            "Martin",
            "Meyer",
            "Mokoena",
            "Moreau",
            "Nakamura",
            "Novak",
            "Okafor",
            "Patel",
            "Petrov",
            "Quinn",
            "Rossi",
            "Sato",
            "Schmidt",
            "Silva",
            "Singh",
            "Taylor",
            "Tran",
            "Vargas",
            "Weber",
            "Wilson",
            "Yilmaz",
            "Zhang");

    static final List<String> COMPANIES = List.of(
            "Alder & Pine",
            "Bluewater Foods",
            "Cobalt Studio",
            "Dune Travel",
            "Evergreen Homes",
            "Fathom Labs",
            "Granite Works",
            "Harbor Clinic",
            "Ironwood Bikes",
            "Juniper Books",
            "Kestrel Media",
            "Lantern Cafe",
            "Maple Street School",
            "Northwind Traders",
            "Orchard Hotel",
            "Pebble Toys",
            "Quarry Gym",
            "Riverbend Farm",
            "Sparrow Design",
            "Tidal Energy");

    static final List<String> TAGS = List.of(
            "vip",
            "lead",
            "customer",
            "partner",
            "trial",
            "newsletter",
            "wholesale",
            "press",
            "churn-risk",
            "supplier");

    static final List<String> LABELS =
            List.of("billing", "shipping", "bug", "feature", "refund", "urgent", "onboarding", "feedback");

    static final List<String> AGENTS = List.of("Alex Morgan", "Billie Stone", "Casey Reed", "Devon Blake", "Eden Fox");

    static final List<String> PRODUCTS = List.of(
            "the two-person tent",
            "order 48213",
            "the annual plan",
            "the March invoice",
            "our pallet from Rotterdam",
            "the mobile app",
            "the spare battery",
            "the loyalty programme",
            "the warehouse login",
            "the winter jacket",
            "the API key",
            "the customs papers",
            "the gift voucher",
            "the monthly report",
            "the replacement part",
            "the training session");

    static final List<String> SUBJECTS = List.of(
            "A question about %s",
            "Problem with %s",
            "When can I expect %s?",
            "Change to %s",
            "Refund for %s",
            "Thank you for %s",
            "Cannot find %s",
            "Price of %s",
            "Renewing %s",
            "%s has arrived damaged",
            "Feedback on %s");

    static final List<String> QUESTIONS = List.of(
            "Hello, I have a question about %s.",
            "Hi there, something is not right with %s.",
            "Could you tell me what happens with %s?",
            "I have waited for %s since last week.",
            "Is it possible to change %s after all?",
            "We need %s before the end of the month.",
            "I am very happy with %s, one small thing though.",
            "Nobody could help me with %s so far.",
            "My colleague asked you about %s before.",
            "I tried again this morning and %s still does not work for me.");

    static final List<String> ANSWERS = List.of(
            "Thank you for writing to us about %s.",
            "I have looked into %s and found the cause.",
            "I am sorry for the trouble with %s.",
            "Good news: %s is on its way.",
            "I have asked the team in charge of %s.",
            "We have corrected %s for you.",
            "You can change %s in your account at any time.",
            "I have sent you the details of %s by mail.",
            "Let me check %s and come back to you today.",
            "We have refunded %s in full.");

    static final List<String> ENDINGS = List.of(
            "Please let me know what you need from me.",
            "I would be glad to hear from you soon.",
            "Many thanks in advance!",
            "It would be great to have this settled by Friday.",
            "There is no hurry.",
            "Just reply to this message if anything is unclear.",
            "Is there anything else?",
            "A photo is attached to my first message.",
            "You can also reach me by phone in the afternoon.",
            "Have a good day.");

    private Phrases() {}
}
