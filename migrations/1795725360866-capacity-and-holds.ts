import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CapacityAndHolds1795725360866 implements MigrationInterface {
  readonly name = 'CapacityAndHolds1795725360866';

  async up(runner: QueryRunner): Promise<void> {
    // What takes several bookings at once is counted: its claims have no lane any more.
    await runner.query(`ALTER TABLE "claims" ALTER COLUMN "lane" DROP NOT NULL`);
    await runner.query(
      `UPDATE "claims" SET "lane" = NULL FROM "bookables" b WHERE b.id = "claims"."bookable_id" AND b.capacity > 1`,
    );
    await runner.query(`ALTER TABLE "holds" ADD "claim_count" integer`);
    await runner.query(
      `UPDATE "holds" SET "claim_count" = (SELECT count(*) FROM "claims" WHERE "hold_id" = "holds"."id")`,
    );
    await runner.query(`ALTER TABLE "holds" ALTER COLUMN "claim_count" SET NOT NULL`);
    await runner.query(`ALTER TABLE "holds" ADD CONSTRAINT "holds_claim_count_check" CHECK (claim_count >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "holds" DROP COLUMN "claim_count"`);
    // By their beginnings the lowest free lane of each is enough: at most as many overlap as there are lanes.
    await runner.query(`DO $$ DECLARE c record; BEGIN
      FOR c IN SELECT id, bookable_id, kind, during FROM claims WHERE lane IS NULL ORDER BY bookable_id, lower(during) LOOP
        UPDATE claims SET lane = (
          SELECT min(lane) FROM generate_series(0, 100000) AS lane WHERE NOT EXISTS (
            SELECT 1 FROM claims o WHERE o.bookable_id = c.bookable_id AND o.lane = lane.lane AND o.during && c.during)
        ) WHERE id = c.id;
      END LOOP;
    END $$`);
    await runner.query(`ALTER TABLE "claims" ALTER COLUMN "lane" SET NOT NULL`);
  }
}
