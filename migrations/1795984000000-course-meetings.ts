import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meetings of offerings: bookings, and which offerings meet in them. */
export class CourseMeetings1795984000000 implements MigrationInterface {
  readonly name = 'CourseMeetings1795984000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "course_meetings" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "booking_id" uuid NOT NULL, "set_id" uuid NOT NULL, "follows_assignments" boolean NOT NULL DEFAULT true, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_meetings_booking_key" UNIQUE ("booking_id"), CONSTRAINT "course_meetings_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_meetings_organization" ON "course_meetings" ("organization_id")`);
    await runner.query(`CREATE INDEX "course_meetings_set" ON "course_meetings" ("set_id")`);
    await runner.query(
      `CREATE TABLE "course_meeting_offerings" ("meeting_id" uuid NOT NULL, "offering_id" uuid NOT NULL, "is_first" boolean NOT NULL DEFAULT false, CONSTRAINT "course_meeting_offerings_pkey" PRIMARY KEY ("meeting_id", "offering_id"))`,
    );
    await runner.query(
      `CREATE INDEX "course_meeting_offerings_offering" ON "course_meeting_offerings" ("offering_id", "meeting_id")`,
    );
    await runner.query(
      `ALTER TABLE "course_meetings" ADD CONSTRAINT "course_meetings_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_meetings" ADD CONSTRAINT "course_meetings_booking_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_meeting_offerings" ADD CONSTRAINT "course_meeting_offerings_meeting_fkey" FOREIGN KEY ("meeting_id") REFERENCES "course_meetings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_meeting_offerings" ADD CONSTRAINT "course_meeting_offerings_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "course_meeting_offerings" DROP CONSTRAINT "course_meeting_offerings_offering_fkey"`,
    );
    await runner.query(
      `ALTER TABLE "course_meeting_offerings" DROP CONSTRAINT "course_meeting_offerings_meeting_fkey"`,
    );
    await runner.query(`ALTER TABLE "course_meetings" DROP CONSTRAINT "course_meetings_booking_fkey"`);
    await runner.query(`ALTER TABLE "course_meetings" DROP CONSTRAINT "course_meetings_organization_fkey"`);
    await runner.query(`DROP INDEX "public"."course_meeting_offerings_offering"`);
    await runner.query(`DROP TABLE "course_meeting_offerings"`);
    await runner.query(`DROP INDEX "public"."course_meetings_set"`);
    await runner.query(`DROP INDEX "public"."course_meetings_organization"`);
    await runner.query(`DROP TABLE "course_meetings"`);
  }
}
