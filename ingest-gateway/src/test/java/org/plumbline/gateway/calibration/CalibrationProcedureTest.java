// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.GatewayException;
import org.plumbline.gateway.calibration.CalibrationResult.Reason;
import org.plumbline.gateway.calibration.FaultyMeter.Strike;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.WriteJournal;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.MeterModel;

class CalibrationProcedureTest {

    private static final int COUNTER = 41;

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void baseFoundIsWrittenReadBackAndActivatedOnce(String model) {
        FaultyMeter meter = meter(model);
        RecordingJournal journal = new RecordingJournal();

        CalibrationResult result = CalibrationProcedure.execute(Orders.task(model, null), meter, OPEN, journal);

        CalibrationResult.Applied applied = assertInstanceOf(CalibrationResult.Applied.class, result);
        assertEquals(Octets.of(Orders.base(model)), applied.asFound().block());
        assertEquals(Octets.of(Orders.target(model)), applied.asLeft().block());
        assertEquals(COUNTER, applied.asFound().changeCounter());
        assertEquals(COUNTER + 1, applied.asLeft().changeCounter());
        assertEquals(
                Orders.model(model).checksumOf(Orders.target(model)),
                applied.asLeft().checksum());
        assertEquals(1, meter.activations());
        assertEquals(1, journal.intents.size());
        assertEquals(applied.asFound(), journal.intents.getFirst().asFound());
        assertEquals("read-active", applied.steps().getFirst().name());
        assertEquals("verify", applied.steps().getLast().name());
    }

    static Stream<Arguments> otherCoefficients() {
        return Stream.of(
                Arguments.of("PLB-ALPHA", Coefficient.PHASE),
                Arguments.of("PLB-BETA", Coefficient.PHASE),
                Arguments.of("PLB-BETA", Coefficient.OFFSET),
                Arguments.of("PLB-GAMMA", Coefficient.PHASE),
                Arguments.of("PLB-GAMMA", Coefficient.OFFSET));
    }

    @ParameterizedTest
    @MethodSource("otherCoefficients")
    void phaseAndOffsetAreWrittenLikeAGainAndNothingElseWithThem(String name, Coefficient coefficient) {
        MeterModel model = Orders.model(name);
        byte[] base = Orders.base(name);
        byte[] target = coefficient == Coefficient.PHASE ? model.turned(base, -0.004) : model.offsetBy(base, 0.8);
        FaultyMeter meter = meter(name);

        CalibrationResult result = CalibrationProcedure.execute(task(model, base, target), meter, OPEN, intent -> {});

        assertInstanceOf(CalibrationResult.Applied.class, result, result::toString);
        assertEquals(Octets.of(target), meter.active());
        FaultyMeter other = meter(name);
        CalibrationResult.Refused refused = assertInstanceOf(
                CalibrationResult.Refused.class,
                CalibrationProcedure.execute(
                        task(model, base, model.scaled(target, 1.001)), other, OPEN, intent -> {}));
        assertEquals(Reason.INVALID_TARGET, refused.reason());
        assertEquals(0, other.accesses());
    }

    private static CalibrationTask task(MeterModel model, byte[] base, byte[] target) {
        return new CalibrationTask(
                "a".repeat(64),
                "M",
                model.name(),
                Octets.of(base),
                model.checksumOf(base),
                Octets.of(target),
                model.checksumOf(target),
                null);
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void interruptedAtAnyFrameEndsWithExactlyOneActivation(String model, Strike strike, int access) {
        FaultyMeter meter = meter(model);
        meter.strikeAt(access, strike);
        RecordingJournal journal = new RecordingJournal();

        CalibrationResult first = CalibrationProcedure.execute(Orders.task(model, null), meter, OPEN, journal);
        assertOldOrNew(model, meter);
        assertInstanceOf(CalibrationResult.Interrupted.class, first);
        CalibrationResult last = CalibrationProcedure.execute(Orders.task(model, journal.last()), meter, OPEN, journal);

        CalibrationResult.Applied applied = assertInstanceOf(CalibrationResult.Applied.class, last, last::toString);
        assertEquals(Octets.of(Orders.base(model)), applied.asFound().block());
        assertEquals(Octets.of(Orders.target(model)), meter.active());
        assertEquals(1, meter.activations());
        assertEquals(COUNTER + 1, applied.asLeft().changeCounter());
    }

    static Stream<Arguments> everyFault() {
        List<Arguments> faults = new ArrayList<>();
        for (String model : List.of("PLB-ALPHA", "PLB-BETA", "PLB-GAMMA")) {
            FaultyMeter clean = meter(model);
            CalibrationProcedure.execute(Orders.task(model, null), clean, OPEN, intent -> {});
            for (int access = 1; access <= clean.accesses(); access++) {
                for (Strike strike : Strike.values()) {
                    faults.add(Arguments.of(model, strike, access));
                }
            }
        }
        return faults.stream();
    }

    @Test
    void imageTransferResumesAtTheMetersOwnCursor() {
        FaultyMeter meter = meter("PLB-GAMMA");
        RecordingJournal journal = new RecordingJournal();
        FaultyMeter probe = meter("PLB-GAMMA");
        int thirdBlock = accessesUntilBlocks(probe, 3);
        meter.strikeAt(thirdBlock, Strike.LOST_AFTER);

        CalibrationProcedure.execute(Orders.task("PLB-GAMMA", null), meter, OPEN, journal);
        assertEquals(3, meter.imageBlocksStored());
        CalibrationResult resumed =
                CalibrationProcedure.execute(Orders.task("PLB-GAMMA", journal.last()), meter, OPEN, journal);

        assertInstanceOf(CalibrationResult.Applied.class, resumed);
        assertEquals(4, meter.imageBlocksStored(), "no block is sent twice");
    }

    @Test
    void blocksLeftByAnotherTransferNeverBecomeActive() {
        FaultyMeter meter = meter("PLB-GAMMA");
        byte[] other = Orders.model("PLB-GAMMA").scaled(Orders.base("PLB-GAMMA"), 1.01);
        RecordingJournal journal = new RecordingJournal();
        int verify = accessesUntilBlocks(meter("PLB-GAMMA"), 4) + 2;
        meter.strikeAt(verify, Strike.LOST_BEFORE);
        CalibrationProcedure.execute(
                Orders.task("PLB-GAMMA", Orders.base("PLB-GAMMA"), other, null), meter, OPEN, journal);
        assertEquals(4, meter.imageBlocksStored(), "the other image is complete, not activated");

        BlockState found = journal.last().asFound();
        WriteIntent ours = new WriteIntent("ours", "M-1", found, Octets.of(Orders.target("PLB-GAMMA")));
        CalibrationResult result = CalibrationProcedure.execute(Orders.task("PLB-GAMMA", ours), meter, OPEN, journal);

        CalibrationResult.Applied applied = assertInstanceOf(CalibrationResult.Applied.class, result);
        assertEquals(Octets.of(Orders.target("PLB-GAMMA")), applied.asLeft().block());
        assertEquals(Octets.of(Orders.target("PLB-GAMMA")), meter.active());
        assertEquals(1, meter.activations());
    }

    @Test
    void targetFoundIsAlreadyAppliedAndNothingIsWritten() {
        FaultyMeter meter = new FaultyMeter("PLB-BETA", Orders.target("PLB-BETA"), 7);
        RecordingJournal journal = new RecordingJournal();

        CalibrationResult result = CalibrationProcedure.execute(Orders.task("PLB-BETA", null), meter, OPEN, journal);

        assertInstanceOf(CalibrationResult.AlreadyApplied.class, result);
        assertEquals(0, meter.activations());
        assertEquals(List.of(), journal.intents);
    }

    @Test
    void anythingElseThanBaseOrTargetIsAConflict() {
        byte[] other = Orders.model("PLB-ALPHA").scaled(Orders.base("PLB-ALPHA"), 0.99);
        FaultyMeter meter = new FaultyMeter("PLB-ALPHA", other, 7);

        assertRefused(Reason.BASE_CONFLICT, Orders.task("PLB-ALPHA", null), meter);
    }

    @Test
    void baseThatWasReplacedAndPutBackSinceTheIntentIsAConflict() {
        FaultyMeter meter = meter("PLB-ALPHA");
        meter.activateElsewhere(Orders.base("PLB-ALPHA"));
        WriteIntent earlier = new WriteIntent(
                "o",
                "M-1",
                state("PLB-ALPHA", Orders.base("PLB-ALPHA"), COUNTER),
                Octets.of(Orders.target("PLB-ALPHA")));

        assertRefused(Reason.BASE_CONFLICT, Orders.task("PLB-ALPHA", earlier), meter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-GAMMA"})
    void checksumThatDoesNotBelongToTheActiveBlockIsCorrupt(String model) {
        FaultyMeter meter = meter(model);
        meter.reportWrongChecksum();

        assertRefused(Reason.CORRUPT_CHECKSUM, Orders.task(model, null), meter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void aWriteThatTheCertificationLogDoesNotBearOutIsUnverified(String model) {
        FaultyMeter meter = meter(model);
        meter.forgetToLog();

        CalibrationResult.Unverified result = assertInstanceOf(
                CalibrationResult.Unverified.class,
                CalibrationProcedure.execute(Orders.task(model, null), meter, OPEN, intent -> {}));
        assertTrue(result.evidence().contains("certification log"), result::evidence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void aLogThatIsAheadOfTheChangeCounterForbidsTheWrite(String model) {
        FaultyMeter meter = meter(model);
        meter.logAnother(COUNTER + 1);

        assertRefused(Reason.LOG_DISAGREES, Orders.task(model, null), meter);
        assertEquals(0, meter.activations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-GAMMA"})
    void aCorruptMeterIsArchivedAndNothingIsWritten(String model) {
        FaultyMeter meter = meter(model);
        meter.reportWrongChecksum();
        RecordingJournal journal = new RecordingJournal();

        CalibrationResult result = CalibrationProcedure.execute(Orders.task(model, null), meter, OPEN, journal);

        Map<String, String> archive = result.steps().stream()
                .filter(step -> step.name().startsWith(CorruptionArchive.STEP))
                .collect(Collectors.toMap(CalibrationStep::name, CalibrationStep::detail));
        assertEquals(Octets.of(Orders.base(model)).hex(), archive.get("archive-block"));
        assertEquals("1024", archive.get("archive-error-register"));
        assertEquals("not given, data-access-result 4", archive.get("archive-alarm-register"));
        assertEquals("(07ea0301 14) (07ea0302 10)", archive.get("archive-event-log"));
        assertEquals("", archive.get("archive-certification-log"));
        assertEquals(7, archive.size());
        assertEquals(0, meter.activations());
        assertEquals(List.of(), journal.intents);
    }

    /** The archive is all or nothing: a link that breaks off in it does not end the order. */
    @Test
    void anArchiveThatBreaksOffIsReadAgain() {
        FaultyMeter clean = meter("PLB-ALPHA");
        clean.reportWrongChecksum();
        CalibrationProcedure.execute(Orders.task("PLB-ALPHA", null), clean, OPEN, intent -> {});
        for (int access = 4; access <= clean.accesses(); access++) {
            FaultyMeter meter = meter("PLB-ALPHA");
            meter.reportWrongChecksum();
            meter.strikeAt(access, Strike.values()[0]);
            assertInstanceOf(
                    CalibrationResult.Interrupted.class,
                    CalibrationProcedure.execute(Orders.task("PLB-ALPHA", null), meter, OPEN, intent -> {}));
        }
    }

    @Test
    void corruptChecksumInsideTheBlockIsCorrupt() {
        byte[] torn = Orders.base("PLB-BETA");
        torn[15] ^= 1;

        assertRefused(Reason.CORRUPT_CHECKSUM, Orders.task("PLB-BETA", null), new FaultyMeter("PLB-BETA", torn, 1));
    }

    @Test
    void targetThatChangesMoreThanTheGainsIsRefusedBeforeAnyFrame() {
        byte[] target = Orders.target("PLB-ALPHA");
        target[7] ^= 1;
        FaultyMeter meter = meter("PLB-ALPHA");

        assertRefused(Reason.INVALID_TARGET, Orders.task("PLB-ALPHA", Orders.base("PLB-ALPHA"), target, null), meter);
        assertEquals(0, meter.accesses());
    }

    @Test
    void targetWithAWrongChecksumIsRefusedBeforeAnyFrame() {
        CalibrationTask right = Orders.task("PLB-GAMMA", null);
        CalibrationTask wrong = new CalibrationTask(
                right.orderId(),
                right.meterId(),
                right.modelId(),
                right.base(),
                right.baseChecksum(),
                right.target(),
                right.targetChecksum() ^ 1,
                null);
        FaultyMeter meter = meter("PLB-GAMMA");

        assertRefused(Reason.INVALID_TARGET, wrong, meter);
        assertEquals(0, meter.accesses());
    }

    @Test
    void orderForAnotherModelIsRefusedByTheMeterWithoutAWrite() {
        assertRefused(Reason.METER_REFUSED, Orders.task("PLB-GAMMA", null), meter("PLB-ALPHA"));
    }

    @Test
    void unknownModelIsRefused() {
        CalibrationTask right = Orders.task("PLB-ALPHA", null);
        CalibrationTask unknown = new CalibrationTask(
                "o",
                "M-1",
                "PLB-OMEGA",
                right.base(),
                right.baseChecksum(),
                right.target(),
                right.targetChecksum(),
                null);

        assertRefused(Reason.UNKNOWN_MODEL, unknown, meter("PLB-ALPHA"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void holdBeforeTheFirstChangingFrameChangesNothing(String model) {
        FaultyMeter meter = meter(model);
        MeterFault hold = new MeterFault.HoldActive("campaign stopped");

        CalibrationResult result = CalibrationProcedure.execute(
                Orders.task(model, null), meter, gate(new GateDecision.Shut(hold)), new RecordingJournal());

        CalibrationResult.Held held = assertInstanceOf(CalibrationResult.Held.class, result);
        assertEquals(hold, held.fault());
        assertEquals(0, meter.activations());
        assertEquals(5 - (model.equals("PLB-BETA") ? 1 : 0), meter.accesses(), "the meter was only read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void holdBetweenAnyTwoChangingFramesStopsTheWriteBeforeTheActivation(String model) {
        FaultyMeter clean = meter(model);
        ClosingGate open = new ClosingGate(Integer.MAX_VALUE);
        CalibrationProcedure.execute(Orders.task(model, null), clean, open, intent -> {});
        assertTrue(open.asked > clean.changes(), "every changing frame is asked for");
        for (int allowed = 0; allowed < open.asked; allowed++) {
            FaultyMeter meter = meter(model);

            CalibrationResult result = CalibrationProcedure.execute(
                    Orders.task(model, null), meter, new ClosingGate(allowed), intent -> {});

            CalibrationResult.Held held = assertInstanceOf(CalibrationResult.Held.class, result, result::toString);
            assertEquals(CLOSED, held.fault());
            assertEquals(Math.max(0, allowed - 1), meter.changes());
            assertEquals(0, meter.activations());
            assertEquals(Octets.of(Orders.base(model)), meter.active());
        }
    }

    @Test
    void writeStoppedByAHoldIsFinishedOnceItIsLifted() {
        FaultyMeter meter = meter("PLB-GAMMA");
        RecordingJournal journal = new RecordingJournal();
        CalibrationProcedure.execute(Orders.task("PLB-GAMMA", null), meter, new ClosingGate(4), journal);

        CalibrationResult result =
                CalibrationProcedure.execute(Orders.task("PLB-GAMMA", journal.last()), meter, OPEN, journal);

        assertInstanceOf(CalibrationResult.Applied.class, result);
        assertEquals(1, meter.activations());
        assertEquals(4, meter.imageBlocksStored(), "no block is sent twice");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void imageThatTheMeterIsStillVerifyingOrActivatingIsLeftAloneAndAskedForLater(int status) {
        FaultyMeter meter = meter("PLB-GAMMA");
        meter.imageStatus(status);
        WriteIntent earlier = new WriteIntent(
                "o",
                "M-1",
                state("PLB-GAMMA", Orders.base("PLB-GAMMA"), COUNTER),
                Octets.of(Orders.target("PLB-GAMMA")));

        CalibrationResult result =
                CalibrationProcedure.execute(Orders.task("PLB-GAMMA", earlier), meter, OPEN, intent -> {});

        CalibrationResult.Interrupted busy = assertInstanceOf(CalibrationResult.Interrupted.class, result);
        assertInstanceOf(MeterFault.MeterBusy.class, busy.fault());
        assertTrue(busy.fault().transientFault());
        assertEquals(0, meter.changes());
    }

    @Test
    void refusalIsCalledAChangeBegunUnlessNoChangingFrameWasSent() {
        FaultyMeter refusing = meter("PLB-ALPHA");
        refusing.answer("set 0.128.96.14.83.255", new AccessOutcome.Refused(3));
        assertTrue(assertRefused(Reason.METER_REFUSED, Orders.task("PLB-ALPHA", null), refusing)
                .changeBegun());

        byte[] other = Orders.model("PLB-ALPHA").scaled(Orders.base("PLB-ALPHA"), 0.99);
        FaultyMeter conflicting = new FaultyMeter("PLB-ALPHA", other, COUNTER);
        assertEquals(
                false,
                assertRefused(Reason.BASE_CONFLICT, Orders.task("PLB-ALPHA", null), conflicting)
                        .changeBegun());
        WriteIntent earlier = new WriteIntent(
                "o",
                "M-1",
                state("PLB-ALPHA", Orders.base("PLB-ALPHA"), COUNTER),
                Octets.of(Orders.target("PLB-ALPHA")));
        assertTrue(assertRefused(Reason.BASE_CONFLICT, Orders.task("PLB-ALPHA", earlier), conflicting)
                .changeBegun());
    }

    @Test
    void journalThatFailsStopsTheWrite() {
        FaultyMeter meter = meter("PLB-ALPHA");
        WriteJournal failing = intent -> {
            throw new JournalDownException();
        };

        assertThrows(
                JournalDownException.class,
                () -> CalibrationProcedure.execute(Orders.task("PLB-ALPHA", null), meter, OPEN, failing));
        assertEquals(5, meter.accesses());
    }

    @Test
    void pendingBlockThatReadsBackDifferentlyIsNotActivated() {
        FaultyMeter meter = meter("PLB-ALPHA");
        meter.answer("get 0.128.96.14.81.255", new AccessOutcome.Done(CosemValue.OctetString.of(new byte[8])));

        assertRefused(Reason.METER_REFUSED, Orders.task("PLB-ALPHA", null), meter);
        assertEquals(0, meter.activations());
    }

    @Test
    void pendingBlockOfAnotherTypeIsNotActivated() {
        FaultyMeter meter = meter("PLB-ALPHA");
        meter.answer("get 0.128.96.14.81.255", new AccessOutcome.Done(CosemValue.unsigned(3)));

        CalibrationResult result =
                CalibrationProcedure.execute(Orders.task("PLB-ALPHA", null), meter, OPEN, new RecordingJournal());

        assertInstanceOf(CalibrationResult.Interrupted.class, result);
        assertEquals(0, meter.activations());
    }

    @ParameterizedTest
    @ValueSource(strings = {"set 0.128.96.14.81.255", "set 0.128.96.14.83.255"})
    void refusedAccessLeavesTheBaseActiveAndIsNamed(String access) {
        FaultyMeter meter = meter("PLB-ALPHA");
        meter.answer(access, new AccessOutcome.Refused(3));

        CalibrationResult.Refused refused = assertRefused(Reason.METER_REFUSED, Orders.task("PLB-ALPHA", null), meter);
        assertTrue(refused.evidence().endsWith("result 3"), refused.evidence());
    }

    @Test
    void busyMeterIsTriedAgainLater() {
        FaultyMeter meter = meter("PLB-BETA");
        meter.answer("set 1.128.96.50.11.255", new AccessOutcome.Refused(BlockWriter.TEMPORARY_FAILURE));

        CalibrationResult result =
                CalibrationProcedure.execute(Orders.task("PLB-BETA", null), meter, OPEN, new RecordingJournal());

        CalibrationResult.Interrupted interrupted = assertInstanceOf(CalibrationResult.Interrupted.class, result);
        assertTrue(interrupted.changeBegun());
        assertTrue(interrupted.fault().transientFault());
    }

    @Test
    void meterThatAcceptsTheActivationAndDoesNotShowItIsUnverified() {
        FaultyMeter meter = meter("PLB-ALPHA");
        meter.answer("set 0.128.96.14.83.255", new AccessOutcome.Done(new CosemValue.NullData()));

        CalibrationResult result =
                CalibrationProcedure.execute(Orders.task("PLB-ALPHA", null), meter, OPEN, new RecordingJournal());

        CalibrationResult.Unverified unverified = assertInstanceOf(CalibrationResult.Unverified.class, result);
        assertEquals(Octets.of(Orders.base("PLB-ALPHA")), unverified.asLeft().block());
    }

    @Test
    void changeCounterThatRoseTwiceIsUnverified() {
        FaultyMeter meter = new FaultyMeter("PLB-ALPHA", Orders.target("PLB-ALPHA"), COUNTER + 2);
        WriteIntent earlier = new WriteIntent(
                "o",
                "M-1",
                state("PLB-ALPHA", Orders.base("PLB-ALPHA"), COUNTER),
                Octets.of(Orders.target("PLB-ALPHA")));

        CalibrationResult result =
                CalibrationProcedure.execute(Orders.task("PLB-ALPHA", earlier), meter, OPEN, new RecordingJournal());

        assertInstanceOf(CalibrationResult.Unverified.class, result);
    }

    @Test
    void connectionLostBeforeTheMeterWasReadTellsNothingAboutIt() {
        FaultyMeter meter = meter("PLB-ALPHA");
        meter.strikeAt(1, Strike.LOST_BEFORE);

        CalibrationResult result =
                CalibrationProcedure.execute(Orders.task("PLB-ALPHA", null), meter, OPEN, new RecordingJournal());

        CalibrationResult.Interrupted interrupted = assertInstanceOf(CalibrationResult.Interrupted.class, result);
        assertNull(interrupted.asFound());
        assertEquals(false, interrupted.changeBegun());
    }

    private static CalibrationResult.Refused assertRefused(Reason reason, CalibrationTask task, FaultyMeter meter) {
        Octets before = meter.active();
        CalibrationResult result = CalibrationProcedure.execute(task, meter, OPEN, new RecordingJournal());
        CalibrationResult.Refused refused = assertInstanceOf(CalibrationResult.Refused.class, result, result::toString);
        assertEquals(reason, refused.reason());
        assertEquals(before, meter.active());
        assertEquals(0, meter.activations());
        return refused;
    }

    private static void assertOldOrNew(String model, FaultyMeter meter) {
        assertTrue(meter.active().equals(Octets.of(Orders.base(model)))
                || meter.active().equals(Octets.of(Orders.target(model))));
    }

    private static int accessesUntilBlocks(FaultyMeter probe, int blocks) {
        int[] at = new int[1];
        CalibrationProcedure.execute(
                Orders.task("PLB-GAMMA", null),
                new CosemAccess() {
                    @Override
                    public AccessOutcome get(CosemAttribute attribute) {
                        return probe.get(attribute);
                    }

                    @Override
                    public AccessOutcome set(CosemAttribute attribute, CosemValue value) {
                        return probe.set(attribute, value);
                    }

                    @Override
                    public AccessOutcome invoke(CosemAttribute method, CosemValue parameter) {
                        AccessOutcome outcome = probe.invoke(method, parameter);
                        if (at[0] == 0 && probe.imageBlocksStored() == blocks) {
                            at[0] = probe.accesses();
                        }
                        return outcome;
                    }
                },
                OPEN,
                intent -> {});
        return at[0];
    }

    private static FaultyMeter meter(String model) {
        return new FaultyMeter(model, Orders.base(model), COUNTER);
    }

    private static BlockState state(String model, byte[] block, long counter) {
        return new BlockState(Octets.of(block), Orders.model(model).checksumOf(block), true, counter);
    }

    private static final FrameGate OPEN = gate(new GateDecision.Open());

    private static FrameGate gate(GateDecision change) {
        return new FrameGate() {
            @Override
            public GateDecision beforeFrame() {
                return new GateDecision.Open();
            }

            @Override
            public GateDecision beforeChange() {
                return change;
            }
        };
    }

    private static final MeterFault CLOSED = new MeterFault.HoldActive("stop");

    /** Allows so many changes, then none. */
    private static final class ClosingGate implements FrameGate {
        private final int allowed;
        private int asked;

        ClosingGate(int allowed) {
            this.allowed = allowed;
        }

        @Override
        public GateDecision beforeFrame() {
            return new GateDecision.Open();
        }

        @Override
        public GateDecision beforeChange() {
            return asked++ < allowed ? new GateDecision.Open() : new GateDecision.Shut(CLOSED);
        }
    }

    private static final class RecordingJournal implements WriteJournal {
        private final List<WriteIntent> intents = new ArrayList<>();

        @Override
        public void intend(WriteIntent intent) {
            intents.add(intent);
        }

        WriteIntent last() {
            return intents.isEmpty() ? null : intents.getLast();
        }
    }

    private static final class JournalDownException extends GatewayException {
        private static final long serialVersionUID = 1L;

        JournalDownException() {
            super("journal is down");
        }
    }
}
