// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.plumbline.gateway.golden.GoldenFrames.octets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;
import org.plumbline.gateway.dlms.CosemValue.IntegerValue;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.GetWithList;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.ScalerUnit;

/** Values, times and profile rows as meters of several makers sent them. */
class GoldenValuesTest {

    private static final ObisCode PROFILE = ObisCode.parse("1.0.99.1.0.255");

    @Test
    void pushOfAKaifaMeterIsReadToTheLastScaler() {
        CosemValue.Structure content =
                assertInstanceOf(CosemValue.Structure.class, CosemValueDecoder.decode(octets("tinetz.content")));

        assertEquals(12, content.elements().size());
        CosemValue.Structure energy = (CosemValue.Structure) content.elements().get(8);
        assertEquals(
                CosemValue.OctetString.of(ObisCode.parse("1.0.1.8.0.255").octets()),
                energy.elements().get(0));
        assertEquals(CosemValue.doubleLongUnsigned(9_108), energy.elements().get(1));
        assertEquals(
                new ScalerUnit(0, 30),
                Values.scalerUnit(PROFILE, energy.elements().get(2)));
        CosemValue.Structure voltage = (CosemValue.Structure) content.elements().get(4);
        assertEquals(
                new ScalerUnit(-1, 35),
                Values.scalerUnit(PROFILE, voltage.elements().get(2)));
    }

    @Test
    void visibleStringsAndRegistersOfAKamstrupMeterAreRead() {
        CosemValue.Structure han =
                assertInstanceOf(CosemValue.Structure.class, CosemValueDecoder.decode(octets("kamstrup.han")));

        assertEquals(25, han.elements().size());
        assertEquals(new CosemValue.TextValue("Kamstrup_V0001"), han.elements().get(0));
        assertEquals(
                new IntegerValue(IntegerType.LONG_UNSIGNED, 228), han.elements().get(24));
    }

    @Test
    void summerTimeOfAKaifaMeterIsTwoHoursAheadOfUtc() {
        CosemDateTime time = CosemDateTime.decode(octets("tinetz.time"));

        assertEquals(Instant.parse("2021-07-19T13:46:35Z"), time.instant());
        assertEquals(0x80, time.clockStatus(), "daylight saving is on");
    }

    @Test
    void deviationsAreMinutesFromLocalTimeToUtc() {
        assertEquals(
                Instant.parse("2020-01-05T23:03:00Z"),
                CosemDateTime.decode(octets("time.winter")).instant());
        assertNull(CosemDateTime.decode(octets("time.without-deviation")).instant());
    }

    @Test
    void rowsWithNullForTheNextPeriodAreTimedByTheOneBefore() {
        ProfileLayout layout = new ProfileLayout(
                PROFILE, Duration.ofHours(1), 4, 0, 1, List.of(column(2, "1.0.1.8.0.255"), column(3, "1.0.2.8.0.255")));
        Instant first = Instant.parse("2019-12-31T22:00:00Z"); // 23:00 with a deviation of -60 minutes

        ProfileSlice slice = ProfileReader.slice(
                layout, CosemValueDecoder.decode(octets("hourly.profile")), first, first.plus(Duration.ofDays(1)));

        assertEquals(0, slice.unusable());
        assertEquals(
                List.of(first, hoursAfter(first, 1), hoursAfter(first, 2), hoursAfter(first, 3)),
                slice.rows().stream().map(ProfileRow::captureTime).toList());
        for (ProfileRow row : slice.rows()) {
            assertEquals(6, row.status());
            assertEquals(List.of(1_517L, 1_620L), row.values());
        }
    }

    @Test
    void listIsAskedForAsOthersAskForIt() {
        byte[] request = GetWithList.request(
                0xC1,
                List.of(
                        new CosemAttribute(1, ObisCode.parse("0.0.42.0.0.255"), 2),
                        new CosemAttribute(8, ObisCode.parse("0.0.1.0.0.255"), 2)));

        assertArrayEquals(octets("get.with-list"), request);
    }

    @Test
    void itemsOfAListFromAnIskraMeterAreRead() {
        List<AccessOutcome> items = results("iskra.get.with-list", 2);

        byte[] name = "ISK1030777764366".getBytes(StandardCharsets.US_ASCII);
        assertEquals(new AccessOutcome.Done(CosemValue.OctetString.of(name)), items.get(0));
        AccessOutcome.Done clock = assertInstanceOf(AccessOutcome.Done.class, items.get(1));
        assertEquals(
                Instant.parse("2021-06-03T13:09:23Z"),
                Values.dateTime(PROFILE, clock.value()).instant());
    }

    @Test
    void structuresInAListAreItemsOfTheirOwn() {
        List<AccessOutcome> items = results("iskra.get.with-list.structures", 9);

        assertEquals(new AccessOutcome.Done(CosemValue.longUnsigned(2_302)), items.get(6));
        assertEquals(
                new AccessOutcome.Done(new CosemValue.Structure(List.of(
                        CosemValue.longUnsigned(720),
                        CosemValue.longUnsigned(3_240),
                        CosemValue.unsigned(24),
                        CosemValue.unsigned(32),
                        new IntegerValue(IntegerType.INTEGER, -64)))),
                items.get(8));
    }

    private static List<AccessOutcome> results(String frame, int count) {
        return GetWithList.results(ByteBuffer.wrap(octets(frame)).position(3), count);
    }

    private static Instant hoursAfter(Instant first, int hours) {
        return first.plus(Duration.ofHours(hours));
    }

    private static ProfileLayout.Column column(int position, String obis) {
        return new ProfileLayout.Column(position, 3, ObisCode.parse(obis), 2, new ScalerUnit(0, 30));
    }
}
