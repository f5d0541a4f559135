import type { MigrationInterface, QueryRunner } from 'typeorm';

const HASH = (slug: string) => `encode(sha256(convert_to(${slug}, 'UTF8')), 'hex')`;
/** As `isLive` of event types. */
const LIVE = (row: string) =>
  `(${row}.deleted_at IS NULL AND (${row}.organization_id IS NOT NULL OR NOT ${row}.for_organization))`;
const OWNER = (row: string) =>
  `coalesce(to_jsonb(${row})->>'organization_id', to_jsonb(${row})->>'user_id', to_jsonb(${row})->>'owner_id')::uuid`;

export class FormerSlugs1795953100000 implements MigrationInterface {
  readonly name = 'FormerSlugs1795953100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "former_slugs" ("scope" character varying(20) NOT NULL, "slug_hash" character(64) NOT NULL, "owner_id" uuid, "released_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "former_slugs_pkey" PRIMARY KEY ("scope", "slug_hash"))`,
    );
    await runner.query(`CREATE INDEX "former_slugs_owner" ON "former_slugs" ("owner_id")`);
    await runner.query(`CREATE INDEX "former_slugs_released" ON "former_slugs" ("released_at")`);
    await runner.query(
      `CREATE FUNCTION "keep_former_slug"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO former_slugs (scope, slug_hash, owner_id)
         VALUES (TG_ARGV[0], ${HASH('OLD.slug')}, ${OWNER('OLD')})
         ON CONFLICT (scope, slug_hash) DO UPDATE SET owner_id = excluded.owner_id, released_at = excluded.released_at;
         RETURN NULL;
       END $$`,
    );
    // AFTER, so that the statement sees what a transaction has given up on whose key this one waited.
    await runner.query(
      `CREATE FUNCTION "refuse_former_slug"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (
           SELECT FROM former_slugs WHERE scope = TG_ARGV[0] AND slug_hash = ${HASH('NEW.slug')}
             AND owner_id IS DISTINCT FROM ${OWNER('NEW')} AND released_at > now() - interval '90 days'
         ) THEN
           RAISE unique_violation USING CONSTRAINT = TG_ARGV[1], MESSAGE = 'The slug was given up by somebody else.';
         END IF;
         RETURN NULL;
       END $$`,
    );
    // Where a slug is made from a title, one that is kept is passed over like one that is taken.
    await runner.query(
      `CREATE FUNCTION "pass_over_former_slug"() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (
           SELECT FROM former_slugs WHERE scope = TG_ARGV[0] AND slug_hash = ${HASH('NEW.slug')}
             AND owner_id IS DISTINCT FROM ${OWNER('NEW')} AND released_at > now() - interval '90 days'
         ) THEN
           RETURN NULL;
         END IF;
         RETURN NEW;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "page_names_given_up" AFTER DELETE ON "page_names"
       FOR EACH ROW EXECUTE FUNCTION keep_former_slug('page')`,
    );
    await runner.query(
      `CREATE TRIGGER "page_names_changed" AFTER UPDATE ON "page_names"
       FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION keep_former_slug('page')`,
    );
    await runner.query(
      `CREATE TRIGGER "page_names_kept" AFTER INSERT OR UPDATE OF slug ON "page_names"
       FOR EACH ROW EXECUTE FUNCTION refuse_former_slug('page', 'page_names_pkey')`,
    );
    await runner.query(
      `CREATE TRIGGER "event_types_given_up" AFTER UPDATE ON "event_types"
       FOR EACH ROW WHEN (${LIVE('OLD')} AND (NOT ${LIVE('NEW')} OR OLD.slug <> NEW.slug))
       EXECUTE FUNCTION keep_former_slug('event_type')`,
    );
    await runner.query(
      `CREATE TRIGGER "event_types_passed_over" BEFORE INSERT ON "event_types"
       FOR EACH ROW EXECUTE FUNCTION pass_over_former_slug('event_type')`,
    );
    await runner.query(
      `CREATE TRIGGER "event_types_kept" AFTER UPDATE OF slug ON "event_types"
       FOR EACH ROW WHEN (OLD.slug <> NEW.slug AND ${LIVE('NEW')})
       EXECUTE FUNCTION refuse_former_slug('event_type', 'event_types_slug_key')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const trigger of ['event_types_kept', 'event_types_passed_over', 'event_types_given_up'])
      await runner.query(`DROP TRIGGER "${trigger}" ON "event_types"`);
    for (const trigger of ['page_names_kept', 'page_names_changed', 'page_names_given_up'])
      await runner.query(`DROP TRIGGER "${trigger}" ON "page_names"`);
    for (const name of ['pass_over_former_slug', 'refuse_former_slug', 'keep_former_slug'])
      await runner.query(`DROP FUNCTION "${name}"()`);
    await runner.query(`DROP TABLE "former_slugs"`);
  }
}
