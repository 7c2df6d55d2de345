// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.calibration.CalibrationResult.Reason;
import org.plumbline.gateway.calibration.FaultyMeter.Strike;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.WriteJournal;
import org.plumbline.schema.model.MeterModel;

/** A sound block in the place of one that its checksum contradicts: archived first, found as archived, written once. */
class RestoreProcedureTest {

    private static final int COUNTER = 41;
    private static final int DAMAGED_OCTET = 4;

    private static final FrameGate OPEN = new FrameGate() {
        @Override
        public GateDecision beforeFrame() {
            return new GateDecision.Open();
        }

        @Override
        public GateDecision beforeChange() {
            return new GateDecision.Open();
        }
    };

    /** Remembers in which order things became durable, and how often the meter had been changed by then. */
    private static final class Journal implements WriteJournal {
        private final FaultyMeter meter;
        private final List<String> durable = new ArrayList<>();
        private final List<CalibrationStep> archived = new ArrayList<>();
        private @Nullable WriteIntent intent;

        Journal(FaultyMeter meter) {
            this.meter = meter;
        }

        @Override
        public void intend(WriteIntent next) {
            durable.add("intent");
            intent = next;
        }

        @Override
        public void archive(List<CalibrationStep> archive) {
            assertEquals(0, meter.changes());
            durable.add("archive");
            archived.addAll(archive);
        }
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("PLB-ALPHA", true),
                Arguments.of("PLB-ALPHA", false),
                Arguments.of("PLB-BETA", true),
                Arguments.of("PLB-GAMMA", true),
                Arguments.of("PLB-GAMMA", false));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void theBlockIsArchivedThenWrittenOnceAndTheMemoryErrorIsGone(String model, boolean block) {
        FaultyMeter meter = broken(model, block);
        Octets damaged = meter.active();
        Journal journal = new Journal(meter);

        CalibrationResult.Applied applied = assertInstanceOf(
                CalibrationResult.Applied.class,
                CalibrationProcedure.execute(task(model, meter, null), meter, OPEN, journal));

        assertEquals(List.of("archive", "intent"), journal.durable);
        assertTrue(journal.archived.contains(new CalibrationStep("archive-block", damaged.hex())));
        assertTrue(journal.archived.contains(new CalibrationStep("archive-error-register", "1024")));
        assertEquals(Octets.of(Orders.base(model)), meter.active());
        assertEquals(damaged, applied.asFound().block());
        assertTrue(applied.asLeft().checksumValid());
        assertEquals(COUNTER + 1, applied.asLeft().changeCounter());
        assertEquals(1, meter.activations());
    }

    @ParameterizedTest
    @MethodSource("everyFault")
    void interruptedAtAnyFrameTheMeterHoldsTheBrokenOrTheProvenBlockAndIsActivatedOnce(
            String model, Strike strike, int access) {
        FaultyMeter meter = broken(model, true);
        Octets damaged = meter.active();
        CalibrationTask task = task(model, meter, null);
        Journal journal = new Journal(meter);
        meter.strikeAt(access, strike);

        CalibrationResult first = CalibrationProcedure.execute(task, meter, OPEN, journal);
        assertInstanceOf(CalibrationResult.Interrupted.class, first);
        assertTrue(meter.active().equals(damaged) || meter.active().equals(task.target()));
        CalibrationTask again = new CalibrationTask(
                task.orderId(),
                task.meterId(),
                task.modelId(),
                task.base(),
                task.baseChecksum(),
                task.target(),
                task.targetChecksum(),
                journal.intent);
        CalibrationResult last = CalibrationProcedure.execute(again, meter, OPEN, journal);

        assertInstanceOf(CalibrationResult.Applied.class, last, last::toString);
        assertEquals(task.target(), meter.active());
        assertEquals(1, meter.activations());
        assertEquals("archive", journal.durable.getFirst());
        assertTrue(journal.durable.lastIndexOf("archive") < journal.durable.indexOf("intent"));
    }

    static Stream<Arguments> everyFault() {
        return Stream.of("PLB-ALPHA", "PLB-BETA", "PLB-GAMMA").flatMap(model -> {
            FaultyMeter clean = broken(model, true);
            CalibrationProcedure.execute(task(model, clean, null), clean, OPEN, new Journal(clean));
            return IntStream.rangeClosed(1, clean.accesses())
                    .boxed()
                    .flatMap(access -> Stream.of(Strike.values()).map(strike -> Arguments.of(model, strike, access)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void anErrorBitThatStaysMeansThatNothingIsProven(String model) {
        FaultyMeter meter = broken(model, true);
        meter.keepErrorBit();

        CalibrationResult.Unverified left = assertInstanceOf(
                CalibrationResult.Unverified.class,
                CalibrationProcedure.execute(task(model, meter, null), meter, OPEN, new Journal(meter)));
        assertTrue(left.evidence().contains("NV memory error"), left::evidence);
    }

    @Test
    void anErrorRegisterThatCannotBeReadProvesNothing() {
        FaultyMeter meter = broken("PLB-ALPHA", true);
        meter.answer("get 0.0.97.97.0.255", new AccessOutcome.Refused(3));

        assertInstanceOf(
                CalibrationResult.Unverified.class,
                CalibrationProcedure.execute(task("PLB-ALPHA", meter, null), meter, OPEN, new Journal(meter)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTargetThatIsInForceAlreadyIsTakenForRestoredOnlyWithoutAnErrorBit(boolean stays) {
        FaultyMeter meter = broken("PLB-BETA", true);
        CalibrationTask task = task("PLB-BETA", meter, null);
        meter.activateElsewhere(Orders.base("PLB-BETA"));
        if (stays) {
            meter.keepErrorBit();
        }

        CalibrationResult result = CalibrationProcedure.execute(task, meter, OPEN, new Journal(meter));

        assertEquals(
                stays ? CalibrationResult.Unverified.class : CalibrationResult.AlreadyApplied.class, result.getClass());
        assertEquals(0, meter.changes());
    }

    @Test
    void aBlockThatBrokeFurtherIsArchivedAndNotOverwritten() {
        FaultyMeter meter = broken("PLB-BETA", true);
        CalibrationTask task = task("PLB-BETA", meter, null);
        byte[] further = meter.active().toArray();
        further[7] ^= 2;
        FaultyMeter other = new FaultyMeter("PLB-BETA", further, COUNTER);

        CalibrationResult.Refused refused = assertInstanceOf(
                CalibrationResult.Refused.class, CalibrationProcedure.execute(task, other, OPEN, new Journal(other)));

        assertEquals(Reason.CORRUPT_CHECKSUM, refused.reason());
        assertTrue(refused.steps().stream().anyMatch(step -> step.name().equals("archive-block")));
        assertEquals(0, other.changes());
    }

    @Test
    void aMeterThatIsSoundMeanwhileIsNotOverwritten() {
        FaultyMeter meter = broken("PLB-GAMMA", true);
        CalibrationTask task = task("PLB-GAMMA", meter, null);
        meter.activateElsewhere(Orders.target("PLB-GAMMA"));

        CalibrationResult.Refused refused = assertInstanceOf(
                CalibrationResult.Refused.class, CalibrationProcedure.execute(task, meter, OPEN, new Journal(meter)));

        assertEquals(Reason.BASE_CONFLICT, refused.reason());
        assertEquals(0, meter.changes());
    }

    @Test
    void withoutADurableArchiveNothingIsWritten() {
        FaultyMeter meter = broken("PLB-ALPHA", true);
        WriteJournal keepsNoArchive = intent -> {};

        assertThrows(
                UnsupportedOperationException.class,
                () -> CalibrationProcedure.execute(task("PLB-ALPHA", meter, null), meter, OPEN, keepsNoArchive));
        assertEquals(0, meter.changes());
    }

    private static FaultyMeter broken(String model, boolean block) {
        byte[] active = Orders.base(model);
        if (block) {
            active[DAMAGED_OCTET] ^= 1;
        }
        FaultyMeter meter = new FaultyMeter(model, active, COUNTER);
        if (!model.equals("PLB-BETA")) {
            meter.reportWrongChecksum();
        }
        return meter;
    }

    private static CalibrationTask task(String model, FaultyMeter meter, @Nullable WriteIntent earlier) {
        MeterModel how = Orders.model(model);
        byte[] proven = Orders.base(model);
        return new CalibrationTask(
                "5f2b61c0".repeat(8),
                "M-1",
                model,
                meter.active(),
                meter.shownChecksum(),
                Octets.of(proven),
                how.checksumOf(proven),
                earlier);
    }
}
