import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JoinRequests1795987000000 implements MigrationInterface {
  readonly name = 'JoinRequests1795987000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "organization_join_codes" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "code" character varying(12) NOT NULL, "role" character varying(20) NOT NULL, "admits_at_once" boolean NOT NULL, "max_uses" integer, "uses" integer NOT NULL DEFAULT '0', "expires_at" TIMESTAMP(3) WITH TIME ZONE, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "organization_join_codes_code_key" UNIQUE ("code"), CONSTRAINT "organization_join_codes_uses_check" CHECK (uses >= 0 AND max_uses > 0), CONSTRAINT "organization_join_codes_role_check" CHECK (role IN ('facilitator', 'student')), CONSTRAINT "organization_join_codes_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "organization_join_codes_listed" ON "organization_join_codes"  ("organization_id", "created_at", "id") `,
    );
    await runner.query(
      `CREATE TABLE "organization_join_requests" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "user_id" uuid NOT NULL, "code_id" uuid, "role" character varying(20) NOT NULL, "specialization" character varying(200), "employee_id" character varying(50), "student_number" character varying(50), "status" character varying(20) NOT NULL DEFAULT 'waiting', "asked_at" TIMESTAMP(3) WITH TIME ZONE, "declined_at" TIMESTAMP(3) WITH TIME ZONE, "reason" character varying(500), "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "organization_join_requests_key" UNIQUE ("organization_id", "user_id"), CONSTRAINT "organization_join_requests_declined_check" CHECK ((status = 'declined') = (declined_at IS NOT NULL)), CONSTRAINT "organization_join_requests_status_check" CHECK (status IN ('waiting', 'declined')), CONSTRAINT "organization_join_requests_role_check" CHECK (role IN ('facilitator', 'student')), CONSTRAINT "organization_join_requests_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "organization_join_requests_created" ON "organization_join_requests"  ("created_at") `,
    );
    await runner.query(`CREATE INDEX "organization_join_requests_code" ON "organization_join_requests"  ("code_id") `);
    await runner.query(
      `CREATE INDEX "organization_join_requests_person" ON "organization_join_requests"  ("user_id", "created_at", "id") `,
    );
    await runner.query(
      `CREATE INDEX "organization_join_requests_listed" ON "organization_join_requests"  ("organization_id", "status", "asked_at", "id") `,
    );
    await runner.query(
      `ALTER TABLE "organization_join_codes" ADD CONSTRAINT "organization_join_codes_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "organization_join_requests" ADD CONSTRAINT "organization_join_requests_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "organization_join_requests" ADD CONSTRAINT "organization_join_requests_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "organization_join_requests" ADD CONSTRAINT "organization_join_requests_code_fkey" FOREIGN KEY ("code_id") REFERENCES "organization_join_codes"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "organization_join_requests" DROP CONSTRAINT "organization_join_requests_code_fkey"`,
    );
    await runner.query(
      `ALTER TABLE "organization_join_requests" DROP CONSTRAINT "organization_join_requests_user_fkey"`,
    );
    await runner.query(
      `ALTER TABLE "organization_join_requests" DROP CONSTRAINT "organization_join_requests_organization_fkey"`,
    );
    await runner.query(
      `ALTER TABLE "organization_join_codes" DROP CONSTRAINT "organization_join_codes_organization_fkey"`,
    );
    await runner.query(`DROP INDEX "public"."organization_join_requests_listed"`);
    await runner.query(`DROP INDEX "public"."organization_join_requests_person"`);
    await runner.query(`DROP INDEX "public"."organization_join_requests_code"`);
    await runner.query(`DROP INDEX "public"."organization_join_requests_created"`);
    await runner.query(`DROP TABLE "organization_join_requests"`);
    await runner.query(`DROP INDEX "public"."organization_join_codes_listed"`);
    await runner.query(`DROP TABLE "organization_join_codes"`);
  }
}
