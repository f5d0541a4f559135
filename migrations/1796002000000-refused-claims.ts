import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RefusedClaims1796002000000 implements MigrationInterface {
  readonly name = 'RefusedClaims1796002000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION "claims_refuse"() RETURNS boolean LANGUAGE plpgsql AS $$
       BEGIN
         RAISE EXCEPTION 'The time is taken.' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'claims_taken';
       END $$`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION "claims_refuse"');
  }
}
