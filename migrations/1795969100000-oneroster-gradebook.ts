import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OnerosterGradebook1795969100000 implements MigrationInterface {
  readonly name = 'OnerosterGradebook1795969100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "oneroster_line_items" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "sourced_id" character varying(255) NOT NULL, "offering_id" uuid NOT NULL, "title" character varying(1000) NOT NULL, "description" character varying(5000), "assign_date" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "due_date" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "result_value_min" double precision, "result_value_max" double precision, "is_deleted" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "oneroster_line_items_key" UNIQUE ("organization_id", "sourced_id"), CONSTRAINT "oneroster_line_items_values_check" CHECK (result_value_max >= result_value_min), CONSTRAINT "oneroster_line_items_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "oneroster_line_items_listed" ON "oneroster_line_items" ("organization_id", "id")`,
    );
    await runner.query(`CREATE INDEX "oneroster_line_items_offering" ON "oneroster_line_items" ("offering_id", "id")`);
    await runner.query(
      `CREATE TABLE "oneroster_results" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "sourced_id" character varying(255) NOT NULL, "line_item_id" uuid NOT NULL, "student_id" uuid NOT NULL, "score_status" character varying(20) NOT NULL, "score" double precision, "text_score" character varying(255), "score_date" date NOT NULL, "comment" character varying(2000), "is_deleted" boolean NOT NULL DEFAULT false, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "oneroster_results_key" UNIQUE ("organization_id", "sourced_id"), CONSTRAINT "oneroster_results_status_check" CHECK (score_status IN ('exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted')), CONSTRAINT "oneroster_results_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "oneroster_results_listed" ON "oneroster_results" ("organization_id", "id")`);
    await runner.query(`CREATE INDEX "oneroster_results_line_item" ON "oneroster_results" ("line_item_id", "id")`);
    await runner.query(`CREATE INDEX "oneroster_results_student" ON "oneroster_results" ("student_id", "id")`);
    await runner.query(
      `ALTER TABLE "oneroster_line_items" ADD CONSTRAINT "oneroster_line_items_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "oneroster_line_items" ADD CONSTRAINT "oneroster_line_items_offering_fkey" FOREIGN KEY ("offering_id") REFERENCES "course_offerings"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "oneroster_results" ADD CONSTRAINT "oneroster_results_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "oneroster_results" ADD CONSTRAINT "oneroster_results_line_item_fkey" FOREIGN KEY ("line_item_id") REFERENCES "oneroster_line_items"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "oneroster_results" ADD CONSTRAINT "oneroster_results_student_fkey" FOREIGN KEY ("student_id") REFERENCES "course_students"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "oneroster_results"`);
    await runner.query(`DROP TABLE "oneroster_line_items"`);
  }
}
