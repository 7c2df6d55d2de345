// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.plumbline.platform.PlatformException;
import org.plumbline.platform.verify.Truth;
import org.plumbline.schema.avro.Authentication;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.QuantityLimit;
import org.plumbline.schema.avro.QuantityReference;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.Transport;
import org.plumbline.schema.avro.VerificationState;
import org.plumbline.schema.avro.Wiring;

/**
 * The fleet as the head-end may know it: what is to be registered, and from when on there is history.
 *
 * @param historyFrom when the meters began to count
 */
record DemoFleet(List<MeterRegistration> meters, List<ReferenceProfile> profiles, Instant historyFrom) {
    /** Class 1: the class limit by the policy document of the demo, in percent. */
    private static final double CLASS_LIMIT_PERCENT = 1.0;

    /** Energies besides active import, by the same document, in percent. */
    private static final double QUANTITY_LIMIT_PERCENT = 2.0;

    /** Of the check meters, as their certificates of the demo state it. */
    private static final double REFERENCE_DRIFT_PERCENT_PER_YEAR = 0.01;

    /** Annexe 8 of the arrêté du 1er août 2013, France. */
    private static final String SURVEILLANCE = "FR-ANNEXE-8";

    /**
     * Back-filling, one meter of a point may be read far ahead of the other, which looks like silence of the other. A
     * finding of silence is taken back when the rows come within the 34 days that surveillance keeps levels: so of the
     * demo's 60 days of history the last 30 are under surveillance.
     */
    private static final Duration BEFORE_SURVEILLANCE = Duration.ofDays(30);

    private static final long SECONDS_PER_DAY = 86_400;

    private static final String TESTED = "SUB";
    private static final String POLICY =
            "Demo policy 1: unverified sub-meters under the class limit, step and sum 2 x MPE";

    private record Document(String start, List<Meter> meters, List<Pair> pairs) {}

    private record Meter(
            String meterId,
            String role,
            String address,
            int port,
            String model,
            String serialNumber,
            String systemTitle,
            int managementClientSap,
            int publicClientSap,
            int serverSap,
            String keyRef,
            String accuracyClass,
            String wiring,
            int phases,
            double referenceCurrentAmperes,
            double maximumCurrentAmperes,
            double nominalVoltage,
            String registerObis,
            int capturePeriodSeconds,
            List<String> furtherRegisters,
            String district,
            int yearOfManufacture) {}

    private record Pair(
            String profileId,
            String testedMeterId,
            String referenceMeterId,
            double certificateStandardUncertaintyPercent,
            double nominalPowerWatts) {}

    DemoFleet {
        meters = List.copyOf(meters);
        profiles = List.copyOf(profiles);
    }

    /** Reads {@code fleet.json}, which holds no secrets and no truth. */
    static DemoFleet read(Path file) {
        try {
            Document document = new ObjectMapper()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(file.toFile(), Document.class);
            Instant start = Instant.parse(document.start());
            return new DemoFleet(
                    document.meters().stream().map(DemoFleet::registration).toList(),
                    document.pairs().stream()
                            .map(pair -> profile(pair, document.meters(), start))
                            .toList(),
                    start);
        } catch (IOException e) {
            throw new PlatformException("cannot read the fleet from " + file + ": " + e.getMessage(), e);
        }
    }

    Set<String> testedMeters() {
        return profiles.stream().map(ReferenceProfile::getTestedMeterId).collect(Collectors.toSet());
    }

    /** The double-metered points under surveillance. */
    List<Truth.Point> points() {
        return profiles.stream()
                .filter(profile -> !profile.getSurveillance().isEmpty())
                .map(profile -> new Truth.Point(
                        profile.getTestedMeterId(),
                        profile.getReferenceMeterId(),
                        profile.getNominalPowerWatts(),
                        Math.floorDiv(profile.getSurveilledFrom().getEpochSecond(), SECONDS_PER_DAY)))
                .toList();
    }

    private static MeterRegistration registration(Meter meter) {
        boolean tested = meter.role().equals(TESTED);
        return MeterRegistration.newBuilder()
                .setMeterId(meter.meterId())
                .setState(RegistrationState.ACTIVE)
                .setHost(meter.address())
                .setPort(meter.port())
                .setTransport(Transport.TCP_WRAPPER)
                .setClientAddress(meter.managementClientSap())
                .setPublicClientAddress(meter.publicClientSap())
                .setServerAddress(meter.serverSap())
                .setAuthentication(Authentication.HLS5_GMAC)
                .setSecuritySuite(0)
                .setSystemTitle(ByteBuffer.wrap(HexFormat.of().parseHex(meter.systemTitle())))
                .setKeyReference(meter.keyRef())
                .setSerialNumber(meter.serialNumber())
                .setMeterModel(meter.model())
                .setAccuracyClass(meter.accuracyClass())
                .setWiring(Wiring.valueOf(meter.wiring()))
                .setPhases(meter.phases())
                .setNominalVoltageVolts(meter.nominalVoltage())
                .setReferenceCurrentAmperes(meter.referenceCurrentAmperes())
                .setMaximumCurrentAmperes(meter.maximumCurrentAmperes())
                .setCapturePeriodSeconds(meter.capturePeriodSeconds())
                .setPollPeriodSeconds((int) Duration.ofDays(1).toSeconds())
                .setRegisters(Stream.concat(Stream.of(meter.registerObis()), meter.furtherRegisters().stream())
                        .toList())
                .setQuantityLimits(meter.furtherRegisters().stream()
                        .map(obis -> new QuantityLimit(obis, "", "", QUANTITY_LIMIT_PERCENT, QUANTITY_LIMIT_PERCENT))
                        .toList())
                .setNetworkSegment("loopback")
                .setDistrict(meter.district())
                .setYearOfManufacture(meter.yearOfManufacture())
                .setJurisdiction("demo")
                .setVerificationState(VerificationState.UNVERIFIED)
                .setCorrectionPolicy(tested ? CorrectionPolicy.ADJUST_UNVERIFIED : CorrectionPolicy.OBSERVE)
                .setPolicyDocument(POLICY)
                .setLimitKind(LimitKind.CLASS)
                .setLimitPercent(tested ? CLASS_LIMIT_PERCENT : 0)
                .setMaximumPermissibleErrorPercent(tested ? CLASS_LIMIT_PERCENT : 0)
                .build();
    }

    private static ReferenceProfile profile(Pair pair, List<Meter> meters, Instant start) {
        ReferenceProfile.Builder profile = ReferenceProfile.newBuilder()
                .setProfileId(pair.profileId())
                .setKind(ReferenceKind.PAIRED)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId(pair.testedMeterId())
                .setReferenceMeterId(pair.referenceMeterId())
                .setCertificateErrorPercent(0)
                .setCertificateStandardUncertaintyPercent(pair.certificateStandardUncertaintyPercent())
                .setDriftPercentPerYear(REFERENCE_DRIFT_PERCENT_PER_YEAR)
                .setCertificateTime(start)
                .setCertificateReference("demo-" + pair.referenceMeterId())
                .setValidFrom(start)
                .setQuantities(meters.stream()
                        .filter(meter -> meter.meterId().equals(pair.referenceMeterId()))
                        .flatMap(meter -> meter.furtherRegisters().stream())
                        .map(obis -> new QuantityReference(
                                obis,
                                0.0,
                                pair.certificateStandardUncertaintyPercent(),
                                REFERENCE_DRIFT_PERCENT_PER_YEAR))
                        .toList());
        if (pair.nominalPowerWatts() > 0) {
            profile.setSurveillance(SURVEILLANCE)
                    .setSurveilledFrom(start.plus(BEFORE_SURVEILLANCE))
                    .setNominalPowerWatts(pair.nominalPowerWatts());
        }
        return profile.build();
    }
}
