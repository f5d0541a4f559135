import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CoursesStructure1795949000000 implements MigrationInterface {
  readonly name = 'CoursesStructure1795949000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "academic_sessions" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "type" character varying(20) NOT NULL, "year_id" uuid, "number" integer, "name" character varying(100) NOT NULL, "start_date" date NOT NULL, "end_date" date NOT NULL, "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "academic_sessions_number_key" UNIQUE ("year_id", "number"), CONSTRAINT "academic_sessions_numbers_check" CHECK (number BETWEEN 1 AND 12), CONSTRAINT "academic_sessions_year_check" CHECK (CASE type WHEN 'year' THEN num_nonnulls(year_id, number) = 0 ELSE num_nulls(year_id, number) = 0 END), CONSTRAINT "academic_sessions_dates_check" CHECK (end_date > start_date), CONSTRAINT "academic_sessions_type_check" CHECK (type IN ('year', 'trimester')), CONSTRAINT "academic_sessions_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "academic_sessions_listed" ON "academic_sessions" ("organization_id", "name", "id")`,
    );
    await runner.query(
      `CREATE TABLE "course_classes" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "trimester_id" uuid NOT NULL, "name" citext NOT NULL, "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_classes_name_key" UNIQUE ("trimester_id", "name"), CONSTRAINT "course_classes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_classes_listed" ON "course_classes" ("organization_id", "name", "id")`);
    await runner.query(
      `CREATE TABLE "course_cohorts" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "intake_id" uuid NOT NULL, "name" citext NOT NULL, "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_cohorts_name_key" UNIQUE ("intake_id", "name"), CONSTRAINT "course_cohorts_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_cohorts_listed" ON "course_cohorts" ("organization_id", "name", "id")`);
    await runner.query(
      `CREATE TABLE "course_modules" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "code" citext NOT NULL, "name" character varying(100) NOT NULL, "credits" integer NOT NULL DEFAULT '0', "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_modules_code_key" UNIQUE ("organization_id", "code"), CONSTRAINT "course_modules_credits_check" CHECK (credits BETWEEN 0 AND 1000), CONSTRAINT "course_modules_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_modules_listed" ON "course_modules" ("organization_id", "name", "id")`);
    await runner.query(
      `CREATE TABLE "course_intakes" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "name" citext NOT NULL, "start_date" date, "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_intakes_name_key" UNIQUE ("organization_id", "name"), CONSTRAINT "course_intakes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_intakes_listed" ON "course_intakes" ("organization_id", "name", "id")`);
    await runner.query(
      `CREATE TABLE "course_modes" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "name" citext NOT NULL, "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_modes_name_key" UNIQUE ("organization_id", "name"), CONSTRAINT "course_modes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_modes_listed" ON "course_modes" ("organization_id", "name", "id")`);
    await runner.query(
      `CREATE TABLE "course_facilitators" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "user_id" uuid NOT NULL, "specialization" character varying(200), "employee_id" citext, "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_facilitators_employee_key" UNIQUE ("organization_id", "employee_id"), CONSTRAINT "course_facilitators_user_key" UNIQUE ("organization_id", "user_id"), CONSTRAINT "course_facilitators_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "course_facilitators_person" ON "course_facilitators" ("user_id", "organization_id")`,
    );
    await runner.query(
      `CREATE INDEX "course_facilitators_listed" ON "course_facilitators" ("organization_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE TABLE "course_students" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "user_id" uuid NOT NULL, "student_number" citext, "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_students_number_key" UNIQUE ("organization_id", "student_number"), CONSTRAINT "course_students_user_key" UNIQUE ("organization_id", "user_id"), CONSTRAINT "course_students_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_students_person" ON "course_students" ("user_id", "organization_id")`);
    await runner.query(
      `CREATE INDEX "course_students_archived" ON "course_students" ("organization_id", "created_at", "id") WHERE NOT is_active`,
    );
    await runner.query(
      `CREATE INDEX "course_students_listed" ON "course_students" ("organization_id", "created_at", "id")`,
    );
    await runner.query(
      `ALTER TABLE "academic_sessions" ADD CONSTRAINT "academic_sessions_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "academic_sessions" ADD CONSTRAINT "academic_sessions_year_fkey" FOREIGN KEY ("year_id") REFERENCES "academic_sessions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_classes" ADD CONSTRAINT "course_classes_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_classes" ADD CONSTRAINT "course_classes_trimester_fkey" FOREIGN KEY ("trimester_id") REFERENCES "academic_sessions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_cohorts" ADD CONSTRAINT "course_cohorts_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_cohorts" ADD CONSTRAINT "course_cohorts_intake_fkey" FOREIGN KEY ("intake_id") REFERENCES "course_intakes"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_modules" ADD CONSTRAINT "course_modules_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_intakes" ADD CONSTRAINT "course_intakes_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_modes" ADD CONSTRAINT "course_modes_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_facilitators" ADD CONSTRAINT "course_facilitators_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_facilitators" ADD CONSTRAINT "course_facilitators_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_students" ADD CONSTRAINT "course_students_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_students" ADD CONSTRAINT "course_students_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "course_students"`);
    await runner.query(`DROP TABLE "course_facilitators"`);
    await runner.query(`DROP TABLE "course_modes"`);
    await runner.query(`DROP TABLE "course_modules"`);
    await runner.query(`DROP TABLE "course_cohorts"`);
    await runner.query(`DROP TABLE "course_intakes"`);
    await runner.query(`DROP TABLE "course_classes"`);
    await runner.query(`DROP TABLE "academic_sessions"`);
  }
}
