// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignState;
import org.plumbline.schema.avro.CaseState;

/** The pages of cases and campaigns in a real browser, with the test in the place of analyzer and calibrator. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class WorkPagesIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private FleetTopicWriter topics;
    private Chromium chromium;
    private Api api;

    @BeforeEach
    void open() {
        topics = new FleetTopicWriter(registry, bootstrapServers);
        chromium = Chromium.start();
        api = Api.anonymous(address).with("Authorization", Api.basic("anna", password("anna")));
    }

    @AfterEach
    void close() {
        topics.close();
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void campaignIsMadeFromACaseApprovedByAnotherAndItsBrakesAreShown() {
        meter("P1", 1.7);
        meter("P2", -1.4);
        Page anna = as("anna", "#/campaigns/new?meters=P1,P2,P-NONE");
        Locator taken = anna.locator(".taken tbody tr");
        taken.nth(1).waitFor();
        assertTrue(anna.locator(".left-out").innerText().contains("not registered"));
        anna.locator(".taken [data-case='P2|MET-02|1']").uncheck();
        anna.locator(".summary")
                .filter(new Locator.FilterOptions().setHasText("1 meter in 1 wave"))
                .waitFor();
        anna.locator("[data-path='plan.executionSeconds']").fill("400");
        anna.locator(".send-fields [name=name]").fill("By the page");
        anna.locator(".send-fields [name=reason]").fill("drift of spring");
        Locator create = anna.locator("button:text-is('Create campaign')");
        create.click();
        assertEquals("true", anna.locator("[data-path='plan.executionSeconds']").getAttribute("aria-invalid"));
        anna.locator("[data-path='plan.executionSeconds']").fill("30");
        create.click();
        anna.waitForURL("**/#/campaigns/campaign-*");
        String id = anna.url().replaceAll(".*/(campaign-[0-9a-f]+).*", "$1");

        tell(id, CampaignState.AWAITING_APPROVAL);
        Locator own = anna.locator(".work-head [data-action=APPROVE]");
        own.waitFor();
        assertEquals("true", own.getAttribute("aria-disabled"));
        assertTrue(anna.locator(".work-head").innerText().contains("Another person must approve"));

        Page ben = as("ben", "#/campaigns/" + id);
        ben.locator(".work-head [data-action=APPROVE]").click();
        assertTrue(ben.locator("#ask-body").innerText().contains("d1"), "what is approved has its digest");
        ben.locator("#ask-body [name=reason]").fill("looked at");
        ben.locator("#ask-go").click();
        await().atMost(SOON).until(() -> !ben.locator("#ask").isVisible());

        tell(id, CampaignState.RUNNING);
        Locator brakes = anna.locator(".conditions");
        brakes.waitFor();
        assertTrue(brakes.innerText().contains("1 of 1 allowed; 2 stop it"), brakes.innerText());
        anna.locator(".work-head [data-action=PAUSE]").waitFor();
    }

    @Test
    void manyCasesAreDismissedTogetherAndTheRefusedIsNamed() {
        for (String meterId : List.of("Q1", "Q2")) {
            topics.write(Topics.CASES, meterId + "|MET-02|1", SampleFleet.adjustable(meterId, 1.7));
        }
        topics.write(
                Topics.CASES,
                "Q3|MET-02|1",
                AccuracyCase.newBuilder(SampleFleet.adjustable("Q3", 1.7))
                        .setState(CaseState.IN_CORRECTION)
                        .build());
        await().atMost(SOON).until(() -> rows("Q1") + rows("Q2") + rows("Q3") == 3);
        Page anna = as("anna", "#/cases");
        for (String meterId : List.of("Q1", "Q2", "Q3")) {
            anna.locator("tr[data-id='" + meterId + "|MET-02|1'] input.choose").check();
        }
        assertTrue(anna.locator(".choice-bar").innerText().contains("3 cases chosen"));
        anna.locator(".choice-bar button:text-is('Dismiss…')").click();
        anna.locator("#ask-body [name=code]").selectOption("ACCEPTED");
        anna.locator("#ask-body [name=reason]").fill("tolerated until the exchange");
        anna.locator("#ask-go").click();
        Locator results = anna.locator("dialog[aria-labelledby=bulk-title]");
        results.waitFor();
        assertTrue(results.innerText().contains("Sent for 2 of 3"), results.innerText());
        assertTrue(results.innerText().contains("Q3|MET-02|1"), results.innerText());
        results.locator("button.act").click();
        assertTrue(anna.locator(".choice-bar").innerText().contains("1 case chosen"), "what was refused stays chosen");
    }

    private int rows(String meterId) {
        return api.ask("/api/tables/cases?meterId=" + meterId)
                .body()
                .path("rows")
                .size();
    }

    private void meter(String meterId, double errorPercent) {
        topics.write(Topics.METERS, meterId, SampleFleet.meter(meterId));
        topics.write(Topics.DRIFT_LATEST, meterId, SampleFleet.estimate(meterId, errorPercent, 1));
        topics.write(Topics.CASES, meterId + "|MET-02|1", SampleFleet.adjustable(meterId, errorPercent));
        await().atMost(SOON)
                .until(() -> api.post(
                                        "/api/campaigns/dry-run",
                                        Map.of(
                                                "name",
                                                "dry",
                                                "reason",
                                                "dry",
                                                "selection",
                                                Map.of("meterIds", List.of(meterId))))
                                .body()
                                .path("members")
                                .size()
                        == 1);
    }

    private void tell(String campaignId, CampaignState state) {
        topics.write(
                Topics.CAMPAIGNS,
                campaignId,
                Campaign.newBuilder(SampleFleet.running(campaignId))
                        .setState(state)
                        .build());
    }

    private Page as(String name, String route) {
        Page page = chromium.browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))
                .newPage();
        page.navigate(address + route);
        page.locator("#login [name=name]").fill(name);
        page.locator("#login [name=password]").fill(password(name));
        page.locator("#login button").click();
        page.locator("#main .page").waitFor();
        return page;
    }

    private String password(String name) {
        return Api.passwords(passwords).get(name);
    }
}
