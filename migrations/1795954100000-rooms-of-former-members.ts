import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rooms of organizations that somebody owns who is no member, or a service account, pass to an owner of the organization,
 * who needs no place in them.
 */
export class RoomsOfFormerMembers1795954100000 implements MigrationInterface {
  readonly name = 'RoomsOfFormerMembers1795954100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `WITH passed_on AS (
         UPDATE "sessions" s SET "owner_id" = (
           SELECT m."user_id" FROM "organization_members" m
           WHERE m."organization_id" = s."organization_id" AND m."role" = 'owner' ORDER BY m."joined_at", m."id" LIMIT 1)
         WHERE s."organization_id" IS NOT NULL
           AND EXISTS (SELECT FROM "organization_members" m WHERE m."organization_id" = s."organization_id" AND m."role" = 'owner')
           AND (NOT EXISTS (SELECT FROM "organization_members" m
                            WHERE m."organization_id" = s."organization_id" AND m."user_id" = s."owner_id")
                OR EXISTS (SELECT FROM "service_accounts" a WHERE a."user_id" = s."owner_id"))
         RETURNING s."id", s."owner_id")
       DELETE FROM "session_collaborators" c USING passed_on
       WHERE c."session_id" = passed_on."id" AND c."user_id" = passed_on."owner_id"`,
    );
    await runner.query(
      `UPDATE "sessions" s SET "collaborator_count" = taken."places"
       FROM (SELECT r."id", count(c."id") FILTER (WHERE c."is_active") AS "places"
             FROM "sessions" r LEFT JOIN "session_collaborators" c ON c."session_id" = r."id" GROUP BY r."id") AS taken
       WHERE taken."id" = s."id" AND taken."places" <> s."collaborator_count"`,
    );
  }

  /** Who owned them is not known any more. */
  async down(): Promise<void> {
    await Promise.resolve();
  }
}
