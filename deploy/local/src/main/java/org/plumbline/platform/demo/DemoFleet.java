// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * The fleet as the head-end may know it: what is registered, and from when on there is history.
 *
 * @param historyFrom capture time of the first profile row
 */
record DemoFleet(List<MeterRegistration> meters, List<ReferenceProfile> profiles, Instant historyFrom) {
    DemoFleet {
        meters = List.copyOf(meters);
        profiles = List.copyOf(profiles);
    }

    Set<String> testedMeters() {
        return profiles.stream().map(ReferenceProfile::getTestedMeterId).collect(Collectors.toSet());
    }
}
