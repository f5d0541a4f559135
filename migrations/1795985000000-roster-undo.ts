import type { MigrationInterface, QueryRunner } from 'typeorm';

const MEMBERS = 'AFTER INSERT OR DELETE ON organization_members';

/** Undo of imports knows what there was; whoever leaves is found by an index; memberships lock profiles after offerings. */
export class RosterUndo1795985000000 implements MigrationInterface {
  readonly name = 'RosterUndo1795985000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "roster_rows" ADD "former" jsonb, ADD "former_version" integer`);
    await runner.query(`
      CREATE INDEX "roster_rows_name" ON "roster_rows"
        (lower(coalesce(values->>'email', values->>'student', values->>'facilitator')))`);
    await runner.query(`
      CREATE INDEX "roster_rows_former_name" ON "roster_rows"
        (lower(coalesce(before->>'email', former#>>'{values,email}', former#>>'{values,student}',
          former#>>'{values,facilitator}')))
      WHERE former IS NOT NULL OR before ? 'email'`);
    await runner.query(`
      CREATE INDEX "roster_rows_students" ON "roster_rows" ((after->>'student_id')) WHERE after ? 'student_id'`);
    await runner.query(`
      CREATE INDEX "roster_rows_left" ON "roster_rows" ((before->>'student_id')) WHERE outcome = 'moved'`);
    await runner.query(`DROP TRIGGER organization_members_roster ON organization_members`);
    await runner.query(`
      CREATE CONSTRAINT TRIGGER organization_members_roster ${MEMBERS}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_roster_member()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER organization_members_roster ON organization_members`);
    await runner.query(`
      CREATE TRIGGER organization_members_roster ${MEMBERS}
      FOR EACH ROW EXECUTE FUNCTION note_roster_member()`);
    await runner.query(`DROP INDEX "roster_rows_left"`);
    await runner.query(`DROP INDEX "roster_rows_students"`);
    await runner.query(`DROP INDEX "roster_rows_former_name"`);
    await runner.query(`DROP INDEX "roster_rows_name"`);
    await runner.query(`ALTER TABLE "roster_rows" DROP COLUMN "former_version", DROP COLUMN "former"`);
  }
}
