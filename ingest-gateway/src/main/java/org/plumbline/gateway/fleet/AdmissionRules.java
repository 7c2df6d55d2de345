// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.port.KeyRing;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** Judges registrations. Whether a host lies inside the field networks is judged when connecting, on the address. */
public final class AdmissionRules {

    private static final Duration SHORTEST_POLL_PERIOD = Duration.ofSeconds(1);
    private static final int MAX_REGISTERS = 64;

    private final KeyRing keys;

    public AdmissionRules(KeyRing keys) {
        this.keys = keys;
    }

    /** Never throws for a bad registration: that is a {@link Admission.Rejected}. */
    public Admission judge(Registration registration) {
        if (registration.state() == Registration.State.INACTIVE) {
            return new Admission.Inactive();
        }
        String defect = defectOf(registration);
        if (defect != null) {
            return new Admission.Rejected(defect);
        }
        SecurityContext security = null;
        if (registration.authentication() == Registration.Authentication.HLS5_GMAC) {
            Optional<SecurityContext> found = keys.find(registration.keyReference());
            if (found.isEmpty()) {
                return new Admission.Rejected("key reference '" + registration.keyReference()
                        + "' is not in the keystore; add both keys or correct the registration");
            }
            security = found.get();
        }
        return admit(registration, security);
    }

    private static Admission admit(Registration registration, @Nullable SecurityContext security) {
        try {
            MeterEndpoint endpoint = new MeterEndpoint(
                    registration.host(),
                    registration.port(),
                    registration.clientSap(),
                    registration.publicSap(),
                    registration.serverSap());
            Octets title = registration.systemTitle();
            MeterTarget target = new MeterTarget(
                    registration.meterId(),
                    endpoint,
                    registration.serialNumber().isEmpty() ? null : registration.serialNumber(),
                    title.length() == 0 ? null : title,
                    security);
            MeterModel model = MeterModels.named(registration.meterModel()).orElse(null);
            return new Admission.Admitted(
                    target,
                    model,
                    registration.capturePeriod(),
                    registration.pollPeriod(),
                    obisCodes(registration),
                    security == null ? Octets.empty() : KeyFingerprint.of(security),
                    PacingSettings.segmentOf(registration.networkSegment()));
        } catch (IllegalArgumentException malformed) {
            return new Admission.Rejected(malformed.getMessage() + "; correct the registration");
        }
    }

    private static Set<ObisCode> obisCodes(Registration registration) {
        Set<ObisCode> codes = new LinkedHashSet<>();
        for (String register : registration.registers()) {
            codes.add(ObisCode.parse(register));
        }
        return codes;
    }

    private static @Nullable String defectOf(Registration registration) {
        if (registration.host().isBlank()) {
            return "host is missing; register the meter's address";
        }
        if (registration.transport() != Registration.Transport.TCP_WRAPPER) {
            return "transport is not supported; register TCP_WRAPPER";
        }
        if (registration.authentication() == Registration.Authentication.UNSUPPORTED) {
            return "authentication is not supported; register HLS5_GMAC";
        }
        if (registration.securitySuite() != SecurityContext.SUITE) {
            return "security suite " + registration.securitySuite() + " is not supported; register suite 0";
        }
        int titleOctets = registration.systemTitle().length();
        if (titleOctets != 0 && titleOctets != SecurityContext.SYSTEM_TITLE_OCTETS) {
            return "system title has " + titleOctets + " octets, it needs 8";
        }
        if (registration.pollPeriod().compareTo(SHORTEST_POLL_PERIOD) < 0) {
            return "poll period of " + registration.pollPeriod().toSeconds() + " s; it must be at least 1 s";
        }
        if (registration.registers().size() > MAX_REGISTERS) {
            return registration.registers().size() + " registers; at most " + MAX_REGISTERS + " can be read";
        }
        if (!registration.meterModel().isEmpty()
                && MeterModels.named(registration.meterModel()).isEmpty()) {
            return "meter model '" + registration.meterModel() + "' is unknown; known are " + MeterModels.names();
        }
        return null;
    }
}
