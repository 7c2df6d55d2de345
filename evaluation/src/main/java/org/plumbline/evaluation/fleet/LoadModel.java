// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.fleet;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Synthetic active power of a customer, minute by minute; shapes after household and commercial measurements. */
public sealed interface LoadModel {
    int MINUTES = 1440;

    /** Fills the powers (W) of the minutes of one day. */
    void fill(long epochDay, RandomGenerator chance, double[] watts);

    /** Base load, fridge, background by hour, and appliances at random times. */
    record Household(double baseWatts, double fridgeWatts, double fridgeDuty, double fridgePeriodMinutes, double scale)
            implements LoadModel {
        private static final double[][] APPLIANCES = {
            // W, minutes, per day
            {2000, 4, 4}, {1100, 12, 2}, {2000, 35, 1.1}, {2500, 45, 0.6}, {700, 90, 0.9}, {3000, 20, 0.35}
        };

        private static final double[] ACTIVITY = IntStream.range(0, MINUTES)
                .mapToDouble(minute -> activity(minute / 60.0))
                .toArray();

        public static Household draw(RandomGenerator chance, double yearlyScale) {
            return new Household(
                    40 + 80 * chance.nextDouble(),
                    70 + 60 * chance.nextDouble(),
                    0.3 + 0.2 * chance.nextDouble(),
                    40 + 30 * chance.nextDouble(),
                    yearlyScale);
        }

        @Override
        public void fill(long epochDay, RandomGenerator chance, double[] watts) {
            boolean empty = chance.nextDouble() < 0.04;
            double season = 1 + 0.2 * Math.cos(2 * Math.PI * (epochDay % 365.25) / 365.25);
            double cycle = fridgePeriodMinutes * chance.nextDouble();
            double background = 0;
            for (int minute = 0; minute < MINUTES; minute++) {
                if (minute % 15 == 0) {
                    double logNormal = Math.exp(0.6 * chance.nextGaussian() - 0.18);
                    background = empty ? 0 : 150 * logNormal * ACTIVITY[minute] * season;
                }
                double fridge = cycle < fridgeDuty * fridgePeriodMinutes ? fridgeWatts : 0;
                cycle = cycle + 1 < fridgePeriodMinutes ? cycle + 1 : cycle + 1 - fridgePeriodMinutes;
                watts[minute] = scale * (baseWatts + fridge + background);
            }
            if (!empty) {
                for (double[] appliance : APPLIANCES) {
                    switchOn(appliance, chance, watts);
                }
            }
        }

        private void switchOn(double[] appliance, RandomGenerator chance, double[] watts) {
            double expected = appliance[2];
            for (double t = chance.nextExponential(); t < expected; t += chance.nextExponential()) {
                int start = hourOfUse(chance);
                int length = (int) Math.max(1, Math.round(appliance[1] * Math.exp(0.4 * chance.nextGaussian())));
                for (int minute = start; minute < Math.min(MINUTES, start + length); minute++) {
                    watts[minute] += scale * appliance[0];
                }
            }
        }

        private static int hourOfUse(RandomGenerator chance) {
            int minute = chance.nextInt(MINUTES);
            while (chance.nextDouble() > ACTIVITY[minute]) {
                minute = chance.nextInt(MINUTES);
            }
            return minute;
        }

        private static double activity(double hour) {
            return Math.min(
                    1, 0.15 + 0.6 * bell(hour, 7.5, 1.5) + 1.0 * bell(hour, 19.5, 2.5) + 0.35 * bell(hour, 13, 2.5));
        }

        private static double bell(double hour, double centre, double width) {
            double z = (hour - centre) / width;
            return Math.exp(-z * z);
        }
    }

    /** Opening hours on working days, a night level, noise by the quarter hour and cycling machinery. */
    record Commercial(double dayWatts, double opens, double closes, double cycleMinutes) implements LoadModel {
        public static Commercial draw(RandomGenerator chance, double dayWatts) {
            return new Commercial(
                    dayWatts,
                    6.5 + 2 * chance.nextDouble(),
                    17 + 3 * chance.nextDouble(),
                    10 + 20 * chance.nextDouble());
        }

        @Override
        public void fill(long epochDay, RandomGenerator chance, double[] watts) {
            int weekday = (int) Math.floorMod(epochDay + 3, 7L);
            double amplitude = weekday < 5 ? 1 : weekday == 5 ? 0.4 : 0.05;
            double level = 0;
            double position = 0;
            for (int minute = 0; minute < MINUTES; minute++) {
                if (minute % 15 == 0) {
                    double hour = minute / 60.0;
                    double open = logistic(hour - opens) * logistic(closes - hour);
                    level = dayWatts * (0.2 + 0.8 * amplitude * open) * Math.exp(0.25 * chance.nextGaussian() - 0.03);
                }
                watts[minute] = level * (position < cycleMinutes / 2 ? 1.25 : 0.75);
                position = position + 1 < cycleMinutes ? position + 1 : 0;
            }
        }

        private static double logistic(double hours) {
            return 1 / (1 + Math.exp(-3 * hours));
        }
    }

    /** A home with a solar plant behind the meter: what is left is negative while it feeds in. */
    record Solar(LoadModel home, double peakWatts) implements LoadModel {
        private static final int SUNRISE = 330;
        private static final int DAYLIGHT = 780;

        @Override
        public void fill(long epochDay, RandomGenerator chance, double[] watts) {
            home.fill(epochDay, chance, watts);
            double season = 0.55 - 0.4 * Math.cos(2 * Math.PI * (epochDay % 365.25) / 365.25);
            double cloud = 0.2 + 0.8 * chance.nextDouble();
            double shade = 1;
            for (int minute = SUNRISE; minute < SUNRISE + DAYLIGHT; minute++) {
                if (minute % 10 == 0) {
                    shade = cloud + (1 - cloud) * chance.nextDouble();
                }
                double height = Math.sin(Math.PI * (minute - SUNRISE) / DAYLIGHT);
                watts[minute] -= peakWatts * season * shade * height * height;
            }
        }
    }

    /** A home that charges a car in about half of the evenings. */
    record Charging(LoadModel home, double chargerWatts) implements LoadModel {
        private static final double EVENINGS = 0.5;
        private static final int EARLIEST = 1020;

        @Override
        public void fill(long epochDay, RandomGenerator chance, double[] watts) {
            home.fill(epochDay, chance, watts);
            if (chance.nextDouble() < EVENINGS) {
                int start = EARLIEST + chance.nextInt(MINUTES - EARLIEST);
                int length = (int) (120 * Math.exp(0.5 * chance.nextGaussian()));
                for (int minute = start; minute < Math.min(MINUTES, start + length); minute++) {
                    watts[minute] += chargerWatts;
                }
            }
        }
    }
}
