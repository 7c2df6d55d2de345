// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drawings of the page in a real browser: what is told by them must be in the data, and the other way round. */
class ChartsIT {
    private static final String ORIGIN = "http://console.example";
    private static final String PAGE = """
            <!doctype html><link rel="stylesheet" href="/plumbline.css"><link rel="stylesheet" href="/css/charts.css">
            <main><div id="place"></div></main>""";
    /** A canvas of 400 by 200, and the colour of one of its pixels as text. */
    private static final String CANVAS = """
            const { drawSeries } = await import("/js/charts.js");
            const canvas = document.createElement("canvas");
            canvas.style.cssText = "width: 400px; height: 200px";
            document.getElementById("place").replaceChildren(canvas);
            const pixel = (x, y) => [...canvas.getContext("2d").getImageData(Math.round(x), Math.round(y), 1, 1).data].join();
            """;

    private static Chromium chromium;
    private final List<String> errors = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void openTheBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openThePage() {
        page = chromium.browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(800, 600))
                .newPage();
        page.onPageError(errors::add);
        page.route(ORIGIN + "/**", ChartsIT::serve);
        page.navigate(ORIGIN + "/");
    }

    @Test
    void oneOutlierAmongAHundredThousandPointsIsDrawn() {
        assertEquals(true, run(CANVAS + """
                const points = Array.from({ length: 100_000 }, (_, i) => ({ at: i * 900_000, value: i === 54_321 ? 5 : 0, low: -0.1, high: 0.1 }));
                const { x, y } = drawSeries(canvas, points);
                const half = (y(0) + y(5)) / 2;
                return pixel(x(points[54_321].at), half) !== pixel(x(points[30_000].at), half);
                """));
        assertEquals(List.of(), errors);
    }

    @Test
    void nothingIsDrawnThroughAGapOrFromOneEpochToTheNext() {
        String seen = (String) run(CANVAS + """
                const at = (i) => ({ at: i * 3_600_000, value: i < 50 ? 1 : 2, epoch: 1 });
                const whole = Array.from({ length: 100 }, (_, i) => at(i));
                const through = (points, options) => {
                  const { x, y } = drawSeries(canvas, points, options);
                  return pixel(x(49.5 * 3_600_000), y(1.6));
                };
                const drawn = through(whole);
                const ground = "0,0,0,0";
                const without = whole.filter((_, i) => i < 45 || i > 55);
                return [
                  drawn === ground,
                  through(whole.map((each, i) => ({ ...each, epoch: i < 50 ? 1 : 2 }))) === drawn,
                  through(without, { gap: 3_600_000 }) === drawn,
                  through(whole.map((each, i) => ({ ...each, value: i > 44 && i < 56 ? null : each.value }))) === drawn,
                ].join();
                """);
        assertEquals("false,false,false,false", seen);
    }

    @Test
    void ticksStandAtRoundTimesOfUtcAndTheYearIsNamed() {
        assertEquals(
                "2025-11-01T00:00:00.000Z Nov 2025,2026-01-01T00:00:00.000Z Jan 2026,2026-03-01T00:00:00.000Z Mar",
                run("""
                const { timeTicks } = await import("/js/scales.js");
                return timeTicks(Date.parse("2025-10-15T10:00:00Z"), Date.parse("2026-04-20T00:00:00Z"), 4)
                  .map(({ at, text }) => `${new Date(at).toISOString()} ${text}`).join();
                """));
        assertEquals("30 Mar 2026,12:00,31 Mar,12:00", run("""
                const { timeTicks } = await import("/js/scales.js");
                return timeTicks(Date.parse("2026-03-29T23:10:00Z"), Date.parse("2026-03-31T20:00:00Z"), 4).map(({ text }) => text).join();
                """));
    }

    @Test
    void keysReadTheSeriesPointByPoint() {
        run("""
                const { chart } = await import("/js/chart.js");
                const shown = chart("Drift");
                document.getElementById("place").append(shown.element);
                shown.show({
                  points: Array.from({ length: 30 }, (_, i) => ({ at: i * 86_400_000, value: i, low: i - 1, high: i + 1 })),
                  options: {}, summary: "30 estimates.", tell: ({ value }) => `value ${value}`, columns: [{ title: "Value", of: ({ value }) => String(value) }], csv: null,
                });
                """);
        page.locator("canvas").focus();
        List<String> told = new ArrayList<>();
        for (String key : List.of("ArrowLeft", "ArrowLeft", "Home", "ArrowRight", "End", "PageUp")) {
            page.keyboard().press(key);
            told.add(page.locator("canvas").getAttribute("aria-valuetext"));
        }
        assertEquals(List.of("value 29", "value 28", "value 0", "value 1", "value 29", "value 9"), told);
        assertEquals("value 9", page.locator(".chart-readout").innerText());
        page.keyboard().press("Escape");
        assertEquals("30 estimates.", page.locator(".chart-readout").innerText());
        page.locator("summary").click();
        page.locator(".chart-rows tbody tr").first().waitFor();
        assertEquals(30, page.locator(".chart-rows tbody tr").count());
        assertEquals(List.of(), errors);
    }

    @Test
    void theColoursFollowTheTheme() {
        String drawing = """
                const { colour } = await import("/js/dom.js");
                return colour("--accent");
                """;
        Object light = run(drawing);
        page.evaluate("document.documentElement.dataset.theme = 'dark'");
        assertNotEquals(light, run(drawing));
    }

    @Test
    void theHistogramCountsWhatIsBeyondTheLimitOnBothSides() {
        assertEquals("7 classes, 15 meters, 5 beyond", run("""
                const { histogram } = await import("/js/fleet/histogram.js");
                const drift = [[1, -12, 1], [1, -11, 2], [1, -10, 4], [1, 0, 2], [1, 9, 1], [1, 10, 1], [1, 50, 1], [2, 10, 3]]
                  .map(([limitPercent, index, meters]) => ({ limitPercent, index, meters }));
                const picture = histogram(drift, 800, (index) => `#/meters?class=${index}`);
                const label = picture.getAttribute("aria-label").match(/(\\d+) meters.*; (\\d+) have/);
                return `${picture.querySelectorAll("a").length} classes, ${label[1]} meters, ${label[2]} beyond`;
                """));
    }

    @Test
    void energyByIntervalAddsUpAndStopsAtAGap() {
        @SuppressWarnings("unchecked")
        Map<String, Object> told = (Map<String, Object>) run("""
                const { intervals, statusWords, registers } = await import("/js/meter/registers.js");
                const row = (minute, level, bits = 0) => ({ capture: new Date(minute * 60_000).toISOString(), source: "PROFILE", statusBits: bits, registers: `1.0.1.8.0.255=${level}*10^1:30 1.0.3.8.0.255=7*10^-2:32` });
                const found = intervals([row(60, 19), row(0, 10), row(15, 11), row(30, 14, 0x22), row(75, 20)], 15 * 60_000);
                return { values: found.map(({ value }) => value).join(), gap: found[2].gapFrom, words: statusWords(0x22), reactive: registers(row(0, 1).registers)[1].value };
                """);
        assertEquals("10,30,,10", told.get("values"));
        assertEquals(30 * 60_000, ((Number) told.get("gap")).intValue());
        assertEquals("clock invalid, clock adjusted", told.get("words"));
        assertTrue(Math.abs(((Number) told.get("reactive")).doubleValue() - 0.07) < 1e-12);
    }

    private Object run(String script) {
        return page.evaluate("async () => {" + script + "}");
    }

    private static void serve(Route route) {
        String path = URI.create(route.request().url()).getPath();
        if (path.equals("/")) {
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(PAGE));
            return;
        }
        try (InputStream file = ChartsIT.class.getResourceAsStream("/META-INF/resources" + path)) {
            if (file == null) {
                route.fulfill(new Route.FulfillOptions().setStatus(404).setBody(""));
                return;
            }
            route.fulfill(new Route.FulfillOptions()
                    .setContentType(path.endsWith(".js") ? "text/javascript" : "text/css")
                    .setBodyBytes(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
