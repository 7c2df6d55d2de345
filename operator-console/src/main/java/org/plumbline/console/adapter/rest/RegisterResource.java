// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.plumbline.console.adapter.file.RowFiles;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.FileTemplate;
import org.plumbline.console.imports.ImportPlan;
import org.plumbline.console.imports.ImportReport;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CommandSink;
import org.plumbline.console.port.FleetRegister;
import org.plumbline.console.port.FleetRegister.Subject;

/** Files of what is registered: taken in, given out, and templates of them. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.ENGINEER)
@Blocking
public class RegisterResource {
    private static final String CSV = "text/csv";
    private static final int UNPROCESSABLE = 422;
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9-]{0,64}");

    /**
     * Why a file was not taken in: a problem of RFC 9457, with all that is wrong.
     *
     * @param report what is wrong with it, row by row
     */
    public record FileRefused(
            String type, String title, int status, String detail, String code, String remedy, ImportReport report) {

        private static Response answer(Problem problem, ImportReport report) {
            Problem.Body body = problem.body(UNPROCESSABLE);
            return Response.status(UNPROCESSABLE)
                    .type(Problem.MEDIA_TYPE)
                    .entity(new FileRefused(
                            body.type(),
                            body.title(),
                            body.status(),
                            body.detail(),
                            body.code(),
                            body.remedy(),
                            report))
                    .build();
        }
    }

    private final FleetRegister register;
    private final ImportRuns runs;
    private final SecurityIdentity identity;

    RegisterResource(FleetRegister register, ImportRuns runs, SecurityIdentity identity) {
        this.register = register;
        this.runs = runs;
        this.identity = identity;
    }

    /**
     * Takes a file of meters in, or says what would come of it.
     *
     * @param dryRun true: only say what would be
     * @param update true: meters that are known may be changed
     * @param run name of the asker's choice, by which {@code GET /api/imports/NAME} tells how far it is
     */
    @POST
    @Path("/meters/import")
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @Described(answer = ImportReport.class)
    public Response importMeters(
            @QueryParam("dryRun") @DefaultValue("false") String dryRun,
            @QueryParam("update") @DefaultValue("false") String update,
            @QueryParam("run") @DefaultValue("") String run,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            InputStream body) {
        return take(Subject.METERS, terms(dryRun, update), run, type, body);
    }

    /** All registered meters as a file that can be taken in again. */
    @GET
    @Path("/meters/export")
    @Described(files = {CSV, MediaType.APPLICATION_JSON})
    public Response exportMeters(@QueryParam("format") @DefaultValue("csv") String format) {
        return file(Subject.METERS, "meters", format(format));
    }

    /** A file of meters to begin with. */
    @GET
    @Path("/meters/template")
    @RolesAllowed(Person.VIEWER)
    @Described(files = {CSV, MediaType.APPLICATION_JSON})
    public Response meterTemplate(@QueryParam("format") @DefaultValue("csv") String format) {
        return template(Subject.METERS, "meters", format(format));
    }

    /** Takes a file of references in, or says what would come of it; as {@link #importMeters}. */
    @POST
    @Path("/references/import")
    @Consumes({CSV, MediaType.APPLICATION_JSON})
    @Described(answer = ImportReport.class)
    public Response importReferences(
            @QueryParam("dryRun") @DefaultValue("false") String dryRun,
            @QueryParam("update") @DefaultValue("false") String update,
            @QueryParam("run") @DefaultValue("") String run,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            InputStream body) {
        return take(Subject.REFERENCES, terms(dryRun, update), run, type, body);
    }

    /** All references as a file that can be taken in again, without results of benches. */
    @GET
    @Path("/references/export")
    @Described(files = {CSV, MediaType.APPLICATION_JSON})
    public Response exportReferences(@QueryParam("format") @DefaultValue("csv") String format) {
        return file(Subject.REFERENCES, "references", format(format));
    }

    /** A file of references to begin with. */
    @GET
    @Path("/references/template")
    @RolesAllowed(Person.VIEWER)
    @Described(files = {CSV, MediaType.APPLICATION_JSON})
    public Response referenceTemplate(@QueryParam("format") @DefaultValue("csv") String format) {
        return template(Subject.REFERENCES, "references", format(format));
    }

    /** How far an import of one's own is. */
    @GET
    @Path("/imports/{run}")
    public ImportRuns.Standing standing(@PathParam("run") String run) {
        return runs.of(principal(), run).orElseThrow(() -> Problem.unknown("import", run));
    }

    private Response take(Subject subject, ImportPlan.Terms terms, String run, MediaType type, InputStream body) {
        if (!RUN.matcher(run).matches()) {
            throw new Problem("RUN_REFUSED", "run is no name.", "Use at most 64 letters, digits and hyphens.")
                    .exception(400);
        }
        runs.put(principal(), run, new ImportRuns.Standing("receiving", 0, 0));
        byte[] octets = octets(body);
        RowFiles.Format format =
                type.isCompatible(MediaType.APPLICATION_JSON_TYPE) ? RowFiles.Format.json : RowFiles.Format.csv;
        FileRows rows = RowFiles.read(format, register.layout(subject), octets);
        long count = rows.rows().size();
        CommandSink.Author author = ConsoleAuthentication.author(identity);
        try {
            ImportReport report = register.take(
                    author, subject, rows, RowFiles.sha256(octets), terms, runs.progress(principal(), run, count));
            return answer(report);
        } catch (FleetRegister.BusyException e) {
            throw new Problem(
                            "IMPORT_RUNNING",
                            "Another file is being taken in.",
                            "Wait until it is done; one is taken in at a time.")
                    .exception(409);
        } finally {
            runs.put(principal(), run, new ImportRuns.Standing("done", count, count));
        }
    }

    private static Response answer(ImportReport report) {
        if (report.dryRun() || report.isSound()) {
            return Response.ok(report).build();
        }
        return FileRefused.answer(
                new Problem(
                        "FILE_REFUSED",
                        "The file has " + report.findingsTotal() + " findings; nothing was written.",
                        "Correct the rows that are named, and try it with dryRun=true."),
                report);
    }

    private static byte[] octets(InputStream body) {
        try {
            byte[] octets = body.readNBytes(RowFiles.MOST_OCTETS + 1);
            if (octets.length > RowFiles.MOST_OCTETS) {
                throw new Problem(
                                "FILE_TOO_LARGE",
                                "The file has more than " + (RowFiles.MOST_OCTETS >> 20) + " MiB.",
                                "Split it; parts are taken in one after the other.")
                        .exception(413);
            }
            return octets;
        } catch (IOException e) {
            throw new Problem("FILE_BROKEN_OFF", "The file did not arrive whole.", "Send it again.").exception(400);
        }
    }

    private Response file(Subject subject, String name, RowFiles.Format format) {
        StreamingOutput rows =
                out -> RowFiles.write(format, register.layout(subject), taker -> register.all(subject, taker), out);
        return attachment(rows, name, format);
    }

    private Response template(Subject subject, String name, RowFiles.Format format) {
        StreamingOutput rows = out -> RowFiles.write(
                format, register.layout(subject), FileTemplate.of(register.layout(subject))::forEach, out);
        return attachment(rows, name + "-template", format);
    }

    private static Response attachment(StreamingOutput rows, String name, RowFiles.Format format) {
        return Response.ok(rows, format == RowFiles.Format.csv ? CSV + "; charset=utf-8" : MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"" + name + "." + format + "\"")
                .build();
    }

    private static RowFiles.Format format(String asked) {
        try {
            return RowFiles.Format.valueOf(asked.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem("FORMAT_REFUSED", "format is no csv or json.", "Give csv or json.").exception(400);
        }
    }

    private static ImportPlan.Terms terms(String dryRun, String update) {
        return new ImportPlan.Terms(truth("update", update), truth("dryRun", dryRun));
    }

    private static boolean truth(String name, String asked) {
        return switch (asked) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new Problem(
                                name.toUpperCase(Locale.ROOT) + "_REFUSED",
                                name + " is neither true nor false.",
                                "Give one of them.")
                        .exception(400);
        };
    }

    private String principal() {
        return identity.getPrincipal().getName();
    }
}
