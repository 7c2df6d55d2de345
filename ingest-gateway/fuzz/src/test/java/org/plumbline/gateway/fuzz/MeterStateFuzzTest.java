// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.gateway.state.MeterStateException;
import org.plumbline.gateway.state.OwnerPositions;

public class MeterStateFuzzTest {

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyOctetsAreAStateThatIsWrittenTheSameOrRefused(byte[] octets) {
        Bounds.hold(octets.length, MeterStateException.class, () -> MeterStateCodec.decode(octets))
                .ifPresent(state -> assertEquals(state, MeterStateCodec.decode(MeterStateCodec.encode(state))));
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyOctetsArePositionsThatAreWrittenTheSameOrRefused(byte[] octets) {
        Bounds.hold(octets.length, MeterStateException.class, () -> OwnerPositions.decode(octets))
                .ifPresent(positions -> assertEquals(positions, OwnerPositions.decode(positions.encode())));
    }
}
