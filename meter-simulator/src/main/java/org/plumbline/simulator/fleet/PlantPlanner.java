// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.fleet.Plant.Kind;
import org.plumbline.simulator.fleet.Plant.WriteFault;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.physics.SeededStream;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/**
 * Chooses which sub-meters carry a planted error. With a limit of 1 %, caps of 2 % and an expected combined standard
 * uncertainty of 0.06 %, every error keeps six of those from the limit and the caps.
 */
final class PlantPlanner {
    static final int PLANTS = 12;
    private static final int INSIDE_CAPS = 8;
    private static final int PER_MODEL = 2;

    private final SeededStream random;
    private final Map<Integer, Plant> plants = new HashMap<>();
    private final List<FaultRule> faults = new ArrayList<>();

    PlantPlanner(SeededStream random) {
        this.random = random;
    }

    /** Plants by index of the sub-meter. */
    Map<Integer, Plant> plants() {
        return plants;
    }

    List<FaultRule> faults() {
        return faults;
    }

    /** @param models model of every sub-meter, by index */
    void choose(List<MeterModel> models) {
        List<Integer> order = shuffled(models.size());
        List<Integer> adjusted = takeInsideCaps(order, models);
        for (int i = 0; i < adjusted.size(); i++) {
            double sign = i % 2 == 0 ? 1 : -1;
            WriteFault fault = switch (i) {
                case 0 -> WriteFault.CONNECTION_LOST;
                case 1 -> WriteFault.REBOOT;
                default -> WriteFault.NONE;
            };
            int index = adjusted.get(i);
            plant(index, Kind.INSIDE_CAPS, sign * random.uniform(1.38, 1.60), fault);
            addFault(FleetPlanner.subMeterId(index), models.get(index), fault);
        }
        List<Integer> rest = new ArrayList<>(order);
        rest.removeAll(adjusted);
        plant(rest.get(0), Kind.INSIDE_LIMIT, random.uniform(0.46, 0.59), WriteFault.NONE);
        plant(rest.get(1), Kind.INSIDE_LIMIT, -random.uniform(0.46, 0.59), WriteFault.NONE);
        double sign = random.chance(0.5) ? 1 : -1;
        plant(rest.get(2), Kind.BEYOND_CAPS, sign * random.uniform(3.5, 6), WriteFault.NONE);
        plant(rest.get(3), Kind.COARSE_REGISTER, random.uniform(-1.6, 1.6), WriteFault.NONE);
    }

    private void plant(int index, Kind kind, double meanErrorPercent, WriteFault fault) {
        plants.put(index, new Plant(FleetPlanner.subMeterId(index), kind, meanErrorPercent, fault));
    }

    /** Two of every model first, then whoever comes next, in random order. */
    private List<Integer> takeInsideCaps(List<Integer> order, List<MeterModel> models) {
        Map<MeterModel, Integer> taken = new EnumMap<>(MeterModel.class);
        List<Integer> chosen = new ArrayList<>();
        for (int index : order) {
            if (taken.merge(models.get(index), 1, Integer::sum) <= PER_MODEL) {
                chosen.add(index);
            }
        }
        for (int index : order) {
            if (chosen.size() < INSIDE_CAPS && !chosen.contains(index)) {
                chosen.add(index);
            }
        }
        List<Integer> mixed = new ArrayList<>();
        shuffled(chosen.size()).forEach(position -> mixed.add(chosen.get(position)));
        return mixed;
    }

    private void addFault(String meterId, MeterModel model, WriteFault fault) {
        switch (fault) {
            case NONE -> {}
            case CONNECTION_LOST -> {
                FaultTrigger onStore = model == MeterModel.PLB_GAMMA
                        ? new FaultTrigger.OnWriteStep(WriteKind.IMAGE_BLOCK, 1 + random.nextInt(4))
                        : new FaultTrigger.OnWriteStep(WriteKind.PENDING_SET, 1);
                faults.add(new FaultRule(meterId, onStore, new FaultAction.DropAfter()));
            }
            case REBOOT -> {
                Duration offline = Duration.ofMillis(300 + random.nextInt(700));
                FaultAction reboot = new FaultAction.Reboot(random.nextInt(model.blockLength() + 8), offline);
                faults.add(new FaultRule(meterId, rebootStep(model), reboot));
            }
        }
    }

    private FaultTrigger rebootStep(MeterModel model) {
        boolean onActivation = random.chance(0.5);
        WriteKind step = switch (model) {
            case PLB_ALPHA -> onActivation ? WriteKind.CHECKSUM_SET : WriteKind.PENDING_SET;
            case PLB_BETA -> onActivation ? WriteKind.ACTIVATE : WriteKind.PENDING_SET;
            case PLB_GAMMA -> onActivation ? WriteKind.ACTIVATE : WriteKind.IMAGE_BLOCK;
        };
        return new FaultTrigger.OnWriteStep(step, 1);
    }

    private List<Integer> shuffled(int size) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(random.nextInt(i + 1), i);
        }
        return order;
    }
}
