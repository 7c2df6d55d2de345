// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.JournalEntry;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.model.MeterModel;

/** Which calibration epochs a look at a meter opens, and what is told of them. Pure. */
final class EpochRules {

    private final MeterState state;
    private final Look look;
    private final List<CalibrationEpoch> opened = new ArrayList<>();
    private final List<Publication> publications = new ArrayList<>();

    private EpochRules(MeterState state, Look look) {
        this.state = state;
        this.look = look;
    }

    /** Epochs by rising number, and what is published with them. */
    record Opened(List<CalibrationEpoch> epochs, List<Publication> publications) {
        Opened {
            epochs = List.copyOf(epochs);
            publications = List.copyOf(publications);
        }
    }

    /** A meter without change counter has no epochs. */
    static Opened judge(MeterState state, Look look) {
        EpochRules rules = new EpochRules(state, look);
        Long counter = look.changeCounter();
        if (counter != null) {
            rules.open(counter);
        }
        return new Opened(rules.opened, rules.publications);
    }

    /** What the block says against that of the current epoch; blocks of different models cannot be compared. */
    static ChangeAgreement.Block compared(MeterState state, Look look) {
        CalibrationEpoch current = state.currentEpoch();
        BlockState block = look.block();
        MeterModel model = look.model();
        if (current == null
                || block == null
                || model == null
                || look.has(IdentityChange.Kind.EXCHANGE)
                || !current.meterModel().equals(model.name())) {
            return ChangeAgreement.Block.NOT_COMPARED;
        }
        // A checksum that has become another one is a change too: the meter no longer trusts the block.
        return current.block().equals(block.block()) && current.checksum() == block.checksum()
                ? ChangeAgreement.Block.SAME
                : ChangeAgreement.Block.DIFFERS;
    }

    private void open(long counter) {
        CalibrationEpoch current = state.currentEpoch();
        if (current == null) {
            open(EpochCause.FIRST_SEEN, "", counter, new ChangeBegin(Instant.EPOCH, Instant.EPOCH));
            return;
        }
        if (look.has(IdentityChange.Kind.EXCHANGE)) {
            open(EpochCause.METER_EXCHANGE, "", counter, exchangeBegin());
            return;
        }
        boolean blockDiffers = compared(state, look) == ChangeAgreement.Block.DIFFERS;
        if (current.changeCounter() != counter || blockDiffers) {
            String orderId = orderBehind(counter);
            boolean explained =
                    !blockDiffers && (look.has(IdentityChange.Kind.FIRMWARE) || look.has(IdentityChange.Kind.RATIO));
            if (!orderId.isEmpty()) {
                open(EpochCause.ORDERED, orderId, counter, coefficientBegin(current, counter));
            } else if (!explained) {
                open(EpochCause.UNORDERED_CHANGE, "", counter, coefficientBegin(current, counter));
                return;
            }
        }
        if (look.has(IdentityChange.Kind.FIRMWARE)) {
            open(
                    EpochCause.FIRMWARE,
                    "",
                    counter,
                    begin(look.times().firmware(), look.times().configuration()));
        } else if (look.has(IdentityChange.Kind.RATIO)) {
            open(
                    EpochCause.TRANSFORMER_RATIO,
                    "",
                    counter,
                    begin(
                            look.times().logged(),
                            look.times().protectedChange(),
                            look.times().configuration()));
        }
    }

    private ChangeBegin begin(@Nullable Instant... claims) {
        return ChangeBegin.of(state.cursor(), look.meterTime(), claims);
    }

    /** Where the counter has moved the rows tell it themselves. */
    private ChangeBegin coefficientBegin(CalibrationEpoch current, long counter) {
        ChangeBegin begin = begin(look.times().logged(), look.times().protectedChange());
        return current.changeCounter() == counter
                ? begin
                : new ChangeBegin(begin.previousUntil(), begin.previousUntil());
    }

    /** The new meter was there when it was refused first, at the latest. */
    private ChangeBegin exchangeBegin() {
        LastSeen.Foreign foreign = look.before().foreign();
        return foreign != null && foreign.serial().equals(look.now().serial())
                ? ChangeBegin.of(state.cursor(), foreign.since())
                : begin();
    }

    private void open(EpochCause cause, String orderId, long counter, ChangeBegin begin) {
        CalibrationEpoch before = opened.isEmpty() ? state.currentEpoch() : opened.getLast();
        BlockState block = look.block();
        CalibrationEpoch epoch = block == null && before != null && cause != EpochCause.METER_EXCHANGE
                ? new CalibrationEpoch(
                        before.number() + 1,
                        begin.previousUntil(),
                        begin.activeFrom(),
                        counter,
                        before.meterModel(),
                        before.block(),
                        before.checksum(),
                        cause,
                        orderId)
                : new CalibrationEpoch(
                        before == null ? 1 : before.number() + 1,
                        begin.previousUntil(),
                        begin.activeFrom(),
                        counter,
                        look.model() == null ? "" : look.model().name(),
                        block == null ? Octets.empty() : block.block(),
                        block == null ? 0 : block.checksum(),
                        cause,
                        orderId);
        opened.add(epoch);
        Map<String, String> evidence = evidence(epoch);
        publications.add(look.stamp().epochOpened(epoch, evidence));
        if (cause != EpochCause.FIRST_SEEN && cause != EpochCause.ORDERED) {
            publications.add(look.stamp().fact(cause.name(), evidence));
        }
        if (block != null && !block.checksumValid()) {
            publications.add(broken(epoch, evidence));
        }
    }

    /** ERR-02 with the block and the checksum as found: what an order to restore must find again. */
    private Publication broken(CalibrationEpoch epoch, Map<String, String> evidence) {
        Map<String, String> found = new TreeMap<>(evidence);
        found.put("brokenBlock", epoch.block().hex());
        found.put("brokenChecksum", Long.toString(epoch.checksum()));
        found.put("epoch", Integer.toString(epoch.number()));
        return look.stamp()
                .event(
                        EventCodes.METER_ERROR,
                        "The active coefficient block does not match its checksum; have the meter examined.",
                        found);
    }

    private Map<String, String> evidence(CalibrationEpoch epoch) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("changeCounter", Long.toString(epoch.changeCounter()));
        if (epoch.cause() != EpochCause.FIRST_SEEN) {
            evidence.put("activeFrom", epoch.activeFrom().toString());
            evidence.put("previousUntil", epoch.previousUntil().toString());
        }
        look.identity().forEach(change -> evidence.put(change.what(), change.evidence()));
        return evidence;
    }

    /** The order whose journalled intent explains the block; empty when there is none. */
    private String orderBehind(long counter) {
        BlockState block = look.block();
        for (JournalEntry entry : state.journal().entries().reversed()) {
            WriteIntent intent = entry.intent();
            if (block != null
                    && intent != null
                    && intent.target().equals(block.block())
                    && counter == intent.asFound().changeCounter() + 1) {
                return entry.orderId();
            }
        }
        return "";
    }
}
