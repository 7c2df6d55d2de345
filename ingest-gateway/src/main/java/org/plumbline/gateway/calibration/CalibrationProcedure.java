// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.CalibrationResult.Reason;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.evidence.MissingRight;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.WriteJournal;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/**
 * Executes one order on one open association: read, decide, journal, write, read back, activate, read again. Keeps
 * nothing between attempts: an attempt that broke off is resumed by executing the same task, with the journalled intent,
 * on a new association. What the meter then holds decides how to go on, so that there is exactly one activation.
 *
 * <p>One instance per attempt; confined to the session's thread.
 */
public final class CalibrationProcedure {

    private final CalibrationTask task;
    private final CosemAccess access;
    private final FrameGate gate;
    private final WriteJournal journal;
    private final StepLog steps = new StepLog();
    private @Nullable BlockState asFound;
    /** By this attempt, or perhaps by the one that left its intent. */
    private boolean changeBegun;

    private CalibrationProcedure(CalibrationTask task, CosemAccess access, FrameGate gate, WriteJournal journal) {
        this.task = task;
        this.access = access;
        this.gate = gate;
        this.journal = journal;
        this.changeBegun = task.earlierIntent() != null;
    }

    /**
     * Runs one attempt. Faults of the meter and the link are results; only a failing journal throws (nothing has been
     * written then).
     */
    public static CalibrationResult execute(
            CalibrationTask task, CosemAccess access, FrameGate gate, WriteJournal journal) {
        return new CalibrationProcedure(task, access, gate, journal).run();
    }

    private CalibrationResult run() {
        Optional<MeterModel> model = MeterModels.named(task.modelId());
        if (model.isEmpty()) {
            return refused(Reason.UNKNOWN_MODEL, "no meter model " + task.modelId());
        }
        if (CalibrationDecision.judge(task, model.get()) instanceof CalibrationDecision.Refuse refuse) {
            return refused(refuse.reason(), refuse.evidence());
        }
        try {
            return onMeter(model.get());
        } catch (MeterFaultException broken) {
            return broken(broken.fault());
        }
    }

    private CalibrationResult onMeter(MeterModel model) {
        BlockState found = ActiveBlock.read(access, model);
        asFound = found;
        steps.add("read-active", describe(found));
        return switch (CalibrationDecision.decide(task, found)) {
            case CalibrationDecision.Refuse(Reason reason, String evidence) -> {
                if (reason == Reason.CORRUPT_CHECKSUM) {
                    CorruptionArchive.read(access, found, steps);
                }
                yield refused(reason, evidence);
            }
            case CalibrationDecision.TargetActive active -> targetActive(model, found);
            case CalibrationDecision.Write write -> {
                if (task.isRestore(model) && task.earlierIntent() == null) {
                    journal.archive(CorruptionArchive.read(access, found, steps));
                }
                String contradiction = CertificationLog.disagreementBefore(access, model, found);
                yield contradiction.isEmpty() ? write(model, found) : refused(Reason.LOG_DISAGREES, contradiction);
            }
        };
    }

    private CalibrationResult targetActive(MeterModel model, BlockState found) {
        WriteIntent earlier = task.earlierIntent();
        if (earlier == null) {
            String failure = task.isRestore(model) ? MemoryError.stillReported(access) : "";
            if (!failure.isEmpty()) {
                return unverified(failure, found, found);
            }
            return new CalibrationResult.AlreadyApplied(found, steps.toList());
        }
        steps.add("resume", "target found active after an attempt that broke off");
        return judgeAsLeft(model, earlier.asFound(), found);
    }

    private CalibrationResult write(MeterModel model, BlockState found) {
        WriteIntent earlier = task.earlierIntent();
        WriteIntent intent =
                earlier != null ? earlier : new WriteIntent(task.orderId(), task.meterId(), found, task.target());
        journal.intend(intent);
        steps.add("journal-intent", earlier == null ? "new" : "resumed");
        if (gate.beforeChange() instanceof GateDecision.Shut(MeterFault fault)) {
            return new CalibrationResult.Held(fault, found, steps.toList());
        }
        changeBegun = true;
        BlockWriter writer = new BlockWriter(access, gate, model, task, steps);
        BlockWriter.Outcome outcome = writer.write();
        return switch (outcome) {
            case BlockWriter.Outcome.Accepted accepted -> judgeAsLeft(model, intent.asFound(), readAgain(model));
            case BlockWriter.Outcome.Stopped stopped -> judgeStopped(model, stopped, writer.denied(), intent.asFound());
            case BlockWriter.Outcome.HeldBack(MeterFault fault) -> heldBack(fault, intent.asFound(), model);
        };
    }

    /** The activation was not sent; the active block is read again where the link still allows it. */
    private CalibrationResult heldBack(MeterFault fault, BlockState before, MeterModel model) {
        BlockState left;
        try {
            left = readAgain(model);
        } catch (MeterFaultException unread) {
            steps.add("read-active", unread.fault().evidence());
            return new CalibrationResult.Held(fault, before, steps.toList());
        }
        return left.equals(before)
                ? new CalibrationResult.Held(fault, before, steps.toList())
                : unverified("the active block changed though no activation was sent", before, left);
    }

    private BlockState readAgain(MeterModel model) {
        BlockState left = ActiveBlock.read(access, model);
        steps.add("read-active", describe(left));
        return left;
    }

    private CalibrationResult judgeAsLeft(MeterModel model, BlockState before, BlockState left) {
        if (!left.block().equals(task.target())) {
            return unverified("active block is not the target", before, left);
        }
        if (!left.checksumValid() || left.checksum() != task.targetChecksum()) {
            return unverified("checksum of the active block is wrong", before, left);
        }
        if (left.changeCounter() != before.changeCounter() + 1) {
            return unverified(
                    "change counter went from " + before.changeCounter() + " to " + left.changeCounter(), before, left);
        }
        String contradiction = CertificationLog.disagreementAfter(access, model, before, left);
        if (!contradiction.isEmpty()) {
            return unverified(contradiction, before, left);
        }
        if (task.isRestore(model)) {
            String failure = MemoryError.stillReported(access);
            if (!failure.isEmpty()) {
                return unverified(failure, before, left);
            }
        }
        steps.add("verify", "block, checksum, change counter and certification log agree");
        return new CalibrationResult.Applied(before, left, steps.toList());
    }

    private CalibrationResult judgeStopped(
            MeterModel model, BlockWriter.Outcome.Stopped stopped, String denied, BlockState before) {
        BlockState left = readAgain(model);
        String result = stopped.code() == 0 ? "" : ", result " + stopped.code();
        String evidence = stopped.step() + ": " + stopped.evidence() + result + (denied.isEmpty() ? "" : "; " + denied);
        steps.add(stopped.step(), evidence);
        if (left.block().equals(task.target())) {
            return judgeAsLeft(model, before, left);
        }
        if (!left.equals(before)) {
            return unverified(evidence, before, left);
        }
        if (stopped.code() == BlockWriter.TEMPORARY_FAILURE) {
            return new CalibrationResult.Interrupted(new MeterFault.MeterBusy(evidence), before, true, steps.toList());
        }
        return refused(Reason.METER_REFUSED, evidence);
    }

    private CalibrationResult broken(MeterFault fault) {
        steps.add("broken-off", fault.evidence());
        if (changeBegun) {
            return new CalibrationResult.Interrupted(fault, asFound, true, steps.toList());
        }
        return switch (fault) {
            case MeterFault.AccessRefused refusedAccess ->
                refused(
                        Reason.METER_REFUSED,
                        MissingRight.explained(fault, access).evidence());
            case MeterFault.UnexpectedContent content -> refused(Reason.METER_REFUSED, fault.evidence());
            default ->
                fault.eventCode() == EventCode.GATEWAY_STOP
                        ? new CalibrationResult.Held(fault, asFound, steps.toList())
                        : new CalibrationResult.Interrupted(fault, asFound, false, steps.toList());
        };
    }

    private CalibrationResult refused(Reason reason, String evidence) {
        return new CalibrationResult.Refused(reason, evidence, asFound, changeBegun, steps.toList());
    }

    private CalibrationResult unverified(String evidence, BlockState before, BlockState left) {
        steps.add("verify", evidence);
        return new CalibrationResult.Unverified(evidence, before, left, steps.toList());
    }

    private static String describe(BlockState state) {
        return "checksum " + state.checksum() + (state.checksumValid() ? "" : " (wrong)") + ", change counter "
                + state.changeCounter();
    }
}
