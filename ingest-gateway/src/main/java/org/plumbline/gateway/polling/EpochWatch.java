// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.ActiveBlock;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.JournalEntry;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.model.MeterModel;

/** Sees by the protected change counter when a meter's coefficients were changed, and opens the epoch. */
public final class EpochWatch {

    private EpochWatch() {}

    /**
     * What a look at the meter says.
     *
     * @param opened null when the current epoch goes on, or the meter has no change counter
     * @param publications to be committed together with the epoch
     */
    public record Sighting(@Nullable CalibrationEpoch opened, List<Publication> publications) {
        public Sighting {
            publications = List.copyOf(publications);
        }

        public MeterState applyTo(MeterState state) {
            return opened == null ? state : state.withEpoch(opened);
        }
    }

    private static final Sighting UNCHANGED = new Sighting(null, List.of());

    /**
     * Reads the change counter and, when it is new, the active block.
     *
     * @param model null where the meter has no block; such a meter may also lack the counter
     * @throws MeterFaultException when the meter does not answer as its model promises
     */
    public static Sighting look(MeterSession session, @Nullable MeterModel model, MeterState state, Stamp stamp) {
        long counter;
        try {
            counter = session.changeCounter();
        } catch (MeterFaultException refused) {
            if (model == null && refused.fault() instanceof MeterFault.AccessRefused) {
                return UNCHANGED;
            }
            throw refused;
        }
        CalibrationEpoch current = state.currentEpoch();
        if (current != null && current.changeCounter() == counter) {
            return UNCHANGED;
        }
        BlockState block = model == null
                ? new BlockState(Octets.empty(), 0, true, counter)
                : ActiveBlock.read(session.access(), model);
        return open(model, state, block, stamp);
    }

    private static Sighting open(@Nullable MeterModel model, MeterState state, BlockState block, Stamp stamp) {
        CalibrationEpoch current = state.currentEpoch();
        String orderId = current == null ? "" : orderBehind(state, block);
        CalibrationEpoch opened = new CalibrationEpoch(
                current == null ? 1 : current.number() + 1,
                current == null ? Instant.EPOCH : state.cursor() == null ? stamp.fieldTime() : state.cursor(),
                block.changeCounter(),
                model == null ? "" : model.name(),
                block.block(),
                block.checksum(),
                current == null
                        ? EpochCause.FIRST_SEEN
                        : orderId.isEmpty() ? EpochCause.UNORDERED_CHANGE : EpochCause.ORDERED,
                orderId);
        Map<String, String> evidence = Map.of("changeCounter", Long.toString(block.changeCounter()));
        List<Publication> publications = new ArrayList<>(List.of(stamp.epochOpened(opened, evidence)));
        if (opened.cause() == EpochCause.UNORDERED_CHANGE) {
            publications.add(stamp.fact("UNORDERED_CHANGE", evidence));
        }
        if (!block.checksumValid()) {
            publications.add(stamp.event(
                    EventCodes.METER_ERROR,
                    "The active coefficient block does not match its checksum; have the meter examined.",
                    evidence));
        }
        return new Sighting(opened, publications);
    }

    /** The order whose journalled intent explains the block; empty when there is none. */
    private static String orderBehind(MeterState state, BlockState block) {
        for (JournalEntry entry : state.journal().entries().reversed()) {
            WriteIntent intent = entry.intent();
            if (intent != null
                    && intent.target().equals(block.block())
                    && block.changeCounter() == intent.asFound().changeCounter() + 1) {
                return entry.orderId();
            }
        }
        return "";
    }
}
