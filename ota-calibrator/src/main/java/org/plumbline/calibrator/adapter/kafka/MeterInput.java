// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;

/** What reaches the jobs of a meter; keyed by meterId, but for cases, whose key begins with it. */
sealed interface MeterInput {

    /** The meter's registration; null when it is no longer registered. */
    record OfRegistration(@Nullable MeterRegistration registration) implements MeterInput {}

    /** News of a case; null when it is forgotten. */
    record OfCase(@Nullable AccuracyCase news) implements MeterInput {}

    /** A new estimate. */
    record OfDrift(@Nullable DriftEstimate drift) implements MeterInput {}

    /** An event; only those that open an epoch matter. */
    record OfEvent(@Nullable MeterEvent event) implements MeterInput {}

    /** An outcome. */
    record OfOutcome(@Nullable CalibrationOutcome outcome) implements MeterInput {}

    /** Word from a campaign. */
    record OfDirective(@Nullable Directive directive) implements MeterInput {}
}
