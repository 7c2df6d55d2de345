// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What is exported and how.
 *
 * @param topic its name with prefix
 * @param from first UTC day
 * @param to last UTC day, not before the first
 * @param pseudonyms fingerprint of the key of the pseudonyms; empty = names stay
 */
public record ExportTerms(
        Dataset dataset, String topic, LocalDate from, LocalDate to, Format format, String pseudonyms) {

    /** Form of the files. */
    public enum Format {
        parquet,
        csv
    }

    public ExportTerms {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the last day " + to + " is before the first, " + from);
        }
    }

    /** True when a row of this time belongs to the export. */
    public boolean holds(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** What all files of a folder have in common, in words. */
    public String ofTheFolder() {
        return dataset + " of " + topic + " as " + format
                + (pseudonyms.isEmpty() ? ", names as they are" : ", pseudonyms of key " + pseudonyms);
    }

    /** All of it in words. */
    @Override
    public String toString() {
        return ofTheFolder() + ", " + from + " to " + to;
    }
}
