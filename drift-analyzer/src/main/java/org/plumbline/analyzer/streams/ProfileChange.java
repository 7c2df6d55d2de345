// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;

/**
 * What became of a profile, told to the meter it tests.
 *
 * @param octets the profile as on its topic; null = it does not name this meter any more, or is not in use
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record ProfileChange(String profileId, byte @Nullable [] octets) {

    static Serde<ProfileChange> serde() {
        return Octets.serde(ProfileChange::write, ProfileChange::read);
    }

    private static void write(OctetWriter out, ProfileChange change) {
        out.text(change.profileId).octets(change.octets == null ? new byte[0] : change.octets);
    }

    private static ProfileChange read(OctetReader in) {
        String profileId = in.text();
        byte[] octets = in.octets();
        return new ProfileChange(profileId, octets.length == 0 ? null : octets);
    }
}
