import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Organizations1795242968348 implements MigrationInterface {
  readonly name = 'Organizations1795242968348';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "organization_invitations" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "email" citext NOT NULL, "role" character varying(20) NOT NULL, "invited_by" uuid NOT NULL, "token_hash" character(64), "round" integer NOT NULL DEFAULT '1', "expires_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "organization_invitations_token_key" UNIQUE ("token_hash"), CONSTRAINT "organization_invitations_email_key" UNIQUE ("organization_id", "email"), CONSTRAINT "organization_invitations_role_check" CHECK (role IN ('admin', 'member')), CONSTRAINT "organization_invitations_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "organization_invitations_email" ON "organization_invitations"  ("email") `);
    await runner.query(
      `CREATE INDEX "organization_invitations_inviter" ON "organization_invitations"  ("invited_by") `,
    );
    await runner.query(
      `CREATE INDEX "organization_invitations_expires" ON "organization_invitations"  ("expires_at") `,
    );
    await runner.query(
      `CREATE INDEX "organization_invitations_created" ON "organization_invitations"  ("organization_id", "created_at", "id") `,
    );
    await runner.query(
      `CREATE TABLE "organization_members" ("id" uuid NOT NULL DEFAULT uuidv7(), "organization_id" uuid NOT NULL, "user_id" uuid NOT NULL, "role" character varying(20) NOT NULL, "joined_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "organization_members_user_key" UNIQUE ("organization_id", "user_id"), CONSTRAINT "organization_members_role_check" CHECK (role IN ('owner', 'admin', 'member')), CONSTRAINT "organization_members_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "organization_members_user" ON "organization_members"  ("user_id", "organization_id") `,
    );
    await runner.query(
      `CREATE INDEX "organization_members_joined" ON "organization_members"  ("organization_id", "joined_at", "id") `,
    );
    await runner.query(
      `CREATE TABLE "organizations" ("id" uuid NOT NULL DEFAULT uuidv7(), "name" character varying(100) NOT NULL, "member_count" integer NOT NULL, "owner_count" integer NOT NULL, "version" integer NOT NULL DEFAULT '1', "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "organizations_owner_check" CHECK (owner_count > 0), CONSTRAINT "organizations_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `ALTER TABLE "organization_invitations" ADD CONSTRAINT "organization_invitations_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "organization_invitations" ADD CONSTRAINT "organization_invitations_inviter_fkey" FOREIGN KEY ("invited_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_organization_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "organization_members" DROP CONSTRAINT "organization_members_user_fkey"`);
    await runner.query(`ALTER TABLE "organization_members" DROP CONSTRAINT "organization_members_organization_fkey"`);
    await runner.query(
      `ALTER TABLE "organization_invitations" DROP CONSTRAINT "organization_invitations_inviter_fkey"`,
    );
    await runner.query(
      `ALTER TABLE "organization_invitations" DROP CONSTRAINT "organization_invitations_organization_fkey"`,
    );
    await runner.query(`DROP TABLE "organizations"`);
    await runner.query(`DROP INDEX "public"."organization_members_joined"`);
    await runner.query(`DROP INDEX "public"."organization_members_user"`);
    await runner.query(`DROP TABLE "organization_members"`);
    await runner.query(`DROP INDEX "public"."organization_invitations_created"`);
    await runner.query(`DROP INDEX "public"."organization_invitations_expires"`);
    await runner.query(`DROP INDEX "public"."organization_invitations_inviter"`);
    await runner.query(`DROP INDEX "public"."organization_invitations_email"`);
    await runner.query(`DROP TABLE "organization_invitations"`);
  }
}
