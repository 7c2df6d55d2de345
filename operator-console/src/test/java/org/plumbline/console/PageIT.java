// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;

/** Every page in a real browser: WCAG AA by axe in both themes, no error, no sideways scrolling, usable by keyboard. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class PageIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final List<String> WCAG_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final int DESK = 1440;
    private static final int PHONE = 390;
    private static final int HEIGHT = 900;

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private final List<String> errors = new ArrayList<>();
    private Chromium chromium;
    private Page page;
    private Api anna;

    @BeforeEach
    void openTheBrowser() {
        chromium = Chromium.start();
        anna = Api.anonymous(address).with("Authorization", Api.basic("anna", password("anna")));
        BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(DESK, HEIGHT));
        page = context.newPage();
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            // Asking who is logged in before anybody is answers 401, which browsers report.
            if (message.type().equals("error") && !message.text().contains("401")) {
                errors.add(message.text());
            }
        });
    }

    @AfterEach
    void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void everyPageIsAccessibleInBothThemesAndFitsADeskAndAPhone() {
        fleet();
        logIn("anna");
        List<String> bad = new ArrayList<>();
        Stream<String> lists = page.locator("#nav a").all().stream().map(link -> link.getAttribute("href"));
        Stream<String> single = Stream.of(
                "#/meters/W1",
                "#/meters/W2",
                "#/cases/" + encoded("W1|MET-02|1"),
                "#/cases?show=all&order=error",
                "#/campaigns/of-pages?meter=W2",
                "#/campaigns/new?meters=W1,W2",
                "#/nowhere");
        Stream.concat(lists, single).forEach(route -> bad.addAll(judge(route)));
        assertEquals(List.of(), bad);
        assertEquals(List.of(), errors);
    }

    @Test
    void keysAloneLeadThroughTheConsole() {
        fleet();
        page.navigate(address.toString());
        page.locator("#login [name=name]").waitFor();
        page.keyboard().type("anna");
        page.keyboard().press("Tab");
        page.keyboard().type(password("anna"));
        page.keyboard().press("Enter");
        page.locator("#main").waitFor();
        page.keyboard().press("Tab");
        page.keyboard().press("g");
        page.keyboard().press("m");
        page.waitForURL("**/#/meters");
        Locator worst = page.locator("#main tbody a.name").first();
        worst.waitFor();
        String name = worst.innerText();
        worst.focus();
        page.keyboard().press("Enter");
        page.waitForURL("**/#/meters/" + name);
        page.locator("h1").filter(new Locator.FilterOptions().setHasText(name)).waitFor();
        page.keyboard().press("?");
        page.locator("dialog[open]").waitFor();
        page.keyboard().press("Escape");
        assertEquals(0, page.locator("dialog[open]").count());
        page.locator("#stop").focus();
        page.keyboard().press("Enter");
        page.locator("#ask[open]").waitFor();
        assertEquals("reason", page.evaluate("document.activeElement.name"), "the first field has the focus");
        page.keyboard().press("Escape");
        assertEquals("stop", page.evaluate("document.activeElement.id"), "the focus is where it was");
        assertEquals(List.of(), errors);
    }

    @Test
    void whatAPersonMayNotDoIsNotOfferedAndAPasswordIsNotTold() {
        page.navigate(address.toString());
        page.locator("#login [name=name]").fill("anna");
        page.locator("#login [name=password]").fill("not hers");
        page.locator("#login button").click();
        page.locator("#login .problem:visible").waitFor();
        assertTrue(page.locator("#main").isHidden());
        assertTrue(page.locator("#stop").isDisabled());
    }

    private List<String> judge(String route) {
        List<String> bad = new ArrayList<>();
        page.setViewportSize(DESK, HEIGHT);
        page.evaluate("route => { location.hash = route; }", route);
        settled();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (Rule rule : new AxeBuilder(page).withTags(WCAG_AA).analyze().getViolations()) {
                bad.add(route + " " + scheme + ": " + rule.getId() + " "
                        + rule.getNodes().getFirst().getTarget() + " " + rule.getHelp());
            }
        }
        page.setViewportSize(PHONE, HEIGHT);
        int wide = (int) page.evaluate("document.documentElement.scrollWidth");
        if (wide > PHONE) {
            bad.add(route + ": " + wide + " pixels wide on a phone of " + PHONE);
        }
        return bad;
    }

    private void settled() {
        page.locator("#main .page h1, #main .state-page h1")
                .first()
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
        // Not waitForFunction: it evaluates text in the page, which its content security policy forbids.
        PlaywrightAssertions.assertThat(page.locator("#main [aria-busy]"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(SOON.toMillis()));
    }

    private void logIn(String name) {
        page.navigate(address.toString());
        page.locator("#login [name=name]").fill(name);
        page.locator("#login [name=password]").fill(password(name));
        page.locator("#login button").click();
        page.locator("#main").waitFor();
        settled();
    }

    private String password(String name) {
        return Api.passwords(passwords).get(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void fleet() {
        try (FleetTopicWriter topics = new FleetTopicWriter(registry, bootstrapServers)) {
            for (int i = 1; i <= 6; i++) {
                String meterId = "W" + i;
                topics.write(Topics.METERS, meterId, SampleFleet.meter(meterId));
                topics.write(
                        Topics.DRIFT_LATEST,
                        meterId,
                        i == 6
                                ? SampleFleet.refused(meterId, "TOO_FEW_DAYS", "12 of 14 days")
                                : SampleFleet.explained(meterId, 9.0 / i / i));
                topics.write(Topics.READINGS, meterId, SampleFleet.reading(meterId, SampleFleet.NOW));
            }
            topics.write(Topics.CASES, "W1|MET-02|1", SampleFleet.toReplace("W1", 9.0));
            topics.write(Topics.CASES, "W2|MET-02|1", SampleFleet.adjustable("W2", 2.25));
            topics.write(Topics.CAMPAIGNS, "of-pages", SampleFleet.running("of-pages"));
            topics.write(Topics.CAMPAIGN_MEMBERS, "of-pages|W2", SampleFleet.verifying("of-pages", "W2"));
        }
        await().atMost(SOON)
                .until(() -> anna.ask("/api/tables/meters?find=W1")
                                .body()
                                .at("/rows")
                                .size()
                        == 1);
        await().atMost(SOON)
                .until(() -> anna.ask("/api/tables/cases?meterId=W2")
                                .body()
                                .at("/rows")
                                .size()
                        == 1);
        await().atMost(SOON).until(() -> anna.ask("/api/meters/W1").status() == 200);
        await().atMost(SOON)
                .until(() -> anna.ask("/api/campaigns/of-pages/members/W2").status() == 200);
    }
}
