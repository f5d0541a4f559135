/** Source of a migration with these statements for `up` and `down`. */
export function migrationFile(className: string, up: readonly string[], down: readonly string[]): string {
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  readonly name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
${statements(up)}
  }

  async down(runner: QueryRunner): Promise<void> {
${statements(down)}
  }
}
`;
}

/** Class name: `add-colours` at 1795000000000 is AddColours1795000000000. */
export function migrationClass(name: string, timestamp: number): string {
  const words = name.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());
  return `${words}${timestamp}`;
}

function statements(queries: readonly string[]): string {
  return queries.map((query) => `    await runner.query(${literal(query)});`).join('\n');
}

/** Escapes a template literal: check constraints contain backslashes, and nothing is to be interpolated. */
function literal(query: string): string {
  return `\`${query.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\``;
}
