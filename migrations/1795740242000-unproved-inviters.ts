import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has not proved to own their address invites nobody any more, and what they invited to ends. */
export class UnprovedInviters1795740242000 implements MigrationInterface {
  readonly name = 'UnprovedInviters1795740242000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DELETE FROM "organization_invitations" USING "users"
       WHERE "users"."id" = "organization_invitations"."invited_by" AND "users"."email_verified_at" IS NULL`,
    );
  }

  /** They were mailed to nobody. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
