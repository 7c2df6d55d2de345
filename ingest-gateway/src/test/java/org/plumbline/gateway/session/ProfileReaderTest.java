// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;
import org.plumbline.gateway.dlms.CosemValue.IntegerValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.ScalerUnit;

class ProfileReaderTest {

    private static final ObisCode PROFILE = ObisCode.parse("1.0.99.1.0.255");
    private static final ObisCode ENERGY = ObisCode.parse("1.0.1.8.0.255");
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-01T06:00:00Z");
    private static final CosemValue NULL = new CosemValue.NullData();

    @Test
    void columnsAreToldApartByClassAndName() {
        ProfileLayout layout = layout(
                column(3, "1.0.1.8.0.255", 2, 0),
                column(1, "0.0.96.10.1.255", 2, 0),
                column(8, "0.0.1.0.0.255", 2, 0),
                column(1, "0.0.96.2.10.255", 2, 0));

        assertEquals(2, layout.clockColumn());
        assertEquals(1, layout.statusColumn());
        assertEquals(
                List.of(0, 3),
                layout.registers().stream().map(ProfileLayout.Column::position).toList());
        assertEquals(new ScalerUnit(-2, 30), layout.registers().get(0).scalerUnit());
        assertEquals(null, layout.registers().get(1).scalerUnit());
        assertEquals(0, layout.indexOf(ENERGY));
    }

    @Test
    void profileWithoutAClockIsRefused() {
        refused(() -> layout(column(3, "1.0.1.8.0.255", 2, 0)));
    }

    @Test
    void malformedCaptureObjectsAreRefused() {
        refused(() -> layout());
        refused(() -> layout(NULL));
        refused(() -> layout(column(8, "0.0.1.0.0.255", 2, 1)));
        refused(() -> layout(column(8, "0.0.1.0.0.255", -2, 0)));
        CosemValue[] tooMany = new CosemValue[65];
        Arrays.fill(tooMany, column(8, "0.0.1.0.0.255", 2, 0));
        refused(() -> layout(tooMany));
    }

    @Test
    void capturePeriodOutsideAMinuteToADayIsRefused() {
        for (int seconds : new int[] {0, 59, 86_401}) {
            refused(() -> ProfileReader.layout(
                    PROFILE,
                    new CosemValue.Array(List.of(column(8, "0.0.1.0.0.255", 2, 0))),
                    CosemValue.doubleLongUnsigned(seconds),
                    (classId, obis) -> new ScalerUnit(0, 30)));
        }
    }

    @Test
    void rowsKeepEveryRawDigitAndTheirStatus() {
        List<ProfileRow> rows = rows(row(time(FROM), CosemValue.unsigned(0x82), raw(4_294_967_295L)));

        assertEquals(List.of(new ProfileRow(FROM, 0, 0x82, List.of(4_294_967_295L))), rows);
    }

    @Test
    void nullClockMeansOnePeriodAfterTheRowBefore() {
        List<ProfileRow> rows = rows(
                row(time(FROM), CosemValue.unsigned(0), raw(1)),
                row(NULL, CosemValue.unsigned(0), raw(2)),
                row(NULL, CosemValue.unsigned(0), NULL));

        assertEquals(FROM.plusSeconds(1_800), rows.get(2).captureTime());
        assertEquals(Arrays.asList((Long) null), rows.get(2).values());
    }

    @Test
    void firstRowWithoutAClockIsLeftOut() {
        assertLeftOut(row(NULL, CosemValue.unsigned(0), raw(1)));
    }

    @Test
    void rowOutsideTheRangeAskedForIsLeftOut() {
        assertLeftOut(row(time(FROM.minusSeconds(1)), CosemValue.unsigned(0), raw(1)));
        assertLeftOut(row(time(TO.plusSeconds(1)), CosemValue.unsigned(0), raw(1)));
    }

    @Test
    void rowOfAnotherWidthOrTypeIsLeftOut() {
        assertLeftOut(NULL);
        assertLeftOut(row(time(FROM), CosemValue.unsigned(0)));
        assertLeftOut(row(time(FROM), CosemValue.longUnsigned(256), raw(1)));
        assertLeftOut(row(time(FROM), CosemValue.unsigned(0), CosemValue.OctetString.of(new byte[4])));
        assertLeftOut(row(CosemValue.OctetString.of(new byte[11]), CosemValue.unsigned(0), raw(1)));
    }

    @Test
    void bufferThatIsNoArrayIsRefused() {
        refused(() -> ProfileReader.slice(threeColumns(), NULL, FROM, TO));
    }

    @Test
    void rowWithAWildcardTimeIsLeftOutAndSoIsTheRowThatCountsFromIt() {
        byte[] wildcard = CosemDateTime.encode(FROM);
        wildcard[5] = (byte) 0xFF;

        ProfileSlice slice = slice(
                threeColumns(),
                row(time(FROM), CosemValue.unsigned(0), raw(1)),
                row(CosemValue.OctetString.of(wildcard), CosemValue.unsigned(0), raw(2)),
                row(NULL, CosemValue.unsigned(0), raw(3)),
                row(time(FROM.plusSeconds(2_700)), CosemValue.unsigned(0), raw(4)));

        assertEquals(
                List.of(FROM, FROM.plusSeconds(2_700)),
                slice.rows().stream().map(ProfileRow::captureTime).toList());
        assertEquals(2, slice.unusable());
    }

    @Test
    void cellOfAColumnThatNobodyWantsIsNotDecoded() {
        ProfileLayout layout = layout(
                        column(8, "0.0.1.0.0.255", 2, 0),
                        column(1, "0.0.42.0.0.255", 2, 0),
                        column(3, "1.0.1.8.0.255", 2, 0))
                .narrowedTo(column -> column.obis().equals(ENERGY));

        ProfileSlice slice = slice(layout, row(time(FROM), CosemValue.OctetString.of(new byte[4]), raw(7)));

        assertEquals(List.of(new ProfileRow(FROM, 0, 0, List.of(7L))), slice.rows());
        assertEquals(0, slice.unusable());
    }

    private static void assertLeftOut(CosemValue unusable) {
        ProfileSlice slice =
                slice(threeColumns(), unusable, row(time(FROM.plusSeconds(900)), CosemValue.unsigned(0), raw(2)));
        assertEquals(1, slice.unusable());
        assertEquals(
                List.of(FROM.plusSeconds(900)),
                slice.rows().stream().map(ProfileRow::captureTime).toList());
    }

    private static ProfileSlice slice(ProfileLayout layout, CosemValue... rows) {
        return ProfileReader.slice(layout, new CosemValue.Array(List.of(rows)), FROM, TO);
    }

    private static void refused(org.junit.jupiter.api.function.Executable action) {
        assertInstanceOf(
                MeterFault.UnexpectedContent.class,
                assertThrows(MeterFaultException.class, action).fault());
    }

    private static List<ProfileRow> rows(CosemValue... rows) {
        return slice(threeColumns(), rows).rows();
    }

    private static ProfileLayout threeColumns() {
        return layout(
                column(8, "0.0.1.0.0.255", 2, 0), column(1, "0.0.96.10.1.255", 2, 0), column(3, "1.0.1.8.0.255", 2, 0));
    }

    private static ProfileLayout layout(CosemValue... columns) {
        return ProfileReader.layout(
                PROFILE,
                new CosemValue.Array(List.of(columns)),
                CosemValue.doubleLongUnsigned(900),
                (classId, obis) -> new ScalerUnit(-2, 30));
    }

    private static CosemValue column(int classId, String obis, int attribute, int index) {
        return new CosemValue.Structure(List.of(
                CosemValue.longUnsigned(classId),
                CosemValue.OctetString.of(ObisCode.parse(obis).octets()),
                new IntegerValue(IntegerType.INTEGER, attribute),
                CosemValue.longUnsigned(index)));
    }

    private static CosemValue row(CosemValue... cells) {
        return new CosemValue.Structure(List.of(cells));
    }

    private static CosemValue time(Instant instant) {
        return CosemValue.OctetString.of(CosemDateTime.encode(instant));
    }

    private static CosemValue raw(long number) {
        return CosemValue.doubleLongUnsigned(number);
    }
}
