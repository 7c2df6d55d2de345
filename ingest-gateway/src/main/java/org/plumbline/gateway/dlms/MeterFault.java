// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.time.Duration;

/**
 * Why a meter could not be served, by layer. {@link #evidence()} is one line for a person; it never holds payload octets
 * or keys.
 */
public sealed interface MeterFault {

    EventCode eventCode();

    String evidence();

    /** True when the same request may succeed later without anybody's intervention. */
    default boolean transientFault() {
        return eventCode() == EventCode.COMMUNICATION || eventCode() == EventCode.GATEWAY_STOP;
    }

    /** The host resolves to an address outside the configured field networks. */
    record AddressNotAllowed(String host, String reason) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.REGISTRATION;
        }

        @Override
        public String evidence() {
            return "address of " + host + " not allowed: " + reason;
        }
    }

    /** The name of the meter's host could not be resolved. */
    record NameUnresolved(String host) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "DNS: " + host + " does not resolve";
        }
    }

    record ConnectionRefused(String address) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "TCP refused by " + address;
        }
    }

    record ConnectTimeout(String address, Duration after) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "TCP connect to " + address + " gave up after " + after.toMillis() + " ms";
        }
    }

    /** The connection ended while {@code phase} was under way. */
    record ConnectionLost(String phase) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "connection lost in " + phase;
        }
    }

    /** The connection stands, but no AARE came (also: the meter closed the connection instead of answering). */
    record AareMissing(Duration after) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "AARE missing after " + after.toMillis() + " ms";
        }
    }

    /** No complete reply within the deadline, however many octets had come. */
    record ExchangeTimeout(String phase, Duration after) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return phase + " missing after " + after.toMillis() + " ms";
        }
    }

    /** Replies came in time, each of them, but not the whole of what was asked for; {@code phase} names the last one. */
    record TransferTimeout(String phase, Duration after) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "transfer not complete after " + after.toMillis() + " ms, last asked for: " + phase;
        }
    }

    /**
     * The AARE says no.
     *
     * @param result 1 = rejected-permanent, 2 = rejected-transient
     * @param diagnostic acse-service-user diagnostic (13 = authentication-failure), or -1 when absent
     */
    record AssociationRejected(int result, int diagnostic) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.SECURITY;
        }

        @Override
        public String evidence() {
            return "association rejected: result " + result + ", diagnostic " + diagnostic;
        }
    }

    /**
     * The management association could not be opened, and the public client was asked why.
     *
     * @param how the meter's refusal, or the connection lost instead of an AARE
     */
    record ManagementRefused(MeterFault how, PublicView publicView) implements MeterFault {
        /** A connection that is closed says little by itself; that the public client is served says whom it is meant for. */
        @Override
        public EventCode eventCode() {
            return publicView == PublicView.SILENT ? how.eventCode() : EventCode.SECURITY;
        }

        @Override
        public String evidence() {
            return how.evidence() + "; " + publicView.text();
        }

        @Override
        public boolean transientFault() {
            return how.transientFault();
        }
    }

    /** A step of the HLS handshake failed; {@code step} names it ("AARE initiate-response", "HLS step 4"). */
    record AuthenticationFailed(String step, String reason) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.SECURITY;
        }

        @Override
        public String evidence() {
            return "authentication failed in " + step + ": " + reason;
        }
    }

    /** The frame guard refused a frame before the codec saw it; the link is closed. */
    record GuardViolated(GuardRule rule, String detail) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return rule.eventCode();
        }

        @Override
        public String evidence() {
            return "frame guard " + rule + ": " + detail;
        }
    }

    /** The codec failed on a frame that the guard had let pass. */
    record CodecFailed(String phase, String error) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.PROTOCOL;
        }

        @Override
        public String evidence() {
            return "codec failed in " + phase + ": " + error;
        }
    }

    /** The counter is near its end (2^32) and is never wrapped: the meter needs new keys. */
    record CounterExhausted(long counter) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.SECURITY;
        }

        @Override
        public String evidence() {
            return "invocation counter exhausted at " + counter + ": keys must be replaced";
        }
    }

    /**
     * The meter claims a counter above ours that must not be followed blindly.
     *
     * @param allowedJump 0 = none, because it has not authenticated itself since the last jump
     */
    record CounterJumpRefused(long ours, long claimed, long allowedJump) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.SECURITY;
        }

        @Override
        public String evidence() {
            return "meter claims invocation counter " + claimed + ", ours is " + ours
                    + (allowedJump == 0
                            ? ", no jump is allowed before an association has succeeded after the last one"
                            : ", allowed jump " + allowedJump);
        }
    }

    /** The meter answered with exception-response or confirmed-service-error. */
    record ServiceRefused(String phase, int stateError, int serviceError) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.SECURITY;
        }

        @Override
        public String evidence() {
            return phase + " answered by exception-response: state error " + stateError + ", service error "
                    + serviceError;
        }
    }

    /**
     * An access that had to succeed was refused.
     *
     * @param attribute attribute or method index
     * @param code data-access-result or action-result (3 = read-write-denied, 4 = object-undefined, 250 = other)
     */
    record AccessRefused(String service, ObisCode obis, int attribute, int code) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.PROTOCOL;
        }

        @Override
        public String evidence() {
            return service + " " + obis + " attribute " + attribute + " refused with result " + code;
        }
    }

    /**
     * An access that had to succeed was denied, and the association says which right it lacks.
     *
     * @param missing who lacks which right on what, as a clause
     */
    record RightMissing(AccessRefused refused, String missing) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return refused.eventCode();
        }

        @Override
        public String evidence() {
            return refused.evidence() + "; " + missing;
        }
    }

    /** The meter answers temporary-failure: it must be asked again later. */
    record MeterBusy(String step) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "meter busy in " + step;
        }
    }

    /** Another meter answers at this address. */
    record WrongMeter(String expectedSerial, String foundSerial) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.REGISTRATION;
        }

        @Override
        public String evidence() {
            return "serial " + foundSerial + " answers where " + expectedSerial + " is registered";
        }
    }

    /** An object does not have the type, range or length that its class or the meter model promises. */
    record UnexpectedContent(ObisCode obis, String detail) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.PROTOCOL;
        }

        @Override
        public String evidence() {
            return obis + " " + detail;
        }
    }

    /** No session or connection was to be had in the meter's network segment; nothing was sent. */
    record SegmentUnavailable(String segment, String reason) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.COMMUNICATION;
        }

        @Override
        public String evidence() {
            return "network segment " + segment + " " + reason;
        }
    }

    /** The lease on the meter ended on the monotonic clock; nothing was sent. */
    record LeaseLost() implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.GATEWAY_STOP;
        }

        @Override
        public String evidence() {
            return "lease on the meter lost";
        }
    }

    /** A hold is in force, or the view of the holds is too old to write on. */
    record HoldActive(String reason) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.GATEWAY_STOP;
        }

        @Override
        public String evidence() {
            return "hold: " + reason;
        }
    }

    /** The order's time ran out before its first changing frame. */
    record OrderExpired(String orderId) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.GATEWAY_STOP;
        }

        @Override
        public String evidence() {
            return "order " + orderId + " expired";
        }
    }

    /** The durably reserved counter block is used up and no new one could be reserved. */
    record CounterBlockUnavailable(String reason) implements MeterFault {
        @Override
        public EventCode eventCode() {
            return EventCode.GATEWAY_STOP;
        }

        @Override
        public String evidence() {
            return "no reserved invocation counter: " + reason;
        }
    }
}
