import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
// First: it says which features there are.
import '../../src/apps/features.js';
import { lanedQueues } from '../../src/infra/queue/queues.js';
import { Metrics } from '../../src/infra/telemetry/metrics.js';
import { repositoryFile } from './tool-run.js';

/** A name in an expression that is neither a function nor a label. */
const METRIC = /\b[a-z]+(?:_[A-Za-z0-9]+)+(?=[{[)\s]|$)/g;

const DECLARATION = /(?:\.observe\(|new (?:Counter|Gauge|Histogram)\(\{\s*name:)\s*'([a-z_]+)'/g;

const OF_THE_MACHINE = [
  'node_cpu_seconds_total',
  'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes',
  'node_memory_MemAvailable_bytes',
  'node_memory_MemTotal_bytes',
  'lyceum_backup_last_success_timestamp_seconds',
];

async function read(path: string): Promise<string> {
  return readFile(repositoryFile(path), 'utf8');
}

/** The standard metrics of a Node process, and those that the sources declare. */
async function exportedMetrics(): Promise<Set<string>> {
  const names = new Metrics().registry.getMetricsAsArray().map(({ name }) => name);
  const files = await readdir(repositoryFile('src'), { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))) {
    const source = await read(`src/${file}`);
    names.push(...[...source.matchAll(DECLARATION)].map(([, name]) => name!));
  }
  // What others export for the same Prometheus: the node exporter, and backup.sh by it.
  return new Set([...names, ...OF_THE_MACHINE]);
}

function metricsIn(expression: string): string[] {
  return (expression.match(METRIC) ?? []).map((name) => name.replace(/_(bucket|count|sum)$/, ''));
}

/** The expression of each. */
async function alerts(): Promise<ReadonlyMap<string, string>> {
  const { groups } = parse(await read('deploy/prometheus/alerts.yml')) as {
    readonly groups: ReadonlyArray<{
      readonly rules: ReadonlyArray<{ readonly alert: string; readonly expr: string }>;
    }>;
  };
  return new Map(groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr] as const)));
}

describe('what the monitoring asks for', () => {
  let exported: Set<string>;

  beforeAll(async () => {
    exported = await exportedMetrics();
  });

  it('exists, for every panel of the dashboard', async () => {
    const { panels } = JSON.parse(await read('deploy/grafana/dashboards/lyceum.json'));
    const expressions: string[] = panels
      .flatMap((panel: { targets?: unknown[] }) => panel.targets ?? [])
      .map(({ expr }: { expr: string }) => expr);

    expect(expressions.flatMap(metricsIn).length).toBeGreaterThan(20);
    expect(expressions.flatMap(metricsIn).filter((name) => !exported.has(name))).toEqual([]);
  });

  it('exists, for every alert', async () => {
    const expressions = [...(await alerts()).values()];

    expect(expressions.flatMap(metricsIn).length).toBeGreaterThan(7);
    expect(expressions.flatMap(metricsIn).filter((name) => !exported.has(name))).toEqual([]);
  });

  it('leaves a queue out of what is stuck only while the service that it calls is away', async () => {
    const [others, ...calling] = (await alerts()).get('LyceumOutboxStuck')!.split(/\s+or\s+/);
    const called = lanedQueues().filter(({ calls }) => calls);
    expect(called).toHaveLength(calling.length);
    const left = called.map(({ name }) => `queue!="${name}"`).join();
    expect(others).toBe(`max by (queue) (outbox_oldest_age_seconds{${left}}) > 60`);
    for (const [index, { name, calls }] of called.entries()) {
      expect(calling[index]).toMatch(/^\(.* > 60\s+unless on\(\) .*\)\s*$/s);
      expect(calling[index]).toContain(`outbox_oldest_age_seconds{queue="${name}"}`);
      expect(calling[index]).toContain(`circuit_breakers{service="${calls!.name}"}`);
    }
  });
});
