// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.evidence;

import java.util.Map;
import java.util.TreeMap;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.PublicView;

/**
 * A fault as an event tells it.
 *
 * @param layer where it broke, e.g. {@code TCP_REFUSED}, {@code AARE}, {@code GET}, {@code BLOCK 7}
 * @param cause what the meter's answers speak for; for SEC-01 a suspicion, never a proof
 * @param remedy what a person does first, as a sentence
 * @param askAgain the fault may pass by itself: it is told only after several failed cycles in a row
 */
public record Diagnosis(EventCode code, String layer, Cause cause, String remedy, boolean askAgain) {

    /** What the meter's answers speak for. */
    public enum Cause {
        NAME,
        UNREACHABLE,
        NO_ANSWER,
        INCOMPLETE,
        BUSY,
        /** Our invocation counter, or the jump needed to follow the meter's, is not acceptable. */
        COUNTER,
        SYSTEM_TITLE,
        /** The client or server address, or the association behind it. */
        SAP,
        /** Key version or key. */
        KEY,
        /** A frame's GCM tag does not verify. */
        TAG,
        /** A frame's counter was seen before. */
        REPLAY,
        /** A frame is not protected as agreed. */
        PROTECTION,
        /** More than one of counter, title, SAP and key fits. */
        ACCESS,
        /** The association lacks the right to an attribute or method. */
        RIGHT,
        PROTOCOL,
        REGISTRATION,
        GATEWAY
    }

    // acse-service-user diagnostics and exception-response service errors of IEC 62056-5-3
    private static final int CONTEXT_NOT_SUPPORTED = 2;
    private static final int CALLING_TITLE_NOT_RECOGNIZED = 3;
    private static final int MECHANISM_NOT_RECOGNISED = 11;
    private static final int MECHANISM_REQUIRED = 12;
    private static final int AUTHENTICATION_FAILURE = 13;
    private static final int AUTHENTICATION_REQUIRED = 14;
    private static final int DECIPHERING_ERROR = 5;
    private static final int INVOCATION_COUNTER_ERROR = 6;

    private static final String CHECK_ACCESS =
            "Check invocation counter, system title, client and server SAP and key version, in this order; changing keys is the last act.";
    private static final String CHECK_KEY =
            "The counter was looked at; check system title, SAP and key version next; changing keys is the last act.";
    private static final String FORGED =
            "Look for another meter or a device on the way that answers in its place; do not change keys.";
    private static final String ASK_AGAIN = "It was asked again; look at the meter and its communication.";

    public static Diagnosis of(MeterFault fault) {
        return switch (fault) {
            case MeterFault.NameUnresolved name -> comm("DNS", Cause.NAME, "Check the host name and the name server.");
            case MeterFault.ConnectionRefused refused ->
                comm(
                        "TCP_REFUSED",
                        Cause.UNREACHABLE,
                        "The address answers, the meter's port does not; check the port.");
            case MeterFault.ConnectTimeout timeout ->
                comm("TCP_TIMEOUT", Cause.UNREACHABLE, "Nothing answers at the address; check power, modem and route.");
            case MeterFault.ConnectionLost(String phase) -> comm(layerOf(phase), Cause.NO_ANSWER, ASK_AGAIN);
            case MeterFault.AareMissing missing ->
                comm("AARE", Cause.NO_ANSWER, "TCP stands and the meter is silent; check the SAPs, then the meter.");
            case MeterFault.ExchangeTimeout timeout -> comm(layerOf(timeout.phase()), Cause.NO_ANSWER, ASK_AGAIN);
            case MeterFault.TransferTimeout timeout ->
                comm(layerOf(timeout.phase()), Cause.INCOMPLETE, "The link is too slow for what was asked for.");
            case MeterFault.SegmentUnavailable unavailable ->
                comm("SEGMENT", Cause.UNREACHABLE, "Nothing is known against the meter; look at its network segment.");
            case MeterFault.MeterBusy busy -> comm("METER", Cause.BUSY, ASK_AGAIN);
            case MeterFault.ManagementRefused(MeterFault how, PublicView seen) -> refused(how, seen);
            case MeterFault.AssociationRejected rejected -> refused(rejected, PublicView.SERVED);
            case MeterFault.ServiceRefused refused -> refused(refused, PublicView.SERVED);
            case MeterFault.AuthenticationFailed(String step, String reason) ->
                security(step, reason.contains("system title") ? Cause.SYSTEM_TITLE : Cause.KEY, CHECK_ACCESS);
            case MeterFault.GuardViolated(GuardRule rule, String detail) -> guarded(rule);
            case MeterFault.CounterExhausted exhausted ->
                security("COUNTER", Cause.COUNTER, "The meter needs new keys before it can be spoken to again.");
            case MeterFault.CounterJumpRefused refused ->
                security(
                        "COUNTER",
                        Cause.COUNTER,
                        "Find out who else uses this key; the claim is not authenticated, so keys stay as they are.");
            case MeterFault.CodecFailed failed -> protocol();
            case MeterFault.AccessRefused refused -> refused(refused);
            case MeterFault.RightMissing(var refused, String missing) -> refused(refused);
            case MeterFault.UnexpectedContent content -> protocol();
            case MeterFault.AddressNotAllowed notAllowed -> registration();
            case MeterFault.WrongMeter wrong -> registration();
            case MeterFault.LeaseLost lost -> gateway();
            case MeterFault.HoldActive hold -> gateway();
            case MeterFault.OrderExpired expired -> gateway();
            case MeterFault.CounterBlockUnavailable unavailable -> gateway();
        };
    }

    private static Diagnosis refused(MeterFault.AccessRefused refused) {
        boolean denied = MissingRight.denies(refused.code());
        String place = refused.obis() + " attribute " + refused.attribute();
        return new Diagnosis(
                EventCode.PROTOCOL,
                refused.service(),
                denied ? Cause.RIGHT : Cause.PROTOCOL,
                denied
                        ? "Have the right to " + place + " granted to this client, or register one that has it."
                        : "Check the objects of the association for " + place + ".",
                false);
    }

    /** For an event, with the evidence of the fault itself. */
    public Map<String, String> evidence(MeterFault fault, int failures) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("layer", layer);
        evidence.put("cause", cause.name());
        evidence.put("evidence", fault.evidence());
        evidence.put("failedCycles", Integer.toString(failures));
        if (fault instanceof MeterFault.RightMissing(var refused, String missing)) {
            evidence.put("missingRight", missing);
        }
        return evidence;
    }

    /** How an association was refused, and what the public client saw, tell the cause apart as far as they go. */
    private static Diagnosis refused(MeterFault how, PublicView seen) {
        return switch (how) {
            case MeterFault.AssociationRejected(int result, int diagnostic) -> rejected(diagnostic, seen);
            case MeterFault.ServiceRefused refused ->
                switch (refused.serviceError()) {
                    case INVOCATION_COUNTER_ERROR -> security("AARE", Cause.COUNTER, CHECK_ACCESS);
                    case DECIPHERING_ERROR -> security("AARE", keyIfCounterIsFine(seen), remedy(seen));
                    default -> security("AARE", Cause.ACCESS, CHECK_ACCESS);
                };
            default ->
                seen == PublicView.SILENT
                        ? of(how)
                        : new Diagnosis(EventCode.SECURITY, "AARE", Cause.ACCESS, remedy(seen), true);
        };
    }

    private static Diagnosis rejected(int diagnostic, PublicView seen) {
        return switch (diagnostic) {
            case AUTHENTICATION_FAILURE -> security("AARE", keyIfCounterIsFine(seen), remedy(seen));
            case CALLING_TITLE_NOT_RECOGNIZED ->
                security(
                        "AARE", Cause.SYSTEM_TITLE, "The meter does not know our system title; " + lower(CHECK_ACCESS));
            case CONTEXT_NOT_SUPPORTED, MECHANISM_NOT_RECOGNISED, MECHANISM_REQUIRED, AUTHENTICATION_REQUIRED ->
                security("AARE", Cause.SAP, "This client SAP has another association; register the right one.");
            default -> security("AARE", Cause.ACCESS, CHECK_ACCESS);
        };
    }

    private static Cause keyIfCounterIsFine(PublicView seen) {
        return seen == PublicView.COUNTER_NOT_AHEAD ? Cause.KEY : Cause.ACCESS;
    }

    private static String remedy(PublicView seen) {
        return seen == PublicView.COUNTER_NOT_AHEAD ? CHECK_KEY : CHECK_ACCESS;
    }

    private static Diagnosis guarded(GuardRule rule) {
        return switch (rule) {
            case AUTHENTICATION_TAG -> security("FRAME", Cause.TAG, FORGED);
            case INVOCATION_COUNTER -> security("FRAME", Cause.REPLAY, FORGED);
            case SYSTEM_TITLE -> security("FRAME", Cause.SYSTEM_TITLE, FORGED);
            case SECURITY_CONTROL, APDU_TAG -> security("FRAME", Cause.PROTECTION, FORGED);
            case WRAPPER ->
                new Diagnosis(
                        EventCode.PROTOCOL, "WRAPPER", Cause.SAP, "Check client and server SAP of the meter.", false);
            case INVOKE_ID, RESPONSE_TYPE, LENGTH, NESTING, DATA_TYPE, BLOCK_NUMBER, TRANSFER_SIZE -> protocol();
        };
    }

    /** A phase names a service and an attribute, and the block where it is not the first. */
    static String layerOf(String phase) {
        int block = phase.indexOf(", block ");
        if (block >= 0) {
            return "BLOCK " + phase.substring(block + ", block ".length());
        }
        String first = phase.split(" ", 2)[0];
        return switch (first) {
            case "AARE", "GET", "SET", "ACTION", "HLS", "TCP" -> first;
            case "release" -> "RELEASE";
            default -> "LINK";
        };
    }

    private static Diagnosis comm(String layer, Cause cause, String remedy) {
        return new Diagnosis(EventCode.COMMUNICATION, layer, cause, remedy, true);
    }

    private static Diagnosis security(String layer, Cause cause, String remedy) {
        return new Diagnosis(EventCode.SECURITY, layer, cause, remedy, false);
    }

    private static Diagnosis protocol() {
        return new Diagnosis(
                EventCode.PROTOCOL, "APDU", Cause.PROTOCOL, "Trace the meter's frames and ask its maker.", false);
    }

    private static Diagnosis registration() {
        return new Diagnosis(
                EventCode.REGISTRATION, "REGISTRATION", Cause.REGISTRATION, "Correct the registration.", false);
    }

    private static Diagnosis gateway() {
        return new Diagnosis(
                EventCode.GATEWAY_STOP, "GATEWAY", Cause.GATEWAY, "Nothing is wrong with the meter.", true);
    }

    private static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
