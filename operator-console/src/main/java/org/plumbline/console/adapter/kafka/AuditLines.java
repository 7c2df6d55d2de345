// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.console.audit.AuditLine;
import org.plumbline.console.tables.TableRecord;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;

/** Entries of the audit topic as lines. */
final class AuditLines {
    private AuditLines() {}

    static TableRecord audited(AuditEntry entry) {
        AuditFact fact = entry.getFact();
        SortedMap<String, String> details = new TreeMap<>();
        if (fact == null) {
            return new TableRecord.Audited(
                    new AuditLine(entry.getSubjectId(), entry.getSequence(), "", "", null, Instant.EPOCH, details));
        }
        fact.getDetails().forEach(detail -> details.put(detail.getName(), detail.getText()));
        return new TableRecord.Audited(new AuditLine(
                entry.getSubjectId(),
                entry.getSequence(),
                fact.getKind(),
                fact.getActor(),
                fact.getFieldTime().equals(Instant.EPOCH) ? null : fact.getFieldTime(),
                fact.getWallTime(),
                details));
    }
}
