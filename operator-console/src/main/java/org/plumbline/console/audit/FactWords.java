// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.audit;

import java.util.Locale;
import java.util.Map;

/** Entries of the audit in words. A kind that is not known here is told by its name: nothing is left out. */
public final class FactWords {
    private static final int LONGEST_REASON = 300;
    private static final String ORDER = "OUTCOME_";
    private static final String MEMBER = "MEMBER_";

    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("CAMPAIGN_CREATED", "Campaign created"),
            Map.entry("MEMBERS_SEALED", "Members of the campaign sealed"),
            Map.entry("CAMPAIGN_APPROVED", "Campaign approved"),
            Map.entry("CAMPAIGN_REFUSED", "Campaign refused"),
            Map.entry("CAMPAIGN_STARTED", "Campaign started"),
            Map.entry("CAMPAIGN_PAUSED", "Campaign paused"),
            Map.entry("CAMPAIGN_RESUMED", "Campaign resumed"),
            Map.entry("CAMPAIGN_RETRIED", "Members that were not reached are tried again"),
            Map.entry("CAMPAIGN_ABORTED", "Campaign aborted"),
            Map.entry("CAMPAIGN_HALTED", "A brake halted the campaign"),
            Map.entry("CAMPAIGN_COMPLETED", "Campaign completed"),
            Map.entry("COMMAND_REFUSED", "Command refused"),
            Map.entry("WAVE_STARTED", "Wave started"),
            Map.entry("METER_MODEL_HALTED", "A brake halted the meter model in this campaign"),
            Map.entry("ORDER_RELEASED", "Calibration order signed and released"),
            Map.entry("RESTORE_RELEASED", "Order to restore the last proven block released"),
            Map.entry("ROLLBACK_RELEASED", "Order to undo the write released"),
            Map.entry("COEFFICIENTS_WRITTEN", "Coefficients written, read back and activated"),
            Map.entry("COEFFICIENTS_RESTORED", "The last proven block was put back"),
            Map.entry("ORDER_ALREADY_APPLIED", "The meter held the ordered block already; nothing was written"),
            Map.entry("ORDER_CONFLICT", "The meter held another block than the order expects; nothing was written"),
            Map.entry("ORDER_REFUSED", "The gateway refused the order"),
            Map.entry("ORDER_HELD", "A stop held the order"),
            Map.entry("ORDER_UNREACHABLE", "The meter was not reached for the order"),
            Map.entry("ORDER_FAILED", "The order failed; a person must look"),
            Map.entry("ORDER_CORRUPT", "The meter's block contradicts its own checksum; nothing was written"),
            Map.entry("CORRUPTION_ARCHIVED", "What the meter held was archived before anything was cleared"),
            Map.entry("HOLD_SET", "Stop set"),
            Map.entry("HOLD_LIFTED", "Stop lifted"),
            Map.entry("HOLDS_NOT_AUDITED", "Stops or lifts are missing in the audit: they were gone from the topic"),
            Map.entry("CASE_OPENED", "Case opened"),
            Map.entry("CASE_CONFIRMED", "Case confirmed"),
            Map.entry("CASE_ASSIGNED", "Case assigned"),
            Map.entry("CASE_NOTED", "Note written to the case"),
            Map.entry("CASE_DISMISSED", "Case dismissed"),
            Map.entry("CASE_REOPENED", "Case reopened"),
            Map.entry("CASE_IN_CORRECTION", "Correction of the case began"),
            Map.entry("CASE_VERIFYING", "The correction is being proven by readings"),
            Map.entry("CASE_CLOSED", "Case closed"),
            Map.entry("CASE_REVISED", "Case revised: late readings changed its days"),
            Map.entry("CASE_WITHDRAWN", "Case withdrawn: by late readings it would not have opened"),
            Map.entry("CASE_COMMAND_REFUSED", "Command about the case refused"),
            Map.entry("CLOCK_CHANGE_INTENDED", "The meter's clock is about to be set"),
            Map.entry("CLOCK_CHANGED", "The meter's clock was set"),
            Map.entry("CLOCK_CHANGE_HELD", "A stop kept the meter's clock from being set"),
            Map.entry("OUTCOME_OF_UNKNOWN_ORDER", "An outcome came of an order that nobody knows"));

    private FactWords() {}

    /** One entry in a sentence: what happened, to what, and why. */
    public static String sentence(AuditLine line) {
        StringBuilder text = new StringBuilder(beginning(line));
        with(text, " to ", line.detail("assignee"));
        with(text, ", wave ", line.detail("wave"));
        with(text, ", ", counted(line.detail("memberCount")));
        with(text, ": ", shortened(first(line, "reason", "note", "text")));
        return closed(text.toString());
    }

    private static String beginning(AuditLine line) {
        String known = SENTENCES.get(line.kind());
        if (known != null) {
            return known;
        }
        if (line.kind().startsWith(ORDER)) {
            return "The calibrator took the outcome " + plain(line.kind().substring(ORDER.length()));
        }
        if (line.kind().startsWith(MEMBER)) {
            return "In the campaign the meter is " + plain(line.kind().substring(MEMBER.length()));
        }
        String plain = plain(line.kind());
        return plain.isEmpty()
                ? "Entry without a kind"
                : plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String counted(String members) {
        return members.isEmpty() ? "" : members + (members.equals("1") ? " member" : " members");
    }

    private static String first(AuditLine line, String... names) {
        for (String name : names) {
            if (!line.detail(name).isEmpty()) {
                return line.detail(name);
            }
        }
        return "";
    }

    private static void with(StringBuilder text, String before, String more) {
        if (!more.isEmpty()) {
            text.append(before).append(more);
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
    }

    private static String closed(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
