// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Optional;
import org.plumbline.analyzer.metrology.paired.DayLink;
import org.plumbline.analyzer.metrology.tracking.Anchor;

/** Octets of what joins days; one octet where there is nothing. Versions before 3 did not know it. */
final class LinkCodec {
    private static final int FIRST_VERSION = 3;

    private LinkCodec() {}

    static void write(OctetWriter out, Optional<DayLink> link) {
        out.flag(link.isPresent());
        link.ifPresent(present -> out.real(present.anchorAnchor())
                .real(present.anchorGain())
                .real(present.gainGain())
                .real(present.anchorScore())
                .real(present.gainScore())
                .real(present.endDifferenceWattHours())
                .flag(present.fromMidnight())
                .flag(present.toMidnight()));
    }

    static Optional<DayLink> read(OctetReader in, int version) {
        return version >= FIRST_VERSION && in.flag()
                ? Optional.of(new DayLink(
                        in.real(), in.real(), in.real(), in.real(), in.real(), in.real(), in.flag(), in.flag()))
                : Optional.empty();
    }

    static void writeAnchor(OctetWriter out, Optional<Anchor> anchor) {
        out.flag(anchor.isPresent());
        anchor.ifPresent(present -> out.real(present.wattHours())
                .real(present.withLevel())
                .real(present.withRate())
                .real(present.withCoefficient())
                .real(present.withStart())
                .real(present.variance()));
    }

    static Optional<Anchor> readAnchor(OctetReader in, int version) {
        return version >= FIRST_VERSION && in.flag()
                ? Optional.of(new Anchor(in.real(), in.real(), in.real(), in.real(), in.real(), in.real()))
                : Optional.empty();
    }
}
