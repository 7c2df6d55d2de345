-- How far the fleet has drifted, plotted in the terminal from the files of `plumbline export drift`:
--
--   plumbline export drift --from 2026-01-01 --to 2026-03-31 --out export
--   duckdb -f docs/examples/fleet-drift.sql
--
-- Needs DuckDB 1.1 or newer and nothing else. Errors in percent of the energy.

SET VARIABLE folder = 'export';

-- The newest estimate of each meter on each day; refused ones have no figure.
CREATE OR REPLACE TEMP VIEW newest AS
SELECT day, meter_id, error_percent, standard_uncertainty_percent, limit_percent, rate_percent_per_year, verdict
FROM read_parquet(getvariable('folder') || '/drift/*/drift.parquet', hive_partitioning = true)
WHERE refusal = ''
QUALIFY row_number() OVER (PARTITION BY day, meter_id ORDER BY topic_offset DESC) = 1;

-- Day by day: tenth, middle and ninetieth of a hundred meters, and how much of the limit the ninetieth |e| takes.
SELECT day,
       count(*) AS meters,
       round(quantile_cont(error_percent, 0.1), 3) AS p10_percent,
       round(quantile_cont(error_percent, 0.5), 3) AS p50_percent,
       round(quantile_cont(error_percent, 0.9), 3) AS p90_percent,
       count(*) FILTER (WHERE verdict = 'FAIL') AS beyond_limit,
       bar(quantile_cont(abs(error_percent) / nullif(limit_percent, 0), 0.9), 0, 2, 40) AS p90_of_limit_0_to_2
FROM newest
GROUP BY day
ORDER BY day;

-- The fleet on its newest day, in steps of a tenth of a percent.
WITH last AS (SELECT * FROM newest WHERE day = (SELECT max(day) FROM newest)),
     steps AS (SELECT round(floor(error_percent * 10) / 10, 1) AS from_percent, count(*) AS meters FROM last GROUP BY ALL)
SELECT from_percent, meters, bar(meters, 0, (SELECT max(meters) FROM steps), 60) AS plot
FROM steps
ORDER BY from_percent;

-- Who moves fastest: ten meters by the magnitude of their rate, of those whose error is known to a third of the limit.
SELECT meter_id,
       round(error_percent, 3) AS error_percent,
       round(2 * standard_uncertainty_percent, 3) AS expanded_uncertainty_percent,
       round(rate_percent_per_year, 2) AS rate_percent_per_year,
       verdict
FROM newest
WHERE day = (SELECT max(day) FROM newest)
  AND standard_uncertainty_percent <= limit_percent / 3
ORDER BY abs(rate_percent_per_year) DESC, meter_id
LIMIT 10;
