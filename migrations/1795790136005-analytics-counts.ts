import type { MigrationInterface, QueryRunner } from 'typeorm';

const NOBODY = `repeat('0', 4096)::bit(4096)`;

/** Counts and visits of all events by hour, by day and by sixteen days, and who they are of by number. */
export class AnalyticsCounts1795790136005 implements MigrationInterface {
  readonly name = 'AnalyticsCounts1795790136005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "analytics_counts" ("hours" smallint NOT NULL, "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "event_type" character varying(100) NOT NULL, "source" character varying(10) NOT NULL, "events" bigint NOT NULL, CONSTRAINT "analytics_counts_source_check" CHECK (source IN ('client', 'domain')), CONSTRAINT "analytics_counts_pkey" PRIMARY KEY ("hours", "starts_at", "event_type", "source"))`,
    );
    await runner.query(
      `CREATE TABLE "analytics_visits" ("hours" smallint NOT NULL, "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "event_type" character varying(100) NOT NULL, "chunk" integer NOT NULL, "people" bit(4096) NOT NULL, CONSTRAINT "analytics_visits_pkey" PRIMARY KEY ("hours", "starts_at", "event_type", "chunk"))`,
    );
    await runner.query(
      `CREATE TABLE "analytics_people" ("number" integer NOT NULL, "person" character varying(110) NOT NULL, CONSTRAINT "analytics_people_pkey" PRIMARY KEY ("number"))`,
    );
    await runner.query(
      `CREATE TABLE "analytics_pending" ("id" uuid NOT NULL DEFAULT uuidv7(), "starts_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "event_type" character varying(100) NOT NULL, "source" character varying(10) NOT NULL, "person" character varying(110), "events" integer NOT NULL, CONSTRAINT "analytics_pending_source_check" CHECK (source IN ('client', 'domain')), CONSTRAINT "analytics_pending_pkey" PRIMARY KEY ("id"))`,
    );
    await this.count(runner);
    await runner.query(`CREATE UNIQUE INDEX "analytics_people_person_key" ON "analytics_people"  ("person") `);
    await runner.query(
      `CREATE FUNCTION "note_analytics_events"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO analytics_pending (starts_at, event_type, source, person, events)
         SELECT date_trunc('hour', created_at, 'UTC'), event_type, source,
           coalesce('user ' || user_id, 'anonymous ' || anonymous_id), count(*)
         FROM stored GROUP BY 1, 2, 3, 4;
         RETURN NULL;
       END
       $$`,
    );
    await runner.query(
      `CREATE TRIGGER "analytics_events_noted" AFTER INSERT ON "analytics_events"
       REFERENCING NEW TABLE AS stored FOR EACH STATEMENT EXECUTE FUNCTION "note_analytics_events"()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "analytics_events_noted" ON "analytics_events"`);
    await runner.query(`DROP FUNCTION "note_analytics_events"`);
    await runner.query(`DROP TABLE "analytics_pending", "analytics_people", "analytics_visits", "analytics_counts"`);
  }

  /** What is there already; nothing comes meanwhile. */
  private async count(runner: QueryRunner): Promise<void> {
    await runner.query(`LOCK TABLE "analytics_events" IN SHARE MODE`);
    await runner.query(
      `CREATE TEMPORARY TABLE counted_hours ON COMMIT DROP AS
       SELECT date_trunc('hour', created_at, 'UTC') AS starts_at, event_type, source,
         coalesce('user ' || user_id, 'anonymous ' || anonymous_id) AS person, count(*) AS events
       FROM "analytics_events" GROUP BY 1, 2, 3, 4`,
    );
    // Those who came together have numbers together, so that fewer rows have somebody in them.
    await runner.query(
      `INSERT INTO "analytics_people" (number, person)
       SELECT row_number() OVER (ORDER BY min(starts_at), person) - 1, person FROM counted_hours
       WHERE person IS NOT NULL GROUP BY person`,
    );
    await runner.query(`ANALYZE counted_hours, "analytics_people"`);
    await runner.query(
      `INSERT INTO "analytics_visits" (hours, starts_at, event_type, chunk, people)
       SELECT 1, starts_at, event_type, number / 4096, bit_or(set_bit(${NOBODY}, number % 4096, 1))
       FROM counted_hours JOIN "analytics_people" USING (person) GROUP BY 2, 3, 4`,
    );
    await runner.query(
      `INSERT INTO "analytics_counts" (hours, starts_at, event_type, source, events)
       SELECT 1, starts_at, event_type, source, sum(events) FROM counted_hours GROUP BY 2, 3, 4`,
    );
    for (const [hours, smaller] of [
      [24, 1],
      [384, 24],
    ]) {
      const start = `date_bin(interval '${hours} hours', starts_at, 'epoch')`;
      await runner.query(
        `INSERT INTO "analytics_visits" (hours, starts_at, event_type, chunk, people)
         SELECT ${hours}, ${start}, event_type, chunk, bit_or(people) FROM "analytics_visits" WHERE hours = ${smaller}
         GROUP BY 2, 3, 4`,
      );
      await runner.query(
        `INSERT INTO "analytics_counts" (hours, starts_at, event_type, source, events)
         SELECT ${hours}, ${start}, event_type, source, sum(events) FROM "analytics_counts" WHERE hours = ${smaller}
         GROUP BY 2, 3, 4`,
      );
    }
  }
}
