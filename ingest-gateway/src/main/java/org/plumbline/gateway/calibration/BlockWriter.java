// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.plumbline.gateway.GatewayException;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.evidence.MissingRight;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.Transfer;

/** Brings a block into the meter and activates it, as the model's {@link Transfer} says. One instance per attempt. */
final class BlockWriter {

    /** How the write ended; the meter is read again in any case. */
    sealed interface Outcome {
        /** The meter accepted every step so far. */
        record Accepted() implements Outcome {}

        /** The meter or the comparison said no at {@code step}; the activation may still have happened. */
        record Stopped(String step, String evidence, int code) implements Outcome {}

        /** The gate was shut before a changing action; that action, and so the activation, was not sent. */
        record HeldBack(MeterFault fault) implements Outcome {}
    }

    /** Leaves the write from any depth; never leaves this class. */
    private static final class ShutException extends GatewayException {
        private static final long serialVersionUID = 1L;
        private final transient MeterFault fault;

        ShutException(MeterFault fault) {
            super(fault.evidence());
            this.fault = fault;
        }
    }

    /** data-access-result temporary-failure: the meter is busy; ask again. */
    static final int TEMPORARY_FAILURE = 2;

    private static final int IMAGE_CLASS = 18;
    private static final int SCRIPT_TABLE_CLASS = 9;
    private static final int TRANSFER_INITIATED = 1;
    private static final int VERIFICATION_INITIATED = 2;
    private static final int VERIFICATION_SUCCESSFUL = 3;
    private static final int ACTIVATION_INITIATED = 5;
    private static final int ACTIVATION_SUCCESSFUL = 6;
    private static final int STATUS_READS = 10;
    private static final int IDENTIFIER_OCTETS = 16;

    private final CosemAccess access;
    private final FrameGate gate;
    private final MeterModel model;
    private final CalibrationTask task;
    private final StepLog steps;
    private String denied = "";

    BlockWriter(CosemAccess access, FrameGate gate, MeterModel model, CalibrationTask task, StepLog steps) {
        this.access = access;
        this.gate = gate;
        this.model = model;
        this.task = task;
        this.steps = steps;
    }

    Outcome write() {
        try {
            return transfer();
        } catch (ShutException shut) {
            steps.add("held-back", shut.fault.evidence());
            return new Outcome.HeldBack(shut.fault);
        }
    }

    private Outcome transfer() {
        return switch (model.transfer()) {
            case Transfer.PendingThenChecksum way ->
                throughPending(ActiveBlock.attribute(way.pending()), () -> setChecksum(way));
            case Transfer.PendingThenScript way ->
                throughPending(ActiveBlock.attribute(way.pending()), () -> executeScript(way));
            case Transfer.Image way -> throughImage(way);
        };
    }

    private Outcome throughPending(CosemAttribute pending, Supplier<AccessOutcome> activation) {
        AccessOutcome written =
                set(pending, ActiveBlock.valueOf(model, task.target().toArray()));
        if (written instanceof AccessOutcome.Refused(int code)) {
            return new Outcome.Stopped("write-pending", "SET pending block refused", code);
        }
        steps.add("write-pending", task.target().length() + " octets to " + pending);
        CosemValue readBack = value(pending, access.get(pending));
        if (!Octets.of(ActiveBlock.octets(model, pending.obis(), readBack)).equals(task.target())) {
            return new Outcome.Stopped("read-back", "pending block read back differs from the target", 0);
        }
        steps.add("read-back", "pending block equals the target");
        return activated(activation.get());
    }

    private AccessOutcome setChecksum(Transfer.PendingThenChecksum way) {
        return set(ActiveBlock.attribute(way.pendingChecksum()), CosemValue.longUnsigned((int) task.targetChecksum()));
    }

    private AccessOutcome executeScript(Transfer.PendingThenScript way) {
        CosemAttribute execute = new CosemAttribute(SCRIPT_TABLE_CLASS, ObisCode.parse(way.scriptTable()), 1);
        return invoke(execute, CosemValue.longUnsigned(way.scriptId()));
    }

    private Outcome activated(AccessOutcome outcome) {
        return switch (outcome) {
            case AccessOutcome.Done done -> {
                steps.add("activate", "accepted");
                yield new Outcome.Accepted();
            }
            case AccessOutcome.Refused(int code) -> new Outcome.Stopped("activate", "activation refused", code);
        };
    }

    // Image transfer, IEC 62056-6-2 class 18: attributes 2 block size, 4 first block not transferred, 5 enabled,
    // 6 status; methods 1 initiate, 2 block transfer, 3 verify, 4 activate.
    private Outcome throughImage(Transfer.Image way) {
        ObisCode image = ObisCode.parse(way.imageTransfer());
        if (!(value(at(image, 5), access.get(at(image, 5))) instanceof CosemValue.BooleanValue(boolean enabled))
                || !enabled) {
            return new Outcome.Stopped("image-enabled", "image transfer is not enabled", 0);
        }
        if (number(at(image, 2)) != way.imageBlockOctets()) {
            return new Outcome.Stopped("image-block-size", "meter's block size is not " + way.imageBlockOctets(), 0);
        }
        long status = number(at(image, 6));
        if (status == VERIFICATION_INITIATED || status == ACTIVATION_INITIATED) {
            return new Outcome.Stopped("image-status", "meter still works on status " + status, TEMPORARY_FAILURE);
        }
        boolean resume = task.earlierIntent() != null && status == TRANSFER_INITIATED;
        Outcome verified = resume ? transferAndVerify(image, way.imageBlockOctets()) : new Outcome.Accepted();
        if (!resume || verified instanceof Outcome.Stopped) {
            // Blocks of another transfer may have been in the meter: once more from the start.
            verified = startOver(image, way.imageBlockOctets());
        }
        return verified instanceof Outcome.Stopped ? verified : settled(image, 4, "activate", ACTIVATION_SUCCESSFUL);
    }

    private Outcome startOver(ObisCode image, int blockOctets) {
        if (invoke(at(image, 1), initiateParameter()) instanceof AccessOutcome.Refused(int code)) {
            return new Outcome.Stopped("image-initiate", "image transfer refused", code);
        }
        steps.add("image-initiate", task.target().length() + " octets");
        return transferAndVerify(image, blockOctets);
    }

    private Outcome transferAndVerify(ObisCode image, int blockOctets) {
        Outcome transferred = transferBlocks(image, blockOctets);
        return transferred instanceof Outcome.Stopped
                ? transferred
                : settled(image, 3, "image-verify", VERIFICATION_SUCCESSFUL);
    }

    /**
     * Sends blocks from the meter's own cursor on. The last block is always sent, also where an earlier attempt sent it:
     * it carries the checksum, so blocks that another transfer left behind cannot verify. The cursor must rise with every
     * block, which bounds the loop.
     */
    private Outcome transferBlocks(ObisCode image, int blockOctets) {
        byte[] target = task.target().toArray();
        int last = (target.length + blockOctets - 1) / blockOctets - 1;
        long next = Math.min(number(at(image, 4)), last);
        steps.add("image-transfer", "from block " + next + " of " + (last + 1));
        while (true) {
            int from = (int) next * blockOctets;
            byte[] block = Arrays.copyOfRange(target, from, Math.min(from + blockOctets, target.length));
            CosemValue parameter = new CosemValue.Structure(
                    List.of(CosemValue.doubleLongUnsigned(next), CosemValue.OctetString.of(block)));
            if (invoke(at(image, 2), parameter) instanceof AccessOutcome.Refused(int code)) {
                return new Outcome.Stopped("image-transfer", "block " + next + " refused", code);
            }
            long cursor = number(at(image, 4));
            if (cursor <= next) {
                return new Outcome.Stopped("image-transfer", "meter still asks for block " + cursor, 0);
            }
            if (next == last) {
                return new Outcome.Accepted();
            }
            next = Math.min(cursor, last);
        }
    }

    private Outcome settled(ObisCode image, int method, String step, int wantedStatus) {
        CosemValue none = new CosemValue.IntegerValue(CosemValue.IntegerType.INTEGER, 0);
        AccessOutcome outcome = invoke(at(image, method), none);
        // A meter that refuses because the same step is under way already, still does it.
        if (outcome instanceof AccessOutcome.Refused(int code)
                && code != TEMPORARY_FAILURE
                && number(at(image, 6)) != wantedStatus - 1) {
            return new Outcome.Stopped(step, "refused by the meter", code);
        }
        for (int read = 0; read < STATUS_READS; read++) {
            long status = number(at(image, 6));
            if (status == wantedStatus) {
                steps.add(step, "status " + status);
                return new Outcome.Accepted();
            }
            if (status == wantedStatus + 1) {
                return new Outcome.Stopped(step, "meter reports failure, status " + status, 0);
            }
        }
        return new Outcome.Stopped(step, "meter still busy after " + STATUS_READS + " reads", TEMPORARY_FAILURE);
    }

    private AccessOutcome set(CosemAttribute attribute, CosemValue value) {
        requireOpen();
        return noted("SET", attribute, access.set(attribute, value));
    }

    private AccessOutcome invoke(CosemAttribute method, CosemValue parameter) {
        requireOpen();
        return noted("ACTION", method, access.invoke(method, parameter));
    }

    /** A denied access is explained as a step; the meter has not been changed by it. */
    private AccessOutcome noted(String service, CosemAttribute at, AccessOutcome outcome) {
        if (outcome instanceof AccessOutcome.Refused(int code) && MissingRight.denies(code)) {
            MeterFault refused = new MeterFault.AccessRefused(service, at.obis(), at.index(), code);
            denied = MissingRight.explained(refused, access).evidence();
            steps.add("access-denied", denied);
        }
        return outcome;
    }

    /** What was denied and which right was missing, as far as the meter says; empty when nothing was denied. */
    String denied() {
        return denied;
    }

    /** Asked immediately before every action that changes the meter: a stop stops half-way through a write, too. */
    private void requireOpen() {
        if (gate.beforeChange() instanceof GateDecision.Shut(MeterFault fault)) {
            throw new ShutException(fault);
        }
    }

    private CosemValue initiateParameter() {
        byte[] identifier = Arrays.copyOf(task.orderId().getBytes(StandardCharsets.US_ASCII), IDENTIFIER_OCTETS);
        return new CosemValue.Structure(List.of(
                CosemValue.OctetString.of(identifier),
                CosemValue.doubleLongUnsigned(task.target().length())));
    }

    private static CosemAttribute at(ObisCode image, int index) {
        return new CosemAttribute(IMAGE_CLASS, image, index);
    }

    private long number(CosemAttribute attribute) {
        return ActiveBlock.unsigned(attribute, value(attribute, access.get(attribute)));
    }

    private static CosemValue value(CosemAttribute attribute, AccessOutcome outcome) {
        return switch (outcome) {
            case AccessOutcome.Done(CosemValue value) -> value;
            case AccessOutcome.Refused(int code) ->
                throw new MeterFaultException(
                        new MeterFault.AccessRefused("GET", attribute.obis(), attribute.index(), code));
        };
    }
}
