// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.schema.avro.Authentication;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.Transport;
import org.plumbline.schema.avro.VerificationState;
import org.plumbline.schema.avro.Wiring;
import org.plumbline.simulator.meter.MeterPlan;

/** What a head-end is told of the fleet. */
final class Registrations {
    /** Of class 1, as the policy document of the run has it, in percent. */
    static final double LIMIT_PERCENT = 1;

    private static final int SEGMENTS = 20;
    private static final int POLL_PERIOD_SECONDS = 86_400;

    private Registrations() {}

    static MeterRegistration meter(MeterPlan plan, int port) {
        boolean tested = plan.rating().accuracyClass().equals("1");
        MeterPlan.Rating rating = plan.rating();
        return MeterRegistration.newBuilder()
                .setMeterId(plan.meterId())
                .setState(RegistrationState.ACTIVE)
                .setHost(plan.address())
                .setPort(port)
                .setTransport(Transport.TCP_WRAPPER)
                .setClientAddress(1)
                .setPublicClientAddress(16)
                .setServerAddress(1)
                .setAuthentication(Authentication.HLS5_GMAC)
                .setSecuritySuite(0)
                .setSystemTitle(ByteBuffer.wrap(HexFormat.of().parseHex(plan.systemTitle())))
                .setKeyReference(plan.meterId())
                .setSerialNumber(rating.serialNumber())
                .setMeterModel(plan.model().modelName())
                .setAccuracyClass(rating.accuracyClass())
                .setWiring(Wiring.valueOf(rating.wiring()))
                .setPhases(rating.phases())
                .setNominalVoltageVolts(rating.nominalVoltage())
                .setReferenceCurrentAmperes(rating.referenceCurrentAmperes())
                .setMaximumCurrentAmperes(rating.maximumCurrentAmperes())
                .setCapturePeriodSeconds(RunFleet.CAPTURE_PERIOD_SECONDS)
                .setPollPeriodSeconds(POLL_PERIOD_SECONDS)
                .setRegisters(List.of("1.0.1.8.0.255", "0.0.96.9.0.255"))
                .setNetworkSegment("segment-" + Math.floorMod(plan.meterId().hashCode(), SEGMENTS))
                .setDistrict("run")
                .setJurisdiction("run")
                .setVerificationState(VerificationState.UNVERIFIED)
                .setCorrectionPolicy(tested ? CorrectionPolicy.ADJUST_UNVERIFIED : CorrectionPolicy.OBSERVE)
                .setPolicyDocument("Campaign run: unverified sub-meters under the class limit")
                .setLimitKind(LimitKind.CLASS)
                .setLimitPercent(tested ? LIMIT_PERCENT : 0)
                .setMaximumPermissibleErrorPercent(tested ? LIMIT_PERCENT : 0)
                .build();
    }

    static ReferenceProfile profile(RunFleet.Tested meter) {
        return ReferenceProfile.newBuilder()
                .setProfileId("P-" + meter.meterId())
                .setKind(ReferenceKind.PAIRED)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId(meter.meterId())
                .setReferenceMeterId(meter.reference().meterId())
                .setCertificateErrorPercent(0)
                .setCertificateStandardUncertaintyPercent(RunFleet.CERTIFICATE_UNCERTAINTY_PERCENT)
                .setDriftPercentPerYear(0.01)
                .setCertificateTime(RunFleet.START)
                .setCertificateReference("run-" + meter.reference().meterId())
                .setValidFrom(RunFleet.START)
                .build();
    }
}
