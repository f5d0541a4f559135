import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { repositoryFile, runTool, type ToolRun, writeProject } from './tool-run.js';

const configFile = repositoryFile('.dependency-cruiser.cjs');

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

const house = {
  'src/main.ts': `import './apps/api.module.js';`,
  'src/worker.ts': `import './apps/worker.module.js';`,
  'src/cli/migrate.ts': `import '../infra/database/data-source.js';`,
  'src/apps/features.ts': `
    import '../modules/scheduling/bookings/bookings.feature.js';
    import '../modules/messages/notifications/notifications.feature.js';`,
  'src/apps/api.module.ts': `import './features.js'; import '../modules/scheduling/bookings/bookings.module.js';`,
  'src/apps/worker.module.ts': `import './features.js'; import '../infra/queue/queue-worker.module.js';`,
  'src/infra/queue/queue-worker.module.ts': `import './cron.processor.js';`,
  'src/infra/queue/cron.processor.ts': `import '@nestjs/bullmq';`,
  'src/kernel/clock.ts': `export type Clock = () => number;`,
  'src/kernel/clock.spec.ts': `import './clock.js';`,
  'src/infra/database/data-source.ts': `import 'typeorm'; import type { Clock } from '../../kernel/clock.js'; export type C = Clock;`,
  'src/modules/scheduling/bookings/bookings.feature.ts': `
    import './entities/booking.entity.js';
    export const parts = {
      module: () => import('./bookings.module.js'),
      http: () => import('./bookings.http.module.js'),
      worker: () => import('./bookings.worker.module.js'),
    };`,
  'src/modules/scheduling/bookings/bookings.feature.spec.ts': `import './bookings.feature.js';`,
  'src/modules/scheduling/bookings/bookings.module.ts': `import '@nestjs/common'; import './bookings.service.js'; import './bookings.api.js';`,
  'src/modules/scheduling/bookings/bookings.http.module.ts': `import './bookings.module.js'; import './bookings.controller.js';`,
  'src/modules/scheduling/bookings/bookings.worker.module.ts': `import './bookings.module.js'; import './processors/reminder.processor.js';`,
  'src/modules/scheduling/bookings/bookings.api.ts': `export abstract class BookingsApi {}`,
  'src/modules/scheduling/bookings/bookings.events.ts': `export const bookingCreated = 'booking.created';`,
  'src/modules/scheduling/bookings/bookings.controller.ts': `import './bookings.service.js'; import './dto/booking.dto.js';`,
  'src/modules/scheduling/bookings/bookings.service.ts': `import './bookings.repository.js'; import './bookings.events.js';`,
  'src/modules/scheduling/bookings/bookings.service.spec.ts': `import './bookings.service.js'; import '../../../../test/factories/booking.js';`,
  'src/modules/scheduling/bookings/bookings.repository.ts': `import 'typeorm'; import './entities/booking.entity.js';`,
  'src/modules/scheduling/bookings/dto/booking.dto.ts': `export class BookingDto {}`,
  'src/modules/scheduling/bookings/bookings.dto.ts': `export { BookingDto } from './dto/booking.dto.js';`,
  'src/modules/messages/notifications/notifications.http.module.ts': `import './notifications.controller.js';`,
  'src/modules/messages/notifications/notifications.controller.ts': `import '../../scheduling/bookings/bookings.dto.js';`,
  'src/modules/scheduling/bookings/entities/booking.entity.ts': `import 'typeorm'; export class Booking {}`,
  'src/modules/scheduling/bookings/processors/reminder.processor.ts': `import '@nestjs/bullmq';`,
  'src/modules/messages/notifications/notifications.feature.ts': `
    export const http = () => import('./notifications.http.module.js');
    export const worker = () => import('./notifications.worker.module.js');`,
  'src/modules/messages/notifications/notifications.module.ts': `import './notifications.service.js';`,
  'src/modules/messages/notifications/notifications.worker.module.ts': `import './notifications.module.js';`,
  'src/modules/messages/notifications/notifications.service.ts': `
    import '../../scheduling/bookings/bookings.module.js';
    import '../../scheduling/bookings/bookings.api.js';
    import '../../scheduling/bookings/bookings.events.js';`,
  'src/modules/scheduling/booking-page/browser/book.js': `import './dates.js';`,
  'src/modules/scheduling/booking-page/browser/dates.js': `export const today = () => new Date();`,
  'src/modules/scheduling/booking-page/browser/dates.spec.ts': `import './dates.js';`,
  'src/cli/sandbox-setup.ts': `import '../sandbox/sandbox.js';`,
  'src/sandbox/sandbox.ts': `import '../kernel/clock.js';`,
  'migrations/1-bookings.ts': `import 'typeorm';`,
  'admin/src/main.ts': `import './app.ts';`,
  'admin/src/app.ts': `export const app = {};`,
  'test/factories/booking.ts': `export const booking = {};`,
};

/** Each file breaks the rule it stands under, and nothing in `house` needs it. */
const intruders = {
  'src/kernel/reaches-up.ts': `import '../infra/database/data-source.js';`,
  'src/kernel/injected.ts': `import '@nestjs/common'; import type { Repository } from 'typeorm'; export type R = Repository<object>;`,
  'src/infra/http/problem.filter.ts': `export class ProblemFilter {}`,
  'src/modules/learning/courses/course.policy.ts': `import '../../../infra/http/problem.filter.js';`,
  'src/sandbox/connects.ts': `import '../infra/database/data-source.js'; import 'typeorm';`,
  'src/executor.ts': `import './infra/knows-database.js';`,
  'src/infra/knows-database.ts': `import './database/data-source.js';`,
  'src/infra/runs-programs.ts': `import '../sandbox/sandbox.js';`,
  'src/infra/knows-bookings.ts': `import '../modules/scheduling/bookings/bookings.api.js';`,
  'src/modules/learning/courses/classes.service.ts': `
    import '../../scheduling/bookings/bookings.service.js';
    import '../../scheduling/bookings/bookings.dto.js';
    import type { Booking } from '../../scheduling/bookings/entities/booking.entity.js';
    export type B = Booking;`,
  'src/modules/learning/courses/courses.api.ts': `import type { LessonDto } from './lesson.dto.js'; export type Lesson = LessonDto;`,
  'src/modules/learning/courses/courses.events.ts': `import './dto/lesson.js';`,
  'src/modules/learning/courses/lesson.dto.ts': `
    import { BookingDto } from '../../scheduling/bookings/dto/booking.dto.js';
    export class LessonDto extends BookingDto {}`,
  'src/modules/learning/courses/dto/lesson.ts': `export const lesson = 'lesson';`,
  'src/modules/learning/courses/courses.module.ts': `import '../../scheduling/bookings/bookings.http.module.js';`,
  'src/modules/learning/courses/start.ts': `import '../../../apps/worker.module.js'; import '../../../main.js'; import '../../../cli/migrate.js';`,
  'src/modules/learning/courses/courses.controller.ts': `
    import 'typeorm';
    import '@nestjs/typeorm';
    import './courses.repository.js';
    import type { Course } from './entities/course.entity.js';
    import type { Term } from './entities/term.js';
    export type C = Course & Term;`,
  'src/modules/learning/courses/courses.repository.ts': ``,
  'src/modules/learning/courses/entities/course.entity.ts': `export class Course {}`,
  'src/modules/learning/courses/entities/term.ts': `export class Term {}`,
  'src/modules/learning/courses/composes.service.ts': `import '../../scheduling/bookings/bookings.feature.js';`,
  'src/modules/learning/courses/courses.feature.ts': `import './courses.http.module.js';`,
  'src/modules/learning/courses/courses.http.module.ts': ``,
  'src/modules/learning/courses/certificates.task.ts': ``,
  'src/modules/learning/courses/certificates.service.ts': `import './certificates.task.js'; import './courses.controller.js';`,
  'src/apps/api.module.ts': `
    import './features.js';
    import './both.js';
    import '../modules/scheduling/bookings/bookings.module.js';`,
  'src/apps/both.ts': `
    import '../modules/scheduling/bookings/bookings.worker.module.js';
    import '../infra/queue/queue-worker.module.js';`,
  'src/modules/learning/courses/browser/course.js': `import '../seats.js';`,
  'src/modules/learning/courses/seats.ts': `export const seats = 12;`,
  'src/modules/learning/courses/page.ts': `import './browser/course.js';`,
  'migrations/2-lessons.ts': `import '../src/kernel/clock.js';`,
  'admin/src/knows-the-server.ts': `import '../../src/kernel/clock.js';`,
  'src/modules/learning/courses/shows.ts': `import '../../../../admin/src/app.js';`,
  'src/modules/learning/courses/tested.ts': `import '../../../../test/factories/booking.js'; import './tested.spec.js';`,
  'src/modules/learning/courses/tested.spec.ts': ``,
  'src/modules/learning/courses/chicken.ts': `import './egg.js'; export interface Chicken {}`,
  'src/modules/learning/courses/egg.ts': `import type { Chicken } from './chicken.js'; export type Egg = Chicken;`,
  'src/modules/learning/courses/dangling.ts': `import './gone.js';`,
  'src/modules/learning/courses/packages.ts': `
    import 'undici-types';
    import 'jest';
    import type { Config } from 'jest';
    export type C = Config;`,
};

const breaches: [rule: string, violations: string[]][] = [
  ['kernel-imports-nothing-above-it', ['src/kernel/reaches-up.ts -> src/infra/database/data-source.ts']],
  [
    'kernel-is-plain-typescript',
    ['src/kernel/injected.ts -> node_modules/@nestjs/common', 'src/kernel/injected.ts -> node_modules/typeorm'],
  ],
  ['infra-knows-no-feature', ['src/infra/knows-bookings.ts -> src/modules/scheduling/bookings/bookings.api.ts']],
  [
    'the-sandbox-knows-nothing',
    ['src/sandbox/connects.ts -> node_modules/typeorm', 'src/sandbox/connects.ts -> src/infra/database/data-source.ts'],
  ],
  ['only-the-executor-runs-programs', ['src/infra/runs-programs.ts -> src/sandbox/sandbox.ts']],
  [
    'the-executor-holds-no-credentials',
    ['src/executor.ts -> node_modules/typeorm', 'src/executor.ts -> src/infra/database/data-source.ts'],
  ],
  [
    'features-meet-at-their-face',
    [
      'src/modules/learning/courses/classes.service.ts -> src/modules/scheduling/bookings/bookings.dto.ts',
      'src/modules/learning/courses/classes.service.ts -> src/modules/scheduling/bookings/bookings.service.ts',
      'src/modules/learning/courses/classes.service.ts -> src/modules/scheduling/bookings/entities/booking.entity.ts',
      'src/modules/learning/courses/composes.service.ts -> src/modules/scheduling/bookings/bookings.feature.ts',
      'src/modules/learning/courses/courses.module.ts -> src/modules/scheduling/bookings/bookings.http.module.ts',
    ],
  ],
  [
    'edges-meet-at-face',
    ['src/modules/learning/courses/lesson.dto.ts -> src/modules/scheduling/bookings/dto/booking.dto.ts'],
  ],
  [
    'what-features-tell-each-other-is-no-dto',
    [
      'src/modules/learning/courses/courses.api.ts -> src/modules/learning/courses/lesson.dto.ts',
      'src/modules/learning/courses/courses.events.ts -> src/modules/learning/courses/dto/lesson.ts',
    ],
  ],
  [
    'only-composition-imports-composition',
    [
      'src/modules/learning/courses/start.ts -> src/apps/worker.module.ts',
      'src/modules/learning/courses/start.ts -> src/cli/migrate.ts',
      'src/modules/learning/courses/start.ts -> src/main.ts',
    ],
  ],
  [
    'only-apps-compose-features',
    ['src/modules/learning/courses/composes.service.ts -> src/modules/scheduling/bookings/bookings.feature.ts'],
  ],
  [
    'only-descriptors-load-http-and-worker-modules',
    ['src/modules/learning/courses/courses.module.ts -> src/modules/scheduling/bookings/bookings.http.module.ts'],
  ],
  [
    'processes-load-features-on-demand',
    [
      'src/apps/both.ts -> src/modules/scheduling/bookings/bookings.worker.module.ts',
      'src/modules/learning/courses/courses.feature.ts -> src/modules/learning/courses/courses.http.module.ts',
    ],
  ],
  [
    'the-api-consumes-no-job',
    ['src/modules/learning/courses/certificates.service.ts -> src/modules/learning/courses/certificates.task.ts'],
  ],
  [
    'the-api-starts-no-queue-worker',
    ['src/apps/api.module.ts', 'src/main.ts'].map((entry) => `${entry} -> src/infra/queue/queue-worker.module.ts`),
  ],
  [
    'the-worker-serves-no-feature',
    ['src/modules/learning/courses/certificates.service.ts -> src/modules/learning/courses/courses.controller.ts'],
  ],
  [
    'controllers-do-not-persist',
    [
      'src/modules/learning/courses/courses.controller.ts -> node_modules/@nestjs/typeorm',
      'src/modules/learning/courses/courses.controller.ts -> node_modules/typeorm',
      'src/modules/learning/courses/courses.controller.ts -> src/modules/learning/courses/courses.repository.ts',
      'src/modules/learning/courses/courses.controller.ts -> src/modules/learning/courses/entities/course.entity.ts',
      'src/modules/learning/courses/courses.controller.ts -> src/modules/learning/courses/entities/term.ts',
    ],
  ],
  [
    'the-domain-does-not-know-http',
    ['src/modules/learning/courses/course.policy.ts -> src/infra/http/problem.filter.ts'],
  ],
  [
    'pages-load-their-own-scripts',
    ['src/modules/learning/courses/browser/course.js -> src/modules/learning/courses/seats.ts'],
  ],
  [
    'the-server-runs-no-page-script',
    ['src/modules/learning/courses/page.ts -> src/modules/learning/courses/browser/course.js'],
  ],
  ['the-dashboard-stands-on-the-sdk', ['admin/src/knows-the-server.ts -> src/kernel/clock.ts']],
  ['nothing-imports-the-dashboard', ['src/modules/learning/courses/shows.ts -> admin/src/app.ts']],
  ['migrations-stand-alone', ['migrations/2-lessons.ts -> src/kernel/clock.ts']],
  [
    'no-test-code-in-production',
    [
      'src/modules/learning/courses/tested.ts -> src/modules/learning/courses/tested.spec.ts',
      'src/modules/learning/courses/tested.ts -> test/factories/booking.ts',
    ],
  ],
  ['no-cycle', ['src/modules/learning/courses/chicken.ts -> src/modules/learning/courses/egg.ts']],
  ['no-unresolvable-import', ['src/modules/learning/courses/dangling.ts -> ./gone.js']],
  ['no-undeclared-package', ['src/modules/learning/courses/packages.ts -> node_modules/undici-types']],
  ['no-development-package-in-production', ['src/modules/learning/courses/packages.ts -> node_modules/jest']],
];

describe('the import rules', () => {
  const directories: string[] = [];
  let found: readonly Violation[];

  async function cruise(files: Readonly<Record<string, string>>): Promise<ToolRun> {
    const directory = await writeProject({
      ...files,
      'package.json': await readFile(repositoryFile('package.json'), 'utf8'),
      'tsconfig.json': await readFile(repositoryFile('tsconfig.json'), 'utf8'),
    });
    directories.push(directory);
    const folders = ['src', 'migrations', 'admin/src'];
    return runTool('depcruise', ['--config', configFile, '--output-type', 'json', ...folders], directory);
  }

  function violations(run: ToolRun): readonly Violation[] {
    return JSON.parse(run.stdout).summary.violations;
  }

  function broken(rule: string): string[] {
    return found.filter(({ rule: { name } }) => name === rule).map(({ from, to }) => `${from} -> ${withoutPrefix(to)}`);
  }

  beforeAll(async () => {
    found = violations(await cruise({ ...house, ...intruders }));
  });

  afterAll(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true }))));

  it('accept the house as ARCHITECTURE.md draws it, following .js specifiers to the .ts files', async () => {
    const run = await cruise(house);

    const { modules, summary } = JSON.parse(run.stdout);
    const service = modules.find(({ source }: { source: string }) => source.endsWith('bookings.service.ts'));
    expect(service.dependencies.map(({ resolved }: { resolved: string }) => resolved).sort()).toEqual([
      'src/modules/scheduling/bookings/bookings.events.ts',
      'src/modules/scheduling/bookings/bookings.repository.ts',
    ]);
    expect(summary.violations).toEqual([]);
    expect(run.exitCode).toBe(0);
  });

  it.each(breaches)('refuse what breaks %s', (rule, expected) => {
    expect(broken(rule).sort()).toEqual(expected);
  });

  it('refuse files that no entry point reaches', () => {
    const unreachable = found
      .filter(({ rule }) => rule.name === 'no-unreachable-file')
      .map(({ to, from }) => to || from);

    expect(unreachable).toContain('src/modules/learning/courses/classes.service.ts');
    expect(unreachable).not.toContain('src/modules/scheduling/bookings/bookings.service.ts');
  });

  it('are all shown to refuse something', () => {
    const { forbidden }: { forbidden: { name: string }[] } = createRequire(import.meta.url)(configFile);

    expect([...breaches.map(([rule]) => rule), 'no-unreachable-file'].sort()).toEqual(
      forbidden.map(({ name }) => name).sort(),
    );
  });
});

/** A package by its name, wherever the linked node_modules lies; a source file by its path. */
function withoutPrefix(path: string): string {
  return path.replace(/^.*(node_modules\/(?:@[^/]+\/)?[^/]+)\/.*$/, '$1');
}
