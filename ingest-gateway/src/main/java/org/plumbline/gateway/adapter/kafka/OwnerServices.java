// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.plumbline.gateway.fleet.AdmissionRules;
import org.plumbline.gateway.fleet.KeyUse;
import org.plumbline.gateway.owned.MeterServices;

/** What all owners of an instance share. */
record OwnerServices(
        KafkaSettings settings,
        RecordReader reader,
        RecordWriter writer,
        AdmissionRules admissions,
        KeyUse keys,
        MeterServices meters,
        LongSupplier nanoTime,
        DoubleSupplier chance) {}
