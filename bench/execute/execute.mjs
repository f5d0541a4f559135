import { randomBytes, randomUUID } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import { table } from '../table.mjs';

/* Programs that one executor runs in a second, by driver and language: from the queue to the report of the end. */

const DRIVERS = ['docker', 'bwrap', 'wasm'];
const AT_ONCE = 2;

/** @type {Readonly<Record<string, { path: string, content: string }>>} */
const HELLO = {
  javascript: { path: 'main.js', content: `console.log('hello')` },
  python: { path: 'main.py', content: `print('hello')` },
  java: {
    path: 'Main.java',
    content: `public class Main { public static void main(String[] given) { System.out.println("hello"); } }`,
  },
  cpp: { path: 'main.cpp', content: `#include <cstdio>\nint main() { std::puts("hello"); }` },
  csharp: { path: 'Main.cs', content: `class Program { static void Main() { System.Console.WriteLine("hello"); } }` },
  php: { path: 'main.php', content: `<?php echo "hello\\n";` },
  ruby: { path: 'main.rb', content: `puts 'hello'` },
  go: { path: 'main.go', content: `package main\nimport "fmt"\nfunc main() { fmt.Println("hello") }` },
  rust: { path: 'main.rs', content: `fn main() { println!("hello"); }` },
};

/**
 * @typedef {object} ExecuteFigures
 * @property {string} driver
 * @property {string} language
 * @property {number} runs
 * @property {number} runsPerSecond
 */

/**
 * @param {import('../system.mjs').BenchSystem} system
 * @param {{ executed: number }} options
 * @returns {Promise<ExecuteFigures[]>}
 */
export async function measureExecute(system, { executed }) {
  /** @type {ExecuteFigures[]} */
  const figures = [];
  for (const driver of DRIVERS) {
    const prefix = `bench-${randomBytes(6).toString('hex')}`;
    const executor = await system.startServer('executor', {
      ...Object.fromEntries(Object.keys(system.settings).map((name) => [name, undefined])),
      PATH: system.settings.PATH,
      REDIS_URL: system.settings.REDIS_URL,
      QUEUE_PREFIX: prefix,
      EXECUTOR_METRICS_PORT: '0',
      EXECUTOR_DRIVERS: driver,
      EXECUTOR_DOCKER_SOCKET: process.env['EXECUTOR_DOCKER_SOCKET'],
      EXECUTOR_DOCKER_IMAGE: process.env['EXECUTOR_DOCKER_IMAGE'],
      EXECUTOR_CONCURRENCY: String(AT_ONCE),
    });
    const languages = executor.announced.languages ?? [];
    for (const { language } of languages)
      figures.push({ driver, language, ...(await measured(system.settings.REDIS_URL, prefix, language, executed)) });
    await executor.stop();
  }
  return figures;
}

/**
 * @param {string} redisUrl
 * @param {string} prefix
 * @param {string} language
 * @param {number} count
 */
async function measured(redisUrl, prefix, language, count) {
  const options = { prefix, connection: { url: redisUrl } };
  const runs = new Queue('runs', options);
  /** @type {() => void} */
  let finish = () => undefined;
  const allEnded = new Promise((resolve) => (finish = () => resolve(undefined)));
  let ended = 0;
  const reports = new Worker(
    'run-reports',
    async ({ data }) => {
      if (data.kind !== 'ended') return;
      const status = data.results[0]?.status;
      if (status !== 'ok') throw new Error(`${language} ended as ${status}: ${data.failure}`);
      ended += 1;
      if (ended === count) finish();
    },
    { ...options, concurrency: 8 },
  );
  const began = performance.now();
  for (let index = 0; index < count; index += 1) {
    const executionId = randomUUID();
    const job = { executionId, language, files: [HELLO[language]], inputs: [{ stdin: '', args: [] }] };
    await runs.add('run', job, { jobId: executionId, removeOnComplete: true });
  }
  await allEnded;
  const seconds = (performance.now() - began) / 1000;
  await reports.close();
  await runs.close();
  return { runs: count, runsPerSecond: count / seconds };
}

/** @param {ExecuteFigures[]} figures */
export function printExecute(figures) {
  const rows = figures.map(({ driver, language, runs, runsPerSecond }) => [
    ...[driver, language, String(runs)],
    runsPerSecond.toFixed(1),
  ]);
  console.log(`\nPrograms that print "hello", ${AT_ONCE} at once\n`);
  console.log(table(['driver', 'language', 'runs', 'runs/s'], rows));
}
