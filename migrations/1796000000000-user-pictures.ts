import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UserPictures1796000000000 implements MigrationInterface {
  readonly name = 'UserPictures1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "user_pictures" ("user_id" uuid NOT NULL, "file" character varying(69) NOT NULL, "width" integer NOT NULL, "height" integer NOT NULL, "content" bytea NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "user_pictures_pkey" PRIMARY KEY ("user_id"))`,
    );
    await runner.query(`CREATE INDEX "user_pictures_file" ON "user_pictures" ("file") `);
    await runner.query(
      `ALTER TABLE "user_pictures" ADD CONSTRAINT "user_pictures_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "user_pictures"`);
  }
}
