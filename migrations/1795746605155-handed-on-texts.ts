import type { MigrationInterface, QueryRunner } from 'typeorm';

const TEXTS = ['address', 'email', 'name', 'organizationName', 'previousEmail', 'reason', 'removed', 'title'];

/** What messages say is found also in those that hand on another one. The table holds what is not cleaned up yet. */
export class HandedOnTexts1795746605155 implements MigrationInterface {
  readonly name = 'HandedOnTexts1795746605155';

  up(runner: QueryRunner): Promise<void> {
    return indexTexts(runner, [...TEXTS, 'fact']);
  }

  down(runner: QueryRunner): Promise<void> {
    return indexTexts(runner, TEXTS);
  }
}

async function indexTexts(runner: QueryRunner, members: readonly string[]): Promise<void> {
  await runner.query('DROP INDEX "outbox_messages_texts"');
  await runner.query(
    `CREATE INDEX "outbox_messages_texts" ON "outbox_messages" ("id")
     WHERE payload ?| ARRAY[${members.map((member) => `'${member}'`).join(', ')}]`,
  );
}
