import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ActivityTrackers1795951000000 implements MigrationInterface {
  readonly name = 'ActivityTrackers1795951000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "activity_trackers" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "allocation_id" uuid NOT NULL, "week_number" integer NOT NULL, "facilitator_id" uuid, "attendance" boolean array NOT NULL DEFAULT '{}', "formative_one_grading" character varying(20) NOT NULL DEFAULT 'Not Started', "formative_two_grading" character varying(20) NOT NULL DEFAULT 'Not Started', "summative_grading" character varying(20) NOT NULL DEFAULT 'Not Started', "course_moderation" character varying(20) NOT NULL DEFAULT 'Not Started', "intranet_sync" character varying(20) NOT NULL DEFAULT 'Not Started', "grade_book_status" character varying(20) NOT NULL DEFAULT 'Not Started', "notes" character varying(2000), "state" character varying(20) NOT NULL, "submitted_at" TIMESTAMP(3) WITH TIME ZONE, "return_note" character varying(1000), "returned_by" uuid, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "activity_trackers_week_key" UNIQUE ("allocation_id", "week_number"), CONSTRAINT "activity_trackers_submitted_check" CHECK ((state = 'draft') = (submitted_at IS NULL)), CONSTRAINT "activity_trackers_grade_book_check" CHECK (grade_book_status IN ('Done', 'Pending', 'Not Started')), CONSTRAINT "activity_trackers_sync_check" CHECK (intranet_sync IN ('Done', 'Pending', 'Not Started')), CONSTRAINT "activity_trackers_moderation_check" CHECK (course_moderation IN ('Done', 'Pending', 'Not Started')), CONSTRAINT "activity_trackers_summative_check" CHECK (summative_grading IN ('Done', 'Pending', 'Not Started')), CONSTRAINT "activity_trackers_formative_two_check" CHECK (formative_two_grading IN ('Done', 'Pending', 'Not Started')), CONSTRAINT "activity_trackers_formative_one_check" CHECK (formative_one_grading IN ('Done', 'Pending', 'Not Started')), CONSTRAINT "activity_trackers_state_check" CHECK (state IN ('draft', 'submitted', 'returned', 'accepted')), CONSTRAINT "activity_trackers_week_check" CHECK (week_number BETWEEN 1 AND 60), CONSTRAINT "activity_trackers_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_facilitator" ON "activity_trackers" ("facilitator_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_grade_book" ON "activity_trackers" ("organization_id", "grade_book_status", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_sync" ON "activity_trackers" ("organization_id", "intranet_sync", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_moderation" ON "activity_trackers" ("organization_id", "course_moderation", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_summative" ON "activity_trackers" ("organization_id", "summative_grading", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_formative_two" ON "activity_trackers" ("organization_id", "formative_two_grading", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_formative_one" ON "activity_trackers" ("organization_id", "formative_one_grading", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_week" ON "activity_trackers" ("organization_id", "week_number", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_state" ON "activity_trackers" ("organization_id", "state", "created_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_any_not_started" ON "activity_trackers" ("organization_id", "created_at", "id") WHERE 'Not Started' IN (formative_one_grading, formative_two_grading, summative_grading, course_moderation, intranet_sync, grade_book_status)`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_any_pending" ON "activity_trackers" ("organization_id", "created_at", "id") WHERE 'Pending' IN (formative_one_grading, formative_two_grading, summative_grading, course_moderation, intranet_sync, grade_book_status)`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_any_done" ON "activity_trackers" ("organization_id", "created_at", "id") WHERE 'Done' IN (formative_one_grading, formative_two_grading, summative_grading, course_moderation, intranet_sync, grade_book_status)`,
    );
    await runner.query(
      `CREATE INDEX "activity_trackers_listed" ON "activity_trackers" ("organization_id", "created_at", "id")`,
    );
    await runner.query(
      `CREATE TABLE "activity_tracker_versions" ("id" uuid NOT NULL DEFAULT uuidv7(), "tracker_id" uuid NOT NULL, "version" integer NOT NULL, "state" character varying(20) NOT NULL, "content" jsonb NOT NULL, "changed_by" uuid NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "activity_tracker_versions_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "activity_tracker_versions_listed" ON "activity_tracker_versions" ("tracker_id", "version", "id")`,
    );
    await runner.query(
      `ALTER TABLE "activity_trackers" ADD CONSTRAINT "activity_trackers_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "activity_trackers" ADD CONSTRAINT "activity_trackers_offering_fkey" FOREIGN KEY ("allocation_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "activity_trackers" ADD CONSTRAINT "activity_trackers_facilitator_fkey" FOREIGN KEY ("facilitator_id") REFERENCES "course_facilitators"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "activity_trackers" ADD CONSTRAINT "activity_trackers_returner_fkey" FOREIGN KEY ("returned_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "activity_tracker_versions" ADD CONSTRAINT "activity_tracker_versions_tracker_fkey" FOREIGN KEY ("tracker_id") REFERENCES "activity_trackers"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "activity_tracker_versions" ADD CONSTRAINT "activity_tracker_versions_changer_fkey" FOREIGN KEY ("changed_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "activity_tracker_versions"`);
    await runner.query(`DROP TABLE "activity_trackers"`);
  }
}
