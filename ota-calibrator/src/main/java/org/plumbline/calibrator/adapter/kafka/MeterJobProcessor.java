// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.job.JobMachine;
import org.plumbline.calibrator.job.JobPolicy;
import org.plumbline.calibrator.job.JobStep;
import org.plumbline.calibrator.job.MeterJobs;
import org.plumbline.calibrator.job.MeterKnowledge;
import org.plumbline.calibrator.job.OrdersOut;
import org.plumbline.calibrator.job.Outcome;
import org.plumbline.calibrator.member.Directive;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.avro.CalibrationState;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.hold.HoldState;
import org.plumbline.schema.signing.SigningKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shell around {@link JobMachine}: what is known of each meter and its jobs. Jobs are judged again with every record of
 * their meter and on a wall-clock tick, a bounded number of meters at a time. A meter that cannot be judged needs a
 * person; the others go on.
 */
final class MeterJobProcessor implements Processor<String, MeterInput, String, Object> {

    static final String KNOWLEDGE = "meter-knowledge-v1";
    static final String JOBS = "meter-jobs-v1";

    private static final Logger LOGGER = LoggerFactory.getLogger(MeterJobProcessor.class);

    private final JobPolicy policy;
    private final SigningKey key;
    private final InstantSource fieldTime;
    private final Duration tick;
    private final int metersPerTick;
    private final int partitions;

    private @Nullable ProcessorContext<String, Object> context;
    private @Nullable JobMachine machine;
    private @Nullable OrdersOut ordersOut;
    private @Nullable String lastJudged;

    MeterJobProcessor(
            JobPolicy policy,
            SigningKey key,
            InstantSource fieldTime,
            Duration tick,
            int metersPerTick,
            int partitions) {
        this.policy = policy;
        this.key = key;
        this.fieldTime = fieldTime;
        this.tick = tick;
        this.metersPerTick = metersPerTick;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<String, Object> opened) {
        context = opened;
        KeyValueStore<String, HoldProcessor.Entry> holds = opened.getStateStore(HoldProcessor.STORE);
        KeyValueStore<String, String> references = opened.getStateStore(ReferenceProcessor.STORE);
        OrdersOut out = new OrdersOut(opened.taskId().partition(), partitions);
        try (KeyValueIterator<String, MeterJobs> all = jobs().all()) {
            all.forEachRemaining(known -> out.changed(MeterJobs.none(known.key), known.value));
        }
        ordersOut = out;
        machine = new JobMachine(
                policy,
                ToContract::orderId,
                campaignId -> held(holds, HoldProcessor.EVERYTHING).or(() -> held(holds, campaignId)),
                profileId -> Optional.ofNullable(references.get(profileId)),
                out);
        opened.schedule(tick, PunctuationType.WALL_CLOCK_TIME, wallMillis -> judgeSome());
    }

    private static Optional<String> held(KeyValueStore<String, HoldProcessor.Entry> holds, String scope) {
        return Optional.ofNullable(HoldProcessor.stateOf(holds, scope))
                .filter(HoldState::active)
                .map(hold -> "hold on " + scope + ": " + hold.reason());
    }

    @Override
    public void process(Record<String, MeterInput> message) {
        String messageKey = message.key();
        if (messageKey == null) {
            throw new PoisonRecordException("a record for a meter without a key");
        }
        switch (message.value()) {
            case MeterInput.OfRegistration input ->
                learn(
                        messageKey,
                        known -> known.with(
                                input.registration() == null ? null : FromContract.registration(input.registration())));
            case MeterInput.OfCase input -> onCase(messageKey, input);
            case MeterInput.OfDrift input -> {
                var drift = present(input.drift(), "an estimate");
                sameMeter(messageKey, drift.getMeterId());
                learn(messageKey, known -> known.with(FromContract.estimate(drift)));
            }
            case MeterInput.OfEvent input -> onEvent(messageKey, present(input.event(), "an event"));
            case MeterInput.OfOutcome input -> {
                var outcome = present(input.outcome(), "an outcome");
                sameMeter(messageKey, outcome.getMeterId());
                Outcome known = FromContract.outcome(outcome);
                step(messageKey, (jobs, moment) -> machine().on(jobs, known, moment));
            }
            case MeterInput.OfDirective input -> {
                Directive directive = present(input.directive(), "a directive");
                step(messageKey, (jobs, moment) -> machine().on(jobs, directive, moment));
            }
        }
    }

    private void onCase(String caseId, MeterInput.OfCase input) {
        int number = caseId.lastIndexOf('|');
        int kind = number < 0 ? -1 : caseId.lastIndexOf('|', number - 1);
        if (kind < 1) {
            throw new PoisonRecordException("case key " + caseId + " is not meterId|kind|number");
        }
        String meterId = caseId.substring(0, kind);
        var news = input.news();
        if (news == null) {
            learn(meterId, known -> known.without(caseId));
            return;
        }
        if (!news.getCaseId().equals(caseId)) {
            throw new PoisonRecordException("case " + news.getCaseId() + " under key " + caseId);
        }
        sameMeter(meterId, news.getMeterId());
        learn(meterId, known -> known.with(FromContract.caseView(news)));
    }

    private void onEvent(String meterId, MeterEvent event) {
        CalibrationState calibration = event.getCalibration();
        if (EventCodes.EPOCH.equals(event.getCode()) && calibration != null) {
            sameMeter(meterId, event.getMeterId());
            learn(
                    meterId,
                    known -> known.withEpoch(
                            calibration.getEpoch(),
                            calibration.getMeterModel(),
                            FromContract.hexadecimal(calibration.getBlock()),
                            calibration.getChecksum()));
        }
    }

    private static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new PoisonRecordException(what + " without a value");
        }
        return value;
    }

    private static void sameMeter(String keyMeterId, String meterId) {
        if (!keyMeterId.equals(meterId)) {
            throw new PoisonRecordException("a record of meter " + meterId + " under the key of " + keyMeterId);
        }
    }

    private void learn(String meterId, UnaryOperator<MeterKnowledge> news) {
        knowledge().put(meterId, news.apply(knownOf(meterId)));
        MeterJobs jobs = jobs().get(meterId);
        if (jobs != null) {
            step(meterId, machine()::judge);
        }
    }

    private MeterKnowledge knownOf(String meterId) {
        return Objects.requireNonNullElse(knowledge().get(meterId), MeterKnowledge.NONE);
    }

    private void step(String meterId, BiFunction<MeterJobs, JobMachine.Moment, JobStep> stepping) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        Instant fieldNow = fieldTime.instant();
        MeterJobs before = Objects.requireNonNullElse(jobs().get(meterId), MeterJobs.none(meterId));
        JobMachine.Moment moment = new JobMachine.Moment(knownOf(meterId), now, fieldNow);
        JobStep step;
        try {
            step = stepping.apply(before, moment);
        } catch (KafkaException ofTheStores) {
            throw ofTheStores;
        } catch (RuntimeException fault) {
            LOGGER.atError()
                    .addKeyValue("meterId", meterId)
                    .setCause(fault)
                    .log("the jobs of this meter need a person");
            if (before.isOpen()) {
                emit(before, machine().faulted(before, fault.toString(), moment), moment);
                // What came is taken all the same, now that no open job stands in its way; so this ends.
                step(meterId, stepping);
            }
            return;
        }
        emit(before, step, moment);
    }

    private void emit(MeterJobs before, JobStep step, JobMachine.Moment moment) {
        String meterId = before.meterId();
        Instant now = moment.now();
        Instant fieldNow = moment.fieldNow();
        if (!step.jobs().equals(before)) {
            jobs().put(meterId, step.jobs());
            Objects.requireNonNull(ordersOut, "not initialised").changed(before, step.jobs());
        }
        step.facts().forEach(fact -> forward(meterId, ToContract.fact(fact, fieldNow, now)));
        step.orders().forEach(order -> forward(meterId, ToContract.signedOrder(order.orderId(), order.draft(), key)));
        step.changed()
                .forEach(job ->
                        forward(job.campaignId() + "|" + job.member().meterId(), ToContract.campaignMember(job, now)));
    }

    /** Judges the next meters in key order, going round, so that every meter has its turn whatever their number. */
    private void judgeSome() {
        List<String> open = new ArrayList<>();
        int looked = 0;
        try (KeyValueIterator<String, MeterJobs> following = jobs().range(lastJudged, null)) {
            while (following.hasNext() && looked < metersPerTick) {
                KeyValue<String, MeterJobs> next = following.next();
                if (!next.key.equals(lastJudged)) {
                    looked++;
                    if (next.value.isOpen()) {
                        open.add(next.key);
                    }
                    if (looked == metersPerTick) {
                        lastJudged = next.key;
                    }
                }
            }
        }
        if (looked < metersPerTick) {
            lastJudged = null;
        }
        open.forEach(meterId -> step(meterId, machine()::judge));
    }

    private void forward(String recordKey, Object value) {
        context().forward(new Record<>(recordKey, value, context().currentSystemTimeMs()));
    }

    private ProcessorContext<String, Object> context() {
        return Objects.requireNonNull(context, "not initialised");
    }

    private JobMachine machine() {
        return Objects.requireNonNull(machine, "not initialised");
    }

    private KeyValueStore<String, MeterKnowledge> knowledge() {
        return context().getStateStore(KNOWLEDGE);
    }

    private KeyValueStore<String, MeterJobs> jobs() {
        return context().getStateStore(JOBS);
    }
}
