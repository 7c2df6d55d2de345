// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.actions;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.Hold;
import org.plumbline.console.fleet.Registration;

/**
 * What may be asked of a meter, by the fleet as it was last seen. It spares people a round trip; the gateway judges every
 * request again. Only one rule stands here alone: no clock is set in a meter whose correction is being written or proven.
 */
public final class ActionRules {
    /** Longest time one back-fill may span; the gateway's own bound. */
    static final Duration LONGEST_SPAN = Duration.ofDays(400);

    /** Most registers of one request; the gateway's own bound. */
    static final int MOST_REGISTERS = 64;

    private static final Pattern OBIS = Pattern.compile("(\\d{1,3}\\.){5}\\d{1,3}");

    /** Stops that hold clock changes, as the gateway obeys them. */
    private static final Set<String> CLOCK_STOPS = Set.of("*", "clock");

    /** A member here waits for nothing that a clock set now could spoil. */
    private static final Set<String> CLOCK_MAY_MOVE = Set.of(
            "WAITING",
            "CORRECTED",
            "ALREADY_CORRECT",
            "REFUSED",
            "CONFLICT",
            "UNREACHABLE",
            "NOT_PROVEN",
            "NEEDS_PERSON",
            "ABORTED",
            "EXPIRED",
            "ROLLED_BACK",
            "RESTORED");

    private ActionRules() {}

    /** @return why it would be refused; empty when it is worth sending */
    public static Optional<Refusal> objection(FleetSnapshot fleet, String meterId, ActionRequest request) {
        Registration meter = fleet.registrations().get(meterId);
        if (meter == null) {
            return Optional.of(new Refusal(
                    Refusal.Kind.UNKNOWN,
                    "NOT_FOUND",
                    "There is no meter " + meterId + ".",
                    "Look at the list again."));
        }
        if (!meter.isActive()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.CONFLICT,
                    "METER_NOT_ACTIVE",
                    "Meter " + meterId + " is registered as " + meter.state() + "; the gateway does not talk to it.",
                    "Register it as ACTIVE first."));
        }
        return switch (request.kind()) {
            case READ -> registersObjection(request);
            case BACKFILL -> spanObjection(request.from(), request.to());
            case SYNC_CLOCK -> clockObjection(fleet, meterId);
        };
    }

    private static Optional<Refusal> registersObjection(ActionRequest request) {
        if (request.registers().size() > MOST_REGISTERS) {
            return unsuitable(
                    "REGISTERS_REFUSED", "registers names more than " + MOST_REGISTERS + ".", "Ask for fewer.");
        }
        return request.registers().stream()
                .filter(register -> !OBIS.matcher(register).matches())
                .findFirst()
                .flatMap(wrong -> unsuitable(
                        "REGISTERS_REFUSED",
                        "registers: \"" + wrong + "\" is no OBIS code of six groups.",
                        "Write it as 1.0.1.8.0.255."));
    }

    private static Optional<Refusal> spanObjection(@Nullable Instant from, @Nullable Instant to) {
        if (from == null || to == null) {
            return unsuitable(
                    (from == null ? "FROM" : "TO") + "_REFUSED",
                    (from == null ? "from" : "to") + " is missing.",
                    "Give both as 2026-01-05T00:00:00Z.");
        }
        if (to.isBefore(from)) {
            return unsuitable(
                    "TO_REFUSED", "to (" + to + ") is before from (" + from + ").", "Give the later one as to.");
        }
        return Duration.between(from, to).compareTo(LONGEST_SPAN) > 0
                ? unsuitable(
                        "FROM_REFUSED",
                        "from (" + from + ") is more than " + LONGEST_SPAN.toDays() + " days before to.",
                        "Ask for a part of it.")
                : Optional.empty();
    }

    private static Optional<Refusal> unsuitable(String code, String message, String remedy) {
        return Optional.of(new Refusal(Refusal.Kind.UNSUITABLE, code, message, remedy));
    }

    private static Optional<Refusal> clockObjection(FleetSnapshot fleet, String meterId) {
        Optional<Hold> stop = CLOCK_STOPS.stream()
                .sorted()
                .flatMap(scope -> Stream.ofNullable(fleet.holds().get(scope)))
                .filter(Hold::active)
                .findFirst();
        if (stop.isPresent()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.CONFLICT,
                    "STOPPED",
                    "A stop holds clock changes: " + stop.get().reason() + ".",
                    "Have it lifted first."));
        }
        return fleet.campaigns().keySet().stream()
                .flatMap(campaign -> Stream.ofNullable(fleet.members().get(campaign + "|" + meterId)))
                .filter(member -> !CLOCK_MAY_MOVE.contains(member.state()))
                .findFirst()
                .map(ActionRules::underCorrection);
    }

    private static Refusal underCorrection(CampaignMember member) {
        return new Refusal(
                Refusal.Kind.CONFLICT,
                "CORRECTION_OPEN",
                "Meter " + member.meterId() + " is " + member.state() + " in campaign " + member.campaignId()
                        + "; setting its clock now would move the intervals that its proof rests on.",
                "Wait until the campaign has proven the correction or given it up.");
    }
}
