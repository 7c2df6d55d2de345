// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.checks.CheckInput;
import org.plumbline.analyzer.metrology.checks.HourLevel;
import org.plumbline.analyzer.metrology.checks.PollSample;
import org.plumbline.analyzer.metrology.checks.Quantity;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;

class CheckReadingsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void pollIsTakenWithWhatItsUnitsBearOut() {
        PollSample sample = poll(
                new RegisterValue("1.0.1.8.0.255", 1_234L, 1, 30),
                new RegisterValue("1.0.16.7.0.255", -250L, 0, 27),
                new RegisterValue("1.0.32.7.0.255", 2_301L, -1, 33), // amperes of a voltage
                new RegisterValue("1.0.21.8.0.255", -1L, 0, 30), // an energy that fell below zero
                new RegisterValue("1.0.31.7.0.255", 5L, 12, 33), // a scaler that no register has
                new RegisterValue("9.9.9.9.9.9", 1L, 0, 30));
        assertEquals(NOON.getEpochSecond(), sample.second());
        assertEquals(3, sample.epoch());
        assertEquals(
                java.util.Map.of(
                        Quantity.IMPORT, new PollSample.Register(1_234, 1),
                        Quantity.POWER, new PollSample.Register(-250, 0)),
                sample.registers());
    }

    @Test
    void powerByDirectionStandsInForTheSignedOne() {
        assertEquals(
                -40, poll(value("1.0.1.7.0.255", 0), value("1.0.2.7.0.255", 40)).raw(Quantity.POWER));
        assertEquals(70, poll(value("1.0.1.7.0.255", 70)).raw(Quantity.POWER));
        assertFalse(poll(value("1.0.2.7.0.255", 40)).has(Quantity.POWER));
    }

    @Test
    void pollsInDoubtAreNamed() {
        assertEquals(new CheckInput.Unusable("CLOCK_INVALID"), of(reading().setStatusBits(0x02)));
        assertEquals(new CheckInput.Unusable("DATA_NOT_VALID"), of(reading().setStatusBits(0x04)));
        Instant far = NOON.plusSeconds(3 * 86_400);
        assertEquals(new CheckInput.Unusable("CAPTURE_TIME"), of(reading().setSessionFieldTime(far)));
        assertEquals(new CheckInput.Unusable("CAPTURE_TIME"), of(reading().setCaptureTime(far)));
    }

    @Test
    void rowsCountOnFullHoursAndMayBeOld() {
        RegisterReading.Builder row = reading()
                .setSource(ReadingSource.PROFILE)
                .setSessionFieldTime(NOON.plusSeconds(40 * 86_400))
                .setRegisters(List.of(new RegisterValue("1.0.1.8.0.255", 77L, 0, 30)));
        assertEquals(new CheckInput.Level(new HourLevel(NOON.getEpochSecond(), 77, 0, 3, true)), of(row));
        assertEquals(
                new CheckInput.Level(new HourLevel(NOON.getEpochSecond(), 77, 0, 3, false)),
                of(row.setStatusBits(0x20)));
        assertEquals(new CheckInput.Nothing(), of(row.setCaptureTime(NOON.plusSeconds(900))));
    }

    @Test
    void readingsAskedForAndThoseOfAnotherMeterAreOfNoInterest() {
        assertEquals(new CheckInput.Nothing(), of(reading().setSource(ReadingSource.ON_DEMAND)));
        assertEquals(
                new CheckInput.Nothing(), CheckReadings.of("OTHER", reading().build()));
        assertEquals(new CheckInput.Nothing(), CheckReadings.of("M", null));
    }

    private static PollSample poll(RegisterValue... values) {
        return assertInstanceOf(CheckInput.Poll.class, of(reading().setRegisters(List.of(values))))
                .sample();
    }

    private static RegisterValue value(String obis, long watts) {
        return new RegisterValue(obis, watts, 0, 27);
    }

    private static CheckInput of(RegisterReading.Builder reading) {
        return CheckReadings.of("M", reading.build());
    }

    private static RegisterReading.Builder reading() {
        return RegisterReading.newBuilder()
                .setMeterId("M")
                .setCaptureTime(NOON)
                .setReceiveTime(NOON)
                .setSessionFieldTime(NOON)
                .setSource(ReadingSource.POLL)
                .setCalibrationEpoch(3);
    }
}
