import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was notified before tells its ids in the metadata; whose answer an organizer was told is not in it, nor who invited.
 * Invitations that are gone, or were made again, perhaps by somebody else, no longer say who that was: their notices, which
 * lead nowhere, go.
 */
export class NotificationsAbout1795740280111 implements MigrationInterface {
  readonly name = 'NotificationsAbout1795740280111';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "notifications" ADD "about" uuid array NOT NULL DEFAULT '{}'`);
    await runner.query(`
      UPDATE notifications n SET about = ids.about || CASE WHEN n.type = 'BOOKING_RESPONSE' THEN ARRAY(
        SELECT a.user_id FROM booking_attendees a
        WHERE a.booking_id = nullif(n.metadata ->> 'bookingId', '')::uuid AND a.user_id IS NOT NULL) ELSE '{}' END
      FROM (
        SELECT id, ARRAY(
          SELECT DISTINCT value::uuid FROM jsonb_each_text(CASE jsonb_typeof(metadata) WHEN 'object' THEN metadata ELSE '{}' END)
          WHERE value ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$') AS about
        FROM notifications
      ) AS ids
      WHERE ids.id = n.id AND ids.about <> '{}'`);
    await runner.query(`
      WITH notices AS (
        SELECT id, nullif(metadata ->> 'invitationId', '')::uuid AS invitation_id,
          row_number() OVER (PARTITION BY user_id, metadata ->> 'invitationId' ORDER BY seq DESC) AS place
        FROM notifications WHERE type = 'ORG_INVITE')
      DELETE FROM notifications n USING notices LEFT JOIN organization_invitations i ON i.id = notices.invitation_id
      WHERE n.id = notices.id AND (i.id IS NULL OR notices.place > 1)`);
    await runner.query(`
      UPDATE notifications n SET about = n.about || i.invited_by FROM organization_invitations i
      WHERE n.type = 'ORG_INVITE' AND i.id = (n.metadata ->> 'invitationId')::uuid`);
    await runner.query('CREATE INDEX "notifications_about" ON "notifications" USING gin ("about")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "notifications_about"');
    await runner.query('ALTER TABLE "notifications" DROP COLUMN "about"');
  }
}
