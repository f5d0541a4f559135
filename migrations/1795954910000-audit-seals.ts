import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The chain of seals over the entries of the audit log. */
export class AuditSeals1795954910000 implements MigrationInterface {
  readonly name = 'AuditSeals1795954910000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "audit_seals" ("sequence" bigint NOT NULL, "previous" bytea NOT NULL, "organization_id" uuid, "retention" character varying(10) NOT NULL, "period" date NOT NULL, "root" bytea NOT NULL, "sealed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "hash" bytea NOT NULL, "signature" bytea NOT NULL, "entry_ids" uuid array NOT NULL, "leaves" bytea NOT NULL, CONSTRAINT "audit_seals_retention_check" CHECK (retention IN ('ordinary', 'session', 'user')), CONSTRAINT "audit_seals_pkey" PRIMARY KEY ("sequence"))`,
    );
    await runner.query(
      `CREATE TABLE "audit_seal_state" ("id" smallint NOT NULL, "horizon" bigint NOT NULL DEFAULT '0', "since" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT '-infinity', "ran_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT '-infinity', CONSTRAINT "audit_seal_state_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`INSERT INTO "audit_seal_state" (id) VALUES (1)`);
    await runner.query(
      `CREATE TRIGGER "audit_seals_kept" BEFORE UPDATE OR DELETE ON "audit_seals" FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
    );
    await runner.query(`SELECT audit_protect('audit_seals')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "audit_seals"`);
    await runner.query(`DROP TABLE "audit_seal_state"`);
  }
}
