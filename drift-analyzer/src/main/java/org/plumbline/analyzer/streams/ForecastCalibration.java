// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.ForecastSamples;
import org.plumbline.analyzer.adapter.avro.Forecastings;
import org.plumbline.analyzer.forecast.ForecastFollower;
import org.plumbline.analyzer.forecast.ForecastOutput;
import org.plumbline.analyzer.forecast.ForecastState;
import org.plumbline.analyzer.forecast.ForecastStateCodec;
import org.plumbline.analyzer.forecast.Forecasting;
import org.plumbline.analyzer.forecast.Sample;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.network.ReferenceDoubt;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

/** The shell around {@link ForecastFollower}. Meters without a certificate cost a look into the index. */
final class ForecastCalibration implements Processor<String, FanOutInput, String, ForecastOutput> {
    static final Duration REVIEW_PERIOD = FollowMeter.REVIEW_PERIOD;

    private final ProfileReader profiles;
    private final Registrations registrations;
    private final LimitTable limits;
    private final InstantSource fieldTime;
    private final Map<String, String> refusedAtLastReview = new HashMap<>();
    private @Nullable Bound bound;

    private record Bound(
            ProcessorContext<String, ForecastOutput> context,
            KeyValueStore<String, byte[]> states,
            CertificateIndex certificates,
            ReadOnlyKeyValueStore<String, byte[]> registered) {}

    ForecastCalibration(
            ProfileReader profiles, Registrations registrations, LimitTable limits, InstantSource fieldTime) {
        this.profiles = profiles;
        this.registrations = registrations;
        this.limits = limits;
        this.fieldTime = fieldTime;
    }

    @Override
    public void init(ProcessorContext<String, ForecastOutput> context) {
        refusedAtLastReview.clear();
        bound = new Bound(
                context,
                context.getStateStore(ForecastBranch.STORE),
                new CertificateIndex(context.getStateStore(ForecastBranch.CERTIFICATE_STORE), profiles),
                context.getStateStore(DriftTopology.REGISTRATION_STORE));
        context.schedule(REVIEW_PERIOD, PunctuationType.WALL_CLOCK_TIME, this::review);
    }

    @Override
    public void process(Record<String, FanOutInput> in) {
        switch (in.value()) {
            case FanOutInput.ReadingSeen(@Nullable RegisterReading reading) -> read(in, reading);
            case FanOutInput.PairingSeen(MeterProfiles now) -> {
                if (now.testedMeterId().equals(in.key())) {
                    bound().certificates().put(now);
                }
            }
            case FanOutInput.DoubtSeen(ReferenceDoubt doubt) -> {}
        }
    }

    private void read(Record<String, FanOutInput> in, @Nullable RegisterReading reading) {
        String meterId = in.key();
        List<ReferenceProfile> naming =
                meterId == null ? List.of() : bound().certificates().certifying(meterId);
        if (naming.isEmpty()) {
            return;
        }
        Optional<Sample> sample =
                ForecastSamples.sample(meterId, reading, naming.getFirst().getSelfTestRegister(), fieldTime.instant());
        if (sample.isPresent()) {
            take(
                    meterId,
                    ForecastFollower.onSample(meterId, state(meterId), sample.get(), () -> forecasting(meterId)),
                    in.timestamp());
        }
    }

    /** Meters that send nothing close no days; what is wrong with their profiles is said all the same. */
    private void review(long wallClockMillis) {
        Map<String, String> refusedNow = new HashMap<>();
        for (String meterId : bound().certificates().meters()) {
            if (forecasting(meterId) instanceof Forecasting.Refused refused) {
                refusedNow.put(meterId, refused.name());
                // Twice in a row: registrations and profiles come on topics of their own, in any order.
                if (refused.name().equals(refusedAtLastReview.get(meterId))) {
                    take(meterId, ForecastFollower.onReview(meterId, state(meterId), refused), wallClockMillis);
                }
            }
        }
        refusedAtLastReview.clear();
        refusedAtLastReview.putAll(refusedNow);
    }

    private void take(String meterId, ForecastFollower.Step step, long wallClockMillis) {
        step.changed().ifPresent(next -> bound().states().put(meterId, ForecastStateCodec.encode(next)));
        step.output().ifPresent(output -> bound().context().forward(new Record<>(meterId, output, wallClockMillis)));
    }

    private ForecastState state(String meterId) {
        byte[] stored = bound().states().get(meterId);
        return stored == null ? ForecastState.initial() : ForecastStateCodec.decode(stored);
    }

    private Forecasting forecasting(String meterId) {
        List<ReferenceProfile> naming = bound().certificates().certifying(meterId);
        MeterRegistration meter = registrations.read(bound().registered().get(meterId));
        return Forecastings.of(naming, meter, limits);
    }

    private Bound bound() {
        return Objects.requireNonNull(bound, "init comes first");
    }
}
