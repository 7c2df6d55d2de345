// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.network.ReferenceDoubt;
import org.plumbline.schema.avro.RegisterReading;

/** What the fan-out of a meter is told. */
sealed interface FanOutInput {

    /** A reading of the meter; null when the record had no content. */
    record ReadingSeen(@Nullable RegisterReading reading) implements FanOutInput {}

    /** Profiles changed that test the meter, or that it is or was the reference of. */
    record PairingSeen(MeterProfiles profiles) implements FanOutInput {}

    /** Its network found something about the meter as a reference. */
    record DoubtSeen(ReferenceDoubt doubt) implements FanOutInput {}
}
