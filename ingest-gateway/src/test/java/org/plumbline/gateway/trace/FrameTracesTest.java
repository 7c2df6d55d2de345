// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.gateway.port.FrameTap;

class FrameTracesTest {

    private static final String GET_CLOCK = "c001c100080000010000ff0200";
    private static final String REPLY = "c401c1000906000102030405";

    private long nanos;
    private final FrameTraces traces = new FrameTraces(() -> Instant.EPOCH, () -> nanos);

    @Test
    void withoutATraceNothingIsSeen() {
        assertSame(FrameTap.NONE, traces.of("M"));
    }

    @Test
    void aTraceSeesItsMeterOnlyAndSwitchesItselfOff() {
        FrameTrace trace = traces.start("M", "anna", Duration.ofMinutes(15)).orElseThrow();
        FrameTap tap = traces.of("M");
        assertSame(FrameTap.NONE, traces.of("other"));
        tap.plain(true, "GET clock", octets(GET_CLOCK));
        nanos = Duration.ofMinutes(15).toNanos();
        tap.plain(true, "GET clock", octets(GET_CLOCK));
        assertEquals(1, trace.frames().size());
        assertFalse(trace.running());
        assertSame(FrameTap.NONE, traces.of("M"));
        assertTrue(traces.find("M").isPresent(), "what was seen can still be read");
        assertTrue(traces.stop("M"));
        assertTrue(traces.find("M").isEmpty());
    }

    @Test
    void aPlainRequestOfAnUnproblematicClassIsShownWithItsReplyAndTheBlocksOfIt() {
        FrameTrace trace = traces.start("M", "anna", Duration.ofMinutes(1)).orElseThrow();
        trace.plain(true, "GET", octets(GET_CLOCK));
        trace.plain(false, "GET", octets(REPLY));
        trace.plain(true, "GET, block 2", octets("c002c100000001"));
        assertEquals(GET_CLOCK, trace.frames().get(0).shown());
        assertEquals(REPLY, trace.frames().get(1).shown());
        assertEquals("c002c100000001", trace.frames().get(2).shown());
    }

    @ParameterizedTest
    @CsvSource({
        "association secret, c001c1000f0000280000ff0700",
        "reply to HLS,       c301c1000f0000280000ff010109020102",
        "security setup,     c001c100400000 2b0000ff0200",
        "M-Bus key,          c301c100480001180100ff070109020102",
        "PPP secrets,        c001c1002c00021900 00ff0500",
        "a list with one,    c003c1020008000001 0000ff0200000f0000280000ff0700",
        "cut short,          c001c1",
        "SET first block,    c102c100080000010000ff020000"
    })
    void whatMayHoldAKeyIsNotShownNorIsTheReplyToIt(String what, String request) {
        FrameTrace trace = traces.start("M", "anna", Duration.ofMinutes(1)).orElseThrow();
        trace.plain(true, what, octets(request.replace(" ", "")));
        trace.plain(false, what, octets(REPLY));
        trace.plain(true, what, octets("c002c100000001"));
        trace.frames().forEach(frame -> assertNull(frame.shown(), what));
    }

    @Test
    void aCipheredFrameShowsItsServiceLengthAndCounterOnly() {
        FrameTrace trace = traces.start("M", "anna", Duration.ofMinutes(1)).orElseThrow();
        trace.frame(true, "GET", octets("c81e3000000102" + "00".repeat(25)));
        trace.frame(true, "GET", octets("db08504c42000000000113300000010300" + "00".repeat(13)));
        trace.frame(false, "AARE", octets("6100"));
        trace.frame(false, "GET", octets("c8"));
        TracedFrame first = trace.frames().getFirst();
        assertEquals("glo-get-request", first.service());
        assertEquals(258, first.counter());
        assertEquals(32, first.octets());
        assertNull(first.shown());
        assertEquals(259, trace.frames().get(1).counter());
        assertNull(trace.frames().get(2).counter());
        assertNull(trace.frames().get(3).counter());
    }

    @Test
    void aTraceKeepsTheNewestFramesAndSoMuchOfEach() {
        FrameTrace trace = traces.start("M", "anna", Duration.ofMinutes(1)).orElseThrow();
        for (int frame = 0; frame < FrameTrace.CAPACITY + 3; frame++) {
            trace.plain(true, "GET " + frame, octets(GET_CLOCK + "00".repeat(FrameTrace.SHOWN_OCTETS)));
        }
        assertEquals(FrameTrace.CAPACITY, trace.frames().size());
        assertEquals(3, trace.dropped());
        assertEquals("GET 3", trace.frames().getFirst().phase());
        assertEquals(
                2 * FrameTrace.SHOWN_OCTETS + 3,
                trace.frames().getFirst().shown().length());
    }

    @Test
    void thereAreOnlySoManyTracesAndEndedOnesMakeRoom() {
        for (int meter = 0; meter < FrameTraces.MAX_TRACES; meter++) {
            assertTrue(traces.start("M" + meter, "anna", Duration.ofMinutes(1)).isPresent());
        }
        assertTrue(traces.start("N", "anna", Duration.ofMinutes(1)).isEmpty());
        assertTrue(traces.start("M0", "anna", Duration.ofMinutes(2)).isPresent(), "anew");
        nanos = Duration.ofMinutes(1).toNanos();
        assertTrue(traces.start("N", "anna", Duration.ofMinutes(1)).isPresent());
        assertThrows(IllegalArgumentException.class, () -> traces.start("N", "anna", Duration.ofHours(2)));
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
