import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CourseOfferings1795950000000 implements MigrationInterface {
  readonly name = 'CourseOfferings1795950000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "course_enrolments" ("id" uuid NOT NULL DEFAULT uuidv7(), "offering_id" uuid NOT NULL, "student_id" uuid NOT NULL, "status" character varying(20) NOT NULL DEFAULT 'active', "start_date" date NOT NULL, "end_date" date, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_enrolments_student_key" UNIQUE ("offering_id", "student_id"), CONSTRAINT "course_enrolments_dates_check" CHECK (end_date >= start_date), CONSTRAINT "course_enrolments_status_check" CHECK (status IN ('active', 'withdrawn', 'completed')), CONSTRAINT "course_enrolments_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_enrolments_student" ON "course_enrolments" ("student_id", "offering_id")`);
    await runner.query(
      `CREATE INDEX "course_enrolments_listed" ON "course_enrolments" ("offering_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE TABLE "course_assignments" ("id" uuid NOT NULL DEFAULT uuidv7(), "offering_id" uuid NOT NULL, "facilitator_id" uuid NOT NULL, "is_substitute" boolean NOT NULL DEFAULT false, "start_date" date, "end_date" date, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_assignments_dates_check" CHECK (end_date >= start_date), CONSTRAINT "course_assignments_excl" EXCLUDE USING gist (offering_id WITH =, (is_substitute::int) WITH =, daterange(start_date, end_date, '[]') WITH &&), CONSTRAINT "course_assignments_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "course_assignments_facilitator" ON "course_assignments" ("facilitator_id", "offering_id")`,
    );
    await runner.query(
      `CREATE INDEX "course_assignments_listed" ON "course_assignments" ("offering_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE TABLE "course_offerings" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "module_id" uuid NOT NULL, "class_id" uuid NOT NULL, "cohort_id" uuid NOT NULL, "mode_id" uuid NOT NULL, "intake_id" uuid NOT NULL, "trimester" integer NOT NULL, "start_date" date NOT NULL, "end_date" date NOT NULL, "max_students" integer, "enrolled_count" integer NOT NULL DEFAULT '0', "is_active" boolean NOT NULL DEFAULT true, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "course_offerings_key" UNIQUE ("module_id", "class_id", "cohort_id", "mode_id"), CONSTRAINT "course_offerings_capacity_check" CHECK (enrolled_count >= 0 AND (max_students IS NULL OR enrolled_count <= max_students)), CONSTRAINT "course_offerings_students_check" CHECK (max_students BETWEEN 1 AND 100), CONSTRAINT "course_offerings_dates_check" CHECK (end_date > start_date), CONSTRAINT "course_offerings_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "course_offerings_mode" ON "course_offerings" ("mode_id", "start_date", "id")`);
    await runner.query(
      `CREATE INDEX "course_offerings_intake" ON "course_offerings" ("intake_id", "start_date", "id")`,
    );
    await runner.query(
      `CREATE INDEX "course_offerings_cohort" ON "course_offerings" ("cohort_id", "start_date", "id")`,
    );
    await runner.query(
      `CREATE INDEX "course_offerings_module" ON "course_offerings" ("module_id", "start_date", "id")`,
    );
    await runner.query(
      `CREATE INDEX "course_offerings_trimester" ON "course_offerings" ("organization_id", "trimester", "start_date", "id")`,
    );
    await runner.query(
      `CREATE INDEX "course_offerings_archived" ON "course_offerings" ("organization_id", "start_date", "id") WHERE NOT is_active`,
    );
    await runner.query(
      `CREATE INDEX "course_offerings_listed" ON "course_offerings" ("organization_id", "start_date", "id")`,
    );
    await runner.query(
      `ALTER TABLE "course_enrolments" ADD CONSTRAINT "course_enrolments_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_enrolments" ADD CONSTRAINT "course_enrolments_student_fkey" FOREIGN KEY ("student_id") REFERENCES "course_students"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_assignments" ADD CONSTRAINT "course_assignments_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_assignments" ADD CONSTRAINT "course_assignments_facilitator_fkey" FOREIGN KEY ("facilitator_id") REFERENCES "course_facilitators"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_offerings" ADD CONSTRAINT "course_offerings_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_offerings" ADD CONSTRAINT "course_offerings_module_fkey" FOREIGN KEY ("module_id") REFERENCES "course_modules"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_offerings" ADD CONSTRAINT "course_offerings_class_fkey" FOREIGN KEY ("class_id") REFERENCES "course_classes"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_offerings" ADD CONSTRAINT "course_offerings_cohort_fkey" FOREIGN KEY ("cohort_id") REFERENCES "course_cohorts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_offerings" ADD CONSTRAINT "course_offerings_mode_fkey" FOREIGN KEY ("mode_id") REFERENCES "course_modes"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "course_offerings" ADD CONSTRAINT "course_offerings_intake_fkey" FOREIGN KEY ("intake_id") REFERENCES "course_intakes"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "course_enrolments"`);
    await runner.query(`DROP TABLE "course_assignments"`);
    await runner.query(`DROP TABLE "course_offerings"`);
  }
}
