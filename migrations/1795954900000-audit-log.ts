import type { MigrationInterface, QueryRunner } from 'typeorm';

const PARTITIONED = ['audit_entries', 'audit_details'];

/** The log of activity: written with the messages of events, never changed, dropped by partition. */
export class AuditLog1795954900000 implements MigrationInterface {
  readonly name = 'AuditLog1795954900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "audit_entries" ("created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "id" uuid NOT NULL, "retention" character varying(10) NOT NULL, "transaction" bigint NOT NULL, "level" character varying(10) NOT NULL, "action" character varying(100) NOT NULL, "message" character varying(2000) NOT NULL, "user_id" uuid, "organization_id" uuid, "session_id" uuid, "request_id" character varying(128), "method" character varying(20), "url" character varying(500), "status_code" smallint, "response_time" integer, "metadata" jsonb NOT NULL, "tags" character varying(50) array NOT NULL, "digest" bytea, CONSTRAINT "audit_entries_retention_check" CHECK (retention IN ('ordinary', 'session', 'user')), CONSTRAINT "audit_entries_level_check" CHECK (level IN ('debug', 'info', 'warn', 'error', 'security')), CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("created_at", "id", "retention")) PARTITION BY LIST (retention)`,
    );
    await runner.query(
      `CREATE TABLE "audit_details" ("created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "entry_id" uuid NOT NULL, "retention" character varying(10) NOT NULL, "user_id" uuid, "salt" bytea NOT NULL, "details" text NOT NULL, CONSTRAINT "audit_details_retention_check" CHECK (retention IN ('ordinary', 'session', 'user')), CONSTRAINT "audit_details_pkey" PRIMARY KEY ("created_at", "entry_id", "retention")) PARTITION BY LIST (retention)`,
    );
    for (const [name, columns, where] of [
      ['transaction', '"transaction"', ''],
      ['action', '"action", "created_at", "id"', ''],
      ['level', '"level", "created_at", "id"', ''],
      ['of_user', '"user_id", "created_at", "id"', ' WHERE user_id IS NOT NULL'],
      ['of_session', '"session_id", "created_at", "id"', ' WHERE session_id IS NOT NULL'],
      ['of_organization', '"organization_id", "created_at", "id"', ' WHERE organization_id IS NOT NULL'],
      ['status', '"status_code", "created_at", "id"', ' WHERE status_code IS NOT NULL'],
    ])
      await runner.query(`CREATE INDEX "audit_entries_${name}" ON "audit_entries"  (${columns})${where}`);
    await runner.query(
      `CREATE INDEX "audit_details_of_user" ON "audit_details"  ("user_id") WHERE user_id IS NOT NULL`,
    );
    for (const table of PARTITIONED)
      for (const retention of ['ordinary', 'session', 'user'])
        await runner.query(
          `CREATE TABLE "${table}_${retention}" PARTITION OF "${table}" FOR VALUES IN ('${retention}') PARTITION BY RANGE (created_at)`,
        );
    await this.refuseChanges(runner);
    await this.partition(runner);
    await this.write(runner);
  }

  /**
   * A trigger for everybody, the owner of the table included, and no right for the role that owns it: either of them
   * refuses.
   */
  private async refuseChanges(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "audit_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         RAISE EXCEPTION 'The audit log is never changed: % of % is refused.', TG_OP, TG_TABLE_NAME
           USING ERRCODE = 'insufficient_privilege';
       END
       $$`,
    );
    await runner.query(
      `CREATE TRIGGER "audit_entries_kept" BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
    );
    // Erasure deletes details; nothing changes them.
    await runner.query(
      `CREATE TRIGGER "audit_details_kept" BEFORE UPDATE ON "audit_details" FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
    );
    await runner.query(
      `CREATE FUNCTION "audit_protect"(name text) RETURNS void LANGUAGE plpgsql AS $$
       DECLARE verbs text := CASE WHEN name LIKE 'audit_details%' THEN 'UPDATE, TRUNCATE' ELSE 'UPDATE, DELETE, TRUNCATE' END;
       BEGIN
         EXECUTE format('REVOKE %s ON %I FROM PUBLIC, %I', verbs, name, current_user);
         EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()',
           name || '_whole', name);
       END
       $$`,
    );
    for (const table of PARTITIONED)
      for (const name of [table, ...['ordinary', 'session', 'user'].map((retention) => `${table}_${retention}`)])
        await runner.query(`SELECT audit_protect($1)`, [name]);
  }

  /** Weeks of what is kept for days, months of what is kept for years; the default partitions take what has none. */
  private async partition(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "audit_make_partition"(parent text, name text, bounds text) RETURNS boolean LANGUAGE plpgsql AS $$
       BEGIN
         IF to_regclass(name) IS NOT NULL THEN RETURN false; END IF;
         -- Attached instead of created in place, which would lock out the writers.
         EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, parent);
         EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I %s', parent, name, bounds);
         PERFORM audit_protect(name);
         RETURN true;
       END
       $$`,
    );
    await runner.query(
      `CREATE FUNCTION "audit_make_partitions"() RETURNS integer LANGUAGE plpgsql AS $$
       DECLARE
         kind text;
         class text;
         part record;
         strays boolean;
         made integer := 0;
       BEGIN
         FOREACH kind IN ARRAY ARRAY['audit_entries', 'audit_details'] LOOP
           FOREACH class IN ARRAY ARRAY['ordinary', 'session', 'user'] LOOP
             PERFORM audit_make_partition(kind || '_' || class, kind || '_' || class || '_default', 'DEFAULT');
             FOR part IN
               SELECT first, (first + step)::timestamp AS next, to_char(first, CASE class WHEN 'ordinary' THEN 'YYYYMMDD' ELSE 'YYYYMM' END) AS label
               FROM (SELECT CASE class WHEN 'ordinary' THEN interval '7 days' ELSE interval '1 month' END AS step,
                            CASE class WHEN 'ordinary' THEN 2 ELSE 1 END AS ahead) AS grain,
                 LATERAL (SELECT date_trunc(CASE class WHEN 'ordinary' THEN 'week' ELSE 'month' END, now() AT TIME ZONE 'UTC') + n * step AS first
                          FROM generate_series(0, ahead) AS n) AS times
             LOOP
               -- What came while there was no partition stays in the default one, and goes with it.
               EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE created_at >= %L AND created_at < %L)',
                 kind || '_' || class || '_default', part.first || 'Z', part.next || 'Z') INTO strays;
               IF NOT strays AND audit_make_partition(kind || '_' || class, kind || '_' || class || '_' || part.label,
                    format('FOR VALUES FROM (%L) TO (%L)', part.first || 'Z', part.next || 'Z'))
               THEN made := made + 1; END IF;
             END LOOP;
           END LOOP;
         END LOOP;
         RETURN made;
       END
       $$`,
    );
    await runner.query(
      `CREATE FUNCTION "audit_drop_partitions"(class text, before timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
       DECLARE
         part record;
         newest timestamptz;
         dropped integer := 0;
       BEGIN
         IF before > now() - interval '1 day' THEN RAISE EXCEPTION 'Entries of today are not dropped.'; END IF;
         FOR part IN
           SELECT c.relname AS name, p.relname AS parent, split_part(c.relname, '_', 4) AS label
           FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
           WHERE p.oid IN (to_regclass('audit_entries_' || class), to_regclass('audit_details_' || class))
         LOOP
           IF part.label = 'default' THEN
             EXECUTE format('SELECT max(created_at) FROM %I', part.name) INTO newest;
             CONTINUE WHEN newest IS NULL OR newest >= before;
             EXECUTE format('DROP TABLE %I', part.name);
             PERFORM audit_make_partition(part.parent, part.name, 'DEFAULT');
           ELSE
             CONTINUE WHEN (CASE length(part.label)
               WHEN 8 THEN to_date(part.label, 'YYYYMMDD') + interval '7 days'
               ELSE to_date(part.label, 'YYYYMM') + interval '1 month' END) AT TIME ZONE 'UTC' > before;
             EXECUTE format('DROP TABLE %I', part.name);
           END IF;
           dropped := dropped + 1;
         END LOOP;
         RETURN dropped;
       END
       $$`,
    );
    await runner.query('SELECT audit_make_partitions()');
  }

  private async write(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "audit_entry_add"(entry jsonb) RETURNS void LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO audit_entries (id, retention, transaction, level, action, message, user_id, organization_id, session_id,
           request_id, method, url, status_code, response_time, metadata, tags, digest)
         VALUES ((entry->>'id')::uuid, entry->>'retention', pg_current_xact_id()::text::bigint, entry->>'level',
           entry->>'action', entry->>'message', (entry->>'userId')::uuid, (entry->>'organizationId')::uuid,
           (entry->>'sessionId')::uuid, entry->>'requestId', entry->>'method', entry->>'url',
           (entry->>'statusCode')::smallint, (entry->>'responseTime')::int, entry->'metadata',
           ARRAY(SELECT jsonb_array_elements_text(entry->'tags')), decode(entry->>'digest', 'hex'));
         IF entry ? 'details' THEN
           INSERT INTO audit_details (entry_id, retention, user_id, salt, details)
           VALUES ((entry->>'id')::uuid, entry->>'retention', (entry->>'userId')::uuid, decode(entry->>'salt', 'hex'),
             entry->>'details');
         END IF;
       END
       $$`,
    );
    await runner.query(`ALTER TABLE "outbox_messages" ADD "audit" jsonb`);
    await runner.query(
      `CREATE FUNCTION "audit_message"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         PERFORM audit_entry_add(NEW.audit);
         NEW.audit := NULL;
         RETURN NEW;
       END
       $$`,
    );
    await runner.query(
      `CREATE TRIGGER "outbox_messages_audited" BEFORE INSERT ON "outbox_messages" FOR EACH ROW WHEN (NEW.audit IS NOT NULL) EXECUTE FUNCTION audit_message()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "outbox_messages_audited" ON "outbox_messages"`);
    await runner.query(`ALTER TABLE "outbox_messages" DROP COLUMN "audit"`);
    for (const table of PARTITIONED) await runner.query(`DROP TABLE "${table}"`);
    for (const name of [
      'audit_message()',
      'audit_entry_add(jsonb)',
      'audit_drop_partitions(text, timestamptz)',
      'audit_make_partitions()',
      'audit_make_partition(text, text, text)',
      'audit_protect(text)',
      'audit_refuse()',
    ])
      await runner.query(`DROP FUNCTION ${name}`);
  }
}
