// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Role;

class ReplayRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T04:00:00Z");
    private static final DeadLetter.Id ID = new DeadLetter.Id(3, 17);
    private static final ReplayNote NOTE = new ReplayNote(ID, 1, "ben", NOW, "schema is there now", 99);

    private static DeadLetter letter(String topic, String message, boolean cut) {
        return new DeadLetter(
                ID,
                NOW,
                "drift-analyzer",
                new DeadLetter.Origin(topic, 3, 40),
                "org.apache.kafka.common.errors.SerializationException",
                message,
                "m1",
                2,
                80,
                cut);
    }

    private static String code(Optional<Refusal> refusal) {
        return refusal.map(Refusal::code).orElse("");
    }

    @Test
    void whatMetersToldGoesBackAndNothingElse() {
        for (Topic topic : Topics.ALL) {
            Optional<Refusal> refusal =
                    ReplayRules.objection(letter(topic.name(), "schema id 7 is unknown to the registry", false));
            boolean told = List.of(Topics.READINGS, Topics.METER_EVENTS, Topics.CALIBRATION_OUTCOMES)
                    .contains(topic);
            assertEquals(told, refusal.isEmpty(), topic.name());
            assertEquals(
                    told, Role.REPLAYER.writes().contains(topic) && !topic.equals(Topics.DEAD_LETTERS), topic.name());
            refusal.ifPresent(no -> {
                assertTrue(no.message().contains(topic.name()), no.message());
                assertFalse(no.remedy().isBlank());
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "calibration-orders.v1, ORDER_NOT_REPLAYED",
        "campaign-commands.v1, COMMAND_NOT_REPLAYED",
        "case-commands.v1, COMMAND_NOT_REPLAYED",
        "meters.v1, STATE_NOT_REPLAYED",
        "holds.v1, HOLD_NOT_REPLAYED",
        "audit-facts.v1, FACT_NOT_REPLAYED",
        "drift.v1, DERIVED_NOT_REPLAYED",
        "somewhere.v9, DERIVED_NOT_REPLAYED"
    })
    void eachOtherTopicIsRefusedByName(String topic, String code) {
        assertEquals(code, code(ReplayRules.objection(letter(topic, "x", false))));
    }

    @Test
    void aRecordThatIsWrongInItselfOrNotWholeStays() {
        assertEquals("CUT", code(ReplayRules.objection(letter("readings.v1", "anything", true))));
        assertEquals(
                "WOULD_FAIL_AGAIN",
                code(ReplayRules.objection(letter("readings.v1", "record on readings.v1 has no key", false))));
        DeadLetter lost = new DeadLetter(ID, NOW, "", null, "", "", "", 0, 3, false);
        assertEquals("NO_ORIGIN", code(ReplayRules.objection(lost)));
    }

    @Test
    void onceUnlessAskedForAgainAndNeverWhereItIsNeverReplayed() {
        DeadLetter reading = letter("readings.v1", "unreadable", false);
        assertEquals("", code(ReplayRules.objection(reading, List.of(), false)));
        Refusal twice = ReplayRules.objection(reading, List.of(NOTE), false).orElseThrow();
        assertEquals("ALREADY_REPLAYED", twice.code());
        assertTrue(twice.message().contains("ben"), twice.message());
        assertEquals("", code(ReplayRules.objection(reading, List.of(NOTE), true)));
        assertEquals(
                "ORDER_NOT_REPLAYED",
                code(ReplayRules.objection(letter("calibration-orders.v1", "x", false), List.of(NOTE), true)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.plumbline.analyzer.adapter.avro.RefusedRecordException | KEY_MISMATCH: the record key is not the meterId | KEY_MISMATCH",
                "org.plumbline.analyzer.adapter.avro.RefusedRecordException | TOO_MANY_PROFILES: more than 8 | TOO_MANY_PROFILES",
                "org.apache.kafka.common.errors.SerializationException | record on p.readings.v1 has no key | NO_KEY",
                "org.apache.kafka.common.errors.SerializationException | record on p.meters.v1 has 20000 octets, more than any | TOO_LARGE",
                "org.apache.kafka.common.errors.SerializationException | Error retrieving Avro value schema for id 77 | UNKNOWN_SCHEMA",
                "org.apache.kafka.common.errors.SerializationException | Unknown magic byte! | UNREADABLE",
                "org.plumbline.calibrator.adapter.kafka.PoisonRecordException | a case key is not three | CONTRADICTORY",
                "java.lang.IllegalStateException | null | OTHER",
                "'' | '' | OTHER"
            })
    void reasonsAreNamedFromWhatTheServicesSay(String exception, String message, String code) {
        assertEquals(code, DeadLetterReason.codeOf(exception, message));
        assertTrue(DeadLetterReason.remedy(code, "ingest-gateway").contains("ingest-gateway"));
    }

    @Test
    void anIdIsReadAsItIsWritten() {
        assertEquals(Optional.of(ID), DeadLetter.Id.of(ID.toString()));
        for (String wrong : List.of("", "3", "3-", "-17", "3-17-1", "a-b", "3-99999999999999999999")) {
            assertEquals(Optional.empty(), DeadLetter.Id.of(wrong), wrong);
        }
    }
}
