import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AttendanceRecords1795963200000 implements MigrationInterface {
  readonly name = 'AttendanceRecords1795963200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "course_registers" ("id" uuid NOT NULL DEFAULT uuidv7(), "offering_id" uuid NOT NULL, "week_number" integer NOT NULL, "meeting_number" integer NOT NULL, "held_on" date NOT NULL, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_registers_meeting_key" UNIQUE ("offering_id", "week_number", "meeting_number"), CONSTRAINT "course_registers_meeting_check" CHECK (meeting_number BETWEEN 1 AND 100), CONSTRAINT "course_registers_week_check" CHECK (week_number BETWEEN 1 AND 60), CONSTRAINT "course_registers_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "course_registers_listed" ON "course_registers" ("offering_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE TABLE "attendance_records" ("id" uuid NOT NULL DEFAULT uuidv7(), "register_id" uuid NOT NULL, "offering_id" uuid NOT NULL, "student_id" uuid NOT NULL, "held_on" date NOT NULL, "status" character varying(10) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "attendance_records_student_key" UNIQUE ("register_id", "student_id"), CONSTRAINT "attendance_records_status_check" CHECK (status IN ('present', 'late', 'excused', 'absent')), CONSTRAINT "attendance_records_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "attendance_records_student" ON "attendance_records" ("student_id", "offering_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "attendance_records_listed" ON "attendance_records" ("offering_id", "created_at", "id")`,
    );
    await runner.query(
      `ALTER TABLE "course_registers" ADD CONSTRAINT "course_registers_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "attendance_records" ADD CONSTRAINT "attendance_records_register_fkey" FOREIGN KEY ("register_id") REFERENCES "course_registers"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "attendance_records" ADD CONSTRAINT "attendance_records_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "attendance_records" ADD CONSTRAINT "attendance_records_student_fkey" FOREIGN KEY ("student_id") REFERENCES "course_students"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const key of ['student', 'offering', 'register'])
      await runner.query(`ALTER TABLE "attendance_records" DROP CONSTRAINT "attendance_records_${key}_fkey"`);
    await runner.query(`ALTER TABLE "course_registers" DROP CONSTRAINT "course_registers_offering_fkey"`);
    await runner.query(`DROP INDEX "public"."attendance_records_listed"`);
    await runner.query(`DROP INDEX "public"."attendance_records_student"`);
    await runner.query(`DROP TABLE "attendance_records"`);
    await runner.query(`DROP INDEX "public"."course_registers_listed"`);
    await runner.query(`DROP TABLE "course_registers"`);
  }
}
