package io.tenantcache.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.openqa.selenium.support.ui.ExpectedConditions.numberOfElementsToBeMoreThan;
import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;
import static org.openqa.selenium.support.ui.ExpectedConditions.visibilityOfElementLocated;

import io.tenantcache.inbox.InboxClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page, used in a real browser. Skipped only where there is neither Chromium nor Chrome with its driver. */
@ExtendWith(OwnRedis.class)
class PageIT {

    private static final By ROWS = By.cssSelector("#conversation-list .row");
    private static final By MESSAGES = By.cssSelector("#messages li");
    private static final By TENANTS = By.cssSelector("#tenant option");
    private static final By LOG = By.cssSelector("#log li");
    private static final By REASON = By.id("wait-reason");
    private static final By CLOCK = By.id("wait-clock");

    private final String address = InboxClient.ownAddress();

    @Nullable
    ChromeDriver opened;

    @BeforeEach
    void open(@TempDir Path profile) {
        Optional<Path> browser = first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
        Optional<Path> driver = first("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
        assumeTrue(
                browser.isPresent() && driver.isPresent(),
                "The page was NOT tested: install chromium and chromium-driver (Debian) or Chrome and chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1440,900",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .build();
        opened = new ChromeDriver(service, options);
        opened.executeCdpCommand("Network.enable", Map.of());
        opened.executeCdpCommand(
                "Network.setExtraHTTPHeaders", Map.of("headers", Map.of(InboxClient.FORWARDED_FOR, address)));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.quit();
        }
    }

    @Test
    void inbox_signInListOpenSend() throws IOException {
        ChromeDriver browser = signIn("acme");
        assertThat(browser.findElements(ROWS)).hasSize(12);

        browser.findElement(ROWS).click();
        waiting().until(numberOfElementsToBeMoreThan(MESSAGES, 0));
        String text = "Sent from the page <b>" + System.nanoTime() + "</b>";
        browser.findElement(By.id("text")).sendKeys(text);
        browser.findElement(By.cssSelector("#send-form button")).click();
        waiting().until(textToBePresentInElementLocated(By.cssSelector("#messages li:last-child"), text));
        waiting().until(textToBePresentInElementLocated(By.cssSelector("#conversation-list .row .preview"), text));

        screenshot("inbox");
        assertNoErrors();
    }

    @Test
    void requestLog_databaseThenMemory() throws IOException {
        ChromeDriver browser = signIn("globex");
        // A change first, so that the next read cannot come from a cache.
        waiting().until(visibilityOfElementLocated(ROWS)).click();
        waiting().until(visibilityOfElementLocated(By.id("thread-body")));
        browser.findElement(By.id("text")).sendKeys("To be read again");
        browser.findElement(By.cssSelector("#send-form button")).click();
        waiting()
                .until(textToBePresentInElementLocated(
                        By.cssSelector("#conversation-list .row .preview"), "To be read again"));

        browser.findElement(By.cssSelector("[data-view=dashboard]")).click();
        waiting().until(found -> dashboardTiers().size() == 1);
        browser.findElement(By.id("reload")).click();
        waiting().until(found -> dashboardTiers().size() == 2);

        assertThat(dashboardTiers()).containsExactly("Memory", "Database");
        WebElement latest = browser.findElement(By.cssSelector("#log li[data-path='/api/dashboard-stats']"));
        assertThat(latest.getDomAttribute("data-tier")).isEqualTo("near");
        assertThat(latest.findElement(By.className("millis")).getText()).matches("[\\d.]+ ms");
        screenshot("dashboard");
        assertNoErrors();
    }

    @Test
    void contacts_searchInNarrowWindow() throws IOException {
        ChromeDriver browser = signIn("initech");
        browser.manage().window().setSize(new Dimension(500, 900));
        browser.findElement(By.cssSelector("[data-view=contacts]")).click();
        waiting().until(visibilityOfElementLocated(By.cssSelector("#contact-rows tr")));
        browser.findElement(By.id("search")).sendKeys("novak");
        browser.findElement(By.cssSelector("#contact-search button")).click();
        waiting().until(textToBePresentInElementLocated(By.cssSelector("#contact-rows tr"), "Novak"));
        assertThat(browser.executeScript(
                        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isEqualTo(true);
        screenshot("contacts-narrow");
        assertNoErrors();
    }

    @Test
    void limit_reached_waitIsShownUntilItGoesOn() throws IOException {
        ChromeDriver browser = signIn("acme");
        assertThat(browser.findElement(By.id("left")).getText()).matches("1\\d of 20 requests left within 20 seconds");
        exhaust(InboxClient.of("acme").from(address), client -> client.get("contact-lists"));

        WebElement reload = browser.findElement(By.id("reload"));
        reload.click();
        waiting().until(textToBePresentInElementLocated(CLOCK, "You can go on in"));
        assertThat(browser.findElement(REASON).getText()).startsWith("That was a lot in a short time.");
        assertThat(browser.findElement(CLOCK).getText()).matches("You can go on in \\d+ s\\.");
        assertThat(reload.getDomAttribute("aria-disabled")).isEqualTo("true");
        assertThat(browser.findElement(By.id("status")).isEnabled()).isFalse();
        assertThat(browser.findElement(By.id("left")).getText()).isEqualTo("0 of 20 requests left within 20 seconds");
        screenshot("limit");

        waiting().until(found -> reload.getDomAttribute("aria-disabled") == null);
        assertThat(browser.findElement(REASON).getText()).isEqualTo("You can go on now.");
        assertThat(browser.findElement(CLOCK).getText()).isEmpty();
        int answers = browser.findElements(LOG).size();
        reload.sendKeys(Keys.ENTER);
        waiting().until(numberOfElementsToBeMoreThan(LOG, answers));
        waiting().until(textToBePresentInElementLocated(By.cssSelector("#log li:first-child .tier"), "Memory"));
        assertThat(browser.findElement(REASON).getText()).isEmpty();
        assertThat(browser.findElement(By.id("status")).isEnabled()).isTrue();
        assertOnlyRefusals(1);
    }

    @Test
    void signIn_limitReached_keyboardKeepsItsPlace() throws IOException {
        ChromeDriver browser = openPage();
        exhaust(InboxClient.anonymous().from(address), client -> client.signIn("acme", "Alex Morgan"));

        int answers = browser.findElements(LOG).size();
        WebElement submit = browser.findElement(By.cssSelector("#sign-in-form button"));
        submit.sendKeys(Keys.ENTER);
        waiting().until(textToBePresentInElementLocated(CLOCK, "You can go on in"));
        assertThat(browser.findElement(REASON).getText())
                .startsWith("There were too many sign-ins from your address.")
                .as("read out once")
                .containsPattern("You can go on in \\d min");
        String shown = browser.findElement(CLOCK).getText();
        assertThat(shown).matches("You can go on in \\d min \\d+ s\\.");
        assertThat(submit.getDomAttribute("aria-disabled")).isEqualTo("true");
        assertThat(browser.switchTo().activeElement()).isEqualTo(submit);

        submit.sendKeys(Keys.ENTER);
        browser.findElement(By.id("user")).sendKeys(Keys.ENTER);
        waiting().until(found -> !browser.findElement(CLOCK).getText().equals(shown));
        assertThat(browser.findElements(LOG)).hasSize(answers + 1);
        screenshot("limit-sign-in");
        assertOnlyRefusals(1);
    }

    @Test
    void limit_reachedBeforeThePageOpens_pageFillsItself() {
        ChromeDriver browser = browser();
        exhaust(InboxClient.anonymous().from(address), client -> client.get("dev/tenants"));
        browser.get(InboxClient.ROOT.toString());
        waiting().until(textToBePresentInElementLocated(CLOCK, "You can go on in"));
        assertThat(browser.findElements(TENANTS)).isEmpty();
        waiting().until(numberOfElementsToBeMoreThan(TENANTS, 2));
        assertThat(browser.findElement(CLOCK).getText()).isEmpty();
        assertOnlyRefusals(1);
    }

    /** Sends requests until they are refused for so long that a browser on a slow machine gets to see it. */
    private static void exhaust(InboxClient client, Function<InboxClient, Answer> request) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(90))
                .until(() -> {
                    Answer answer = request.apply(client);
                    return answer.status() == 429 && Long.parseLong(answer.header("Retry-After")) >= 12;
                });
    }

    private ChromeDriver openPage() {
        ChromeDriver browser = browser();
        browser.get(InboxClient.ROOT.toString());
        waiting().until(numberOfElementsToBeMoreThan(TENANTS, 2));
        return browser;
    }

    private ChromeDriver signIn(String tenant) {
        ChromeDriver browser = openPage();
        new Select(browser.findElement(By.id("tenant"))).selectByValue(tenant);
        browser.findElement(By.cssSelector("#sign-in-form button")).click();
        waiting().until(numberOfElementsToBeMoreThan(ROWS, 0));
        return browser;
    }

    /** Who answered the reads of the dashboard, the latest first. */
    private List<String> dashboardTiers() {
        return browser().findElements(By.cssSelector("#log li[data-path='/api/dashboard-stats'] .tier")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Neither a message to the user nor, by the policy or otherwise, one in the console. */
    private void assertNoErrors() {
        assertThat(browser().findElement(By.id("alert")).isDisplayed()).isFalse();
        assertThat(browser().manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    /** A browser tells in the console of each answer that is no success. */
    private void assertOnlyRefusals(int count) {
        assertThat(browser().findElement(By.id("alert")).isDisplayed()).isFalse();
        assertThat(browser().manage().logs().get(LogType.BROWSER).getAll())
                .hasSize(count)
                .allMatch(entry -> entry.getMessage().contains("429"));
    }

    private void screenshot(String name) throws IOException {
        Path directory = Files.createDirectories(Path.of(System.getProperty("inbox.screenshots")));
        Files.write(directory.resolve(name + ".png"), browser().getScreenshotAs(OutputType.BYTES));
    }

    private WebDriverWait waiting() {
        return new WebDriverWait(browser(), Duration.ofSeconds(30));
    }

    private ChromeDriver browser() {
        ChromeDriver browser = opened;
        if (browser == null) {
            throw new IllegalStateException("The browser is not open");
        }
        return browser;
    }

    private static Optional<Path> first(String... candidates) {
        return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst();
    }
}
