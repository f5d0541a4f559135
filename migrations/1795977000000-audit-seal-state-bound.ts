import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The state of the sealing stays within what is over; when it ran last is told by the chain. */
export class AuditSealStateBound1795977000000 implements MigrationInterface {
  readonly name = 'AuditSealStateBound1795977000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "audit_seal_state" DROP COLUMN "ran_at"`);
    await runner.query(
      `CREATE FUNCTION "audit_seal_state_bound"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF NEW.since > now() OR NEW.horizon > pg_snapshot_xmin(pg_current_snapshot())::text::bigint THEN
           RAISE EXCEPTION 'The sealing is never ahead of what was written.' USING ERRCODE = 'insufficient_privilege';
         END IF;
         RETURN NEW;
       END
       $$`,
    );
    await runner.query(
      `CREATE TRIGGER "audit_seal_state_bounded" BEFORE INSERT OR UPDATE ON "audit_seal_state" FOR EACH ROW EXECUTE FUNCTION audit_seal_state_bound()`,
    );
    await runner.query(
      `CREATE TRIGGER "audit_seal_state_kept" BEFORE DELETE ON "audit_seal_state" FOR EACH ROW EXECUTE FUNCTION audit_refuse()`,
    );
    await runner.query(
      `CREATE TRIGGER "audit_seal_state_whole" BEFORE TRUNCATE ON "audit_seal_state" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['whole', 'kept', 'bounded'])
      await runner.query(`DROP TRIGGER "audit_seal_state_${name}" ON "audit_seal_state"`);
    await runner.query(`DROP FUNCTION "audit_seal_state_bound"()`);
    await runner.query(
      `ALTER TABLE "audit_seal_state" ADD "ran_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT '-infinity'`,
    );
  }
}
