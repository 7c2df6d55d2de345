// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.dlms.MeterSession;
import org.plumbline.simulator.fleet.DoubleMeteredPoint;
import org.plumbline.simulator.fleet.FleetPlan;
import org.plumbline.simulator.fleet.FleetPlanner;
import org.plumbline.simulator.fleet.Nameplate;
import org.plumbline.simulator.fleet.PairPlan;
import org.plumbline.simulator.fleet.Plant;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * A directory with a fleet: {@code fleet.json} (for whoever registers the meters), {@code meter-keys.p12} with its
 * password file, {@code faults.json} (the script, may be edited) and {@code plants.json} (the truth, for simulator and
 * verifier only).
 */
public final class FleetDirectory {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FLEET = "fleet.json";
    private static final String PLANTS = "plants.json";
    private static final String FAULTS = "faults.json";

    private final Path directory;

    private record FleetDocument(
            String start, int port, int capturePeriodSeconds, List<MeterEntry> meters, List<PairPlan> pairs) {}

    private record MeterEntry(
            String meterId,
            String role,
            String address,
            int port,
            String model,
            String serialNumber,
            String systemTitle,
            int managementClientSap,
            int publicClientSap,
            int serverSap,
            String keyRef,
            String accuracyClass,
            String wiring,
            int phases,
            double referenceCurrentAmperes,
            double maximumCurrentAmperes,
            double nominalVoltage,
            String registerObis,
            int registerScaler,
            int capturePeriodSeconds,
            List<String> furtherRegisters,
            String district,
            int yearOfManufacture) {}

    private record TruthDocument(
            long seed,
            String start,
            int pairs,
            boolean doubleMetered,
            int port,
            List<PlantEntry> plants,
            Map<String, Double> meanErrorPercent) {}

    private record PlantEntry(
            String meterId,
            String kind,
            String model,
            String expectedAction,
            double meanErrorPercent,
            String writeFault) {}

    /** A fleet read back, with the port its meters were announced on. */
    public record Loaded(FleetPlan plan, int port, Path faultScript) {}

    public FleetDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a fleet.
     *
     * @throws SimulatorException if there is a fleet already
     */
    public void write(FleetPlan plan, int port, SecureRandom random) {
        if (Files.exists(directory.resolve(FLEET))) {
            throw new SimulatorException(
                    "there is a fleet in " + directory + " already; choose another directory or remove it");
        }
        try {
            Files.createDirectories(directory);
            KeyStoreFile.write(directory, plan.meters(), random);
            FaultFile.write(directory.resolve(FAULTS), plan.faults());
            OwnerOnly.write(directory.resolve(PLANTS), truthDocument(plan, port));
            Files.write(directory.resolve(FLEET), fleetDocument(plan, port));
        } catch (IOException e) {
            throw new SimulatorException("cannot write the fleet to " + directory, e);
        }
    }

    /**
     * Draws the fleet again from its seed.
     *
     * @throws SimulatorException if there is none, or {@code fleet.json} is not what that seed gives
     */
    public Loaded read() {
        try {
            TruthDocument truth = JSON.readValue(directory.resolve(PLANTS).toFile(), TruthDocument.class);
            FleetPlan drawn = FleetPlanner.plan(truth.seed(), truth.pairs(), Instant.parse(truth.start()));
            FleetPlan plan = truth.doubleMetered() ? DoubleMeteredPoint.addedTo(drawn) : drawn;
            if (!Arrays.equals(Files.readAllBytes(directory.resolve(FLEET)), fleetDocument(plan, truth.port()))) {
                throw new SimulatorException("fleet.json in " + directory
                        + " is not what its seed gives; generate the fleet again with this version");
            }
            return new Loaded(plan, truth.port(), directory.resolve(FAULTS));
        } catch (IOException e) {
            throw new SimulatorException(
                    "cannot read a fleet from " + directory + "; make one with the command 'fleet'", e);
        }
    }

    private static byte[] fleetDocument(FleetPlan plan, int port) throws IOException {
        Set<String> references =
                plan.pairs().stream().map(PairPlan::referenceMeterId).collect(Collectors.toSet());
        Map<String, Nameplate> nameplates = Nameplate.of(plan);
        List<MeterEntry> meters = plan.meters().stream()
                .map(meter -> entry(
                        meter,
                        references.contains(meter.meterId()),
                        port,
                        nameplates.getOrDefault(meter.meterId(), Nameplate.UNKNOWN)))
                .toList();
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new FleetDocument(
                        plan.start().toString(), port, MeterPlan.CAPTURE_PERIOD_SECONDS, meters, plan.pairs()));
    }

    private static MeterEntry entry(MeterPlan plan, boolean reference, int port, Nameplate nameplate) {
        MeterPlan.Rating rating = plan.rating();
        return new MeterEntry(
                plan.meterId(),
                reference ? "CHECK" : "SUB",
                plan.address(),
                port,
                plan.model().modelName(),
                rating.serialNumber(),
                plan.systemTitle(),
                MeterSession.MANAGEMENT_SAP,
                MeterSession.PUBLIC_SAP,
                MeterSession.SERVER_SAP,
                KeyStoreFile.keyReference(plan),
                rating.accuracyClass(),
                rating.wiring(),
                rating.phases(),
                rating.referenceCurrentAmperes(),
                rating.maximumCurrentAmperes(),
                rating.nominalVoltage(),
                "1.0.1.8.0.255",
                rating.registerScaler(),
                plan.features().capturePeriodSeconds(),
                plan.features().extraColumns().stream()
                        .map(EnergyQuantity::obis)
                        .toList(),
                nameplate.district(),
                nameplate.yearOfManufacture());
    }

    private static byte[] truthDocument(FleetPlan plan, int port) throws IOException {
        Map<String, String> models = new TreeMap<>();
        plan.meters().forEach(meter -> models.put(meter.meterId(), meter.model().modelName()));
        boolean doubleMetered =
                plan.pairs().stream().anyMatch(pair -> pair.testedMeterId().equals(DoubleMeteredPoint.TESTED));
        List<PlantEntry> plants = plan.plants().stream()
                .map(plant -> entry(plant, models.getOrDefault(plant.meterId(), "unknown")))
                .toList();
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new TruthDocument(
                        plan.seed(),
                        plan.start().toString(),
                        plan.pairs().size() - (doubleMetered ? 1 : 0),
                        doubleMetered,
                        port,
                        plants,
                        new TreeMap<>(plan.meanErrorPercent())));
    }

    private static PlantEntry entry(Plant plant, String model) {
        return new PlantEntry(
                plant.meterId(),
                plant.kind().name(),
                model,
                plant.kind().expectedAction(),
                plant.meanErrorPercent(),
                plant.writeFault().name());
    }
}
