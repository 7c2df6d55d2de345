// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import org.plumbline.schema.avro.DriftEstimate;

/** What the correction of a meter's series is told. */
sealed interface CorrectionInput {

    /** A reading, or something else that the fan-out is told and this is not about. */
    record Read(FanOutInput input) implements CorrectionInput {}

    /** An estimate as published. */
    record Estimated(DriftEstimate estimate) implements CorrectionInput {}
}
