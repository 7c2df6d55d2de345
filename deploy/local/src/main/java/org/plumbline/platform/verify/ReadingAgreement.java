// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares the ledger with the topic reading by reading. */
final class ReadingAgreement {
    private long agreeing;
    private long declaredGaps;
    private long missing;
    private long different;
    private long twice;
    private long unknown;
    private long wrongEpoch;
    private String firstFault = "";

    private ReadingAgreement() {}

    /**
     * @param fromSeconds first capture time that must be on the topic
     * @param toSeconds last capture time that must be on the topic
     */
    static CheckResult check(Truth truth, Testimony testimony, long fromSeconds, long toSeconds) {
        ReadingAgreement agreement = new ReadingAgreement();
        truth.rows().forEach((meterId, rows) -> {
            Testimony.Readings readings = testimony.readings().get(meterId);
            List<Testimony.Gap> gaps = testimony.gaps().stream()
                    .filter(gap -> gap.meterId().equals(meterId))
                    .toList();
            agreement.compare(meterId, rows, readings == null ? noReadings() : readings, gaps, fromSeconds, toSeconds);
        });
        testimony.readings().forEach((meterId, readings) -> {
            if (!truth.rows().containsKey(meterId)) {
                agreement.unknown += readings.captureSeconds().length;
                agreement.note(meterId + " is on the topic and not in the ledger");
            }
        });
        return agreement.result(truth.rows().size());
    }

    private void compare(
            String meterId,
            Truth.Rows rows,
            Testimony.Readings readings,
            List<Testimony.Gap> gaps,
            long fromSeconds,
            long toSeconds) {
        Map<Long, Integer> unread = new HashMap<>(rows.captureSeconds().length * 2);
        for (int i = 0; i < rows.captureSeconds().length; i++) {
            unread.put(rows.captureSeconds()[i], i);
        }
        Map<Long, Integer> all = Map.copyOf(unread);
        Map<Long, Integer> epochByCounter = new HashMap<>();
        Map<Integer, Long> counterByEpoch = new HashMap<>();
        for (int i = 0; i < readings.captureSeconds().length; i++) {
            long capture = readings.captureSeconds()[i];
            Integer row = all.get(capture);
            if (row == null) {
                unknown++;
                note(meterId + " never captured a row at " + at(capture));
                continue;
            }
            if (unread.remove(capture) == null) {
                twice++;
                note(meterId + " is twice on the topic at " + at(capture));
            }
            if (readings.registerRaw()[i] != rows.registerRaw()[row]) {
                different++;
                note(meterId + " read " + readings.registerRaw()[i] + " at " + at(capture) + ", the register held "
                        + rows.registerRaw()[row]);
                continue;
            }
            long counter = rows.changeCounter()[row];
            int epoch = readings.epoch()[i];
            Integer epochBefore = epochByCounter.putIfAbsent(counter, epoch);
            Long counterBefore = counterByEpoch.putIfAbsent(epoch, counter);
            if ((epochBefore != null && epochBefore != epoch) || (counterBefore != null && counterBefore != counter)) {
                wrongEpoch++;
                note(meterId + " was captured under change counter " + counter + " at " + at(capture)
                        + " and labelled epoch " + epoch);
            }
            agreeing++;
        }
        unread.keySet().stream()
                .filter(capture -> capture >= fromSeconds && capture <= toSeconds)
                .sorted()
                .forEach(capture -> countUnread(meterId, capture, gaps));
    }

    private void countUnread(String meterId, long capture, List<Testimony.Gap> gaps) {
        if (gaps.stream().anyMatch(gap -> gap.fromSeconds() <= capture && capture <= gap.toSeconds())) {
            declaredGaps++;
        } else {
            missing++;
            note(meterId + " is missing on the topic at " + at(capture));
        }
    }

    private CheckResult result(int meters) {
        // A gap declared for a row that the meter holds is a false one.
        boolean passed = missing + different + twice + unknown + wrongEpoch + declaredGaps == 0 && agreeing > 0;
        String detail =
                "%,d readings of %d meters agree with the ledger; %d missing, %d different, %d twice, %d unknown, %d in the wrong epoch, %d in declared gaps"
                        .formatted(agreeing, meters, missing, different, twice, unknown, wrongEpoch, declaredGaps);
        return new CheckResult(
                "ledger and topics agree reading by reading",
                passed,
                firstFault.isEmpty() ? detail : detail + "; first: " + firstFault,
                Map.of(
                        "readingsAgreeing", agreeing,
                        "readingsMissing", missing,
                        "readingsDifferent", different,
                        "readingsTwice", twice,
                        "readingsUnknown", unknown,
                        "readingsWrongEpoch", wrongEpoch,
                        "readingsInDeclaredGaps", declaredGaps));
    }

    private void note(String fault) {
        if (firstFault.isEmpty()) {
            firstFault = fault;
        }
    }

    private static String at(long seconds) {
        return java.time.Instant.ofEpochSecond(seconds).toString();
    }

    private static Testimony.Readings noReadings() {
        return new Testimony.Readings(new long[0], new long[0], new int[0]);
    }
}
