import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EmailOptOuts1795891922746 implements MigrationInterface {
  readonly name = 'EmailOptOuts1795891922746';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "email_opt_outs" ("user_id" uuid NOT NULL, "template" character varying(40) NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "email_opt_outs_pkey" PRIMARY KEY ("user_id", "template"))`,
    );
    await runner.query(
      `ALTER TABLE "email_opt_outs" ADD CONSTRAINT "email_opt_outs_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "email_opt_outs" DROP CONSTRAINT "email_opt_outs_user_fkey"`);
    await runner.query(`DROP TABLE "email_opt_outs"`);
  }
}
