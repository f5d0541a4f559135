import { readFile, rm } from 'node:fs/promises';
import { repositoryFile, runTool, writeProject } from './tool-run.js';

interface FileReport {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string; readonly line: number }[];
}

const dto = `export class CreateBookingDto { title = ''; }\nexport interface Filter { q: string }\n`;

const controller = (importLine: string, method: string) => `
import { Body, Controller, Param, Post, Query } from '@nestjs/common';
${importLine}

@Controller()
export class BookingsController {
  @Post()
  ${method}
}

export const nest = [Body, Param, Query];
`;

/** Files that keep the rules: the linter must be silent about every one of them. */
const accepted: Record<string, string> = {
  'src/modules/scheduling/bookings/create-booking.dto.ts': dto,
  'src/modules/scheduling/bookings/bookings.controller.ts': controller(
    `import { CreateBookingDto, type Filter } from './create-booking.dto.js';`,
    `create(@Body() dto: CreateBookingDto, @Param('id') id: string, @Query('filter') filter: Filter): unknown {
      return [dto, id, filter];
    }`,
  ),
  'src/modules/scheduling/bookings/bookings.module.ts': `
    import { Module } from '@nestjs/common';

    @Module({})
    export class BookingsModule {}
  `,
  'src/modules/scheduling/bookings/reminders.ts': `
    import { InjectQueue } from '@nestjs/bullmq';
    import { Injectable } from '@nestjs/common';
    import type { Queue } from 'bullmq';

    @Injectable()
    export class Reminders {
      constructor(@InjectQueue('mail') readonly mail: Queue) {}
    }
  `,
  'src/modules/scheduling/bookings/bookings.service.ts': `
    import { Injectable, SetMetadata } from '@nestjs/common';
    import type { CreateBookingDto } from './create-booking.dto.js';

    @Injectable()
    export class BookingsService {
      @SetMetadata('transactional', true)
      create(dto: CreateBookingDto): CreateBookingDto {
        return { ...dto };
      }
    }
  `,
  'src/infra/config/read-env.ts': `export const port = process.env.PORT ?? '3000';`,
  'src/cli/migrate.ts': `console.log(process.env.DATABASE_URL ?? 'none');`,
  'start.mjs': `console.log(process.env.PORT ?? fetch);`,
  'jest.config.js': `export default {};`,
  'src/modules/scheduling/bookings/caches.ts': `
    // eslint-disable-next-line lyceum/statements-in-turn -- these wait for Redis
    export const forget = (a: Promise<number>, b: Promise<number>) => Promise.all([a, b]);
  `,
  'test/bookings.spec.ts': `
    export const both = (a: Promise<number>, b: Promise<number>) => Promise.all([a, b]);
  `,
  'src/kernel/explained.ts': `
    // eslint-disable-next-line no-console -- the reader is the operator
    console.warn('slow disk');
  `,
};

/** The rules that a file breaks, in the order of its lines. */
const refused: [what: string, path: string, code: string, rules: string[]][] = [
  ['any', 'src/a.ts', `export const value: any = 1;`, ['@typescript-eslint/no-explicit-any']],
  [
    'a floating promise',
    'src/b.ts',
    `export function close(end: () => Promise<void>): void { end(); }`,
    ['@typescript-eslint/no-floating-promises'],
  ],
  ['a default export', 'src/c.ts', `export default class Booking { id = 1; }`, ['no-restricted-exports']],
  ['a default export in JavaScript', 'tools/c.mjs', `export default 1;`, ['no-restricted-exports']],
  ['a barrel', 'src/d.ts', `export * from './e.js';`, ['no-restricted-syntax']],
  ['a drawer for everything', 'src/infra/http/utils.ts', `export const one = 1;`, ['no-restricted-syntax']],
  [
    'the environment outside the configuration',
    'src/e.ts',
    `export const port = process.env.PORT;`,
    ['no-restricted-properties'],
  ],
  [
    'the environment by another name',
    'src/f.ts',
    `import { env } from 'node:process'; export const port = env.PORT;`,
    ['no-restricted-imports'],
  ],
  [
    'the environment in an entry',
    'src/main.ts',
    `const { env } = process; export { env };`,
    ['no-restricted-properties'],
  ],
  ['the console', 'src/infra/mail/g.ts', `console.log('sent');`, ['no-console']],
  [
    'forwardRef',
    'src/h.ts',
    `import { forwardRef } from '@nestjs/common'; export const late = forwardRef(() => Date);`,
    ['no-restricted-imports'],
  ],
  ['a file of more than 450 lines', 'src/i.ts', 'export {};\n'.repeat(451), ['max-lines']],
  ['a note to do it later', 'src/j.ts', `export const one = 1; // TODO: two`, ['no-warning-comments']],
  [
    'a value import of what is only a type',
    'src/k.ts',
    `import { Logger } from 'pino'; export type Log = Logger;`,
    ['@typescript-eslint/consistent-type-imports'],
  ],
  [
    'a rule switched off without a reason',
    'src/l.ts',
    `// eslint-disable-next-line @typescript-eslint/no-explicit-any\nexport const value: any = 1;`,
    ['lyceum/explained-disables'],
  ],
  [
    'all rules switched off',
    'src/m.ts',
    `/* eslint-disable -- generated */\nexport const value: any = 1;`,
    ['lyceum/explained-disables'],
  ],
  [
    'a rule switched off for nothing',
    'src/n.ts',
    `// eslint-disable-next-line no-console -- it was used here once\nexport const value = 1;`,
    ['unused directive'],
  ],
  [
    'an unchecked compiler error',
    'src/o.ts',
    `// @ts-ignore\nexport const value: string = 1;`,
    ['@typescript-eslint/ban-ts-comment'],
  ],
  ['a skipped test', 'test/a.spec.ts', `it.skip('books', () => undefined);`, ['no-restricted-syntax']],
  ['a lonely test', 'src/b.spec.ts', `it.only('books', () => undefined);`, ['no-restricted-syntax']],
  [
    'a lonely table of tests',
    'test/c.spec.ts',
    `describe.only.each([1])('books %i', () => undefined);`,
    ['no-restricted-syntax'],
  ],
  [
    'a skipped concurrent test',
    'test/d.spec.ts',
    `it.concurrent.skip('books', () => Promise.resolve());`,
    ['no-restricted-syntax'],
  ],
  ['a test that is still to be written', 'test/e.spec.ts', `test.todo('books');`, ['no-restricted-syntax']],
  [
    'what a page shows at a moment when it may still be loading',
    'test/browser/g.e2e.spec.ts',
    `export const shown = async (times: { count(): Promise<number> }) => {
      expect(await times.count()).toBe(3);
      expect(await times.count()).toBe(0);
    };`,
    ['no-restricted-syntax'],
  ],
  ['a test struck out', 'test/f.spec.ts', `xdescribe('booking', () => undefined);`, ['no-restricted-syntax']],
  [
    'statements at once, which may share the connection of a transaction',
    'src/modules/scheduling/bookings/u.repository.ts',
    `export const both = (a: Promise<number>, b: Promise<number>) => Promise.all([a, b]);
    export const first = (a: Promise<number>, b: Promise<number>) => Promise.race([a, b]);
    export const ended = (a: Promise<number>) => Promise.allSettled([a]);`,
    ['lyceum/statements-in-turn', 'lyceum/statements-in-turn', 'lyceum/statements-in-turn'],
  ],
  [
    'a body whose class is erased',
    'src/modules/scheduling/bookings/p.controller.ts',
    controller(
      `import type { CreateBookingDto } from './create-booking.dto.js';`,
      `create(@Body() dto: CreateBookingDto): unknown { return dto; }`,
    ),
    ['lyceum/decorated-types-exist-at-run-time'],
  ],
  [
    'a nullable body whose class is erased by an inline type import',
    'src/modules/scheduling/bookings/q.controller.ts',
    controller(
      `import { type CreateBookingDto } from './create-booking.dto.js';`,
      `create(@Param('id') id: string, @Body('draft') draft: CreateBookingDto | null): unknown { return [id, draft]; }`,
    ),
    ['lyceum/decorated-types-exist-at-run-time'],
  ],
  [
    'a body in a namespace that is erased',
    'src/modules/scheduling/bookings/r.controller.ts',
    controller(
      `import type * as dtos from './create-booking.dto.js';`,
      `create(@Body() dto: dtos.CreateBookingDto): unknown { return dto; }`,
    ),
    ['lyceum/decorated-types-exist-at-run-time'],
  ],
  [
    'a query that is an interface',
    'src/modules/scheduling/bookings/s.controller.ts',
    controller(
      `import type { Filter } from './create-booking.dto.js';`,
      `create(@Query() filter: Filter): unknown { return filter; }`,
    ),
    ['lyceum/decorated-types-exist-at-run-time'],
  ],
  [
    'a dependency that is erased',
    'src/modules/scheduling/bookings/t.service.ts',
    `import { Injectable } from '@nestjs/common';
    import type { CreateBookingDto } from './create-booking.dto.js';

    @Injectable()
    export class Service { constructor(private readonly dto: CreateBookingDto) {} get(): unknown { return this.dto; } }`,
    ['lyceum/decorated-types-exist-at-run-time'],
  ],
];

describe('the code rules', () => {
  let directory: string;
  let broken: Map<string, string[]>;

  beforeAll(async () => {
    directory = await writeProject({
      ...accepted,
      ...Object.fromEntries(refused.map(([, path, code]) => [path, code])),
      'package.json': '{ "type": "module" }',
      'tsconfig.json': await readFile(repositoryFile('tsconfig.json'), 'utf8'),
    });
    const args = ['--config', repositoryFile('eslint.config.js'), '--format', 'json', '.'];
    const run = await runTool('eslint', args, directory);
    const reports: FileReport[] = JSON.parse(run.stdout);
    broken = new Map(
      reports.map(({ filePath, messages }) => [
        filePath.slice(directory.length + 1),
        messages.map(
          ({ ruleId, message, line }) =>
            ruleId ?? (/unused/i.test(message) ? 'unused directive' : `${line}: ${message}`),
        ),
      ]),
    );
  });

  afterAll(() => rm(directory, { recursive: true }));

  it.each(Object.keys(accepted))('accept %s', (path) => {
    expect(broken.get(path)).toEqual([]);
  });

  it.each(refused)('refuse %s', (_what, path, _code, rules) => {
    expect(broken.get(path)).toEqual(rules);
  });
});
