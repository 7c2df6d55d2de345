// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.fleet.Admission;

/**
 * What a poll reads of a meter. Immutable.
 *
 * @param profile the load profile with the columns that are published; null where the meter has none
 * @param registers class 3 objects read beside it, in the order in which they are published
 * @param scalers of the registers, as far as they are known
 * @param status whether the AMR profile status is asked for together with the registers
 */
public record ReadPlan(
        @Nullable ProfileLayout profile, List<ObisCode> registers, Map<ObisCode, ScalerUnit> scalers, boolean status) {

    private static final ObisCode ACTIVE_ENERGY_IMPORT = ObisCode.parse("1.0.1.8.0.255");

    /** read-write-denied, object-undefined, object-class-inconsistent, object-unavailable (IEC 62056-5-3). */
    private static final Set<Integer> LACKING = Set.of(3, 4, 9, 11);

    public ReadPlan {
        registers = List.copyOf(registers);
        scalers = Map.copyOf(scalers);
    }

    /** @param layout of the whole profile; null where the meter has none */
    static ReadPlan of(Admission.Admitted meter, @Nullable ProfileLayout layout) {
        ProfileLayout profile = layout == null ? null : layout.narrowedTo(column -> RowMapper.isRead(meter, column));
        return new ReadPlan(profile, registersBeside(profile, meter), Map.of(), true);
    }

    /**
     * Those of the model, then what else is registered; what the profile gives is not read twice. The total is, where it
     * is listed: only of one moment can it be held against phases and tariffs, and against the profile itself.
     */
    private static List<ObisCode> registersBeside(@Nullable ProfileLayout profile, Admission.Admitted meter) {
        Set<ObisCode> registers = new LinkedHashSet<>();
        if (profile == null) {
            registers.add(ACTIVE_ENERGY_IMPORT);
        }
        if (meter.model() != null) {
            meter.model().registers().forEach(name -> registers.add(ObisCode.parse(name)));
        }
        meter.registers().stream()
                .sorted(Comparator.comparing(ObisCode::toString))
                .forEach(registers::add);
        if (profile != null) {
            profile.registers().stream()
                    .filter(column ->
                            column.scalerUnit() != null && !column.obis().equals(ACTIVE_ENERGY_IMPORT))
                    .forEach(column -> registers.remove(column.obis()));
        }
        return List.copyOf(registers);
    }

    /** The same, knowing the scalers, and without what the meter does not have. */
    ReadPlan knowing(Snapshot snapshot) {
        Map<ObisCode, ScalerUnit> known = new HashMap<>(scalers);
        List<ObisCode> kept = snapshot.registers().stream()
                .filter(ReadPlan::isThere)
                .map(RegisterOutcome::obis)
                .toList();
        for (RegisterOutcome outcome : snapshot.registers()) {
            if (outcome instanceof RegisterOutcome.Read(var value)) {
                known.put(value.obis(), value.scalerUnit());
            }
        }
        boolean lacksStatus = snapshot.objects().stream()
                .anyMatch(outcome -> outcome instanceof AccessOutcome.Refused(int code) && LACKING.contains(code));
        return new ReadPlan(profile, kept, known, status && !lacksStatus);
    }

    /** False when the meter does not have any more what it had when the plan was made. */
    boolean fits(Snapshot snapshot) {
        return snapshot.registers().stream().allMatch(ReadPlan::isThere);
    }

    /** A value may be refused for a while. */
    private static boolean isThere(RegisterOutcome outcome) {
        return switch (outcome) {
            case RegisterOutcome.Read read -> true;
            case RegisterOutcome.Refused refused -> !LACKING.contains(refused.code());
            case RegisterOutcome.Unusable unusable -> false;
        };
    }
}
