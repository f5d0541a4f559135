import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { WorkerHost } from '@nestjs/bullmq';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { createApi } from '../../src/apps/create-api.js';
import { WorkerModule } from '../../src/apps/worker.module.js';
import { parseEnvironment } from '../../src/apps/environment.js';
import { CONSUMER_OPTIONS, type ConsumerOptions, MessageConsumer } from '../../src/infra/queue/consumer.js';
import { TOGETHER_JOB } from '../../src/infra/queue/queues.js';
import { ScheduledTask } from '../../src/infra/queue/scheduled-task.js';
import { BOOKING_CONFIRMED } from '../../src/modules/scheduling/bookings/bookings.events.js';

const env = parseEnvironment({
  DATABASE_URL: 'postgres://127.0.0.1/none',
  REDIS_URL: 'redis://127.0.0.1',
  JWT_SECRET: 'Zk3JQ9vPq0xw8dLr5yTn2uHb7cGmEa1sVfXoKiWt',
});

/** What takes jobs from the queues. */
const CONSUMING: readonly unknown[] = [WorkerHost, MessageConsumer, ScheduledTask];

function classesOf(modules: ModulesContainer, kind: 'providers' | 'controllers'): Array<Type | null> {
  return [...modules.values()].flatMap((module) => [...module[kind].values()]).map(({ metatype }) => metatype as Type);
}

function consuming(modules: ModulesContainer): string[] {
  return classesOf(modules, 'providers').flatMap((type) =>
    CONSUMING.some((base) => type?.prototype instanceof (base as Type)) ? (type?.name ?? '') : [],
  );
}

async function createWorker() {
  const options = { preview: true, logger: false } as const;
  return NestFactory.createApplicationContext(await WorkerModule.forRoot(env), options);
}

describe('the processes', () => {
  it('are an API that consumes no job', async () => {
    const modules = (await createApi(env, { preview: true })).get(ModulesContainer);
    expect(classesOf(modules, 'controllers').length).toBeGreaterThan(30);
    expect(consuming(modules)).toEqual([]);
  });

  it('and a worker that serves no feature', async () => {
    const modules = (await createWorker()).get(ModulesContainer);
    expect(consuming(modules).length).toBeGreaterThan(30);
    expect(classesOf(modules, 'controllers')).toEqual([]);
  });

  it('handle what every booking tells of in batches', async () => {
    const listening = classesOf((await createWorker()).get(ModulesContainer), 'providers').flatMap((type) => {
      const options = type && (Reflect.getMetadata(CONSUMER_OPTIONS, type) as ConsumerOptions | undefined);
      return options?.messages.includes(BOOKING_CONFIRMED) ? options : [];
    });
    expect(listening.length).toBeGreaterThan(4);
    expect(listening.filter(({ together }) => !together).map(({ name }) => name)).toEqual([]);
  });

  it('do nothing that the dashboard has no words for', async () => {
    const consumers = classesOf((await createWorker()).get(ModulesContainer), 'providers').flatMap((type) => {
      const options = type && (Reflect.getMetadata(CONSUMER_OPTIONS, type) as ConsumerOptions | undefined);
      return options ? [options.name] : [];
    });
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    const tasks = sources.flatMap((path) => {
      const source = readFileSync(join('src', path), 'utf8');
      return /^export class .* extends (Scheduled|Retention)Task/m.test(source)
        ? (/readonly name = '(.+)';/.exec(source)?.[1] ?? path)
        : [];
    });
    expect(tasks.length).toBeGreaterThan(20);
    // As text: its types are those of a browser.
    const words = readFileSync('admin/src/administration/jobs/job-words.ts', 'utf8');
    const isNamed = (name: string) =>
      [`  '${name}': 'admin.job.`, `  ${name}: 'admin.job.`].some((line) => words.includes(line));
    const unnamed = [...consumers, ...tasks, TOGETHER_JOB].filter((name) => !isNamed(name));
    expect(unnamed.filter((name) => !/[.-]clean-up$/.test(name))).toEqual([]);
  });
});
