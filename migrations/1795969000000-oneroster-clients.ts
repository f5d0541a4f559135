import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OnerosterClients1795969000000 implements MigrationInterface {
  readonly name = 'OnerosterClients1795969000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "oneroster_clients" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "name" character varying(100) NOT NULL, "scopes" character varying(100) array NOT NULL, "secret_hash" character varying(64) NOT NULL, "last_used_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "oneroster_clients_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "oneroster_clients_listed" ON "oneroster_clients" ("organization_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE TABLE "oneroster_tokens" ("hash" character varying(64) NOT NULL, "client_id" uuid NOT NULL, "scopes" character varying(100) array NOT NULL, "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, CONSTRAINT "oneroster_tokens_pkey" PRIMARY KEY ("hash"))`,
    );
    await runner.query(`CREATE INDEX "oneroster_tokens_client" ON "oneroster_tokens" ("client_id", "expires_at")`);
    await runner.query(
      `CREATE TABLE "removed_course_assignments" ("id" uuid NOT NULL, "offering_id" uuid NOT NULL, "facilitator_id" uuid NOT NULL, "is_substitute" boolean NOT NULL, "removed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "removed_course_assignments_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "removed_course_assignments_offering" ON "removed_course_assignments" ("offering_id")`,
    );
    await runner.query(
      `CREATE INDEX "removed_course_assignments_facilitator" ON "removed_course_assignments" ("facilitator_id")`,
    );
    await runner.query(
      `ALTER TABLE "oneroster_clients" ADD CONSTRAINT "oneroster_clients_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "oneroster_tokens" ADD CONSTRAINT "oneroster_tokens_client_fkey" FOREIGN KEY ("client_id") REFERENCES "oneroster_clients"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "removed_course_assignments" ADD CONSTRAINT "removed_course_assignments_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "removed_course_assignments" ADD CONSTRAINT "removed_course_assignments_facilitator_fkey" FOREIGN KEY ("facilitator_id") REFERENCES "course_facilitators"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_assignments" ADD "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now()`,
    );
    await runner.query(`UPDATE "course_assignments" SET "updated_at" = "created_at"`);
    // Whoever follows a roster by its changes hears of everything that changes it, whatever statement does.
    await runner.query(`
      CREATE FUNCTION note_assignment_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.updated_at := now();
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER course_assignments_changed BEFORE UPDATE ON course_assignments
      FOR EACH ROW EXECUTE FUNCTION note_assignment_change()`);
    // Of what goes with its organization nobody has to hear: then one of the rows that it names is gone already.
    await runner.query(`
      CREATE FUNCTION note_removed_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO removed_course_assignments (id, offering_id, facilitator_id, is_substitute)
        SELECT OLD.id, o.id, f.id, OLD.is_substitute
        FROM course_offerings o
        JOIN course_facilitators f ON f.id = OLD.facilitator_id
        JOIN organizations g ON g.id = o.organization_id
        WHERE o.id = OLD.offering_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER course_assignments_removed AFTER DELETE ON course_assignments
      FOR EACH ROW EXECUTE FUNCTION note_removed_assignment()`);
    await runner.query(`
      CREATE FUNCTION note_roster_member() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE member organization_members := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
      BEGIN
        UPDATE course_students SET updated_at = now()
        WHERE organization_id = member.organization_id AND user_id = member.user_id;
        UPDATE course_facilitators SET updated_at = now()
        WHERE organization_id = member.organization_id AND user_id = member.user_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER organization_members_roster AFTER INSERT OR DELETE ON organization_members
      FOR EACH ROW EXECUTE FUNCTION note_roster_member()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER organization_members_roster ON organization_members`);
    await runner.query(`DROP FUNCTION note_roster_member`);
    await runner.query(`DROP TRIGGER course_assignments_removed ON course_assignments`);
    await runner.query(`DROP FUNCTION note_removed_assignment`);
    await runner.query(`DROP TRIGGER course_assignments_changed ON course_assignments`);
    await runner.query(`DROP FUNCTION note_assignment_change`);
    await runner.query(`ALTER TABLE "course_assignments" DROP COLUMN "updated_at"`);
    await runner.query(`DROP TABLE "removed_course_assignments"`);
    await runner.query(`DROP TABLE "oneroster_tokens"`);
    await runner.query(`DROP TABLE "oneroster_clients"`);
  }
}
