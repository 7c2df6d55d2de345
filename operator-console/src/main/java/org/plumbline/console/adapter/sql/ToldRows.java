// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.audit.AuditLine;
import org.plumbline.console.audit.FactWords;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.deadletters.DeadLetter;
import org.plumbline.console.deadletters.DeadLetterReason;
import org.plumbline.console.deadletters.ReplayNote;
import org.plumbline.console.deadletters.ReplayRules;
import org.plumbline.console.tables.SortKey;
import org.plumbline.console.tables.TableRecord;

/** Entries of the audit, dead letters and their replays on their way into the rows. */
final class ToldRows {
    private static final int LONGEST_DETAILS = 4_000;
    private static final Sql.Table AUDIT = new Sql.Table(
            "audit_entry",
            List.of("subject_id", "entry_number"),
            List.of(
                    "kind",
                    "actor",
                    "wall_millis",
                    "field_millis",
                    "case_id",
                    "campaign_id",
                    "sentence",
                    "details",
                    "recent_key"));
    private static final Sql.Table LETTER = new Sql.Table(
            "dead_letter",
            List.of("letter_id"),
            List.of(
                    "written_millis",
                    "service",
                    "source_topic",
                    "source_partition",
                    "source_offset",
                    "reason",
                    "message",
                    "culprit",
                    "remedy",
                    "key_text",
                    "key_octets",
                    "value_octets",
                    "replay_refusal",
                    "replays",
                    "replayed_by",
                    "replayed_millis",
                    "recent_key"));
    private static final String REPLAYED =
            "UPDATE dead_letter SET replays = ?, replayed_by = ?, replayed_millis = ? WHERE letter_id = ?";

    private final Instant horizon;

    /** @param horizon what was written before it is not kept */
    ToldRows(Instant horizon) {
        this.horizon = horizon;
    }

    /** A note stands behind its letter in the same partition, so letters go first. */
    void write(Connection connection, List<TableRecord> records) throws SQLException {
        Map<String, List<@Nullable Object>> lines = new LinkedHashMap<>();
        List<List<@Nullable Object>> letters = new ArrayList<>();
        List<List<Object>> notes = new ArrayList<>();
        for (TableRecord told : records) {
            switch (told) {
                case TableRecord.Audited(AuditLine line)
                when !line.wallTime().isBefore(horizon) ->
                    lines.put(line.subjectId() + "|" + line.sequence(), row(line));
                case TableRecord.PutAside(DeadLetter letter, String culprit)
                when !letter.writtenAt().isBefore(horizon) -> letters.add(row(letter, culprit));
                case TableRecord.Replayed(ReplayNote note) ->
                    notes.add(List.<Object>of(
                            note.number(),
                            note.principal(),
                            note.at(),
                            note.letter().toString()));
                default -> {}
            }
        }
        AUDIT.put(connection, List.copyOf(lines.values()));
        LETTER.put(connection, letters);
        Sql.batch(connection, REPLAYED, notes);
    }

    private static List<@Nullable Object> row(AuditLine line) {
        return Arrays.asList(
                line.subjectId(),
                line.sequence(),
                line.kind(),
                line.actor(),
                line.wallTime(),
                line.fieldTime(),
                line.detail("caseId"),
                line.detail("campaignId"),
                FactWords.sentence(line),
                shortened(line.details().entrySet().stream()
                        .map(detail -> detail.getKey() + "=" + detail.getValue())
                        .collect(Collectors.joining("\n"))),
                SortKey.newestFirst(line.wallTime(), line.subjectId() + "|" + String.format("%019d", line.sequence())));
    }

    private static String shortened(String details) {
        return details.length() <= LONGEST_DETAILS ? details : details.substring(0, LONGEST_DETAILS) + "...";
    }

    private static List<@Nullable Object> row(DeadLetter letter, String culprit) {
        DeadLetter.Origin origin = letter.origin();
        String id = letter.id().toString();
        return Arrays.asList(
                id,
                letter.writtenAt(),
                letter.service(),
                origin == null ? "" : origin.topic(),
                origin == null ? -1 : origin.partition(),
                origin == null ? -1L : origin.offset(),
                letter.reason(),
                letter.message(),
                culprit,
                DeadLetterReason.remedy(letter.reason(), culprit),
                letter.key(),
                letter.keyOctets(),
                letter.valueOctets(),
                ReplayRules.objection(letter).map(Refusal::code).orElse(""),
                0,
                "",
                null,
                SortKey.newestFirst(letter.writtenAt(), id));
    }
}
