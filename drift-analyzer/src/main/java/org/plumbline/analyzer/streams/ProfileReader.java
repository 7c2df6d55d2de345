// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import org.plumbline.schema.avro.ReferenceProfile;

/** Reads profiles as they stand on their topic. */
@FunctionalInterface
interface ProfileReader {
    /** @throws org.plumbline.analyzer.adapter.avro.RefusedRecordException when the octets are no profile */
    ReferenceProfile read(byte[] octets);
}
