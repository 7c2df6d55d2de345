// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.record.RecordForm;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CalibrationRecords;

/** Calibration records as files; whoever may look at a meter may have its record. */
@Path("/api/meters/{meterId}/calibration-record")
@RolesAllowed(Person.VIEWER)
@Blocking
public class CalibrationRecordResource {

    private static final int AT_A_TIME = 2;
    private static final int BUSY = 503;

    private final Semaphore places = new Semaphore(AT_A_TIME);
    private final CalibrationRecords records;
    private final InstantSource wallClock;

    CalibrationRecordResource(CalibrationRecords records, InstantSource wallClock) {
        this.records = records;
        this.wallClock = wallClock;
    }

    /** @param format html, pdf or json */
    @GET
    @Described(files = {"text/html", "application/pdf", "application/json"})
    public Response record(String meterId, @QueryParam("format") @DefaultValue("html") String format) {
        RecordForm form = form(format);
        byte[] file = octets(meterId, form).orElseThrow(() -> Problem.unknown("meter", meterId));
        return Response.ok(file, form.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName(meterId, form) + '"')
                .build();
    }

    private Optional<byte[]> octets(String meterId, RecordForm form) {
        if (!places.tryAcquire()) {
            throw new Problem("BUSY", AT_A_TIME + " records are being made.", "Ask again in a few seconds.")
                    .exception(BUSY);
        }
        try {
            return records.of(meterId, wallClock.instant().truncatedTo(ChronoUnit.SECONDS))
                    .map(form::octets);
        } catch (ConsoleException e) {
            throw new Problem(
                            "RECORD_NOT_MADE",
                            e.getMessage() + ".",
                            "Ask again; plumbline calibration-record waits longer.")
                    .exception(BUSY);
        } finally {
            places.release();
        }
    }

    private static RecordForm form(String format) {
        return Arrays.stream(RecordForm.values())
                .filter(form -> form.name().equals(format))
                .findFirst()
                .orElseThrow(() -> new Problem(
                                "FORMAT_UNKNOWN", "There is no format " + format + ".", "Use html, pdf or json.")
                        .of("format")
                        .exception(400));
    }

    private static String fileName(String meterId, RecordForm form) {
        return "calibration-record-" + meterId.replaceAll("[^A-Za-z0-9._-]", "_") + "." + form.name();
    }
}
