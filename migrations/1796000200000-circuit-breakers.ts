import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outside services whose last calls failed: all workers leave alone what one of them found away. */
export class CircuitBreakers1796000200000 implements MigrationInterface {
  readonly name = 'CircuitBreakers1796000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "circuit_breakers" ("service" character varying(40) NOT NULL, "target" character varying(300) NOT NULL, "failures" integer NOT NULL, "last_failed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "last_error" character varying(300) NOT NULL, "opened_at" TIMESTAMP(3) WITH TIME ZONE, "retry_at" TIMESTAMP(3) WITH TIME ZONE, "trial_at" TIMESTAMP(3) WITH TIME ZONE, CONSTRAINT "circuit_breakers_pkey" PRIMARY KEY ("service", "target"))`,
    );
    await runner.query(`CREATE INDEX "circuit_breakers_failed" ON "circuit_breakers" ("last_failed_at")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "circuit_breakers"');
  }
}
