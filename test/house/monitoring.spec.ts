import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
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
    const { groups } = parse(await read('deploy/prometheus/alerts.yml'));
    const expressions: string[] = groups[0].rules.map(({ expr }: { expr: string }) => expr);

    expect(expressions.flatMap(metricsIn).length).toBeGreaterThan(7);
    expect(expressions.flatMap(metricsIn).filter((name) => !exported.has(name))).toEqual([]);
  });
});
