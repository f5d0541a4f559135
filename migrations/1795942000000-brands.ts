import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Brands1795942000000 implements MigrationInterface {
  readonly name = 'Brands1795942000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "organizations" ADD "color" character varying(7)`);
    await runner.query(
      `ALTER TABLE "organizations" ADD CONSTRAINT "organizations_color_check" CHECK (color ~ '^#[0-9a-f]{6}$')`,
    );
    await runner.query(
      `CREATE TABLE "organization_logos" ("organization_id" uuid NOT NULL, "file" character varying(69) NOT NULL, "width" integer NOT NULL, "height" integer NOT NULL, "content" bytea NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "organization_logos_pkey" PRIMARY KEY ("organization_id"))`,
    );
    await runner.query(`CREATE INDEX "organization_logos_file" ON "organization_logos" ("file") `);
    await runner.query(
      `ALTER TABLE "organization_logos" ADD CONSTRAINT "organization_logos_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "organization_logos"`);
    await runner.query(`ALTER TABLE "organizations" DROP CONSTRAINT "organizations_color_check"`);
    await runner.query(`ALTER TABLE "organizations" DROP COLUMN "color"`);
  }
}
