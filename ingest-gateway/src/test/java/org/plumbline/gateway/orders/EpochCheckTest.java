// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

class EpochCheckTest {

    private static final MeterModel MODEL = MeterModels.named("PLB-ALPHA").orElseThrow();
    private static final byte[] FACTORY = {1, 1, 0, 0x40, 0, 0, 0, 0};
    private static final byte[] PROVEN = MODEL.scaled(FACTORY, 0.99);
    private static final byte[] BROKEN = {1, 1, 0, 0x41, 0, 0, 0, 0};
    private static final long SHOWN = MODEL.checksumOf(PROVEN);

    @Test
    void theBlockInForceWhenTheMemoryFailedMayBeRestored() {
        MeterState state = with(broken(), epoch(1, FACTORY), epoch(2, PROVEN));
        assertTrue(restore(3, PROVEN).isRestore(MODEL));
        assertNull(objection(state, restore(3, PROVEN)));
    }

    @Test
    void anOlderBlockIsNotRestored() {
        assertNotAsBroken(with(broken(), epoch(1, FACTORY), epoch(2, PROVEN)), restore(3, FACTORY));
    }

    @Test
    void anotherBrokenStateThanTheOneOrderedForIsNotOverwritten() {
        MeterState state = with(broken(), epoch(1, FACTORY), epoch(2, PROVEN));
        assertNotAsBroken(state, restore(2, PROVEN));
        MeterState further = state.withEpoch(epoch(4, new byte[] {1, 1, 0, 0x43, 0, 0, 0, 0}, SHOWN));
        assertNotAsBroken(further, restore(3, PROVEN));
    }

    @Test
    void aTargetThatIsInForceAgainIsLookedAtOnTheMeter() {
        MeterState state = with(broken(), epoch(1, FACTORY), epoch(2, PROVEN)).withEpoch(epoch(4, PROVEN));
        assertNull(objection(state, restore(3, PROVEN)));
        assertNotAsBroken(state.withEpoch(epoch(5, FACTORY)), restore(3, PROVEN));
    }

    @Test
    void whatAnotherMeterHeldBeforeAnExchangeIsNotRestored() {
        CalibrationEpoch exchanged = new CalibrationEpoch(
                3, Instant.EPOCH, 0, MODEL.name(), Octets.of(BROKEN), SHOWN, EpochCause.METER_EXCHANGE, "");
        assertNotAsBroken(with(exchanged, epoch(2, PROVEN)), restore(3, PROVEN));
    }

    @Test
    void aMeterWithoutEpochsIsNotRestored() {
        assertNotAsBroken(MeterState.INITIAL, restore(3, PROVEN));
    }

    @Test
    void aCorrectionOfAnOlderEpochIsAConflictUnlessTheBlockIsBroken() {
        ReceivedOrder.Target correction = target(1, FACTORY, MODEL.checksumOf(FACTORY), MODEL.scaled(FACTORY, 1.01));
        Ending conflict = objection(with(epoch(2, PROVEN), epoch(1, FACTORY)), correction);
        assertNotNull(conflict);
        assertEquals("EPOCH_CONFLICT", conflict.reasonCode());
        assertNull(objection(with(broken(), epoch(1, FACTORY)), correction), "the procedure archives it");
    }

    private static void assertNotAsBroken(MeterState state, ReceivedOrder.Target target) {
        Ending ending = objection(state, target);
        assertNotNull(ending);
        assertEquals("NOT_AS_BROKEN", ending.reasonCode());
    }

    private static @Nullable Ending objection(MeterState state, ReceivedOrder.Target target) {
        return EpochCheck.objection(state, target, MODEL);
    }

    private static MeterState with(CalibrationEpoch newest, CalibrationEpoch... before) {
        MeterState state = MeterState.INITIAL;
        for (CalibrationEpoch epoch : before) {
            state = state.withEpoch(epoch);
        }
        return state.withEpoch(newest);
    }

    private static CalibrationEpoch broken() {
        return epoch(3, BROKEN, SHOWN);
    }

    private static CalibrationEpoch epoch(int number, byte[] block) {
        return epoch(number, block, MODEL.checksumOf(block));
    }

    private static CalibrationEpoch epoch(int number, byte[] block, long checksum) {
        return new CalibrationEpoch(
                number,
                Instant.EPOCH.plusSeconds(number),
                number,
                MODEL.name(),
                Octets.of(block),
                checksum,
                EpochCause.UNORDERED_CHANGE,
                "");
    }

    private static ReceivedOrder.Target restore(int epoch, byte[] wanted) {
        return target(epoch, BROKEN, SHOWN, wanted);
    }

    private static ReceivedOrder.Target target(int epoch, byte[] base, long checksum, byte[] wanted) {
        return new ReceivedOrder.Target(
                MODEL.name(), epoch, Octets.of(base), checksum, Octets.of(wanted), MODEL.checksumOf(wanted));
    }
}
