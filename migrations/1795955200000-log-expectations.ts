import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LogExpectations1795955200000 implements MigrationInterface {
  readonly name = 'LogExpectations1795955200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "course_holidays" (
         "id" uuid NOT NULL DEFAULT uuidv7(),
         "organization_id" uuid NOT NULL,
         "name" character varying(100) NOT NULL,
         "start_date" date NOT NULL,
         "end_date" date NOT NULL,
         "is_active" boolean NOT NULL DEFAULT true,
         "version" integer NOT NULL DEFAULT 1,
         "created_at" timestamptz(3) NOT NULL DEFAULT now(),
         "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT "course_holidays_pkey" PRIMARY KEY ("id"),
         CONSTRAINT "course_holidays_dates_check" CHECK (end_date >= start_date),
         CONSTRAINT "course_holidays_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE)`,
    );
    await runner.query(`CREATE INDEX "course_holidays_listed" ON "course_holidays" ("organization_id", "name", "id")`);
    await runner.query(`CREATE INDEX "course_holidays_days" ON "course_holidays" ("organization_id", "start_date")`);
    await runner.query(
      `CREATE TABLE "course_deadline_rules" (
         "organization_id" uuid NOT NULL,
         "weekday" integer NOT NULL,
         "weeks_after" integer NOT NULL DEFAULT 0,
         "time" character varying(5) NOT NULL,
         "time_zone" character varying(64) NOT NULL,
         "grace_hours" integer NOT NULL DEFAULT 0,
         "reminder_hours" integer array NOT NULL DEFAULT '{}',
         "escalation_days" integer,
         "version" integer NOT NULL DEFAULT 1,
         "created_at" timestamptz(3) NOT NULL DEFAULT now(),
         "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT "course_deadline_rules_pkey" PRIMARY KEY ("organization_id"),
         CONSTRAINT "course_deadline_rules_weekday_check" CHECK (weekday BETWEEN 1 AND 7),
         CONSTRAINT "course_deadline_rules_weeks_check" CHECK (weeks_after BETWEEN 0 AND 1),
         CONSTRAINT "course_deadline_rules_grace_check" CHECK (grace_hours BETWEEN 0 AND 336),
         CONSTRAINT "course_deadline_rules_escalation_check" CHECK (escalation_days BETWEEN 1 AND 30),
         CONSTRAINT "course_deadline_rules_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE)`,
    );
    await runner.query(
      `CREATE TABLE "log_expectations" (
         "id" uuid NOT NULL DEFAULT uuidv7(),
         "organization_id" uuid NOT NULL,
         "allocation_id" uuid NOT NULL,
         "week_number" integer NOT NULL,
         "due_at" timestamptz(3) NOT NULL,
         "late_at" timestamptz(3) NOT NULL,
         "facilitator_id" uuid,
         "submitted_at" timestamptz(3),
         "waived_at" timestamptz(3),
         "waived_by" uuid,
         "waive_reason" character varying(500),
         "created_at" timestamptz(3) NOT NULL DEFAULT now(),
         "updated_at" timestamptz(3) NOT NULL DEFAULT now(),
         CONSTRAINT "log_expectations_pkey" PRIMARY KEY ("id"),
         CONSTRAINT "log_expectations_week_key" UNIQUE ("allocation_id", "week_number"),
         CONSTRAINT "log_expectations_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE,
         CONSTRAINT "log_expectations_offering_fkey" FOREIGN KEY ("allocation_id") REFERENCES "course_offerings" ("id") ON DELETE CASCADE,
         CONSTRAINT "log_expectations_facilitator_fkey" FOREIGN KEY ("facilitator_id") REFERENCES "course_facilitators" ("id") ON DELETE SET NULL,
         CONSTRAINT "log_expectations_waiver_fkey" FOREIGN KEY ("waived_by") REFERENCES "users" ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "log_expectations_listed" ON "log_expectations" ("organization_id", "due_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "log_expectations_week" ON "log_expectations" ("organization_id", "week_number", "due_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "log_expectations_open" ON "log_expectations" ("organization_id", "due_at", "id") WHERE submitted_at IS NULL AND waived_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX "log_expectations_late" ON "log_expectations" ("organization_id", "due_at", "id") WHERE submitted_at > late_at AND waived_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX "log_expectations_waived" ON "log_expectations" ("organization_id", "due_at", "id") WHERE waived_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "log_expectations_facilitator" ON "log_expectations" ("facilitator_id", "due_at", "id")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "log_expectations"`);
    await runner.query(`DROP TABLE "course_deadline_rules"`);
    await runner.query(`DROP TABLE "course_holidays"`);
  }
}
