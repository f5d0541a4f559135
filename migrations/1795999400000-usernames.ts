import type { MigrationInterface, QueryRunner } from 'typeorm';

const HASH = (slug: string) => `encode(sha256(convert_to(${slug}, 'UTF8')), 'hex')`;
/** As they were before (migration `former-slugs`). */
const FORMER = {
  slug: (row: string) => `${row}.slug`,
  owner: (row: string) =>
    `coalesce(to_jsonb(${row})->>'organization_id', to_jsonb(${row})->>'user_id', to_jsonb(${row})->>'owner_id')::uuid`,
};
/** Of a row with a slug, or of a person. */
const NAMED = {
  slug: (row: string) => `lower(coalesce(to_jsonb(${row})->>'slug', to_jsonb(${row})->>'username'))`,
  owner: (row: string) =>
    `coalesce(to_jsonb(${row})->>'organization_id', to_jsonb(${row})->>'user_id', to_jsonb(${row})->>'owner_id',
       CASE TG_TABLE_NAME WHEN 'users' THEN to_jsonb(${row})->>'id' END)::uuid`,
};

export class Usernames1795999400000 implements MigrationInterface {
  readonly name = 'Usernames1795999400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "users" ADD "username" citext`);
    await runner.query(`ALTER TABLE "users" ADD "is_profile_public" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "users" ADD CONSTRAINT "users_username_key" UNIQUE ("username")`);
    await runner.query(
      `ALTER TABLE "users" ADD CONSTRAINT "users_username_check" CHECK (username::text ~ '^[A-Za-z0-9_-]{3,30}$')`,
    );
    await runner.query(`CREATE INDEX "users_username_trigrams" ON "users" USING gin (("username"::text) gin_trgm_ops)`);
    await defineKeeping(runner, NAMED);
    // Usernames and slugs of pages are of two tables. Whoever comes second waits for the lock, and sees what the first has stored.
    await runner.query(
      `CREATE FUNCTION "refuse_taken_name"() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE
         wanted text := ${NAMED.slug('NEW')};
         wisher uuid := ${NAMED.owner('NEW')};
       BEGIN
         PERFORM pg_advisory_xact_lock(hashtextextended('name:' || wanted, 0));
         IF EXISTS (SELECT FROM page_names WHERE slug = wanted AND coalesce(organization_id, user_id) <> wisher)
           OR EXISTS (SELECT FROM users WHERE username = wanted::citext AND id <> wisher)
         THEN
           RAISE unique_violation USING CONSTRAINT = TG_ARGV[0], MESSAGE = 'The name belongs to somebody else.';
         END IF;
         RETURN NULL;
       END $$`,
    );
    await runner.query(
      `CREATE TRIGGER "users_username_given_up" AFTER UPDATE ON "users"
       FOR EACH ROW WHEN (OLD.username IS NOT NULL AND OLD.username IS DISTINCT FROM NEW.username)
       EXECUTE FUNCTION keep_former_slug('page')`,
    );
    await runner.query(
      `CREATE TRIGGER "users_username_removed" AFTER DELETE ON "users"
       FOR EACH ROW WHEN (OLD.username IS NOT NULL) EXECUTE FUNCTION keep_former_slug('page')`,
    );
    for (const [table, column, constraint] of [
      ['users', 'username', 'users_username_key'],
      ['page_names', 'slug', 'page_names_pkey'],
    ] as const)
      await runner.query(
        `CREATE TRIGGER "${table}_${column}_apart" AFTER INSERT OR UPDATE OF ${column} ON "${table}"
         FOR EACH ROW WHEN (NEW.${column} IS NOT NULL) EXECUTE FUNCTION refuse_taken_name('${constraint}')`,
      );
    await runner.query(
      `CREATE TRIGGER "users_username_kept" AFTER INSERT OR UPDATE OF username ON "users"
       FOR EACH ROW WHEN (NEW.username IS NOT NULL) EXECUTE FUNCTION refuse_former_slug('page', 'users_username_key')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "page_names_slug_apart" ON "page_names"`);
    for (const trigger of ['kept', 'apart', 'removed', 'given_up'])
      await runner.query(`DROP TRIGGER "users_username_${trigger}" ON "users"`);
    await runner.query(`DROP FUNCTION "refuse_taken_name"()`);
    await defineKeeping(runner, FORMER);
    await runner.query(`DROP INDEX "users_username_trigrams"`);
    await runner.query(`ALTER TABLE "users" DROP COLUMN "is_profile_public"`);
    await runner.query(`ALTER TABLE "users" DROP COLUMN "username"`);
  }
}

/** What triggers keep, and refuse by it. */
async function defineKeeping(runner: QueryRunner, { slug, owner }: typeof NAMED): Promise<void> {
  await runner.query(
    `CREATE OR REPLACE FUNCTION "keep_former_slug"() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       INSERT INTO former_slugs (scope, slug_hash, owner_id)
       VALUES (TG_ARGV[0], ${HASH(slug('OLD'))}, ${owner('OLD')})
       ON CONFLICT (scope, slug_hash) DO UPDATE SET owner_id = excluded.owner_id, released_at = excluded.released_at;
       RETURN NULL;
     END $$`,
  );
  await runner.query(
    `CREATE OR REPLACE FUNCTION "refuse_former_slug"() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF EXISTS (
         SELECT FROM former_slugs WHERE scope = TG_ARGV[0] AND slug_hash = ${HASH(slug('NEW'))}
           AND owner_id IS DISTINCT FROM ${owner('NEW')} AND released_at > now() - interval '90 days'
       ) THEN
         RAISE unique_violation USING CONSTRAINT = TG_ARGV[1], MESSAGE = 'The slug was given up by somebody else.';
       END IF;
       RETURN NULL;
     END $$`,
  );
}
